"""Chaos: stations as real processes work on while lines fail, processes are killed at named
places, and PostgreSQL is stopped as by a power cut; then everything is healed and counted.

    python -m tests.sync.chaos --minutes 20 --seed 7 --stations 5

The seed decides what people do and what befalls them, not how fast: two runs of one seed differ
in their timing, so a run tells its seed and keeps what it saw.
"""
