"""What a child's next lesson depends on: the stones finished, the sounds that are weak, what is due, the hand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.assess.mastery import State
from phonics.services import learning, voice_consent
from phonics.services.handwriting import grades
from phonics.store.people import Student
from phonics.store.progress import MasteryRow
from phonics.store.sittings import Sitting
from phonics.thai import day_of


@dataclass(frozen=True, slots=True)
class Needs:
    """How often a child finished each stone, the codes being practised, weakest first, and the most overdue first."""

    child: Student
    finished: dict[str, int]
    weak: list[str]
    due: list[tuple[str, str]]
    consented: bool = False  # to be recorded reading aloud
    grade: int = 1  # of the class: how steady a hand may be
    came: date | None = None  # the day of the last lesson finished


def needs_of(session: Session, children: Sequence[Student], now: datetime | None = None) -> dict[UUID, Needs]:
    """Return what each child's lesson depends on; six queries for all."""
    finished, weak = finished_of(session, children), _weak(session, children)
    due = learning.due(session, finished, day_of(now or datetime.now(UTC)))
    agreed = voice_consent.agreed(session, finished)
    grade, came = grades(session, finished), _came(session, finished)
    return {
        one.id: Needs(
            one, finished[one.id], weak[one.id], due[one.id], one.id in agreed, grade.get(one.id, 1), came.get(one.id)
        )
        for one in children
    }


def finished_of(session: Session, children: Sequence[Student]) -> dict[UUID, dict[str, int]]:
    """Return how often each child has finished each stone."""
    found: dict[UUID, dict[str, int]] = {child.id: {} for child in children}
    query = (
        select(Sitting.student_id, Sitting.stone, func.count())
        .where(Sitting.student_id.in_(found), Sitting.kind == "lesson", Sitting.ended_by == "finished")
        .where(Sitting.status != "void")
        .group_by(Sitting.student_id, Sitting.stone)
    )
    for child_id, stone, times in session.execute(query):
        found[child_id][stone] = times
    return found


def _came(session: Session, ids: Collection[UUID]) -> dict[UUID, date]:
    """Return the day on which each child last finished a lesson."""
    query = (
        select(Sitting.student_id, func.max(Sitting.ended_at))
        .where(Sitting.student_id.in_(ids), Sitting.kind == "lesson", Sitting.ended_by == "finished")
        .where(Sitting.status != "void")
        .group_by(Sitting.student_id)
    )
    return {child_id: day_of(at) for child_id, at in session.execute(query) if at}


def _weak(session: Session, children: Sequence[Student]) -> dict[UUID, list[str]]:
    """Return the codes each child is practising, weakest first."""
    found: dict[UUID, list[str]] = {child.id: [] for child in children}
    query = select(MasteryRow).where(MasteryRow.student_id.in_(found), MasteryRow.state == State.PRACTISING.value)
    for row in sorted(session.scalars(query), key=_strength):
        found[row.student_id].append(row.code)
    return found


def _strength(row: MasteryRow) -> tuple[float, str]:
    return row.correct / max(row.seen, 1), row.code
