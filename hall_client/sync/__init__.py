"""Keeping a station's replica and the central database alike."""
