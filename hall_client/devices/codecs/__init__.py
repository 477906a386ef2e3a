"""Bytes <-> values, pure."""
