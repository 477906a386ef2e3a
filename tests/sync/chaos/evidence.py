"""What central and the stations' files hold when a run is over, read around the program."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from hall_client.store.engines import open_engine, parse_url
from hall_client.store.images import key_of
from hall_client.store.opening import read_info
from hall_client.store.tables.journal import journal, number_series, print_job
from hall_client.store.tables.stations import alias, block, inbox, intent, outbox
from hall_client.store.tables.whole import metadata
from tests.sync.chaos.acts import Act
from tests.sync.chaos.desk import Desk
from tests.sync.chaos.drain import pending_by_shell
from tests.sync.hall_of_stations import everything

Row = Mapping[str, Any]
Key = tuple[str, str]


@dataclass(kw_only=True)
class Witnessed:
    """What people at one station did with one file of it, and see: `listed` are the acts in their
    list. A file that no longer speaks for its station lists what nobody has told central."""

    name: str
    acts: list[Act] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    bugs: list[str] = field(default_factory=list)
    speaks: bool = True


@dataclass(kw_only=True)
class StationFile(Witnessed):
    """One file of a station: what it holds beside what its people saw."""

    first_seq: int
    copy: dict[Key, dict[str, Any]]
    outbox: list[Row]
    intents: list[Row]
    blocks: list[Row]
    papers: list[Row]
    own_journal: dict[str, Row]

    @classmethod
    def read(cls, engine: Engine, seen: Witnessed) -> "StationFile":
        with engine.connect() as own:
            return cls(
                **vars(seen),
                first_seq=int(read_info(own)["last_seq"]) + 1,
                copy=everything(own),
                outbox=all_of(own, outbox, outbox.c.seq),
                intents=all_of(own, intent),
                blocks=all_of(own, block),
                papers=all_of(own, print_job),
                own_journal={row["id"]: row for row in all_of(own, journal)},
            )


@dataclass
class Evidence:
    """Everything that the invariants are about; `stations` has every file of every station."""

    rows: dict[Key, dict[str, Any]]
    journal: dict[str, Row]
    inbox: dict[str, list[Row]]
    blocks: list[Row]
    series: list[Row]
    paper_orders: list[Row]
    aliases: dict[str, str]
    stations: list[StationFile]
    spoken: list[str] | None = None
    changes: dict[Key, list[tuple[str, Row]]] = field(init=False)
    withdrawn: set[str] = field(init=False)

    def __post_init__(self) -> None:
        """`changes`: by row, what each journal row wrote into it, in the order of versions.

        `withdrawn`: acts that their stations took back, done or not.
        """
        found: dict[Key, list[tuple[str, Row]]] = defaultdict(list)
        for entry in self.journal.values():
            for table, key, values in entry["new_values"]:
                found[table, key].append((entry["id"], values))
        for written in found.values():
            written.sort(key=lambda one: one[1].get("version", 0))
        self.changes = dict(found)
        told = (row for row in self.journal.values() if row["command"] == "WithdrawCall")
        self.withdrawn = {json.loads(row["body"]).get("call_id") for row in told}

    @classmethod
    def gathered(cls, url: str, stations: list[StationFile]) -> "Evidence":
        engine = open_engine(parse_url(url))
        try:
            with engine.connect() as central:
                told = defaultdict(list)
                for row in all_of(central, inbox, inbox.c.seq):
                    told[row["station"]].append(row)
                return cls(
                    rows=everything(central),
                    journal={row["id"]: row for row in all_of(central, journal)},
                    inbox=dict(told),
                    blocks=all_of(central, block),
                    series=all_of(central, number_series),
                    paper_orders=all_of(central, print_job),
                    aliases={row["given"]: row["meant"] for row in all_of(central, alias)},
                    stations=stations,
                )
        finally:
            engine.dispose()

    def of(self, table: str) -> list[dict[str, Any]]:
        """Central's rows of one table."""
        return [row for (name, _key), row in self.rows.items() if name == table]

    def speaking(self) -> list[StationFile]:
        """The files that speak for their stations."""
        return [one for one in self.stations if one.speaks]


def read_desk(desk: Desk) -> StationFile:
    """The file of a desk whose process has ended."""
    engine = open_engine(parse_url(str(desk.path)))
    bugs = _bugs(desk.path.parent / "logs")
    listed = pending_by_shell(desk)
    try:
        seen = Witnessed(name=desk.name, acts=desk.acts, listed=listed, bugs=bugs)
        return StationFile.read(engine, seen)
    finally:
        engine.dispose()


def all_of(connection: Connection, table: Table, *order: Any) -> list[Row]:
    query = select(table).order_by(*order) if order else select(table)
    return [dict(row._mapping) for row in connection.execute(query)]


def _bugs(folder: Path) -> list[str]:
    """Where the program says itself that something is wrong with it."""
    lines = [line for file in folder.glob("*.jsonl*") for line in _whole(file)]
    return [f"{one['text']}\n{one.get('trace', '')}" for one in lines if one.get("bug")]


def _whole(file: Path) -> Sequence[Row]:
    """The lines that were written to their end: the process may have been killed in one."""
    found = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def guarded() -> list[str]:
    """The tables whose rows say by which command they were written last."""
    return [name for name, table in metadata.tables.items() if "last_command" in table.c]


__all__ = ["Evidence", "StationFile", "Witnessed", "guarded", "key_of", "read_desk"]
