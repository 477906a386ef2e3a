"""Ports that need Qt."""
