"""How closely a child's hand is held to the line it traces: by their class, never by their level."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.levels.strokes import reach
from phonics.store.people import Classroom, Enrolment


def fitting(session: Session, child_id: UUID, steps: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return the steps with every `trace` fit for this child's hand; asks for the class only where one is traced."""
    if not any(step["kind"] == "trace" for step in steps):
        return tuple(steps)
    highest = select(func.max(Classroom.grade)).join(Enrolment, Enrolment.classroom_id == Classroom.id)
    grade = session.scalar(highest.where(Enrolment.student_id == child_id))
    far = reach(grade or 1)
    return tuple({**step, "reach": far} if step["kind"] == "trace" else step for step in steps)
