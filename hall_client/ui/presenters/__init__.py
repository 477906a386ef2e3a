"""Screen state and intentions, plain Python."""
