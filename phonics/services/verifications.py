"""Lessons made without the network, after a tap on the tile alone: a teacher says whether it was really the child."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.assess.marks import Outcome
from phonics.errors import Invalid, NotFound
from phonics.roles import Action, Actor, can, units_visible
from phonics.services import learning
from phonics.services.audit import note
from phonics.store.people import Enrolment, Student
from phonics.store.sittings import MarkRow, Sitting, Verification

CONFIRMED, REFUSED = "confirmed", "refused"


@dataclass(frozen=True, slots=True)
class Unverified:
    """A lesson that waits to be vouched for: whose it is said to be, when, and how many answers it has."""

    id: UUID
    child: Student
    level: str
    at: datetime
    answers: int
    right: int


def of_class(session: Session, actor: Actor, classroom_id: UUID) -> list[Unverified]:
    """Return what waits in a class, by roll number and time."""
    seats = select(Enrolment.student_id).where(Enrolment.classroom_id == classroom_id)
    found = _waiting(session, actor, Sitting.student_id.in_(seats))
    rolls = select(Enrolment.student_id, Enrolment.roll_no).where(Enrolment.classroom_id == classroom_id)
    place = {student_id: roll_no or 999 for student_id, roll_no in session.execute(rolls)}
    return sorted(found, key=lambda one: (place[one.child.id], one.child.sort_key, one.at))


def of_child(session: Session, actor: Actor, student_id: UUID) -> list[Unverified]:
    """Return what waits of one child, oldest first."""
    return _waiting(session, actor, Sitting.student_id == student_id)


def _waiting(session: Session, actor: Actor, which: object) -> list[Unverified]:
    right = func.count(MarkRow.id).filter(MarkRow.outcome == Outcome.CORRECT.value)
    query = (
        select(Sitting.id, Sitting.level, Sitting.started_at, func.count(MarkRow.id), right, Student)
        .join(Student, Student.id == Sitting.student_id)
        .join(MarkRow, MarkRow.sitting_id == Sitting.id)
        .where(which, ~Sitting.verified, Sitting.status != "void")  # type: ignore[arg-type]
        .where(Sitting.unit_id.in_(units_visible(actor, Action.TEACH).ids))
        .group_by(Sitting.id, Sitting.level, Sitting.started_at, Student.id)
        .order_by(Sitting.started_at)
    )
    return [Unverified(i, child, level, at, n, k) for i, level, at, n, k, child in session.execute(query)]


def answer(session: Session, actor: Actor, sitting_ids: Sequence[UUID], said: str, now: datetime) -> int:
    """Keep the answer for each of these lessons and return how many it was new for; all of them or none.

    Confirmed, a lesson counts as evidence. Refused, it is set aside; nothing is deleted, a later answer may undo it.

    :raises Invalid: if the answer is neither, or nothing was ticked
    :raises NotFound: if one of them is not a lesson of a unit where the actor teaches
    """
    if said not in {CONFIRMED, REFUSED} or not sitting_ids:
        raise Invalid("Please choose a lesson and an answer. Nothing was changed.")
    rows = [_lesson(session, actor, one) for one in dict.fromkeys(sitting_ids)]
    new = [row for row in rows if _last(session, row.id) != said and not (row.verified and said == CONFIRMED)]
    for row in new:
        session.add(
            Verification(id=uuid4(), unit_id=row.unit_id, sitting_id=row.id, answer=said, by_id=actor.id, at=now)
        )
        row.verified = said == CONFIRMED
        row.status = "void" if said == REFUSED else _status(row)
        about = {"sitting": str(row.id), "child": str(row.student_id)}
        note(session, actor, f"lesson.{said}", row.unit_id, about, now)
    session.flush()
    for student_id in {row.student_id for row in new}:
        learning.refresh_mastery(session, student_id)
    return len(new)


def _status(row: Sitting) -> str:
    return "finished" if row.ended_by else "open"


def _lesson(session: Session, actor: Actor, sitting_id: UUID) -> Sitting:
    row = session.get(Sitting, sitting_id, with_for_update={"key_share": True})
    asked = row is not None and row.kind == "lesson" and can(actor, Action.TEACH, row.unit_id)
    if row is None or not asked or (row.verified and not _last(session, sitting_id)):
        raise NotFound("This lesson does not exist.")
    return row


def _last(session: Session, sitting_id: UUID) -> str | None:
    query = select(Verification.answer).where(Verification.sitting_id == sitting_id).order_by(Verification.at.desc())
    return session.scalar(query.limit(1))
