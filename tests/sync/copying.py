"""What people do with the files of stations: copies put back or opened, machines replaced."""

from dataclasses import dataclass

from sqlalchemy import select

from hall_client.app.replication import ActState
from hall_client.store.engines import open_engine, parse_url
from hall_client.store.station_file import files_set_aside
from hall_client.store.tables.stations import outbox
from hall_client.sync.looking import look_at_untold
from tests.sync.chaos.evidence import StationFile, Witnessed
from tests.sync.stepwise import SteppedStation
from tests.sync.witness import Witness, beat, is_stopped, untold_at

SUFFIXES = ("", "-wal")


@dataclass(frozen=True)
class Copied:
    """A copy of a station's file, made while it works."""

    content: dict[str, bytes]
    newest: int

    @classmethod
    def of(cls, place: SteppedStation) -> "Copied":
        with place.replica.writing():
            paths = {suffix: place.path.with_name(place.path.name + suffix) for suffix in SUFFIXES}
            content = {suffix: path.read_bytes() for suffix, path in paths.items() if path.exists()}
        return cls(content, place.replica.newest_seq())

    def is_harmless(self, place: SteppedStation) -> bool:
        """Whether central can know by itself that it is old: what was done since is told.

        Else it gives numbers again that are on paper already, and only people can know.
        """
        pending = (outbox.c.state == ActState.PENDING, outbox.c.seq > self.newest)
        with place.replica.engine.connect() as connection:
            untold = connection.execute(select(outbox.c.id).where(*pending)).first()
        return untold is None and not place.replica.asked() and not is_stopped(place)

    def lay(self, place: SteppedStation) -> None:
        """Put it where the station looks for its file."""
        place.path.parent.mkdir(parents=True, exist_ok=True)
        for suffix in SUFFIXES:
            path = place.path.with_name(place.path.name + suffix)
            path.unlink(missing_ok=True)
            if suffix in self.content:
                path.write_bytes(self.content[suffix])


def put_back(witness: Witness, place: SteppedStation, kept: Copied) -> str:
    """A backup of the file takes its place; what it does not know is told already."""
    witness.retire(place, heard_of=False)
    place.shut()
    kept.lay(place)
    place.open()
    place.round()
    if not is_stopped(place):
        return "put back, still the same"
    replace_file(witness, place)
    return "put back, known as old"


def twin(witness: Witness, place: SteppedStation, kept: Copied) -> str:
    """The copy is opened on another machine; one of the two may go on."""
    hall = witness.hall
    number = len(list(hall.folder.glob("twin*")))
    other = SteppedStation(hall.central, hall.folder / f"twin{number}" / place.path.name)
    other.line = place.line
    kept.lay(other)
    other.open()
    other.round()
    if is_stopped(other):
        other.shut()
        return "twin, known as a copy"
    beat(place)
    assert is_stopped(place), f"two speak for {place.name}"
    file = witness.retire(place)
    place.shut()
    untold_at(place, file)
    hall.move(place, other)
    return "twin, goes on alone"


def lose(witness: Witness, place: SteppedStation) -> None:
    """The machine breaks: what it had not told is lost with its disk."""
    witness.retire(place, heard_of=False)
    place.lose_file()


def replace_file(witness: Witness, place: SteppedStation) -> None:
    """Another file takes the station's place; the old one, if there is any, lists what it keeps."""
    acts = witness.acts.pop(place, [])
    opened = place.opened
    witness.start(place, replacing=True)
    if opened:
        old = max(files_set_aside(place.path), key=lambda path: int(path.suffix[4:]))
        engine = open_engine(parse_url(str(old)))
        listed = {
            act.id
            for file in look_at_untold(place.path)
            if file.file == str(old)
            for act in file.acts or ()
        }
        seen = Witnessed(name=place.name, acts=acts, listed=listed, speaks=False)
        witness.old_files.append(StationFile.read(engine, seen))
        engine.dispose()
    witness.go(place, place.round)
