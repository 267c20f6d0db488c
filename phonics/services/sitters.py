"""Who may sit with whom: a child alone, a teacher with her unit's children, a tablet with what was done on it."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from phonics.roles import Action, Actor, Role, can
from phonics.services import moves
from phonics.store.people import Enrolment, Student
from phonics.store.progress import Placement


def may_sit(actor: Actor, unit_id: int, student_id: UUID, kind: str) -> bool:
    """Return whether the actor may write a sitting of this child, of this kind, in this unit.

    A child: their own lessons. A tablet on which a class of the unit was opened: the lessons of any child there,
    whoever is signed in on it, and never a test. A teacher of the unit: everything.
    """
    if actor.role is Role.STUDENT:
        return kind == "lesson" and actor.id == student_id
    if actor.role is Role.TABLET:
        return kind == "lesson" and can(actor, Action.DELIVER, unit_id)
    return can(actor, Action.TEACH, unit_id)


def may_write(session: Session, actor: Actor, sitting: Any) -> bool:
    """Return whether the actor may go on with a sitting: what is still sent of a lesson moved away goes along."""
    if may_sit(actor, sitting.unit_id, sitting.student_id, sitting.kind):
        return True
    return actor.role is Role.STUDENT and sitting.kind == "lesson" and moves.had(session, sitting.id, actor.id)


def unit_of(session: Session, actor: Actor, child: Student) -> int:
    """Return where a sitting belongs: in the child's unit; from a tablet in the tablet's, if the child was there.

    A queue may be long under way: a child who has moved since did the lesson where the tablet is.
    """
    if actor.role is not Role.TABLET or actor.unit_id is None or actor.unit_id == child.unit_id:
        return child.unit_id
    sat_there = exists().where(Enrolment.student_id == child.id, Enrolment.unit_id == actor.unit_id)
    stood_there = exists().where(Placement.student_id == child.id, Placement.unit_id == actor.unit_id)
    return actor.unit_id if session.scalar(select(or_(sat_there, stood_there))) else child.unit_id
