"""A connection to a server that may fall silent: every wait for its answer has an end."""

import functools
from typing import Any, TypeVar

import psycopg
from sqlalchemy import URL, Engine, create_engine

ANSWER_SECONDS = 8.0
CONNECT_SECONDS = 3
T = TypeVar("T")
# A server that is alive gives up before we do; a network that lost us is noticed by both sides.
SESSION = (
    "-c statement_timeout=6000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000"
)
SOCKET = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
}


class BoundedConnection(psycopg.Connection[Any]):
    """Closes itself when an answer takes longer than `patience_seconds`: a half-open socket has
    no other end."""

    patience_seconds = ANSWER_SECONDS

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        limit = self.patience_seconds if timeout is None else timeout
        try:
            return super().wait(gen, interval, limit)
        except psycopg.errors._WaitTimeout:
            self.pgconn.finish()
            told = f"no answer within {limit:.0f} s"
            raise psycopg.OperationalError(told) from None


def bounded_engine(url: URL, patience_seconds: float = ANSWER_SECONDS) -> Engine:
    """An engine whose connections never wait for ever; `patience_seconds` for each answer."""
    bounded = type("Bounded", (BoundedConnection,), {"patience_seconds": patience_seconds})
    options = {"options": SESSION, **SOCKET, "application_name": "hall-client"}

    def connect(kind: Any) -> Any:
        arguments, keywords = engine.dialect.create_connect_args(url)
        return kind.connect(*arguments, **{**options, **keywords})

    # The connection used last comes first: one keeps what it has prepared, the others rest.
    pool = {"pool_size": 4, "max_overflow": 4, "pool_use_lifo": True}
    engine = create_engine(url, creator=functools.partial(connect, bounded), **pool)
    return engine
