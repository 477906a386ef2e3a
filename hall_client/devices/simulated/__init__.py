"""Twins of the hall's hardware that speak the same bytes."""
