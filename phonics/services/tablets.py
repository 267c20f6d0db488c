"""A class's tablets: one asks, a teacher says yes, and a token of its own keeps the class open until one closes it.

The tablet holds the token, the server its hash. A token is good for as long as the class is of this academic year and
nobody has closed it. What lies on the tablet still to be sent is taken in even when the year has turned.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session, joinedload

from phonics.errors import NotFound
from phonics.roles import Action, Actor, Role, can
from phonics.services import classes
from phonics.services.audit import note
from phonics.services.tiles import PICTURES
from phonics.store.people import Classroom
from phonics.store.tablets import ClassTablet
from phonics.thai import day_of

MOST_WAITING = 40  # of one class
WAITS_FOR = timedelta(minutes=30)
SEEN_EVERY = timedelta(hours=1)


class State(StrEnum):
    """Where a tablet stands with its class."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class OfClass:
    """The tablets of a class: those that ask, the first first; those that are open, by number."""

    waiting: tuple[ClassTablet, ...]
    open: tuple[ClassTablet, ...]


def holder(session: Session, token: str) -> ClassTablet | None:
    """Return the tablet that was given this token, with its class and unit, whatever became of it."""
    if not token:
        return None
    with_class = joinedload(ClassTablet.classroom).joinedload(Classroom.unit)
    return session.scalar(select(ClassTablet).options(with_class).where(ClassTablet.token_hash == _hash(token)))


def was_closed(session: Session, tablet_id: UUID) -> bool:
    """Return whether the class has been closed on this tablet; asked with every request of a child, so just that."""
    found = session.execute(select(ClassTablet.revoked_at).where(ClassTablet.id == tablet_id)).one_or_none()
    return found is None or found.revoked_at is not None


def _hash(token: str) -> str:
    """Return what the server keeps: the token is random, so that a fast hash is enough."""
    return sha256(token.encode()).hexdigest()


def state(session: Session, tablet: ClassTablet, now: datetime) -> State:
    """Return whether a tablet waits, is open or closed; one of an earlier year's class is closed."""
    if tablet.revoked_at:
        return State.CLOSED
    if tablet.confirmed_at is None:
        return State.WAITING if now - tablet.asked_at < WAITS_FOR else State.CLOSED
    current = classes.is_current(session, tablet.classroom, day_of(now))
    return State.OPEN if current else State.CLOSED


def deliverer(tablet: ClassTablet) -> Actor | None:
    """Return the tablet as one who delivers lessons; None if no teacher has opened it, or one has closed it."""
    if tablet.confirmed_at is None or tablet.revoked_at:
        return None
    return Actor(Role.TABLET, tablet.id, tablet.unit_id, str(tablet.number))


def note_seen(session: Session, tablet_id: UUID, now: datetime) -> None:
    """Remember that a tablet was here, at most once an hour."""
    long_ago = ClassTablet.id == tablet_id, ClassTablet.seen_at <= now - SEEN_EVERY
    session.execute(update(ClassTablet).where(*long_ago).values(seen_at=now))


def wait_for(session: Session, room: Classroom, held: str, now: datetime) -> str:
    """Return the token under which a tablet waits for a class, the one it holds if it waits; "" if too many do."""
    session.get_one(Classroom, room.id, with_for_update=True)  # one at a time: a number and a pair are given once
    mine = holder(session, held)
    if mine and mine.classroom_id == room.id and state(session, mine, now) is State.WAITING:
        return held
    gone = ClassTablet.confirmed_at.is_(None), ClassTablet.asked_at <= now - WAITS_FOR
    session.execute(delete(ClassTablet).where(ClassTablet.classroom_id == room.id, *gone))  # they never opened anything
    if len(of_class(session, room.id, now).waiting) >= MOST_WAITING:
        return ""
    return _add(session, room, now)[1]


def _add(session: Session, room: Classroom, now: datetime) -> tuple[ClassTablet, str]:
    """Add a tablet that waits; its number and its two pictures are no other tablet's of the class."""
    session.get_one(Classroom, room.id, with_for_update=True)
    here = session.scalars(select(ClassTablet).where(ClassTablet.classroom_id == room.id, ~_is_over())).all()
    numbers, pairs = {one.number for one in here}, {frozenset(one.pair.split(",")) for one in here}
    number = next(n for n in range(1, len(numbers) + 2) if n not in numbers)
    token, pair = secrets.token_urlsafe(32), _pair()
    while frozenset(pair) in pairs and len(pairs) < len(PICTURES) * 4:
        pair = _pair()
    tablet = ClassTablet(
        unit_id=room.unit_id, classroom_id=room.id, number=number, pair=",".join(pair), token_hash=_hash(token)
    )
    tablet.asked_at = tablet.seen_at = now
    session.add(tablet)
    session.flush()
    return tablet, token


def _pair() -> list[str]:
    return secrets.SystemRandom().sample(PICTURES, 2)


def _is_over() -> ColumnElement[bool]:
    return ClassTablet.revoked_at.is_not(None)


