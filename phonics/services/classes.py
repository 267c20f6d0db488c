"""A class at a glance: who is due for a test, who waits for a decision, and a line for every child."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.assess.promotion import Verdict, deciding_kind
from phonics.errors import NotFound
from phonics.levels import loader
from phonics.roles import Action, Actor, can, units_visible
from phonics.services.audit import note
from phonics.services.offers import Offer, Taken, best_first, by_child, offers, taken
from phonics.services.promotions import RULE, school_days
from phonics.store.people import Classroom, Enrolment, Staff, Student
from phonics.store.progress import DecisionRow, MasteryRow, SuggestionRow
from phonics.store.sittings import Sitting
from phonics.thai import day_of

TEST_EVERY = timedelta(weeks=7)
_SPARK = 6  # results of a trend line


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class in a list."""

    id: UUID
    grade: int
    room: str
    teacher: str
    own: bool
    children: int


@dataclass(frozen=True, slots=True)
class Due:
    """The test a child should take, and why: `weeks` (7 have passed), `level` (not yet here), `second` (form)."""

    why: str
    offer: Offer


@dataclass(frozen=True, slots=True)
class Line:
    """A child in the class list."""

    child: Student
    roll_no: int | None
    sounds: tuple[tuple[str, str], ...]  # (correspondence, state) of the level they are at
    form: Taken | None  # the last of the kind that decides at its level: words read, or joined by ear
    rates: tuple[Taken, ...]  # letter sounds, oldest first, at most six
    last: Taken | None
    due: Due | None
    waiting: SuggestionRow | None


@dataclass(frozen=True, slots=True)
class Roll:
    """A whole class."""

    room: Classroom
    lines: tuple[Line, ...]
    untestable: int  # children at a level no instrument measures

    @property
    def due(self) -> list[Line]:
        """Return who is due: the longest unseen first."""
        return sorted(
            (line for line in self.lines if line.due), key=lambda line: line.last.at.timestamp() if line.last else 0
        )

    @property
    def waiting(self) -> list[Line]:
        """Return who waits for a decision: the ready ones first."""
        found = (line for line in self.lines if line.waiting)
        return sorted(found, key=lambda line: line.waiting is not None and line.waiting.verdict != Verdict.READY)


def classes(session: Session, actor: Actor, on: date) -> list[ClassLine]:
    """Return the classes of the actor's unit this academic year, by grade and room; one's own are marked."""
    children = (
        select(Enrolment.classroom_id, func.count().label("n"))
        .join(Student, Student.id == Enrolment.student_id)
        .where(Student.active, Enrolment.unit_id == actor.unit_id)
        .group_by(Enrolment.classroom_id)
        .subquery()
    )
    query = (
        select(Classroom, Staff.name, func.coalesce(children.c.n, 0))
        .outerjoin(Staff, Staff.id == Classroom.teacher_id)
        .outerjoin(children, children.c.classroom_id == Classroom.id)
        .where(
            Classroom.unit_id.in_(units_visible(actor, Action.SEE_PUPILS).ids),
            Classroom.year_be == _year(session, actor.unit_id, on),
        )
        .order_by(Classroom.grade, Classroom.room)
    )
    lines = [
        ClassLine(room.id, room.grade, room.room, name or "", actor.id is not None and room.teacher_id == actor.id, n)
        for room, name, n in session.execute(query)
    ]
    return sorted(lines, key=lambda line: (line.grade, _by_number(line.room)))


def _by_number(room: str) -> tuple[int, str]:
    return (int(room) if room.isdecimal() else 999, room)


def _year(session: Session, unit_id: int | None, on: date) -> int:
    """Return this academic year, or the newest one that the unit has classes for."""
    newest = session.scalar(select(func.max(Classroom.year_be)).where(Classroom.unit_id == unit_id))
    this = thai.academic_year(on)
    return min(this, newest) if newest else this


def is_current(session: Session, room: Classroom, on: date) -> bool:
    """Return whether a class is of this year or a coming one: old ones go on till 16 May and till new lists come in."""
    return room.year_be >= _year(session, room.unit_id, on)


def usual(lines: Sequence[ClassLine]) -> ClassLine | None:
    """Return the class a teacher means without saying: their own, else the first."""
    return next((line for line in lines if line.own), lines[0] if lines else None)


def classroom(session: Session, actor: Actor, classroom_id: UUID, action: Action = Action.SEE_PUPILS) -> Classroom:
    """Return a class.

    :raises NotFound: if it does not exist or is not in a unit where the actor may do this
    """
    room = session.get(Classroom, classroom_id)
    if room is None or not can(actor, action, room.unit_id):
        raise NotFound("This class does not exist.")
    return room


