"""Where the program's own files lie: the one place that knows the folder layout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
SEED = ROOT / "db" / "seed"
MIGRATIONS = ROOT / "db" / "migrations"
