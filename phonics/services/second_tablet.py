"""A second tablet at a test: by code it shows the child's card and follows, or another teacher scores along."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.assess.instruments import Instrument
from phonics.errors import Conflict, NotFound
from phonics.roles import Action, Actor, can
from phonics.services import instruments, lockouts, pupils
from phonics.store.instruments import VersionRow
from phonics.store.second_tablets import SharedTest

DIGITS = 8
GOOD_FOR = timedelta(hours=6)  # a morning of testing
MOST_WRONG = 200  # of all tablets together within five minutes: a school's tablets stand behind one address
_SUBJECT = "card-code"


def share(
    session: Session, actor: Actor, sitting_id: UUID, student_id: UUID, version_id: UUID, part: int, now: datetime
) -> SharedTest:
    """Return the test with its code; asked again, the same code.

    :raises NotFound: if the child or the test is not this actor's, or the sitting is another teacher's
    :raises Conflict: if the sitting was shared with another child or test
    """
    child = pupils.pupil(session, actor, student_id, Action.TEACH)
    instruments.version(session, actor, version_id)
    row = session.scalar(select(SharedTest).where(SharedTest.sitting_id == sitting_id))
    if row is None:
        session.execute(delete(SharedTest).where(SharedTest.expires_at <= now - GOOD_FOR))
        row = SharedTest(unit_id=child.unit_id, sitting_id=sitting_id, student_id=child.id, version_id=version_id)
        row.staff_id, row.code = _id_of(actor), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        session.add(row)
    elif row.staff_id != actor.id:
        raise NotFound("This sitting does not exist.")
    elif (row.student_id, row.version_id) != (child.id, version_id):
        raise Conflict("This sitting was already saved with another content. The first stays.")
    row.part, row.expires_at = part, now + GOOD_FOR
    session.flush()
    return row


def _id_of(actor: Actor) -> UUID:
    if actor.id is None:
        raise NotFound("This page does not exist.")
    return actor.id


def turn(session: Session, actor: Actor, sitting_id: UUID, part: int) -> None:
    """Let the card follow to another part.

    :raises NotFound: if the sitting was not shared by this actor
    """
    row = session.scalar(select(SharedTest).where(SharedTest.sitting_id == sitting_id))
    if row is None or row.staff_id != actor.id:
        raise NotFound("This sitting does not exist.")
    row.part = part
    session.flush()


def find(session: Session, typed: str, now: datetime) -> SharedTest | None:
    """Return the test of a code, however it is spaced and in whichever digits; None when no test has it now.

    Too many wrong codes shut this door for everyone for five minutes; who shows a card already goes on.
    """
    if lockouts.shut_until(session, [_SUBJECT], now):
        return None
    code = "".join(mark for mark in thai.to_ascii_digits(typed[:100]) if mark in "0123456789")
    row = session.scalar(select(SharedTest).where(SharedTest.code == code, SharedTest.expires_at > now))
    if row is None:
        lockouts.note_wrong(session, _SUBJECT, MOST_WRONG, now)
    return row


def shown(session: Session, shared_id: UUID, now: datetime) -> SharedTest | None:
    """Return the test whose card a tablet shows, None when its time is over."""
    row = session.get(SharedTest, shared_id)
    return row if row and row.expires_at > now else None


def card_of(session: Session, row: SharedTest) -> Instrument:
    """Return the test whose card is shown."""
    return Instrument.from_dict(session.get_one(VersionRow, row.version_id).content)


def joined(session: Session, actor: Actor, typed: str, now: datetime) -> SharedTest | None:
    """Return the test to score along, None when no test of a unit where the actor teaches has this code."""
    row = find(session, typed, now)
    return row if row and can(actor, Action.TEACH, row.unit_id) else None


def scored_along(session: Session, actor: Actor, sitting_id: UUID, student_id: UUID, version_id: UUID) -> UUID:
    """Return the sitting that may be scored along.

    :raises NotFound: if it was not shared, is another child's or test's, or is not in a unit where the actor teaches
    """
    row = session.scalar(select(SharedTest).where(SharedTest.sitting_id == sitting_id))
    if row is None or not can(actor, Action.TEACH, row.unit_id):
        raise NotFound("This sitting does not exist.")
    if (row.student_id, row.version_id) != (student_id, version_id):
        raise NotFound("This sitting does not exist.")
    return row.sitting_id
