"""Databases for a measurement, made beside the one that is named and gone afterwards."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError

from hall_client.store.creation import backup, discard
from hall_client.store.engines import explain, parse_url, sqlite_path

Build = Callable[[str], object]


@contextmanager
def scratch_databases(url: str, count: int, build: Build) -> Iterator[list[str]]:
    """Give the URLs of `count` equal databases; `build(url)` makes the first from nothing.

    On the same disk or server as `url`, which itself is never opened for writing. A server's user
    must be allowed to make databases.
    """
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    names = [f"hall_bench_{os.getpid()}_{number}" for number in range(count)]
    made = _files(path.parent, names, build) if path else _on_server(parsed, names, build)
    with made as urls:
        yield urls


@contextmanager
def _files(folder: Path, names: Sequence[str], build: Build) -> Iterator[list[str]]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.db" for name in names]
    try:
        build(str(paths[0]))
        for copy in paths[1:]:
            backup(str(paths[0]), copy)
        yield [str(path) for path in paths]
    finally:
        for path in paths:
            discard(path)


@contextmanager
def _on_server(server: URL, names: Sequence[str], build: Build) -> Iterator[list[str]]:
    first, *copies = names
    urls = [server.set(database=name).render_as_string(hide_password=False) for name in names]
    try:
        _tell(server, f'CREATE DATABASE "{first}"')
        build(urls[0])
        for copy in copies:
            _tell(server, f'CREATE DATABASE "{copy}" TEMPLATE "{first}"')
        yield urls
    finally:
        for name in names:
            _tell(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _tell(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    except DBAPIError as error:
        raise explain(error, server.render_as_string(hide_password=True)) from None
    finally:
        engine.dispose()
