"""Attachments: the act first, then the bytes; whole at central or not there, over any line."""

import random
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text

from hall_client.app.attachments import AttachFile
from hall_client.app.codec import encode
from hall_client.app.faults import CentralAway, Fault, FileUnreadable
from hall_client.app.file_rows import AttachmentRow
from hall_client.app.queries import Attachments
from hall_client.domain.attachments import LARGEST, Attachment, FileNotYetThere
from hall_client.domain.cases import Case
from hall_client.domain.errors import Refusal
from hall_client.store.files import CHUNK, FileStore
from hall_client.store.restoring import note_restored
from hall_client.store.tables.blobs import blob, blob_chunk
from hall_client.store.uploads import uploads_waiting
from hall_client.words import say_refusal
from tests.hall import Facts, Hall
from tests.stations import StationGone, StationProcess
from tests.sync.hall_of_stations import HallOfStations, StationPlace

pytestmark = pytest.mark.postgres
WORD = "attachments-2026"
FIVE_MEGABYTES = 5 * 1024 * 1024
CHUNKS = FIVE_MEGABYTES // CHUNK
# Counts every chunk that reaches central, kept or there already; a sequence forgets nothing.
COUNTED = """
CREATE SEQUENCE tried;
CREATE TABLE told_after (n bigint);
CREATE FUNCTION count_chunk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM nextval('tried'); RETURN NEW; END $$;
CREATE TRIGGER counted BEFORE INSERT ON blob_chunk
FOR EACH ROW EXECUTE FUNCTION count_chunk();
CREATE FUNCTION note_act() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO told_after SELECT last_value FROM tried; RETURN NEW; END $$;
CREATE TRIGGER noted BEFORE INSERT ON inbox
FOR EACH ROW EXECUTE FUNCTION note_act();
"""


@pytest.fixture
def counted(halls: HallOfStations) -> Iterator[HallOfStations]:
    halls.central.sql(COUNTED)
    yield halls
    halls.central.sql("DROP TRIGGER counted ON blob_chunk")


def tried(halls: HallOfStations) -> int:
    """How many chunks have been sent so far."""
    query = text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM tried")
    with halls.central.database.engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def scan(folder: Path, size: int = FIVE_MEGABYTES, name: str = "图纸.pdf", seed: int = 1) -> Path:
    """A file that begins like a PDF and cannot be compressed."""
    path = folder / name
    path.write_bytes(b"%PDF-1.7\n" + random.Random(seed).randbytes(size - 9))
    return path


def attach(place: StationPlace, case: Facts, file: Path, actor: str = "clerk1") -> Facts:
    kept = place.hall.files.take_in(file)
    assert isinstance(place.hall.files, FileStore)
    body = {"case_id": case["case_id"], "name": file.name, **encode(kept)}
    return place.do("AttachFile", actor, **body) | encode(kept)


def stored(halls: HallOfStations, digest: str) -> bytes | None:
    """The bytes as central has them; None: they are not whole."""
    whole = select(blob.c.size).where(blob.c.sha256 == digest, blob.c.whole_at.is_not(None))
    chunks = select(blob_chunk.c.bytes).where(blob_chunk.c.sha256 == digest)
    with halls.central.database.engine.connect() as connection:
        if connection.execute(whole).first() is None:
            return None
        return b"".join(connection.execute(chunks.order_by(blob_chunk.c.n)).scalars())


def chunks_at(halls: HallOfStations) -> int:
    with halls.central.database.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(blob_chunk)).scalar_one())


def attached(place: StationPlace, case: Facts) -> list[AttachmentRow]:
    viewer = place.hall.reference().staff["clerk1"]
    return place.hall.ask(Attachments(case_no=case["case_no"]), viewer)


def begun(halls: HallOfStations, place: StationPlace, chunks: int) -> None:
    """Wait until so many chunks have been sent."""
    place.until(lambda: tried(halls) >= chunks)


