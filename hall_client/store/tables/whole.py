"""The whole schema: importing this module fills `metadata` and `KINDS`."""

from hall_client.store.tables import blobs, cases, journal, reference, stations, tickets
from hall_client.store.tables.schema import KINDS, metadata

__all__ = [
    "KINDS",
    "blobs",
    "cases",
    "journal",
    "metadata",
    "reference",
    "stations",
    "tickets",
]
