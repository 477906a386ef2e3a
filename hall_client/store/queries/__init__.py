"""Reads: Core selects in, rows out; one module per noun."""