def test_a_file_gets_whole_to_central_over_a_line_that_breaks(
    counted: HallOfStations, tmp_path: Path
) -> None:
    halls, one = counted, counted.at("counter1")
    case, file = one.check_in(halls.central.item()), scan(tmp_path)
    done = attach(one, case, file)
    for chunks in (5, 15, 25):
        begun(halls, one, chunks)
        one.line.reset()
    one.until(lambda: stored(halls, done["sha256"]) is not None)
    one.until(lambda: one._woken().standing().up)
    halls.catch_up()
    assert stored(halls, done["sha256"]) == file.read_bytes()
    assert CHUNKS <= tried(halls) <= CHUNKS + 3
    assert uploads_waiting(one.replica) == 0
    assert one.pending() == []
    (row,) = attached(halls.at("office1"), case)
    assert (row.name, row.size, row.added_by) == (file.name, FIVE_MEGABYTES, "何雨桐")
    halls.require_same()


def test_a_kill_in_the_middle_sends_no_chunk_twice(counted: HallOfStations, tmp_path: Path) -> None:
    """By the command line, as a person does it; the next program goes on at the chunk."""
    halls = counted
    halls.central.database.set_password("clerk1", WORD)
    case = halls.central.check_in(halls.central.item())
    file = scan(tmp_path)
    digest = sha256(file.read_bytes()).hexdigest()
    extra = {
        "HALL_CENTRAL": halls.central.url,
        "HALL_STATION": "counter1",
        "HALL_PASSWORD": WORD,
    }
    words = ("attach", "--as", "clerk1", case["case_no"], str(file), "--json")
    folder = tmp_path / "one"
    with StationProcess(folder, *words, **extra) as station:
        station.start(crash_at="chunk-sent:7")
        with pytest.raises(StationGone) as gone:
            station.hear()
        assert gone.value.killed, station.said
    assert (tried(halls), chunks_at(halls)) == (7, 7)
    with StationProcess(folder, "sync", "now", **extra) as station:
        station.start(crash_at="blob-not-noted")
        with pytest.raises(StationGone):
            station.hear()
        station.restart()
        assert station.wait() == 0, station.said
    assert tried(halls) == CHUNKS
    assert stored(halls, digest) == file.read_bytes()
    (added,) = halls.central.rows(Attachment)
    assert (added.name, added.sha256) == (file.name, digest)
    office = halls.at("office1")
    halls.catch_up()
    assert office.hall.files.path_of(added).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("chunks", [0, 10])
@pytest.mark.parametrize("what", ["file-damaged", "file-vanished"])
def test_a_file_that_is_no_longer_what_it_was_is_named_and_the_rest_goes_on(
    counted: HallOfStations, tmp_path: Path, what: str, chunks: int
) -> None:
    halls, one = counted, counted.at("counter1")
    case = one.check_in(halls.central.item())
    halls.catch_up()
    file, good = scan(tmp_path), scan(tmp_path, 300_000, "good.pdf", 2)
    if not chunks:
        one.unplug()
    bad = attach(one, case, file)
    if chunks:
        begun(halls, one, chunks)
        one.unplug()
    here = one.hall.files.folder / bad["sha256"]
    data = bytearray(here.read_bytes())
    data[-1] ^= 1
    here.unlink()
    if what == "file-damaged":
        here.write_bytes(data)
    right = attach(one, case, good)
    one.plug()
    halls.catch_up()
    assert stored(halls, bad["sha256"]) is None
    assert stored(halls, right["sha256"]) == good.read_bytes()
    assert chunks_at(halls) == 3
    (row,) = one.pending()
    assert (row.command, row.state, row.code) == ("AttachFile", "flagged", what)
    assert row.facts == {"name": file.name}
    assert one.hall.standing().unsettled == 1
    assert one.hall.catch_up(30).up
    again = attach(one, case, file)
    halls.catch_up()
    assert stored(halls, again["sha256"]) == file.read_bytes()
    one.hall.settle((row.act_id,), "clerk1")
    assert one.pending() == []
    halls.require_same()


