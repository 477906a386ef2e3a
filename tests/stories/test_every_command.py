"""What holds for every command there is: the contract, once-only, replay, one authority."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hall_client.app.bus import HANDLERS
from hall_client.app.codec import decode
from hall_client.app.command import HEADER, REGISTRY, Authority, Command, Route
from hall_client.app.contract import PLANNED_COMMANDS, contract
from hall_client.app.registry import built
from hall_client.domain.errors import Refusal
from hall_client.store.tables.whole import KINDS, metadata
from hall_client.words import value
from tests.day import whole_day
from tests.hall import Hall, require_lawful


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_command_says_where_it_runs_who_may_and_what_comes_back(name: str) -> None:
    kind = REGISTRY[name]
    assert isinstance(kind.route, Route)
    assert isinstance(kind.authority, Authority)
    assert kind.roles
    assert kind.outcome
    assert (kind.__doc__ or "").strip()
    for language in ("zh", "en"):
        assert value("command", name, language) != name


def test_the_contract_lists_what_is_built_and_what_is_planned() -> None:
    commands = contract()["commands"]
    assert {name for name, told in commands.items() if told["available"]} == set(built())
    assert set(PLANNED_COMMANDS) <= set(commands)


@pytest.mark.parametrize("name", sorted(set(PLANNED_COMMANDS) & set(HANDLERS)))
def test_a_command_once_planned_kept_its_promise(name: str) -> None:
    route, authority, roles, fields = PLANNED_COMMANDS[name]
    told: dict[str, Any] = contract()["commands"][name]
    assert (told["route"], told["authority"], set(told["roles"])) == (route, authority, set(roles))
    assert set(fields) <= set(told["fields"]["properties"])


def test_every_table_of_the_hall_has_an_authority() -> None:
    assert not [table.name for table in KINDS.values() if table.info["authority"] is None]


def test_a_day_runs_every_command(hall: Hall) -> None:
    whole_day(hall)
    assert {act.verb for act in hall.acts} == set(built())


@pytest.fixture
def two_halls(hall_database: str, hall_copy: Callable[[], str]) -> tuple[Hall, Hall]:
    return Hall(hall_database), Hall(hall_copy())


@pytest.fixture
def hall_copy(
    request: pytest.FixtureRequest, hall_database: str, tmp_path: Path
) -> Callable[[], str]:
    """Another database with the same rows as the one of this test has at its start."""

    def copy() -> str:
        if hall_database.startswith("postgresql"):
            cluster = request.getfixturevalue("postgres_cluster")
            url: str = request.getfixturevalue("make_database")(cluster.templates["hall"])
            return url
        target = tmp_path / "copy.db"
        shutil.copyfile(request.getfixturevalue("hall_file"), target)
        return str(target)

    return copy


def test_the_same_acts_make_the_same_rows(two_halls: tuple[Hall, Hall]) -> None:
    """Handlers take nothing from clock or chance: everything is in the command and the rows."""
    first, second = two_halls
    whole_day(first)
    for act in first.acts:
        second.now = act.at
        second.perform(act)
    assert timeless(first) == timeless(second)
    first.close()
    second.close()


def timeless(hall: Hall) -> dict[str, object]:
    """All rows; `recorded_at` is the machine's clock and says when, not what."""
    rows = hall.everything()
    rows["journal"] = sorted(
        repr([part for name, part in row.items() if name != "recorded_at"])
        for row in hall.journal()
    )
    return rows


def test_what_was_journaled_is_what_happened(two_halls: tuple[Hall, Hall]) -> None:
    """Wishes are resolved, decisions are replayed: the journal alone makes the same hall."""
    first, second = two_halls
    whole_day(first)
    order = {act.id: place for place, act in enumerate(first.acts)}
    mine = [row for row in first.journal() if row["id"] in order]
    for row in sorted(mine, key=lambda row: order[row["id"]]):
        second.perform(replayed(row))
    before, after = first.everything(), second.everything()
    for table in KINDS.values():
        assert after[table.name] == before[table.name]
    assert after["number_series"] != []
    first.close()
    second.close()


def replayed(row: Any) -> Command:
    """The command as its journal row has it, with the choices that were made."""
    import json

    header = {name: row[name] for name in HEADER}
    command: Command = decode(REGISTRY[row["command"]], header | json.loads(row["body"]))
    return command


def test_a_repeat_changes_nothing_and_answers_as_the_first_time(hall: Hall) -> None:
    whole_day(hall)
    answers = {row["id"]: row["outcome"] for row in hall.journal()}
    before, mark = hall.everything(), hall.mark()
    for act in list(hall.acts):
        again = hall.dispatcher.perform(act)
        assert again.repeated
        assert again.events == ()
        assert encoded(again.result) == answers[act.id]
    assert (hall.everything(), hall.mark()) == (before, mark)


def encoded(result: dict[str, Any]) -> str:
    from hall_client.app.codec import canonical

    return canonical(result)


def test_an_id_stands_for_one_act_of_one_person(hall: Hall) -> None:
    first = hall.command("IssueTicket", "kiosk1", queue="A")
    hall.perform(first)
    hall.refused("id-reused", "IssueTicket", "kiosk1", id=first.id, queue="B")
    hall.refused("id-reused", "IssueTicket", "guide1", id=first.id, queue="A")
    hall.refused("id-reused", "OpenCounter", "clerk1", id=first.id, counter="1")


def test_what_was_refused_may_be_tried_again_with_its_id(hall: Hall) -> None:
    hall.open("1")
    call = hall.command("CallNext", "clerk1", counter="1")
    with pytest.raises(Refusal):
        hall.perform(call)
    number = hall.ticket()["number"]
    assert hall.perform(call).result["number"] == number


def test_nobody_acts_without_the_role(hall: Hall) -> None:
    hall.open("1")
    for name, kind in built().items():
        stranger = "board1"
        fields = contract()["commands"][name]["fields"]
        assert not hall.reference.staff[stranger].roles & kind.roles
        body = {key: SAMPLE.get(key, "x") for key in fields["required"]}
        hall.refused("not-permitted", name, stranger, **body)


SAMPLE: dict[str, Any] = {
    "applicant": {"kind": "person", "name": "张三", "id_kind": "other", "id_number": "1"},
    "case_ids": [],
    "roles": [],
    "scanned": [],
    "materials": [],
    "defects": [],
    "days": 1,
    "amount_fen": 1,
    "size": 1,
    "kind": "with-applicant",
    "outcome": "other",
    "decision": "grant",
}


def test_unknown_closed_and_station_logins_do_not_act(hall: Hall) -> None:
    hall.refused("not-signed-in", "IssueTicket", "nobody", queue="A")
    hall.do("DisableStaff", "sysadmin1", login="clerk2")
    hall.refused("not-signed-in", "OpenCounter", "clerk2", counter="2")
    assert metadata.tables["staff"].info["authority"] is Authority.REFERENCE
    require_lawful(hall)
