"""The rules of the hall: standard library only, no I/O, no clock of its own."""
