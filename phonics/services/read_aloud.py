"""What children read aloud: taken in where parents agreed, heard and rated by teachers of the unit, nobody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.levels.text_steps import aloud_text
from phonics.roles import Action, Actor, Role, can, units_visible
from phonics.services import voice_consent
from phonics.store.base import insert_new
from phonics.store.people import Classroom, Enrolment, Student
from phonics.store.read_aloud import ReadAloud, ReadAloudRating
from phonics.voice import recorded
from phonics.voice.shelving import put_whole

RATINGS = ("fluent", "helped", "not_yet")
LONGEST_S = 45.0  # a page, read slowly
MOST_A_DAY = 60  # of one child


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading with what was read, who read it, and how a teacher has rated it."""

    row: ReadAloud
    text: str
    child: Student
    rating: str  # "" while nobody has
    lies: bool  # whether it can still be heard


@dataclass(frozen=True, slots=True)
class ClassReadings:
    """The readings of one class that wait, the oldest first; `room` is None for children without a class."""

    room: Classroom | None
    waiting: tuple[Reading, ...]


def keep(
    session: Session,
    actor: Actor,
    open_class: Classroom | None,
    read_aloud_id: UUID,
    student_id: UUID,
    sitting_id: UUID,
    item: str,
    data: bytes,
    var: Path,
    now: datetime,
) -> ReadAloud:
    """Return the reading, kept now or before under the same id. Levelled before the first query: that takes a moment.

    :param open_class: the class this tablet is open for: another child of it may have come in since
    :raises NotFound: if the child is neither the actor nor of that class, or there is no such text
    :raises NotAllowed: if no parent has agreed
    :raises Invalid: if nobody could use it; the `reason` is in its details
    :raises Conflict: if the id came before with another content
    """
    made = recorded.make(data, None, "sentence", LONGEST_S)
    child = _reader(session, actor, open_class, student_id)
    aloud_text(item)
    if child.id not in voice_consent.agreed(session, [child.id]):
        raise NotAllowed("The parents have not agreed that this voice is kept.", reason="consent")
    row = {
        "id": read_aloud_id,
        "unit_id": child.unit_id,
        "student_id": child.id,
        "sitting_id": sitting_id,
        "item": item,
    }
    if session.get(ReadAloud, read_aloud_id) is None:
        _refuse_too_many(session, child, now)
        _put(var, read_aloud_id, made.mp3)
    named = {"file": _name(read_aloud_id), "seconds": made.seconds, "at": now}
    insert_new(session, ReadAloud, [row | named])
    kept = session.get_one(ReadAloud, read_aloud_id, populate_existing=True)
    if any(getattr(kept, column) != value for column, value in row.items()):
        raise Conflict("This recording was already saved with another content. The first stays.")
    return kept


def waiting(session: Session, actor: Actor, var: Path) -> list[ClassReadings]:
    """Return what waits to be heard in the actor's unit, class by class."""
    query = select(ReadAloud).where(*_unrated(actor)).order_by(ReadAloud.at)
    readings = [one for one in _readings(session, session.scalars(query).all(), var) if one.lies]
    rooms = _rooms(session, {one.child.id for one in readings})
    found: dict[UUID | None, list[Reading]] = {}
    for one in readings:
        room = rooms.get(one.child.id)
        found.setdefault(room.id if room else None, []).append(one)
    by_id = {room.id: room for room in rooms.values()}
    grouped = [ClassReadings(by_id.get(key) if key else None, tuple(lines)) for key, lines in found.items()]
    return sorted(grouped, key=lambda one: (one.room is None, one.room and (one.room.grade, one.room.room)))


def how_many_wait(session: Session, actor: Actor) -> int:
    """Return how many readings wait to be heard in the actor's unit."""
    return session.scalar(select(func.count(ReadAloud.id)).where(*_unrated(actor))) or 0


