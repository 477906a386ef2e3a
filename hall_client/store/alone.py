"""A task that one program at a time may do: an advisory lock of the server, or a lock of a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select

from hall_client.store.lock import try_lock

Held = Callable[[], bool]
"""Tells, whenever asked, whether the task is ours; raises when the server is gone and with it
the lock."""


@contextmanager
def alone_at_server(engine: Engine, task: str) -> Iterator[Held]:
    """Take the task unless somebody has it, until we leave or our connection ends."""
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")  # held for days: no snapshot
        key = func.hashtextextended(f"hall-client/{task}", 0)
        mine = bool(connection.execute(select(func.pg_try_advisory_lock(key))).scalar_one())

        def held() -> bool:
            connection.execute(select(1))
            return mine

        try:
            yield held
        finally:
            connection.invalidate()  # the lock goes with the connection, broken or not


@contextmanager
def alone_at_file(path: Path, task: str) -> Iterator[Held]:
    """Take the task unless another process has it; the system frees it when a process ends."""
    with try_lock(path.with_name(f"{path.name}.{task}")) as mine:
        yield lambda: mine
