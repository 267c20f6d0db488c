"""Eighteen thousand invented children: classes, levels that rose, two terms of scores; written in batches."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.levels import loader
from phonics.services import programme
from phonics.services.demo import names
from phonics.services.demo.scores import Scores
from phonics.services.demo.units import DemoStaff, new_id
from phonics.services.tiles import nine_pictures
from phonics.store.people import Classroom, Enrolment, Student, Unit
from phonics.store.programme import Term
from phonics.store.progress import Placement

_SCHOOL_SIZES = (859, 642, 595, 763)  # of 18,025; the units share the rest unevenly
_ROOM = 32
MARKED_GRADE = 5  # ป.2/1 of the first school gets real marks
_ALL_TESTS = timedelta(minutes=20)  # of one child, from the first to the last


@dataclass(slots=True)
class Made:
    """What was made, and the class that is to get marks."""

    marked: Classroom | None = None
    children: int = 0
    sittings: int = 0


@dataclass(slots=True)
class _Rows:
    students: list[dict[str, Any]] = field(default_factory=list)
    enrolments: list[dict[str, Any]] = field(default_factory=list)
    placements: list[dict[str, Any]] = field(default_factory=list)


def make(session: Session, chance: Random, units: list[Unit], staff: DemoStaff, students: int, now: datetime) -> Made:
    """Add the children of every unit and return what was made."""
    terms = _terms(session, now.date())
    scores = Scores(session, chance)
    made = Made()
    for unit, size in zip(units, _sizes(chance, len(units), students), strict=True):
        rows = _Rows()
        pace = chance.uniform(0.75, 1.12)
        tested = [chance.uniform(0.82, 0.97), chance.uniform(0.55, 0.95)]
        for room, count in _rooms(chance, unit, size, now, staff):
            session.add(room)
            if made.marked is None and room.grade == MARKED_GRADE:
                made.marked, room.teacher_id = room, staff.teacher.id
            for roll_no in range(1, count + 1):
                child = _child(chance, rows, unit, room, roll_no, pace)
                _history(chance, rows, scores, child, room, terms, tested, now, marked=room is made.marked)
        session.flush()
        for table, batch in ((Student, rows.students), (Enrolment, rows.enrolments), (Placement, rows.placements)):
            session.execute(insert(table.__table__), batch)
        made.children += len(rows.students)
        made.sittings += scores.flush(session)
    return made


def _terms(session: Session, today: date) -> list[Term]:
    """Return last term and this one."""
    current = programme.term_on(session, today)
    before = session.scalar(
        select(Term).where(Term.starts_on < current.starts_on).order_by(Term.starts_on.desc()).limit(1)
    )
    return [before, current] if before else [current]


def _sizes(chance: Random, units: int, students: int) -> list[int]:
    """Return children per unit; they add up, and nobody is empty."""
    weights = [*_SCHOOL_SIZES, *(chance.uniform(130, 690) for _ in range(units - len(_SCHOOL_SIZES)))]
    sizes = [max(1, int(students * weight / sum(weights))) for weight in weights]
    sizes[0] += students - sum(sizes)
    return sizes


def _rooms(chance: Random, unit: Unit, size: int, now: datetime, staff: DemoStaff) -> list[tuple[Classroom, int]]:
    """Return the unit's classes of this year with how many sit in each."""
    grades = range(1, 13) if unit.kind == "municipal" else range(2, 10)
    year = thai.academic_year(now.date())
    leads = staff.leads[unit.id]
    rooms = []
    for n, grade in enumerate(grades):
        left = size * (n + 1) // len(grades) - size * n // len(grades)
        parts = max(1, -(-left // _ROOM))
        for part in range(parts):
            room = Classroom(
                id=new_id(chance),
                unit_id=unit.id,
                year_be=year,
                grade=grade,
                room=str(part + 1),
                teacher_id=leads[len(rooms) % len(leads)],
                pictures=nine_pictures(chance.randrange(1_000_000)),
            )
            rooms.append((room, left * (part + 1) // parts - left * part // parts))
    return rooms


def _child(chance: Random, rows: _Rows, unit: Unit, room: Classroom, roll_no: int, pace: float) -> dict[str, Any]:
    title, given, family, nickname, sex = names.child(chance, room.grade, roll_no)
    number = round(chance.gauss(1 + (room.grade - 1) * 0.85 * pace, 1.0))
    if unit.code == "demo-school-1" and room.grade == MARKED_GRADE and room.room == "1":
        number = round(chance.gauss(5, 0.8))
    child = {
        "id": new_id(chance),
        "unit_id": unit.id,
        "number": f"{len(rows.students) + 1:05}",
        "title": title,
        "given": given,
        "family": family,
        "nickname": nickname,
        "sex": sex,
        "sort_key": thai.sort_key(given, family),
        "level": min(max(number, 1), 12),
        "tile": (roll_no - 1) % 40,
        "secret": "-".join(map(str, chance.sample(range(9), 2))),
        "pin": f"{chance.randrange(10_000):04}",
        "badge": f"{chance.getrandbits(144):036x}",
        "active": True,
    }
    rows.students.append(child)
    rows.enrolments.append(
        {
            "unit_id": unit.id,
            "student_id": child["id"],
            "classroom_id": room.id,
            "year_be": room.year_be,
            "roll_no": roll_no,
        }
    )
    return child


def _history(
    chance: Random,
    rows: _Rows,
    scores: Scores,
    child: dict[str, Any],
    room: Classroom,
    terms: list[Term],
    tested: list[float],
    now: datetime,
    marked: bool,
) -> None:
    """Give a child an entry level, perhaps a rise in each term, and the tests behind it."""
    top = child["level"]
    if marked:
        top = min(max(top, 3), 6)
    rises = [top > n + 1 and chance.random() < share for n, share in enumerate((0.5, 0.22))][-len(terms) :]
    level = max(1, top - sum(rises))
    _place(rows, child, level, school_moment(chance, terms[0].starts_on - timedelta(days=300), terms[0].starts_on, now))
    for term, rose, share in zip(terms, rises, tested[-len(terms) :], strict=True):
        sits = rose or chance.random() < share
        if sits and not (marked and term is terms[-1]):
            end = min(term.ends_on, now.date())
            scores.add(child, level, school_moment(chance, term.starts_on, end, now), room.teacher_id, rose)
        if rose:
            level += 1
            _place(rows, child, level, school_moment(chance, term.starts_on, min(term.ends_on, now.date()), now))
    child["level"] = loader.load().level_numbered(level).code


def _place(rows: _Rows, child: dict[str, Any], level: int, since: datetime) -> None:
    rows.placements.append(
        {
            "unit_id": child["unit_id"],
            "student_id": child["id"],
            "level": loader.load().level_numbered(level).code,
            "number": level,
            "since": since,
        }
    )


def school_moment(chance: Random, start: date, end: date, now: datetime) -> datetime:
    """Return a moment on a school morning between two days, long enough before now for a child's tests to be over."""
    day = start + timedelta(days=chance.randint(0, max((end - start).days, 0)))
    day -= timedelta(days=max(day.weekday() - 4, 0))
    moment = datetime.combine(max(day, start), time(1, 30), UTC) + timedelta(minutes=chance.randint(0, 150))
    return min(moment, now - _ALL_TESTS)


def child_ids(session: Session, room: Classroom) -> list[UUID]:
    """Return the children of a class by roll number."""
    query = select(Enrolment.student_id).where(Enrolment.classroom_id == room.id).order_by(Enrolment.roll_no)
    return list(session.scalars(query))
