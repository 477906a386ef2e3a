"""Tables of stations and central: who takes part, what was told, what is lent."""

from sqlalchemy import Column, Index

from hall_client.app.replication import ActState
from hall_client.store.tables.schema import Feed, plain_table
from hall_client.store.types import Canonical, Count, Instant, Word


def _word(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Word(), primary_key=key, nullable=null)


def _count(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Count(), primary_key=key, nullable=False)


# At central: every station of a hall, which file speaks for it and how far it has told its acts.
station = plain_table(
    "station",
    Feed.CENTRAL,
    _word("hall_id", key=True),
    _word("name", key=True),
    _word("install"),
    _word("boot"),
    _word("series"),
    _count("last_seq"),
    _word("program"),
    _count("skew_ms"),
    Column("joined_at", Instant(), nullable=False),
    Column("seen_at", Instant(), nullable=False),
    Index("uq_station_series", "hall_id", "series", unique=True),
)
# At central: every act that a station told, whatever became of it.
inbox = plain_table(
    "inbox",
    Feed.CENTRAL,
    _word("hall_id", key=True),
    _word("station", key=True),
    _count("seq", key=True),
    _word("id"),
    _word("command"),
    _word("actor"),
    Column("at", Instant(), nullable=False),
    _word("body"),
    Column("state", Word(ActState), nullable=False),
    _word("code", null=True),
    Column("facts", Canonical(), nullable=False),
    Column("received_at", Instant(), nullable=False),
    Index("ix_inbox_id", "id"),
)
# At a station: acts done here, in order; kept after the answer in case central goes back in time.
outbox = plain_table(
    "outbox",
    Feed.STATION,
    _count("seq", key=True),
    _word("id"),
    _word("command"),
    _word("actor"),
    _word("station"),
    Column("at", Instant(), nullable=False),
    _word("body"),
    Column("numbers", Canonical(), nullable=False),
    Column("base", Canonical(), nullable=False),
    Column("touches", Canonical(), nullable=False),
    Column("state", Word(ActState), nullable=False),
    _word("code", null=True),
    Column("facts", Canonical(), nullable=False),
    Column("theirs", Canonical(), nullable=True),
    Column("answered_at", Instant(), nullable=True),
    Index("uq_outbox_id", "id", unique=True),
    Index("ix_outbox_state", "state", "seq"),
)
# At a station: what central was asked, written before the question leaves the house.
intent = plain_table(
    "intent",
    Feed.STATION,
    _word("id", key=True),
    _word("command"),
    _word("actor"),
    _word("station"),
    Column("at", Instant(), nullable=False),
    _word("body"),
    Column("state", Word(ActState), nullable=False),
    _word("code", null=True),
    Column("facts", Canonical(), nullable=False),
    Index("ix_intent_state", "state"),
)
# At a station: files of attachments that central has still to get, by the act that named them.
upload = plain_table(
    "upload",
    Feed.STATION,
    _word("act_id", key=True),
    _word("name"),
    _word("sha256"),
    _count("size"),
    _word("mime"),
)
# Blocks of numbers lent to stations: at central all of them, at a station its own.
block = plain_table(
    "block",
    Feed.OWN,
    _word("hall_id", key=True),
    _word("series", key=True),
    _word("period", key=True),
    _count("lo", key=True),
    _count("hi"),
    _count("used"),
    _word("station"),
    Column("leased_at", Instant(), nullable=False),
    Column("returned_at", Instant(), nullable=True),
    _word("reason", null=True),
    Index("ix_block_station", "hall_id", "station", "series", "period"),
)
# Who may do what only one may do at a time: announcing in a zone, the clock.
lease = plain_table(
    "lease",
    Feed.CENTRAL,
    _word("hall_id", key=True),
    _word("name", key=True),
    _word("station"),
    _word("boot"),
    Column("until", Instant(), nullable=False),
)
# A row made from the paper alone, and the row it turned out to be.
alias = plain_table(
    "alias",
    Feed.OWN,
    _word("hall_id", key=True),
    _word("given", key=True),
    _word("meant"),
)