def _unrated(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Return what is so of a reading that waits for the actor."""
    rated = select(ReadAloudRating.id).where(ReadAloudRating.read_aloud_id == ReadAloud.id).exists()
    return ReadAloud.unit_id.in_(units_visible(actor, Action.TEACH).ids), ReadAloud.file != "", ~rated


def of_child(session: Session, student_id: UUID, var: Path, most: int | None = None) -> tuple[Reading, ...]:
    """Return what a child has read aloud last, newest first; the caller has looked whether the child may be seen."""
    query = select(ReadAloud).where(ReadAloud.student_id == student_id).order_by(ReadAloud.at.desc()).limit(most)
    return tuple(_readings(session, session.scalars(query).all(), var))


def sound(session: Session, actor: Actor, read_aloud_id: UUID, var: Path) -> Path:
    """Return the file of a reading.

    :raises NotFound: if there is none any more, or it is not for these ears
    """
    row = _of_unit(session, actor, read_aloud_id)
    if not voice_consent.lies(var, row):
        raise NotFound("This page does not exist.")
    return voice_consent.children(var) / row.file


def rate(
    session: Session, actor: Actor, rating_id: UUID, read_aloud_id: UUID, rating: str, now: datetime
) -> ReadAloudRating:
    """Return what a teacher heard, kept now or before under the same id; the latest rating of a reading holds.

    :raises NotFound: if the reading is not of a unit where the actor teaches
    :raises Invalid: if it is no rating
    :raises Conflict: if the id came before with another content
    """
    row = _of_unit(session, actor, read_aloud_id)
    if rating not in RATINGS:
        raise Invalid("This could not be read. Nothing was changed.")
    latest = select(ReadAloudRating.at).where(ReadAloudRating.read_aloud_id == row.id, ReadAloudRating.id != rating_id)
    before = session.scalar(latest.order_by(ReadAloudRating.at.desc()).limit(1))
    at = max(now, before + timedelta(microseconds=1)) if before else now
    new = {"id": rating_id, "unit_id": row.unit_id, "read_aloud_id": row.id, "rating": rating, "by_id": actor.id}
    insert_new(session, ReadAloudRating, [new | {"at": at}])
    kept = session.get_one(ReadAloudRating, rating_id, populate_existing=True)
    if any(getattr(kept, column) != value for column, value in new.items()):
        raise Conflict("This was already saved with another content. The first stays.")
    return kept


def _reader(session: Session, actor: Actor, open_class: Classroom | None, student_id: UUID) -> Student:
    child = session.get(Student, student_id)
    own = child is not None and actor.role is Role.STUDENT and actor.id == child.id
    if child is None or not (own or (open_class and _sits_in(session, child, open_class))):
        raise NotFound("This child does not exist.")
    return child


def _sits_in(session: Session, child: Student, room: Classroom) -> bool:
    query = select(Enrolment.id).where(Enrolment.student_id == child.id, Enrolment.classroom_id == room.id)
    return session.scalar(query.limit(1)) is not None


def _of_unit(session: Session, actor: Actor, read_aloud_id: UUID) -> ReadAloud:
    row = session.get(ReadAloud, read_aloud_id)
    if row is None or not can(actor, Action.TEACH, row.unit_id):
        raise NotFound("This page does not exist.")
    return row


def _readings(session: Session, rows: Sequence[ReadAloud], var: Path) -> list[Reading]:
    query = select(ReadAloudRating).where(ReadAloudRating.read_aloud_id.in_([row.id for row in rows]))
    rated = {one.read_aloud_id: one.rating for one in session.scalars(query.order_by(ReadAloudRating.at))}
    ids = {row.student_id for row in rows}
    who = {child.id: child for child in session.scalars(select(Student).where(Student.id.in_(ids)))}
    return [
        Reading(
            row,
            _text(row.item),
            who[row.student_id],
            rated.get(row.id, ""),
            voice_consent.lies(var, row),
        )
        for row in rows
    ]


def _text(item: str) -> str:
    """Return what was read, the item's own name where a later version of the texts has it no more."""
    try:
        return aloud_text(item)
    except NotFound:
        return item


def _rooms(session: Session, ids: Iterable[UUID]) -> dict[UUID, Classroom]:
    """Return the newest class of each child."""
    query = (
        select(Enrolment.student_id, Classroom)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(Enrolment.student_id.in_(list(ids)))
        .order_by(Enrolment.year_be)
    )
    return dict(session.execute(query).tuples().all())


def _refuse_too_many(session: Session, child: Student, now: datetime) -> None:
    today = ReadAloud.student_id == child.id, ReadAloud.at > now - timedelta(days=1)
    query = select(func.count(ReadAloud.id)).where(*today)
    if (session.scalar(query) or 0) >= MOST_A_DAY:
        raise Invalid("There are %(most)s recordings of this already.", most=MOST_A_DAY, reason="too_many")


def _name(read_aloud_id: UUID) -> str:
    return f"{read_aloud_id.hex}.mp3"


def _put(var: Path, read_aloud_id: UUID, data: bytes) -> None:
    place = voice_consent.children(var)
    place.mkdir(parents=True, exist_ok=True)
    put_whole(place / _name(read_aloud_id), data)
