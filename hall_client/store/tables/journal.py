"""Tables of evidence and of the database itself: journal, change feed, numbers, print jobs."""

from sqlalchemy import Column, Index, Integer

from hall_client.app.printing import Device, JobState
from hall_client.store.tables.schema import Feed, plain_table
from hall_client.store.types import (
    Canonical,
    Count,
    Instant,
    ThisTransaction,
    TransactionNumber,
    Word,
)

journal = plain_table(
    "journal",
    Feed.EVIDENCE,
    Column("id", Word(), primary_key=True),
    Column("hall_id", Word(), nullable=False),
    Column("station", Word(), nullable=False),
    Column("actor", Word(), nullable=False),
    Column("command", Word(), nullable=False),
    Column("at", Instant(), nullable=False),
    Column("recorded_at", Instant(), nullable=False),
    Column("request", Word(), nullable=False),
    Column("body", Word(), nullable=False),
    Column("outcome", Word(), nullable=False),
    Column("touches", Canonical(), nullable=False),
    Column("new_values", Canonical(), nullable=False),
    Index("ix_journal_at", "hall_id", "at"),
)
# What changed, in order: timelines, the pull of stations, and "say what changed".
change = plain_table(
    "change",
    Feed.EVIDENCE,
    Column("n", Integer().with_variant(Count(), "postgresql"), primary_key=True),
    Column("hall_id", Word(), nullable=False),
    Column("kind", Word(), nullable=False),
    Column("key", Word(), nullable=False),
    Column("journal_id", Word(), nullable=False),
    # Read in the order of transactions, a feed cannot miss one that was still under way.
    Column("xid", TransactionNumber(), nullable=False, server_default=ThisTransaction()),
    Index("ix_change_key", "key"),
    Index("ix_change_feed", "hall_id", "xid", "n"),
)
# Number series: a counter row per hall, series and period under its row lock; never MAX+1.
number_series = plain_table(
    "number_series",
    Feed.OWN,
    Column("hall_id", Word(), primary_key=True),
    Column("series", Word(), primary_key=True),
    Column("period", Word(), primary_key=True),
    Column("last", Count(), nullable=False),
)
print_job = plain_table(
    "print_job",
    Feed.OWN,
    Column("id", Word(), primary_key=True),
    Column("station", Word(), nullable=False),
    Column("device", Word(Device), nullable=False),
    Column("title", Word(), nullable=False),
    Column("payload", Word(), nullable=False),
    Column("state", Word(JobState), nullable=False),
    Column("made_at", Instant(), nullable=False),
    Column("problem", Word(), nullable=False),
    Column("printed", Count(), nullable=False),
    Index("ix_print_job_state", "station", "state"),
)
# One row: production or rehearsal, schema revision is Alembic's, `incarnation` changes at restore.
database_info = plain_table(
    "database_info",
    Feed.OWN,
    Column("name", Word(), primary_key=True),
    Column("value", Word(), nullable=False),
)
