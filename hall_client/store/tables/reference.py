"""Tables of reference: the hall's configuration with history, staff, items, calendar."""

from sqlalchemy import Column, Index

from hall_client.app.command import Authority
from hall_client.store.tables.schema import Feed, plain_table
from hall_client.store.types import Count, Flag, Instant, Word

REF = Authority.REFERENCE
# Documents of configuration by name (hall, calendar); every import is a new version, none is lost.
config = plain_table(
    "config",
    Feed.ROWS,
    Column("hall_id", Word(), primary_key=True),
    Column("name", Word(), primary_key=True),
    Column("version", Count(), primary_key=True),
    Column("body", Word(), nullable=False),
    Column("set_at", Instant(), nullable=False),
    Column("last_command", Word(), nullable=False),
    authority=REF,
)
staff = plain_table(
    "staff",
    Feed.ROWS,
    Column("hall_id", Word(), primary_key=True),
    Column("login", Word(), primary_key=True),
    Column("body", Word(), nullable=False),
    Column("active", Flag(), nullable=False),
    Column("version", Count(), nullable=False),
    Column("last_command", Word(), nullable=False),
    authority=REF,
)
# Password verifiers stay apart from staff: no query of a screen ever reads them.
credential = plain_table(
    "credential",
    Feed.OWN,
    Column("hall_id", Word(), primary_key=True),
    Column("login", Word(), primary_key=True),
    Column("verifier", Word(), nullable=False),
    Column("changed_at", Instant(), nullable=False),
    Column("failures", Count(), nullable=False),
    Column("locked_until", Instant(), nullable=True),
)
item = plain_table(
    "item",
    Feed.ROWS,
    Column("hall_id", Word(), primary_key=True),
    Column("code", Word(), primary_key=True),
    Column("version", Count(), primary_key=True),
    Column("status", Word(), nullable=False),
    Column("name", Word(), nullable=False),
    Column("pinyin", Word(), nullable=False),
    Column("body", Word(), nullable=False),
    Column("last_command", Word(), nullable=False),
    Index("ix_item_name", "hall_id", "name"),
    Index("ix_item_pinyin", "hall_id", "pinyin"),
    authority=REF,
)
