"""The ground of every table: names of constraints, time in UTC, and SQLite told to be careful."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Engine, MetaData, Table, TextClause, Uuid, bindparam, event, text
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import JSON, TypeDecorator

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every model's parent."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        UUID: Uuid(),
        dict[str, Any]: JSON(none_as_null=True),
    }


_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def begins(*, reading: bool) -> Iterator[None]:
    """Open transactions as a reader or as a writer within; only a writer takes SQLite's one write lock."""
    token = _reading.set(reading)
    try:
        yield
    finally:
        _reading.reset(token)


def read_from_here() -> None:
    """Open transactions as a reader from now on: a request only looks until its unit of work begins."""
    _reading.set(True)


def prepare(engine: Engine) -> Engine:
    """Return the engine with SQLite made durable and its writers made to queue; PostgreSQL as it is.

    A deferred transaction that reads first and writes later fails when another writer came between, and no busy
    timeout helps; so whoever may write begins IMMEDIATE.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connect)
        event.listen(engine, "begin", _begin)
    return engine


def _connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN, not the driver's
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def insert_new(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows whose key is not taken and return how many; the key decides, not a look beforehand.

    :param rows: every column that may not be null; the models' own defaults do not fill in here
    """
    if not rows:
        return 0
    statement = _insert_unless_taken(Base.metadata.tables[model.__tablename__], tuple(rows[0]))
    return session.connection().execute(statement, rows).rowcount


@cache
def _insert_unless_taken(table: Table, names: tuple[str, ...]) -> TextClause:
    """Return the insert as text: SQLAlchemy compiles its own `on_conflict_do_nothing` anew every time."""
    return _insert(table, names, "nothing")


def put(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows, or where their key is taken, write them over what is there.

    :param rows: every column that may not be null, all rows the same ones
    """
    if rows:
        statement = _insert_or_replace(Base.metadata.tables[model.__tablename__], tuple(rows[0]))
        session.connection().execute(statement, rows)


@cache
def _insert_or_replace(table: Table, names: tuple[str, ...]) -> TextClause:
    key = {column.name for column in table.primary_key}
    others = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    return _insert(table, names, f"update set {others}")


def _insert(table: Table, names: tuple[str, ...], when_taken: str) -> TextClause:
    key = ", ".join(column.name for column in table.primary_key)
    places = ", ".join(f":{name}" for name in names)
    sql = f"insert into {table.name} ({', '.join(names)}) values ({places}) on conflict ({key}) do {when_taken}"
    return text(sql).bindparams(*(bindparam(name, type_=table.c[name].type) for name in names))
