"""The whole site in one file: a zip of one JSON-lines file per table, the same for SQLite and PostgreSQL, and of every
recorded voice."""

import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import Table, exists, insert, select, text
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid
from phonics.services import kept_voices
from phonics.store.base import Base

FORMAT = 1
_BATCH = 5_000


def write(session: Session, file: Path, var: Path) -> int:
    """Write every row of every table, and the recordings they name; return how many rows. All of it appears or nothing.

    A recording whose file is lost is named in `about.json`: it must not keep the marks from being kept.

    :param session: one that sees a single moment (`web.extensions.one_moment`)
    :raises Invalid: if the file cannot be written
    """
    half = file.with_name(file.name + ".part")
    try:
        with _owners_only(half) as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
                rows = sum(_put(session, table, archive) for table in Base.metadata.sorted_tables)
                about = {
                    "format": FORMAT,
                    "revision": _revision(session),
                    "lost": kept_voices.put(session, archive, var),
                }
                archive.writestr("about.json", json.dumps(about))
            raw.flush()
            os.fsync(raw.fileno())
        half.replace(file)
    except OSError as error:
        raise Invalid("%(file)s cannot be written: %(why)s", file=str(file), why=error.strerror) from error
    finally:
        half.unlink(missing_ok=True)
    return rows


def _owners_only(path: Path) -> BinaryIO:
    """Open a new file that holds children's names: no one else on this machine may read it."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _put(session: Session, table: Table, archive: zipfile.ZipFile) -> int:
    rows = 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as raw:
        for row in session.execute(select(table).execution_options(yield_per=_BATCH)).mappings():
            line = json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False)
            raw.write(f"{line}\n".encode())
            rows += 1
    return rows


def restore(session: Session, file: Path, var: Path) -> int:
    """Fill an empty database from a backup and return how many rows came back; the caller rolls back what fails.

    Recordings are looked at before any is put down, and put down last.

    :raises Conflict: if the database holds anything, or the backup is of another version of the tables
    :raises Invalid: if the file is not a backup, or damaged
    """
    if any(session.scalar(select(exists().select_from(table))) for table in Base.metadata.sorted_tables):
        raise Conflict("The database is not empty. Restore into a new one: nothing was changed.")
    try:
        with zipfile.ZipFile(file) as archive:
            about = json.loads(archive.read("about.json"))
            if about["format"] != FORMAT or about["revision"] != _revision(session):
                raise Conflict(
                    "This backup is of version %(revision)s. Restore it with that version, then upgrade.",
                    revision=str(about["revision"]),
                )
            rows = sum(_fill(session, table, archive) for table in Base.metadata.sorted_tables)
            kept_voices.take(session, archive, about["lost"], var)
    except OperationalError:
        raise
    except _DAMAGE as error:
        raise Invalid("This file is not a backup, or it is damaged. Nothing was changed.") from error
    _advance_sequences(session)
    return rows


# What reading a foreign or damaged file can end in: no zip, a bad byte, a missing table, a row that does not fit.
_DAMAGE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, LookupError, TypeError,
           ValueError, AttributeError, StatementError)  # fmt: skip


def _revision(session: Session) -> str:
    return str(session.execute(text("select version_num from alembic_version")).scalar_one())


def _fill(session: Session, table: Table, archive: zipfile.ZipFile) -> int:
    filled = 0
    with archive.open(f"{table.name}.jsonl") as raw:
        lines = (_typed(table, json.loads(line)) for line in io.TextIOWrapper(raw, encoding="utf-8"))
        while batch := list(islice(lines, _BATCH)):
            session.execute(insert(table), batch)
            filled += len(batch)
    return filled


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _as(table.c[name].type.python_type, value) for name, value in row.items()}


def _as(kind: type, value: Any) -> Any:
    if value is None:
        return None
    if kind is UUID:
        return UUID(value)
    return kind.fromisoformat(value) if kind in {date, datetime} else value


def _advance_sequences(session: Session) -> None:
    """Let PostgreSQL count on from the highest id that came back."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in _numbered_tables():
        highest = f"coalesce((select max(id) from {table.name}), 0)"
        session.execute(text(f"select setval(pg_get_serial_sequence('{table.name}', 'id'), {highest} + 1, false)"))


def _numbered_tables() -> Iterator[Table]:
    for table in Base.metadata.sorted_tables:
        if "id" in table.c and table.c.id.type.python_type is int:
            yield table
