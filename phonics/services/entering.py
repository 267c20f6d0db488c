"""A test that a whole class wrote or read from paper: its sheet, and each child's line as a sitting like any other."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess import entered
from phonics.assess.entered import Typed
from phonics.assess.instruments import Instrument
from phonics.assess.marks import Mark
from phonics.errors import Conflict, Invalid, NotFound
from phonics.roles import Action, Actor
from phonics.services import classes, instruments, sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import MOST_MARKS, Ending, NewSitting
from phonics.store.instruments import VersionRow
from phonics.store.people import Classroom, Enrolment, Student
from phonics.store.sittings import MarkRow, ScoreRow
from phonics.thai import BANGKOK, day_of

_OTHER = "This sitting was already saved with another content. The first stays."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A class before a test: its children by roll number, and the test."""

    room: Classroom
    children: tuple[tuple[Student, int | None], ...]
    version: VersionRow
    instrument: Instrument


@dataclass(frozen=True, slots=True)
class Line:
    """What was entered of one child; `sitting_id` is made where it was typed."""

    sitting_id: UUID
    student_id: UUID
    given_on: date
    typed: tuple[Typed, ...]


def sheet(session: Session, actor: Actor, classroom_id: UUID, version_id: UUID) -> Sheet:
    """Return a class and a test for it.

    :raises NotFound: if the class or the test is not one this actor may give
    """
    room = classes.classroom(session, actor, classroom_id, Action.TEACH)
    version, instrument = instruments.version(session, actor, version_id)
    return Sheet(room, children(session, room.id), version, instrument)


def children(session: Session, classroom_id: UUID) -> tuple[tuple[Student, int | None], ...]:
    """Return the children of a class with their roll numbers, in their order."""
    query = (
        select(Student, Enrolment.roll_no)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(Enrolment.classroom_id == classroom_id, Student.active)
        .order_by(Enrolment.roll_no.is_(None), Enrolment.roll_no, Student.sort_key)
    )
    return tuple((child, roll_no) for child, roll_no in session.execute(query))


def enter(session: Session, actor: Actor, there: Sheet, line: Line, now: datetime) -> ScoreRow:
    """Keep one child's line as a finished sitting and return its score; the same line again changes nothing.

    :raises NotFound: if the child is not in the class
    :raises Invalid: naming the item that cannot be taken; nothing is kept then
    :raises Conflict: if the sitting came before with other answers
    """
    if line.student_id not in {child.id for child, _ in there.children}:
        raise NotFound("This child does not exist.")
    told = entered.entered(there.instrument, line.typed, line.sitting_id)
    began = _began(line.given_on, now)
    new = NewSitting(line.sitting_id, line.student_id, began, there.version.id)
    sittings.open_sitting(session, actor, new, now)
    marks = [_incoming(mark) for mark in told.marks]
    before = set(session.scalars(select(MarkRow.id).where(MarkRow.sitting_id == line.sitting_id)))
    if before and before != {mark.id for mark in marks}:
        raise Conflict(_OTHER)
    for at in range(0, len(marks), MOST_MARKS):
        batch = marks[at : at + MOST_MARKS]
        if "conflict" in sittings.record_marks(session, actor, line.sitting_id, batch, now).values():
            raise Conflict(_OTHER)
    ending = Ending(began, told.ended_by, told.seconds_used, told.last_item)
    score = sittings.finish(session, actor, line.sitting_id, ending, now)
    assert score is not None  # of a test there is one
    return score


def _began(given_on: date, now: datetime) -> datetime:
    """Return when it was given: now if today, else noon of that day."""
    if given_on > day_of(now) or given_on.year < 2000:
        raise Invalid("The day of the test cannot be in the future.")
    return now if given_on == day_of(now) else datetime.combine(given_on, time(12), BANGKOK)


def _incoming(mark: Mark) -> IncomingMark:
    return IncomingMark(
        id=mark.id,
        seq=mark.seq,
        item=mark.item,
        outcome=mark.outcome.value if mark.outcome else "",
        at_ms=mark.at_ms,
        choice=mark.choice,
        kind=mark.kind.value,
        points=mark.points,
    )
