"""Widgets only, one module per screen."""