def take_over(session: Session, actor: Actor, classroom_id: UUID, now: datetime) -> Classroom:
    """Make the actor this class's teacher; the trail keeps who was before.

    :raises NotFound: if the class is not in a unit where the actor teaches
    """
    room = classroom(session, actor, classroom_id, Action.TEACH)
    before = str(room.teacher_id) if room.teacher_id else None
    room.teacher_id = actor.id
    note(session, actor, "class.teacher", room.unit_id, {"class": str(room.id), "before": before}, now)
    session.flush()
    return room


def roll(session: Session, actor: Actor, classroom_id: UUID, now: datetime) -> Roll:
    """Return a class with all that a list shows of its children; the same few queries whatever their number.

    :raises NotFound: if the class does not exist or is not in a unit the actor may see
    """
    room = classroom(session, actor, classroom_id)
    on = day_of(now)
    seats = select(Enrolment.student_id).where(Enrolment.classroom_id == room.id)
    known = _mastery(session, seats)
    tests = by_child(taken(session, Sitting.student_id.in_(seats)))
    waits = _waiting(session, seats, on)
    on_offer = offers(session, actor)
    lines = []
    for child, roll_no in _children(session, room):
        mine = tests.get(child.id, [])
        here = [test for test in mine if test.level == child.level]
        rates = tuple(test for test in mine if test.kind == "letter_sounds")[-_SPARK:]
        form = next((test for test in reversed(mine) if test.kind == deciding_kind(test.level)), None)
        due = due_test(on_offer.get(child.level, []), here, on)
        sounds = sounds_of(child.level, known.get(child.id, {}))
        last = mine[-1] if mine else None
        lines.append(Line(child, roll_no, sounds, form, rates, last, due, waits.get(child.id)))
    return Roll(room, tuple(lines), sum(line.child.level not in on_offer for line in lines))


def queue(session: Session, classroom_id: UUID, on: date) -> list[UUID]:
    """Return the children of a class who wait for a decision, as Today lists them: the ready ones first."""
    seats = select(Enrolment.student_id).where(Enrolment.classroom_id == classroom_id)
    waits = _waiting(session, seats, on)
    order = (
        select(Student.id)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(Enrolment.classroom_id == classroom_id, Student.active)
        .order_by(Enrolment.roll_no.is_(None), Enrolment.roll_no, Student.sort_key)
    )
    found = [student_id for student_id in session.scalars(order) if student_id in waits]
    return sorted(found, key=lambda student_id: waits[student_id].verdict != Verdict.READY)


def _children(session: Session, room: Classroom) -> list[tuple[Student, int | None]]:
    query = (
        select(Student, Enrolment.roll_no)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(Enrolment.classroom_id == room.id, Student.active)
        .order_by(Enrolment.roll_no.is_(None), Enrolment.roll_no, Student.sort_key)
    )
    return [(child, roll_no) for child, roll_no in session.execute(query)]


def _mastery(session: Session, seats: object) -> Mapping[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = {}
    query = select(MasteryRow.student_id, MasteryRow.code, MasteryRow.state).where(MasteryRow.student_id.in_(seats))  # type: ignore[arg-type]
    for student_id, code, state in session.execute(query):
        found.setdefault(student_id, {})[code] = state
    return found


def _waiting(session: Session, seats: object, on: date) -> Mapping[UUID, SuggestionRow]:
    """Return child → the suggestion that waits today; one put off to a later day does not."""
    later = (
        select(DecisionRow.id)
        .where(
            DecisionRow.suggestion_id == SuggestionRow.id, DecisionRow.action == "defer", DecisionRow.wait_until > on
        )
        .exists()
    )
    query = select(SuggestionRow).where(
        SuggestionRow.student_id.in_(seats),  # type: ignore[arg-type]
        SuggestionRow.current,
        SuggestionRow.verdict != Verdict.NOT_ENOUGH,
        ~later,
    )
    return {row.student_id: row for row in session.scalars(query)}


def sounds_of(level: str, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return each correspondence the level introduces with how firm it is."""
    return tuple((new.code, known.get(new.code, "new")) for new in loader.load().new_at(level))


def due_test(on_offer: Sequence[Offer], tests: Sequence[Taken], on: date) -> Due | None:
    """Return the test a child should take now, judged by the tests of their level; None: none is due, or exists."""
    if not on_offer:
        return None
    first = best_first(on_offer, tests)[0]
    if not tests:
        return Due("level", first)
    last = day_of(tests[-1].at)
    kind = deciding_kind(first.level)
    forms = {test.form: day_of(test.at) for test in tests if test.kind == kind}
    if len(forms) == 1 and first.kind == kind and school_days(*forms.values(), on) >= RULE.days_between:
        return Due("second", first)
    return Due("weeks", first) if on - last >= TEST_EVERY else None
