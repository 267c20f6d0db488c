"""The one place where the web meets the database: the session, and the transaction that each door owns."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Session

# Every table must be known before the first query or migration.
from phonics.store import (  # noqa: F401
    analyses,
    curriculum,
    drafts,
    instruments,
    people,
    programme,
    progress,
    read_aloud,
    second_tablets,
    sittings,
    tablets,
    voice,
)
from phonics.store.base import Base, begins, prepare, read_from_here

db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate()
babel = Babel()
login = LoginManager()
csrf = CSRFProtect()


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Yield the session; commit when the block ends, roll everything back when it raises.

    What was only looked at before lets go first, so SQLite's one write lock is held from here to the commit, no longer.
    """
    session = db.session()
    session.rollback()
    with begins(reading=False):
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def reading() -> Session:
    """Return the session for a door that only looks."""
    return db.session()


@contextmanager
def one_moment() -> Iterator[Session]:
    """Yield a session that sees the database as it stands now, however long it looks, and keeps no writer waiting."""
    level = {} if db.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with begins(reading=True), Session(db.engine.execution_options(**level)) as session:
        yield session


def enqueue(job: str, *args: Any) -> None:
    """Put a job on the queue; call it after the transaction that made it necessary."""
    current_app.extensions["phonics.jobs"].enqueue(job, *args)


def prepare_engines() -> None:
    """Make every engine of this app careful; call once inside its context."""
    for engine in db.engines.values():
        prepare(engine)


__all__ = [
    "babel",
    "csrf",
    "db",
    "enqueue",
    "login",
    "migrate",
    "one_moment",
    "prepare_engines",
    "read_from_here",
    "reading",
    "unit_of_work",
]
