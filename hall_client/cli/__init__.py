"""The command line for IT, scripts and outside checks."""
