"""Bytes <-> values, pure: no ports, no files, no clock."""