def open_here(session: Session, actor: Actor, classroom_id: UUID, held: str, now: datetime) -> str:
    """Return the token of a tablet on which a teacher opens a class with her own hand; the same if it is open there.

    :param held: the token of the class open on this tablet so far, or nothing; another class is left for this one
    :raises NotFound: if the class is not in a unit where the actor teaches
    """
    room = classes.classroom(session, actor, classroom_id, Action.TEACH)
    before = holder(session, held)
    if before and before.classroom_id == room.id and state(session, before, now) is State.OPEN:
        return held
    tablet, token = _add(session, room, now)
    _open(session, actor, tablet, now)
    leave(session, held, now)
    return token


def confirm(session: Session, actor: Actor, tablet_id: UUID, now: datetime) -> ClassTablet:
    """Open a class on a tablet that waits; saying yes twice changes nothing.

    :raises NotFound: if it is not in a unit where the actor teaches, or no longer waits
    """
    tablet = _mine(session, actor, tablet_id)
    found = state(session, tablet, now)
    if found is State.CLOSED:
        raise NotFound("This tablet no longer asks. Type the code on it once more.")
    if found is State.WAITING:
        _open(session, actor, tablet, now)
    return tablet


def _open(session: Session, actor: Actor, tablet: ClassTablet, now: datetime) -> None:
    tablet.confirmed_at, tablet.confirmed_by, tablet.seen_at = now, actor.id, now
    _note(session, actor, "tablet.opened", tablet, now)
    session.flush()


def close(session: Session, actor: Actor, tablet_id: UUID, now: datetime) -> ClassTablet:
    """Close a class on a tablet, or refuse one that asks; doing it twice changes nothing.

    :raises NotFound: if it is not in a unit where the actor teaches
    """
    tablet = _mine(session, actor, tablet_id)
    if tablet.revoked_at is None:
        _close(session, actor, tablet, now)
    return tablet


def close_all(session: Session, actor: Actor, classroom_id: UUID, now: datetime) -> int:
    """Close a class on every tablet, refuse those that ask, and return how many were open.

    :raises NotFound: if the class is not in a unit where the actor teaches
    """
    room = classes.classroom(session, actor, classroom_id, Action.TEACH)
    found = of_class(session, room.id, now)
    for tablet in (*found.waiting, *found.open):
        _close(session, actor, tablet, now)
    return len(found.open)


def refuse_waiting(session: Session, actor: Actor, room: Classroom, now: datetime) -> None:
    """Refuse every tablet that asks for a class."""
    for tablet in of_class(session, room.id, now).waiting:
        _close(session, actor, tablet, now)


def _close(session: Session, actor: Actor, tablet: ClassTablet, now: datetime) -> None:
    tablet.revoked_at, tablet.revoked_by = now, actor.id
    _note(session, actor, "tablet.closed" if tablet.confirmed_at else "tablet.refused", tablet, now)
    session.flush()


def leave(session: Session, token: str, now: datetime) -> None:
    """Let a tablet go: it asks no longer, or it is open for another class now."""
    tablet = holder(session, token)
    if tablet and tablet.revoked_at is None:
        tablet.revoked_at = now
        session.flush()


def _mine(session: Session, actor: Actor, tablet_id: UUID) -> ClassTablet:
    tablet = session.get(ClassTablet, tablet_id, with_for_update=True)
    if tablet is None or not can(actor, Action.TEACH, tablet.unit_id):
        raise NotFound("This tablet does not exist.")
    return tablet


def _note(session: Session, actor: Actor, action: str, tablet: ClassTablet, now: datetime) -> None:
    about = {"class": str(tablet.classroom_id), "tablet": str(tablet.id), "number": tablet.number}
    note(session, actor, action, tablet.unit_id, about, now)


def of_class(session: Session, classroom_id: UUID, now: datetime) -> OfClass:
    """Return the tablets of a class that wait or are open."""
    query = select(ClassTablet).where(ClassTablet.classroom_id == classroom_id, ~_is_over())
    found = session.scalars(query.order_by(ClassTablet.asked_at, ClassTablet.number)).all()
    waiting = tuple(one for one in found if not one.confirmed_at and now - one.asked_at < WAITS_FOR)
    opened = sorted((one for one in found if one.confirmed_at), key=lambda one: one.number)
    return OfClass(waiting, tuple(opened))


def n_waiting(session: Session, classroom_ids: Sequence[UUID], now: datetime) -> dict[UUID, int]:
    """Return how many tablets ask for each of these classes; a class for which none asks is left out."""
    asks = ~_is_over(), ClassTablet.confirmed_at.is_(None), ClassTablet.asked_at > now - WAITS_FOR
    query = select(ClassTablet.classroom_id, func.count()).where(ClassTablet.classroom_id.in_(classroom_ids), *asks)
    return {row[0]: row[1] for row in session.execute(query.group_by(ClassTablet.classroom_id))}