def test_central_takes_nothing_for_whole_that_is_not_what_it_is_named(
    counted: HallOfStations, tmp_path: Path
) -> None:
    """A chunk was changed at central: the hash says so, and the file comes anew."""
    halls, one = counted, counted.at("counter1")
    case, file = one.check_in(halls.central.item()), scan(tmp_path)
    done = attach(one, case, file)
    begun(halls, one, 3)
    halls.central.sql("UPDATE blob_chunk SET bytes = sha256(bytes) WHERE n = 0")
    halls.catch_up()
    assert stored(halls, done["sha256"]) == file.read_bytes()
    assert one.pending() == []


def test_what_is_no_attachment_is_refused_in_words(hall: Hall, tmp_path: Path) -> None:
    files = FileStore(tmp_path / "files")
    large, empty, words = tmp_path / "large.pdf", tmp_path / "empty.png", tmp_path / "scan.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-")
        file.truncate(LARGEST + 1)
    empty.touch()
    words.write_text("这不是 PDF", encoding="utf-8")
    for path, code in (
        (large, "file-too-large"),
        (empty, "file-empty"),
        (words, "file-kind-unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            files.take_in(path)
        assert refused.value.code == code
        for language in ("zh", "en"):
            said = say_refusal(refused.value, language)
            assert path.name in said
            assert "{" not in said
    for nothing in (tmp_path / "nowhere.pdf", tmp_path):
        with pytest.raises(FileUnreadable):
            files.take_in(nothing)
    assert not list(files.folder.glob("*")) if files.folder.exists() else True
    case = hall.check_in(hall.item())
    kept = encode(files.take_in(scan(tmp_path, 100)))
    body = {"case_id": case["case_id"], "name": "图纸.pdf", **kept}
    hall.refused("unknown-requirement", "AttachFile", "clerk1", **body, requirement="no-such")
    hall.refused("file-too-large", "AttachFile", "clerk1", **body | {"size": LARGEST + 1})
    for wrong in ({"sha256": "../x"}, {"mime": "text/html"}, {"size": 0}, {"name": " "}):
        hall.refused("bad-command", "AttachFile", "clerk1", **body | wrong)


def test_two_stations_attach_the_same_file(counted: HallOfStations, tmp_path: Path) -> None:
    halls, one, two = counted, counted.at("counter1"), counted.at("counter2")
    file = scan(tmp_path)
    cases = [one.check_in(halls.central.item()), two.check_in(halls.central.item(), "clerk2")]
    halls.catch_up()
    one.unplug()
    two.unplug()
    done = [attach(one, cases[0], file), attach(two, cases[1], file, "clerk2")]
    done.append(attach(one, cases[1], file))
    one.line.plug()
    two.line.plug()
    for place in (one, two):
        place.until(lambda place=place: place._woken().standing().up)
    halls.catch_up()
    assert len({one["sha256"] for one in done}) == 1
    assert stored(halls, done[0]["sha256"]) == file.read_bytes()
    assert chunks_at(halls) == CHUNKS
    assert [len(attached(one, case)) for case in cases] == [1, 2]
    assert uploads_waiting(one.replica) == uploads_waiting(two.replica) == 0
    halls.require_same()


def test_another_station_fetches_it_when_it_is_asked_for(
    counted: HallOfStations, tmp_path: Path
) -> None:
    halls, one, office = counted, counted.at("counter1"), counted.at("office1")
    case, file = one.check_in(halls.central.item()), scan(tmp_path)
    halls.catch_up()
    office.unplug()
    done = attach(one, case, file)
    halls.at("counter1").catch_up()
    office.plug()
    office.catch_up()
    (row,) = attached(office, case)
    files = office.hall.files
    assert not files.has(row.sha256), "nothing is fetched before somebody wants it"
    office.line.cut_after(2_000_000, "bytes")
    office.line.drop_next_reply("blob_chunk")
    with pytest.raises(Fault):
        files.path_of(row)
    assert not files.has(row.sha256)
    office.line.calm()
    office.until(lambda: office._woken().standing().up)
    assert files.path_of(row).read_bytes() == file.read_bytes()
    assert not list(files.folder.glob("*.part"))
    office.unplug()
    assert files.path_of(row).read_bytes() == file.read_bytes()
    (files.folder / row.sha256).unlink()
    with pytest.raises(CentralAway):
        files.path_of(row)
    assert done["attachment_id"] == row.attachment_id


def test_a_file_that_is_still_on_its_way_says_so(halls: HallOfStations, tmp_path: Path) -> None:
    one, office = halls.at("counter1"), halls.at("office1")
    case = one.check_in(halls.central.item())
    done = attach(one, case, scan(tmp_path, 1000))
    halls.catch_up()
    with halls.central.database.engine.begin() as connection:
        connection.execute(delete(blob))
    (row,) = attached(office, case)
    with pytest.raises(FileNotYetThere):
        office.hall.files.path_of(row)
    assert row.sha256 == done["sha256"]


def test_an_act_waits_for_one_chunk_at_most(counted: HallOfStations, tmp_path: Path) -> None:
    """Twenty megabytes are under way; a check-in is told in between, and people are called."""
    halls, one = counted, counted.at("counter1")
    case = one.check_in(halls.central.item())
    one.do("OpenCounter", "clerk1", counter="1")
    halls.central.ticket("A")
    halls.catch_up()
    file = scan(tmp_path, LARGEST)
    done = attach(one, case, file)
    begun(halls, one, 5)
    for _ in range(3):
        halls.central.sql("TRUNCATE told_after")
        before = tried(halls)
        told = one.check_in(halls.central.item())
        one.until(lambda told=told: bool(halls.central.rows(Case, case_no=told["case_no"])))
        with halls.central.database.engine.connect() as connection:
            after = connection.execute(text("SELECT max(n) FROM told_after")).scalar_one()
        assert after <= before + 3  # one under way while we asked, one while the act was done
    assert one.do("CallNext", "clerk1", counter="1")["number"] == "A001"
    assert stored(halls, done["sha256"]) is None, "all this happened during the upload"
    halls.catch_up()
    one.until(lambda: uploads_waiting(one.replica) == 0)
    assert stored(halls, done["sha256"]) == file.read_bytes()


def test_central_that_went_back_gets_its_files_again(halls: HallOfStations, tmp_path: Path) -> None:
    """The backup knew the attachment, and its bytes came afterwards."""
    one = halls.at("counter1")
    case, file = one.check_in(halls.central.item()), scan(tmp_path, 400_000)
    done = attach(one, case, file)
    halls.catch_up()
    one.unplug()
    for table in (blob, blob_chunk):
        with halls.central.database.engine.begin() as connection:
            connection.execute(delete(table))
    note_restored(halls.central.url)
    one.plug()
    halls.catch_up()
    assert stored(halls, done["sha256"]) == file.read_bytes()
    halls.require_same()


def test_on_a_machine_of_its_own_the_file_lies_beside_the_database(
    hall_sqlite: str, tmp_path: Path
) -> None:
    hall = Hall(hall_sqlite)
    hall.database.set_password("clerk1", WORD)
    case = hall.check_in(hall.item())
    file, out = scan(tmp_path, 300_000), tmp_path / "out.pdf"
    code = hall.item().materials[0].code
    extra = {"HALL_DATABASE": hall_sqlite, "HALL_PASSWORD": WORD, "HALL_STATION": "counter1"}
    words = ("attach", "--as", "clerk1", case["case_no"])
    with StationProcess(
        tmp_path / "one", *words, str(file), "--requirement", code, "--json", **extra
    ) as shell:
        shell.start()
        added = shell.hear()
        assert shell.wait() == 0
    file.unlink()
    (one,) = hall.rows(Attachment)
    assert (one.id, one.requirement, one.name) == (added["attachment_id"], code, "图纸.pdf")
    with StationProcess(
        tmp_path / "one", *words, str(out), "--open", one.id, "--json", **extra
    ) as shell:
        shell.start()
        assert shell.hear()["file"] == str(out)
    assert sha256(out.read_bytes()).hexdigest() == one.sha256 == added["sha256"]
    assert [row.command for row in steps(hall, case)] == ["CheckInCase", AttachFile.__name__]
    hall.close()


def steps(hall: Hall, case: Facts) -> list[object]:
    from hall_client.app.queries import Journal

    viewer = hall.reference.staff["clerk1"]
    rows: list[object] = list(hall.database.ask(Journal(case_no=case["case_no"]), viewer))
    return rows
