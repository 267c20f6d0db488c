"""The code of a class: fifteen digits, good until the term ends; with it a tablet may ask to be opened, no more."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.roles import Action, Actor
from phonics.services import classes, programme, tablets
from phonics.services.audit import note
from phonics.store.base import insert_new
from phonics.store.people import Classroom, Lockout
from phonics.store.tablets import ClassCode
from phonics.thai import day_of

# Digits: no letter looks like another, every keyboard has them, Thai or English, and they are easily read aloud.
DIGITS = 15  # 49.8 bits
_GROUP = 3
# Of all tablets together, for thirty stand behind one address. Ten guesses a second find one of 600 codes within a term
# with a chance of 1 in 20,000; and then a teacher still has to say yes to a tablet she does not see.
MOST_WRONG = 600
_WITHIN = timedelta(minutes=1)
_SUBJECT = "class-code"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a code: the token of the tablet that now waits; without one it was wrong, or `wait`, or `full`."""

    token: str = ""
    wait: bool = False  # too many were wrong just now
    full: bool = False  # as many tablets wait for this class as may


def kept(session: Session, classroom_id: UUID, now: datetime) -> ClassCode | None:
    """Return the class's code, None when there is none or its term is over."""
    code = session.get(ClassCode, classroom_id)
    return code if code and code.expires_on >= day_of(now) else None


def renew(session: Session, actor: Actor, classroom_id: UUID, now: datetime) -> ClassCode:
    """Return a new code for the class; the old one, and who asked with it, is refused. Open tablets stay open.

    :raises NotFound: if the class is not in a unit where the actor teaches
    """
    room = classes.classroom(session, actor, classroom_id, Action.TEACH)
    session.get_one(Classroom, room.id, with_for_update=True)  # two teachers at once make one code after the other
    row = session.get(ClassCode, room.id, populate_existing=True) or ClassCode(
        classroom_id=room.id, unit_id=room.unit_id
    )
    row.code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row.expires_on = programme.term_end(session, day_of(now))
    row.made_at, row.made_by = now, actor.id  # type: ignore[assignment]
    session.add(row)
    tablets.refuse_waiting(session, actor, room, now)
    note(session, actor, "class.code", room.unit_id, {"class": str(room.id)}, now)
    session.flush()
    return row


def grouped(code: str) -> str:
    """Return the code as it is read aloud: 482 719 355 604 128."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def ask(session: Session, typed: str, held: str, now: datetime) -> Asked:
    """Let a tablet wait for the class whose code was typed; only a teacher's yes opens it.

    :param held: the token under which this tablet waits already, or nothing
    """
    if _too_many(session, now):
        return Asked(wait=True)
    room = find(session, typed, now)
    if room is None:
        _count_wrong(session, now)
        return Asked()
    token = tablets.wait_for(session, room, held, now)
    return Asked(token) if token else Asked(full=True)


def find(session: Session, typed: str, now: datetime) -> Classroom | None:
    """Return the class of a code, however it is spaced and in whichever digits; None when no class has it today."""
    code = "".join(mark for mark in thai.to_ascii_digits(typed[:100]) if mark in "0123456789")
    if len(code) != DIGITS:
        return None
    today = day_of(now)
    of_code = ClassCode.code == code, ClassCode.expires_on >= today
    room = session.scalar(select(Classroom).join(ClassCode, ClassCode.classroom_id == Classroom.id).where(*of_code))
    return room if room and classes.is_current(session, room, today) else None


def _too_many(session: Session, now: datetime) -> bool:
    row = session.get(Lockout, _SUBJECT)
    return row is not None and row.failures >= MOST_WRONG and now - row.last_at < _WITHIN


def _count_wrong(session: Session, now: datetime) -> None:
    """Count a wrong code; `last_at` is when the counting of this minute began."""
    insert_new(session, Lockout, [{"subject": _SUBJECT, "failures": 0, "last_at": now}])
    row = session.get_one(Lockout, _SUBJECT, with_for_update=True, populate_existing=True)
    if now - row.last_at >= _WITHIN:
        row.failures, row.last_at = 0, now
    row.failures += 1
