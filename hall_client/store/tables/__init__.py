"""The schema, one module per noun; importing this package fills `metadata` and `KINDS`."""

from hall_client.store.tables import cases, journal, reference, tickets
from hall_client.store.tables.schema import KINDS, metadata

__all__ = ["KINDS", "cases", "journal", "metadata", "reference", "tickets"]
