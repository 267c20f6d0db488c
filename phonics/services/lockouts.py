"""How long a door stays shut after wrong tries: counted for who was tried and in which class, never for an address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session

from phonics.store.base import insert_new
from phonics.store.people import Lockout

TRIES = 5
SHUT_FOR = timedelta(minutes=5)


def shut_until(session: Session, subjects: Sequence[str], now: datetime) -> datetime | None:
    """Return until when one of these doors is shut, None if all are open; only a look, and no row is kept of it."""
    query = select(func.max(Lockout.until)).where(Lockout.subject.in_(subjects), Lockout.until > now)
    return session.scalar(query)


def shut(session: Session, subjects: Sequence[str], now: datetime) -> set[str]:
    """Return which of these doors are shut."""
    return set(session.scalars(select(Lockout.subject).where(Lockout.subject.in_(subjects), Lockout.until > now)))


def nothing_against(session: Session, own: str, around: str, now: datetime) -> bool:
    """Return whether no wrong try of one's own is on record, and the door around is not shut."""
    against = or_(Lockout.subject == own, and_(Lockout.subject == around, Lockout.until > now))
    return session.scalar(select(Lockout.subject).where(against).limit(1)) is None


def note_try(session: Session, subject: str, right: bool, now: datetime) -> datetime | None:
    """Count the try and return until when the door is shut, None if it is open; tries at once queue here."""
    row = session.get(Lockout, subject, with_for_update=True)
    if row is None and right:
        return None
    row = row or _begun(session, subject, now)
    if row.until and row.until > now:
        return row.until
    if right:
        session.delete(row)
        return None
    if now - row.last_at > SHUT_FOR or row.until:
        row.failures, row.until = 0, None
    row.failures, row.last_at = row.failures + 1, now
    if row.failures >= TRIES:
        row.until = now + SHUT_FOR
    return row.until


def note_wrong(session: Session, subject: str, most: int, now: datetime) -> datetime | None:
    """Count a wrong try; more than `most` within five minutes of the first shut the door for five. As `note_try`.

    A right try does not wipe these out: whoever knows one child's pictures shall not guess the others' for ever.
    """
    row = session.get(Lockout, subject, with_for_update=True) or _begun(session, subject, now)
    if row.until and row.until > now:
        return row.until
    if now - row.last_at > SHUT_FOR or row.until:
        row.failures, row.until, row.last_at = 0, None, now
    row.failures += 1
    if row.failures > most:
        row.until = now + SHUT_FOR
    return row.until


def _begun(session: Session, subject: str, now: datetime) -> Lockout:
    insert_new(session, Lockout, [{"subject": subject, "failures": 0, "last_at": now}])
    return session.get_one(Lockout, subject, with_for_update=True)


def forget(session: Session, subjects: Sequence[str]) -> None:
    """Open these doors again."""
    session.execute(delete(Lockout).where(Lockout.subject.in_(subjects)))
