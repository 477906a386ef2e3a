"""What people can ask for: commands, queries and the ports they need."""
