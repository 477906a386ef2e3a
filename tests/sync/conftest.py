"""A hall with stations: central is a real PostgreSQL, each station a file and a courier."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.hall_of_stations import HallOfStations


@pytest.fixture
def halls(hall_postgresql: str, tmp_path: Path) -> Iterator[HallOfStations]:
    """Central with the sample hall, and stations that join when they are named."""
    made = HallOfStations(hall_postgresql, tmp_path)
    yield made
    made.close()
