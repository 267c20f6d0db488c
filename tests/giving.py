"""Gives a child a whole test, as a tablet would send it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from phonics.assess.instruments import Instrument
from phonics.roles import Actor
from phonics.services import instruments, sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.instruments import VersionRow
from phonics.store.people import Student


def version_of(session: Session, actor: Actor, kind: str, form: str = "A", level: str = "K3") -> VersionRow:
    """Return the newest version of a ready-made instrument."""
    offered = instruments.offered(session, actor, level)
    return next(v for v in offered if (v.instrument.kind, v.instrument.form) == (kind, form))


def give(
    session: Session,
    actor: Actor,
    child: Student,
    kind: str,
    form: str,
    at: datetime,
    wrong: Iterable[int] = (),
    last: int | None = None,
) -> UUID:
    """Sit a test of the child's level from start to end; return the sitting's id."""
    version = version_of(session, actor, kind, form, child.level)
    new = NewSitting(uuid4(), child.id, at, version.id)
    sittings.open_sitting(session, actor, new, at)
    marks = [IncomingMark(uuid4(), n, str(item), "incorrect", 1000 * n) for n, item in enumerate(wrong, start=1)]
    if marks:
        sittings.record_marks(session, actor, new.id, marks, at)
    timed = Instrument.from_dict(version.content).subtests[0].timed_s is not None
    ending = Ending(at + timedelta(minutes=1), "time" if timed else "finished", 60.0, last or (40 if timed else 20))
    sittings.finish(session, actor, new.id, ending, at)
    return new.id


def make_ready(session: Session, actor: Actor, child: Student, on: datetime) -> None:
    """Give a child all the evidence the rule asks for, the last of it on that day: forms 10 days apart."""
    give(session, actor, child, "letter_sounds", "A", on - timedelta(days=10), last=60)
    give(session, actor, child, "words", "A", on - timedelta(days=10))
    give(session, actor, child, "words", "B", on)
    session.commit()
