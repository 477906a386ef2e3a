"""Tables of attachments at central: what each is, and its bytes in chunks (rules of central §2)."""

from sqlalchemy import Column, Index

from hall_client.store.tables.schema import Feed, plain_table
from hall_client.store.types import Bytes, Count, Instant, Word

# `whole_at` is set when all bytes are there and have the hash they are named by.
blob = plain_table(
    "blob",
    Feed.CENTRAL,
    Column("hall_id", Word(), primary_key=True),
    Column("sha256", Word(), primary_key=True),
    Column("size", Count(), nullable=False),
    Column("mime", Word(), nullable=False),
    Column("added_at", Instant(), nullable=False),
    Column("whole_at", Instant(), nullable=True),
    Index("ix_blob_whole", "hall_id", "whole_at"),
)
blob_chunk = plain_table(
    "blob_chunk",
    Feed.CENTRAL,
    Column("hall_id", Word(), primary_key=True),
    Column("sha256", Word(), primary_key=True),
    Column("n", Count(), primary_key=True),
    Column("bytes", Bytes(), nullable=False),
)
