"""A hall with stations: central is a real PostgreSQL, each station a file and a courier."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.hall import require_lawful
from tests.postgres import Cluster
from tests.sync.hall_of_stations import HallOfStations
from tests.sync.stepped_hall import Joined, SteppedHall

settings.register_profile(
    "sync-long",
    max_examples=500,
    stateful_step_count=120,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
"""An evening with the machine of `test_sync_machine`, by `--hypothesis-profile`."""


@pytest.fixture
def halls(hall_postgresql: str, tmp_path: Path) -> Iterator[HallOfStations]:
    """Central with the sample hall, and stations that join when they are named."""
    made = HallOfStations(hall_postgresql, tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def joined(postgres_cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Joined:
    """Three stations that joined once for all tests."""
    return Joined.at(postgres_cluster, tmp_path_factory.mktemp("joined"))


@pytest.fixture
def stepped(joined: Joined, tmp_path: Path) -> Iterator[SteppedHall]:
    """The same, led step by step; what must hold in every database holds afterwards."""
    made = SteppedHall(joined, tmp_path / "stations")
    yield made
    require_lawful(made.central)
    made.close()
