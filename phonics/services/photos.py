"""A child's photo in place of their animal: only with the parents' consent on paper, and only for their own class."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, NotAllowed, NotFound
from phonics.exchange.portraits import portrait
from phonics.roles import PUBLIC, Action, Actor, can
from phonics.services import consents
from phonics.services.audit import note
from phonics.services.pupils import pupil
from phonics.store.people import Classroom, Enrolment, Student
from phonics.store.photos import Photo, PhotoConsent
from phonics.thai import academic_year, day_of
from phonics.voice.shelving import put_whole

_STRAY_AFTER = timedelta(days=1)  # a file without a row may belong to a photo that is just being taken in


def folder(var: Path) -> Path:
    """Return where photos lie: never under static/, never in a pack."""
    return Path(var) / "photos"


def consent_of(session: Session, student_id: UUID, now: datetime) -> PhotoConsent | None:
    """Return the parents' word where it holds today, None where they said no, never said, or it has run out."""
    word = consents.latest(session, PhotoConsent, [student_id]).get(student_id)
    return word if word and word.given and word.until >= day_of(now) else None


def say(
    session: Session, actor: Actor, consent_id: UUID, student_id: UUID, given: bool, var: Path, now: datetime
) -> PhotoConsent:
    """Return the parents' word, good until the end of the academic year; taken back, every photo goes for good.

    :raises NotFound: if the child is not in a unit where the actor teaches
    :raises Conflict: if the id came before with another word
    """
    ends = day_of(now).replace(year=academic_year(day_of(now)) - 543 + 1, month=5, day=15)
    until = ends if given else day_of(now)
    kept = consents.say(session, actor, PhotoConsent, consent_id, student_id, given, now, until=until)
    if consent_of(session, student_id, now) is None:
        forget(session, actor, _of(session, student_id), var, now)
    return kept


def put(
    session: Session, actor: Actor, photo_id: UUID, student_id: UUID, data: bytes, var: Path, now: datetime
) -> Photo:
    """Keep a child's photo in the place of any other; the same id again changes nothing.

    :raises NotFound: if the child is not in a unit where the actor teaches
    :raises NotAllowed: if the parents have not agreed
    :raises Invalid: if it is no photo
    :raises Conflict: if the id came before for another child
    """
    child = pupil(session, actor, student_id, Action.TEACH)
    if not child.active or consent_of(session, child.id, now) is None:
        raise NotAllowed("The parents have not agreed to a photo.", reason="consent")
    known = session.get(Photo, photo_id)
    if known is not None:
        if known.student_id != child.id:
            raise Conflict("This was already saved with another content. The first stays.")
        return known
    picture = portrait(data)
    before = _of(session, child.id)
    row = Photo(id=photo_id, unit_id=child.unit_id, student_id=child.id, file=f"{photo_id}.jpg", by_id=actor.id, at=now)
    session.add(row)
    note(session, actor, "photo.put", child.unit_id, {"student": str(child.id)}, now)
    session.flush()
    folder(var).mkdir(parents=True, exist_ok=True, mode=0o700)
    put_whole(folder(var) / row.file, picture)
    forget(session, actor, before, var, now)
    return row


def take_away(session: Session, actor: Actor, student_id: UUID, var: Path, now: datetime) -> int:
    """Delete a child's photo and return how many there were; the animal stands there again.

    :raises NotFound: if the child is not in a unit where the actor teaches
    """
    child = pupil(session, actor, student_id, Action.TEACH)
    return forget(session, actor, _of(session, child.id), var, now)


def shown(session: Session, student_ids: Iterable[UUID], now: datetime) -> dict[UUID, UUID]:
    """Return the photo of each child who may be shown by one; two queries for all."""
    query = (
        select(Photo)
        .join(Student, Student.id == Photo.student_id)
        .where(Photo.student_id.in_(list(student_ids)), Photo.file != "")
        .where(Student.active, Student.unit_id == Photo.unit_id)
        .order_by(Photo.at)
    )
    found = {row.student_id: row.id for row in session.scalars(query)}
    words = consents.latest(session, PhotoConsent, found) if found else {}
    holds = {one for one, word in words.items() if word.given and word.until >= day_of(now)}
    return {student_id: photo_id for student_id, photo_id in found.items() if student_id in holds}


def picture(session: Session, actor: Actor, room: Classroom | None, photo_id: UUID, var: Path, now: datetime) -> Path:
    """Return a photo's file, for the staff of the child's unit and the tablet of their class.

    :raises NotFound: for anyone else, and when it may be shown no more
    """
    row = session.get(Photo, photo_id)
    if row is None or not (can(actor, Action.SEE_PUPILS, row.unit_id) or _sits_in(session, room, row.student_id)):
        raise NotFound("This page does not exist.")
    path = folder(var) / row.file
    if shown(session, [row.student_id], now).get(row.student_id) != row.id or not path.is_file():
        raise NotFound("This page does not exist.")
    return path


def sweep(session: Session, var: Path, now: datetime) -> int:
    """Delete the photos of children who have left and of those whose parents agree no more; return how many."""
    rows = session.scalars(select(Photo).where(Photo.file != "")).all()
    holding = set(shown(session, {row.student_id for row in rows}, now).values())
    over = [row for row in rows if row.id not in holding or not (folder(var) / row.file).is_file()]
    gone = forget(session, PUBLIC, over, var, now)
    named = {row.file for row in rows}
    for file in folder(var).glob("*"):
        if file.name not in named and file.stat().st_mtime < (now - _STRAY_AFTER).timestamp():
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def forget(session: Session, actor: Actor, rows: Collection[Photo], var: Path, now: datetime) -> int:
    """Empty the rows, then delete the files: a commit that fails leaves rows whose photo is gone, never the reverse."""
    files = [row.file for row in rows]
    for row in rows:
        row.file = ""
        note(session, actor, "photo.deleted", row.unit_id, {"student": str(row.student_id)}, now)
    session.flush()
    for name in files:
        (folder(var) / name).unlink(missing_ok=True)
    return len(files)


def _of(session: Session, student_id: UUID) -> list[Photo]:
    return list(session.scalars(select(Photo).where(Photo.student_id == student_id, Photo.file != "")))


def _sits_in(session: Session, room: Classroom | None, student_id: UUID) -> bool:
    if room is None:
        return False
    seat = select(Enrolment.id).where(Enrolment.classroom_id == room.id, Enrolment.student_id == student_id)
    return session.scalar(seat.limit(1)) is not None
