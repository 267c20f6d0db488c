"""How a child takes a seat at an opened tablet: two pictures, from ป.4 a PIN, or the badge on their card."""

import hmac
import re
import secrets
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.roles import Action, Actor
from phonics.services import classes, lockouts
from phonics.services.accounts import Try, classmate
from phonics.services.audit import note
from phonics.store.people import Classroom, Enrolment, Student

PIN_FROM = 7  # ป.4
_LITTLE_TO = 4  # ป.1: no words on the screen
CLASS_TRIES = 60  # wrong ones in five minutes: more than forty first-graders who each slip once
_BADGE = re.compile(r"[\w-]{24,64}", re.ASCII)
IDLE_MINUTES = (2, 3, 5, 10, 15, 30)


def by_pin(room: Classroom) -> bool:
    """Return whether the children of this class have a PIN instead of pictures."""
    return room.grade >= PIN_FROM


def age_of(grade: int) -> str:
    """Return how a child's pages look in this grade, whatever level they read at: `little`, `middle` or `older`."""
    if grade >= PIN_FROM:
        return "older"
    return "little" if grade <= _LITTLE_TO else "middle"


def seat_child(session: Session, room: Classroom, student_id: UUID, shown: str, now: datetime) -> Try:
    """Let a child in who tapped their two pictures ("3-7", places in the class's nine, any order), or their PIN.

    :raises NotFound: if the child is not of this class
    """
    child = classmate(session, room, student_id)
    own, whole_class = doors = _doors(room, child.id)
    if shut := lockouts.shut_until(session, doors, now):
        return Try(shut_until=shut)
    right = _is_theirs(room, child, shown)
    shut = lockouts.note_try(session, own, right, now)
    if not right:
        shut = lockouts.note_wrong(session, whole_class, CLASS_TRIES, now) or shut
    if shut:
        return Try(shut_until=shut)
    return Try(key=f"child:{child.id}") if right else Try()


def seat_at_once(session: Session, room: Classroom, student_id: UUID, shown: str, now: datetime) -> Try | None:
    """Let a child in who is right at the first try: nothing to count, so thirty at once wait for no writer; else None.

    :raises NotFound: if the child is not of this class
    """
    child = classmate(session, room, student_id)
    if _is_theirs(room, child, shown) and lockouts.nothing_against(session, *_doors(room, child.id), now):
        return Try(key=f"child:{child.id}")
    return None


def _is_theirs(room: Classroom, child: Student, shown: str) -> bool:
    if by_pin(room):
        return bool(child.pin) and hmac.compare_digest(child.pin.encode(), shown.encode())
    return bool(child.secret) and sorted(shown.split("-")) == sorted(child.secret.split("-"))


def shut_until(session: Session, room: Classroom, student_id: UUID, now: datetime) -> datetime | None:
    """Return until when this child rests, None if they may try."""
    return lockouts.shut_until(session, _doors(room, student_id), now)


def _doors(room: Classroom, student_id: UUID) -> tuple[str, str]:
    return f"child:{student_id}", f"class:{room.id}"


def badge_holder(session: Session, room: Classroom, badge: str) -> Student:
    """Return the child of this class whose card says this.

    :raises NotFound: if no card of this class does, or no longer
    """
    seated = select(Student).join(Enrolment, Enrolment.student_id == Student.id)
    here = seated.where(Enrolment.classroom_id == room.id, Student.active, Student.badge == badge)
    child = session.scalar(here) if _BADGE.fullmatch(badge) else None
    if child is None:
        raise NotFound("This card does not open anything here.")
    return child


def new_card() -> dict[str, str]:
    """Return new pictures, PIN and badge, by the names of their columns."""
    return {"secret": new_secret(), "pin": new_pin(), "badge": secrets.token_urlsafe(18)}  # 144 bits


def new_secret() -> str:
    """Return two different places of nine, as the child will tap them."""
    first, second = secrets.SystemRandom().sample(range(9), 2)
    return f"{first}-{second}"


def new_pin() -> str:
    """Return four digits, none like 1111, 1234 or 4321, which a classmate would try first."""
    while True:
        pin = f"{secrets.randbelow(10_000):04}"
        if {int(b) - int(a) for a, b in pairwise(pin)} not in ({0}, {1}, {-1}):
            return pin


def leave_after(session: Session, actor: Actor, classroom_id: UUID, minutes: int, now: datetime) -> Classroom:
    """Choose after how many untouched minutes a tablet of this class goes back to the wall.

    :raises Invalid: if it is none of `IDLE_MINUTES`
    :raises NotFound: if the class is not in a unit where the actor teaches
    """
    room = classes.classroom(session, actor, classroom_id, Action.TEACH)
    if minutes not in IDLE_MINUTES:
        raise Invalid("This could not be read. Nothing was changed.")
    about = {"class": str(room.id), "before": room.idle_minutes, "after": minutes}
    note(session, actor, "class.idle", room.unit_id, about, now)
    room.idle_minutes = minutes
    session.flush()
    return room
