"""Our own column types: the same values on SQLite (STRICT tables) and on PostgreSQL.

Ids and words are text in C collation, times are UTC microseconds (SQLite) or timestamptz
(PostgreSQL) and always aware, days are ISO text or date, money is integer fen, JSON is canonical
text, so that equal values have equal bytes on both databases.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

from hall_client.app.codec import canonical, decode

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _on(dialect: Dialect, lite: TypeEngine[Any], server: TypeEngine[Any]) -> TypeEngine[Any]:
    return dialect.type_descriptor(lite if dialect.name == "sqlite" else server)


class Word(TypeDecorator[str]):
    """Text; with `kind`, one of an enum's values, kept by a CHECK of its table."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum] | None = None) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on(dialect, Text(), Text(collation="C"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return self.kind(value) if self.kind and value is not None else value


class Instant(TypeDecorator[datetime]):
    """An aware moment, UTC, to the microsecond."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on(dialect, Integer(), DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone cannot be stored")
        return (value - EPOCH) // _MICROSECOND if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, int):
            return EPOCH + timedelta(microseconds=value)
        aware: datetime = value.astimezone(UTC)
        return aware


class Day(TypeDecorator[date]):
    """A day of the hall's zone."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on(dialect, Text(), Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Flag(TypeDecorator[bool]):
    """True or false; 0 or 1 in STRICT tables."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on(dialect, Integer(), Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return bool(value) if value is not None else None


class Count(TypeDecorator[int]):
    """A whole number; fen, where it is money."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on(dialect, Integer(), BigInteger())


class Bytes(TypeDecorator[bytes]):
    """Raw bytes."""

    impl = LargeBinary
    cache_ok = True


class _Xid8(UserDefinedType[int]):
    """PostgreSQL's own number of a transaction, which never comes round again."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        return "xid8"


class TransactionNumber(TypeDecorator[int]):
    """The number of the transaction that wrote the row; the embedded file needs none."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on(dialect, Integer(), _Xid8())

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:
        return int(value) if value is not None else None


class ThisTransaction(FunctionElement[int]):
    """The number of the transaction under way: a column's default."""

    inherit_cache = True


@compiles(ThisTransaction, "sqlite")
def _no_number(_element: Any, _compiler: Any, **_options: Any) -> str:
    return "0"


@compiles(ThisTransaction, "postgresql")
def _own_number(_element: Any, _compiler: Any, **_options: Any) -> str:
    return "pg_current_xact_id()"


class Canonical(TypeDecorator[Any]):
    """A value of type `kind` as canonical JSON text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any = None) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on(dialect, Text(), Text(collation="C"))

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        data = json.loads(value)
        return decode(self.kind, data) if self.kind is not None else data


Maker = Callable[[], TypeEngine[Any]]
