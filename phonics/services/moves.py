"""A lesson done under the wrong child: given to the right one, and back again if that was wrong too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.roles import Action, Actor
from phonics.services import accounts, learning, pupils
from phonics.services.audit import note
from phonics.store.people import Student
from phonics.store.sittings import MarkRow, Sitting, SittingMove

RECENT = 8


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in the list of a child; `came_from` did it, by the tablet, before it was moved here."""

    sitting: Sitting
    answers: int
    came_from: Student | None


def recent(session: Session, actor: Actor, child: Student) -> list[Lesson]:
    """Return a child's last lessons, newest first.

    :raises NotFound: if the child is not in a unit where the actor teaches
    """
    pupils.pupil(session, actor, child.id, Action.TEACH)
    newest = select(Sitting).where(Sitting.student_id == child.id, Sitting.kind == "lesson")
    rows = session.scalars(newest.order_by(Sitting.started_at.desc(), Sitting.id).limit(RECENT)).all()
    answers, origins = _answers(session, rows), _origins(session, rows)
    return [Lesson(row, answers.get(row.id, 0), origins.get(row.id)) for row in rows]


def _answers(session: Session, rows: Sequence[Sitting]) -> Mapping[UUID, int]:
    query = select(MarkRow.sitting_id, func.count()).where(MarkRow.sitting_id.in_([row.id for row in rows]))
    return dict(session.execute(query.group_by(MarkRow.sitting_id)).tuples().all())


def _origins(session: Session, rows: Sequence[Sitting]) -> Mapping[UUID, Student]:
    """Return sitting -> who had it before its last move, of those that were moved."""
    query = (
        select(SittingMove.sitting_id, Student)
        .join(Student, Student.id == SittingMove.from_id)
        .where(SittingMove.sitting_id.in_([row.id for row in rows]))
        .order_by(SittingMove.id)
    )
    return dict(session.execute(query).tuples().all())


def classmates(session: Session, child: Student) -> list[Student]:
    """Return who else sits in the child's class."""
    room, _roll_no = pupils.seat(session, child.id)
    return [one for one in accounts.classmates(session, room) if one.id != child.id] if room else []


def move(session: Session, actor: Actor, sitting_id: UUID, to_id: UUID, now: datetime) -> Sitting:
    """Give a lesson to the child who really did it: marks, mastery and map go along; the move is kept.

    :raises NotFound: if lesson or child are not in a unit where the actor teaches
    :raises Invalid: if the child is of another unit than the lesson, or has it already
    """
    row = session.get(Sitting, sitting_id, with_for_update={"key_share": True})
    if row is None or row.kind != "lesson":
        raise NotFound("This lesson does not exist.")
    pupils.pupil(session, actor, row.student_id, Action.TEACH)
    child = pupils.pupil(session, actor, to_id, Action.TEACH)
    if child.unit_id != row.unit_id or not child.active or child.id == row.student_id:
        raise Invalid("Please choose the child who did this lesson.")
    before = row.student_id
    kept = {"unit_id": row.unit_id, "sitting_id": row.id, "from_id": before, "to_id": child.id}
    session.add(SittingMove(**kept, by_id=actor.id, at=now))
    row.student_id = child.id
    about = {"sitting": str(row.id), "from": str(before), "to": str(child.id)}
    note(session, actor, "sitting.move", row.unit_id, about, now)
    session.flush()
    for student_id in sorted((before, child.id)):  # in one order: two moves at once never wait in a ring
        learning.refresh_mastery(session, student_id)
    return row


def had(session: Session, sitting_id: UUID, student_id: UUID | None) -> bool:
    """Return whether a sitting once was this child's: what their tablet still holds of it goes where it went."""
    query = select(SittingMove.id).where(SittingMove.sitting_id == sitting_id, SittingMove.from_id == student_id)
    return session.scalar(query.limit(1)) is not None
