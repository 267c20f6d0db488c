"""The files behind the recordings: put down whole, carried in a backup, removed when a child's name is forgotten."""

import os
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.roles import PUBLIC, Actor
from phonics.services.audit import note
from phonics.services.holding import NAME
from phonics.services.pupils import pupil
from phonics.services.sayable import must_listen
from phonics.services.voices import recorded
from phonics.store.people import Student
from phonics.store.voice import Recording
from phonics.voice import shelving
from phonics.voice.shelving import file_name, put_whole

IN_ARCHIVE = "voice/recorded/"
# A file without a row may belong to a recording that is just being taken in.
STRAY_AFTER = timedelta(days=1)


def shelve(var: Path, name: str, data: bytes) -> None:
    """Put a file there, whole; the same content is there already."""
    place = recorded(var)
    if (place / name).exists():
        os.utime(place / name)  # no stray any more
        return
    place.mkdir(parents=True, exist_ok=True)
    put_whole(place / name, data)


def put(session: Session, archive: ZipFile, var: Path) -> list[str]:
    """Put every recording into the archive, as it is: MP3 does not get smaller; return the names of lost files."""
    lost = []
    for name in sorted(_named(session)):
        try:
            data = (recorded(var) / name).read_bytes()
        except FileNotFoundError:
            lost.append(name)
        else:
            archive.writestr(IN_ARCHIVE + name, data, ZIP_STORED)
    return lost


def take(session: Session, archive: ZipFile, lost: Collection[str], var: Path) -> None:
    """Put the archive's recordings down, after every one was found to be what its name says.

    :raises ValueError: if one is not
    :raises KeyError: if one is not there
    """
    names = sorted(_named(session) - set(lost))
    for name, data in _read(archive, names):
        if file_name(data) != name:
            raise ValueError(name)
    for name, data in _read(archive, names):
        shelve(var, name, data)


def _read(archive: ZipFile, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    yield from ((name, archive.read(IN_ARCHIVE + name)) for name in names)


def _named(session: Session) -> set[str]:
    return set(session.scalars(select(Recording.file).where(Recording.file != "").distinct()))


def forget_name(session: Session, actor: Actor, student_id: UUID, var: Path, now: datetime) -> int:
    """Remove every recording of a child's name and return how many; the rows stay, without their files.

    :raises NotFound: if the child is not one of whom the actor records
    """
    must_listen(actor)
    return _forget(session, actor, [pupil(session, actor, student_id)], var, now)


def sweep(session: Session, var: Path, now: datetime) -> int:
    """Forget the names of children who have left, remove files that no recording names; return how many went."""
    named = select(Recording.text).where(Recording.kind == NAME, Recording.file != "").distinct()
    ids = [UUID(text) for text in session.scalars(named)]
    left = session.scalars(select(Student).where(Student.id.in_(ids), Student.active.is_(False))).all()
    gone = _forget(session, PUBLIC, left, var, now)
    return gone + shelving.sweep(recorded(var), _named(session), (now - STRAY_AFTER).timestamp())


def _forget(session: Session, actor: Actor, children: Collection[Student], var: Path, now: datetime) -> int:
    """Empty the rows, then remove the files: a commit that fails then leaves rows whose voice is gone, never the other
    way round."""
    units = {str(child.id): child.unit_id for child in children}
    query = select(Recording).where(Recording.kind == NAME, Recording.text.in_(units), Recording.file != "")
    rows = session.scalars(query).all()
    files = {row.file for row in rows}
    for row in rows:
        row.file = ""
        note(session, actor, "recording.forgotten", row.unit_id, {"recording": str(row.id), "text": row.text}, now)
    session.flush()
    for name in files - _named(session):
        (recorded(var) / name).unlink(missing_ok=True)
    return len(rows)
