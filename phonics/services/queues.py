"""A tablet's queue that came as a file: taken in as if the tablet had sent it, however often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from phonics.errors import PhonicsError
from phonics.roles import Actor
from phonics.services import sittings
from phonics.services.audit import note
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting


@dataclass(frozen=True, slots=True)
class Queued:
    """What a file holds of one sitting; its beginning is missing when the server had it already."""

    id: UUID
    begun: NewSitting | None
    marks: Sequence[IncomingMark]
    ending: Ending | None


@dataclass(slots=True)
class Taken:
    """How many answers are new, were here before, conflicted; and how many sittings could not be taken in."""

    new: int = 0
    known: int = 0
    conflicts: int = 0
    refused: int = 0


def take_in(session: Session, actor: Actor, queue: Sequence[Queued], now: datetime) -> Taken:
    """Take in each sitting by itself and return what became of it all; what cannot be taken in changes nothing."""
    taken = Taken()
    for one in queue:
        point = session.begin_nested()
        try:
            fates = _take(session, actor, one, now)
            point.commit()
        except PhonicsError:
            point.rollback()
            taken.refused += 1
            continue
        taken.new += fates.count("saved")
        taken.known += fates.count("duplicate")
        taken.conflicts += fates.count("conflict")
    told = {"new": taken.new, "known": taken.known, "conflicts": taken.conflicts, "refused": taken.refused}
    note(session, actor, "queue.file", actor.unit_id, told, now)
    return taken


def _take(session: Session, actor: Actor, one: Queued, now: datetime) -> list[str]:
    if one.begun:
        sittings.open_sitting(session, actor, one.begun, now)
    fates: list[str] = []
    for start in range(0, len(one.marks), sittings.MOST_MARKS):
        batch = one.marks[start : start + sittings.MOST_MARKS]
        fates += sittings.record_marks(session, actor, one.id, batch, now).values()
    if one.ending:
        sittings.finish(session, actor, one.id, one.ending, now)
    return fates
