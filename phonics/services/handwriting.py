"""How closely a child's hand is held to the line it traces: by their class, never by their level."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.levels.strokes import reach
from phonics.store.people import Classroom, Enrolment


def grades(session: Session, student_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return the highest grade in which each child has sat; who never sat in a class is left out."""
    highest = select(Enrolment.student_id, func.max(Classroom.grade)).join(Classroom)
    query = highest.where(Enrolment.student_id.in_(list(student_ids))).group_by(Enrolment.student_id)
    return dict(session.execute(query).tuples().all())


def fitting(step: dict[str, Any], grade: int) -> dict[str, Any]:
    """Return the step, a `trace` fit for the hand of a child of this grade."""
    return {**step, "reach": reach(grade)} if step["kind"] == "trace" else step
