"""What all tests share: no display needed, and databases of both kinds."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hall_client.store.creation import create
from hall_client.store.sample import load_sample
from tests.hall import Hall, require_lawful
from tests.postgres import ABSENT, Cluster, find_programs, own_cluster

# Before any test module imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test reads this person's settings, keys or database.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
for name in [name for name in os.environ if name.startswith("HALL_") and "POSTGRES" not in name]:
    del os.environ[name]

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def pytest_runtest_teardown() -> None:
    """Behind windows nobody collects garbage until a test handles events again."""
    if not gc.isenabled():
        gc.collect(1)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One server for each test process: roles belong to a whole cluster, so none is shared."""
    if find_programs() is None:
        if os.environ.get("HALL_WITHOUT_POSTGRES") == "1":
            pytest.skip("HALL_WITHOUT_POSTGRES=1")
        pytest.fail(ABSENT, pytrace=False)
    with own_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres_url(postgres_cluster: Cluster) -> str:
    """A superuser's URL of the maintenance database; for databases see `make_database`."""
    return postgres_cluster.url()


@pytest.fixture
def make_database(postgres_cluster: Cluster) -> Iterator[Callable[[str | None], str]]:
    """`make_database(template=None)` gives the URL of a new database, dropped after the test."""
    made: list[str] = []

    def make(template: str | None = None) -> str:
        made.append(postgres_cluster.make_database(template))
        return made[-1]

    yield make
    for url in made:
        postgres_cluster.drop_database(url)


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: Cluster) -> str | None:
    """The database that `fresh_postgres` copies; None: an empty one.

    With a schema: `return postgres_cluster.template("hall", build)`, `build(url)` filling it once.
    """
    return None


@pytest.fixture
def fresh_postgres(
    make_database: Callable[[str | None], str], postgres_template: str | None
) -> str:
    """A superuser's URL of a database of this test's own."""
    return make_database(postgres_template)


@pytest.fixture
def fresh_sqlite(tmp_path: Path) -> str:
    """The URL of an embedded database file that does not exist yet."""
    return f"sqlite+pysqlite:///{tmp_path / 'hall.db'}"


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice: on a SQLite file and on PostgreSQL, both without a schema."""
    fresh = "fresh_sqlite" if request.param == "sqlite" else "fresh_postgres"
    url: str = request.getfixturevalue(fresh)
    return url


# -- store: the hall's own schema ----------------------------------------------------------------


def build_hall(url: str) -> None:
    """Tables, guards and the sample hall in a new rehearsal database."""
    database = create(url, rehearsal=True)
    load_sample(database)
    database.close()


@pytest.fixture(scope="session")
def hall_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database file with the sample hall, to be copied."""
    path = tmp_path_factory.mktemp("template") / "hall.db"
    build_hall(str(path))
    return path


@pytest.fixture
def hall_sqlite(hall_file: Path, fresh_sqlite: str) -> str:
    """The URL of a file of this test's own with the sample hall."""
    shutil.copyfile(hall_file, fresh_sqlite.removeprefix("sqlite+pysqlite:///"))
    return fresh_sqlite


@pytest.fixture
def hall_postgresql(postgres_cluster: Cluster, make_database: Callable[[str | None], str]) -> str:
    """The URL of a database of this test's own with the sample hall."""
    return make_database(postgres_cluster.template("hall", build_hall))


@pytest.fixture(params=DATABASES)
def hall_database(request: pytest.FixtureRequest) -> str:
    """The test runs twice: on a SQLite file and on PostgreSQL, both with the sample hall."""
    url: str = request.getfixturevalue(f"hall_{request.param}")
    return url


@pytest.fixture
def hall(hall_database: str) -> Iterator[Hall]:
    """A hall to act in, on both databases; what must hold in every database holds afterwards."""
    made = Hall(hall_database)
    yield made
    require_lawful(made)
    made.close()
