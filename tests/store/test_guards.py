"""What the database itself forbids to a program that goes around ours with plain SQL."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from hall_client.app.bus import HANDLERS, Done
from hall_client.domain.duties import DutyDone
from hall_client.domain.errors import DutySeparation
from hall_client.domain.tickets import Ticket
from hall_client.store.creation import create
from hall_client.store.sample import load_sample
from tests.hall import Hall, together
from tests.postgres import Cluster, database_of

DUTY = 'INSERT INTO duty_done (id, hall_id, version, case_id, login, duty, "group", last_command) '
VALUES = "VALUES (:id, 'H1', 1, :case_id, :login, :duty, :group, 'by hand')"


def forbidden(hall: Hall, statement: str, sign: str = ".", **values: object) -> None:
    """The database refuses the statement, naming `sign`, and every row is as before."""
    before = hall.everything()
    with pytest.raises(DBAPIError, match=sign):
        hall.sql(statement, **values)
    assert hall.everything() == before


def enter(hall: Hall, number: int, login: str, group: str, duty: str = "decide") -> str:
    """The statement that enters a duty by hand, with its values put in."""
    told = {"id": str(number), "case_id": "c1", "login": login, "duty": duty, "group": group}
    text = DUTY + VALUES
    for name, value in told.items():
        text = text.replace(f":{name}", f"'{value}'")
    return text


def test_nobody_holds_duties_of_two_groups_in_one_case(hall: Hall) -> None:
    hall.sql(enter(hall, 1, "clerk1", "accept", "accept"))
    forbidden(hall, enter(hall, 2, "clerk1", "review", "review"), "duty.separation")
    forbidden(hall, enter(hall, 3, "clerk1", "together", "decide"), "duty.separation")
    hall.sql(enter(hall, 4, "reviewer1", "review", "review"))
    hall.sql(enter(hall, 5, "clerk1", "accept", "accept"))
    hall.sql(enter(hall, 6, "clerk1", "review").replace("'c1'", "'c2'"))


def test_duties_of_one_group_may_lie_in_one_hand(hall: Hall) -> None:
    for number, duty in enumerate(("accept", "review", "decide")):
        hall.sql(enter(hall, number, "clerk1", "together", duty))


def test_a_handler_that_forgot_the_rule_is_stopped_in_its_words(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.sql(enter(hall, 1, "clerk1", "accept", "accept"))

    def careless(command: object, work: object) -> Done:
        row = DutyDone(
            id="2", hall_id="H1", case_id="c1", login="clerk1", duty="decide", group="decide"
        )
        work.of(DutyDone).add(row)
        return Done({"counter": "1", "state": "OPEN", "ticket_id": None})

    monkeypatch.setitem(HANDLERS, "OpenCounter", careless)
    before = hall.everything()
    with pytest.raises(DutySeparation):
        hall.perform(hall.command("OpenCounter", "clerk1", counter="1"))
    assert hall.everything() == before


def test_a_number_is_given_once_a_day(hall: Hall) -> None:
    hall.ticket()
    hall.ticket()
    forbidden(hall, "UPDATE ticket SET number = 'A001' WHERE number = 'A002'")


def test_a_counter_has_one_ticket_at_most(hall: Hall) -> None:
    hall.open("1")
    hall.ticket()
    hall.ticket()
    hall.call()
    second = hall.one(Ticket, number="A002").id
    forbidden(hall, "UPDATE ticket SET state = 'CALLED', counter = '1' WHERE id = :id", id=second)
    forbidden(hall, "UPDATE ticket SET state = 'SERVING', counter = '1' WHERE id = :id", id=second)


def test_a_person_waits_once_in_a_queue(hall: Hall) -> None:
    hall.ticket(certificate_no="X1")
    hall.ticket(certificate_no="X2")
    forbidden(hall, "UPDATE ticket SET person = 'X1' WHERE person = 'X2'")


def test_a_clerk_runs_one_counter(hall: Hall) -> None:
    hall.open("1", "2")
    forbidden(hall, "UPDATE counter_session SET clerk = 'clerk1' WHERE counter = '2'")


@pytest.mark.parametrize("state", ["GONE", "", "waiting"])
def test_a_state_is_one_of_the_table(hall: Hall, state: str) -> None:
    hall.ticket()
    forbidden(hall, "UPDATE ticket SET state = :state", state=state)


EVIDENCE = ("journal", "custody", "seal_use", "duty_done")
KEPT = ("ticket", '"case"', "case_material", "document", "delivery", "handoff", "announcement")


@pytest.fixture
def busy_hall(hall: Hall) -> Hall:
    """A hall with rows in every table that is guarded."""
    hall.open("1")
    hall.ticket()
    hall.call()
    hall.delivered(hall.item(profile="four-separated", kind="committed"))
    return hall


def test_evidence_is_neither_changed_nor_deleted(busy_hall: Hall) -> None:
    for table in EVIDENCE:
        forbidden(busy_hall, f"UPDATE {table} SET hall_id = 'H2'", "append-only")
        forbidden(busy_hall, f"DELETE FROM {table}", "append-only")


def test_nothing_that_was_there_is_deleted(busy_hall: Hall) -> None:
    for table in KEPT:
        forbidden(busy_hall, f"DELETE FROM {table}", "no-delete")


def test_evidence_is_not_replaced_or_emptied(busy_hall: Hall) -> None:
    if busy_hall.database.engine.dialect.name == "sqlite":
        for table in EVIDENCE:
            forbidden(
                busy_hall, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}", "append-only"
            )
        return
    for table in (*EVIDENCE, *KEPT):
        forbidden(busy_hall, f"TRUNCATE {table} CASCADE", "append-only|no-delete")


@pytest.mark.postgres
def test_where_the_server_lends_no_extension_a_trigger_keeps_duties_apart(
    postgres_cluster: Cluster, fresh_postgres: str
) -> None:
    """The owner of the tables may not create extensions: not even in the own database."""
    name = database_of(fresh_postgres)
    postgres_cluster.run("CREATE ROLE plain_owner LOGIN")
    with create_engine(fresh_postgres).begin() as connection:
        connection.execute(text("GRANT ALL ON SCHEMA public TO plain_owner"))
    database = create(postgres_cluster.url(name, "plain_owner"), rehearsal=True)
    load_sample(database)
    database.close()
    hall = Hall(fresh_postgres)
    hall.sql(enter(hall, 1, "clerk1", "accept", "accept"))
    forbidden(hall, enter(hall, 2, "clerk1", "review", "review"), "duty.separation")
    hall.sql(enter(hall, 3, "clerk2", "review", "review"))
    came = together(
        *[lambda n=n: hall.sql(enter(hall, n, "clerk3", f"group{n}")) for n in (4, 5, 6)],
        failing=DBAPIError,
    )
    assert came.count(None) == 1
    hall.close()
