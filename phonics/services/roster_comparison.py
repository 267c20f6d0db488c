"""What a school's list says anew about the children a unit already has."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.exchange.roster_headings import NAMES
from phonics.exchange.roster_rows import Problem, RosterRow
from phonics.exchange.thai_rosters import Roster, number_key
from phonics.store.people import Classroom, Enrolment, Student, Unit

OWN = ("title", "given", "family", "nickname", "sex")  # what a row says of the child, whatever the class


@dataclass(frozen=True, slots=True)
class Known:
    """A child of the unit as the database has them, with this year's seat."""

    id: UUID
    number: str
    title: str
    given: str
    family: str
    nickname: str
    sex: str
    tile: int
    active: bool
    enrolment_id: int | None
    classroom_id: UUID | None
    grade: int | None
    room: str | None
    roll_no: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a list changes about a child; `name` is a field, `class` or `active`."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Change:
    """A child the unit has, whose row in the file says something new."""

    known: Known
    row: RosterRow
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do. `missing_from_file`: children of its classes who are not in it; they stay as they are."""

    new: tuple[RosterRow, ...]
    changed: tuple[Change, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    dropped: tuple[str, ...]
    missing_from_file: tuple[Known, ...]
    ignored: tuple[str, ...] = ()


def compared(session: Session, unit: Unit, roster: Roster, year: int) -> Preview:
    known = _known(session, unit.id, year)
    by_number = {child.number: child for child in known}
    by_key = {number_key(child.number): child for child in known}
    new, changed, met = [], [], set()
    for row in roster.rows:
        child = by_number.get(row.number) or by_key.get(number_key(row.number))
        if child is None:
            new.append(row)
            continue
        met.add(child.id)
        whole = _completed(row, child)
        if differences := _differences(whole, child):
            changed.append(Change(child, whole, differences))
    classes = {(row.grade, row.room) for row in roster.rows}
    return Preview(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=len(met) - len(changed),
        problems=(*_wrong_school(session, unit, roster.schools), *roster.problems),
        dropped=roster.dropped,
        missing_from_file=tuple(c for c in known if c.active and c.id not in met and (c.grade, c.room) in classes),
        ignored=roster.ignored,
    )


def _known(session: Session, unit_id: int, year: int) -> list[Known]:
    seat = and_(Enrolment.student_id == Student.id, Enrolment.year_be == year)
    query = (
        select(
            *(getattr(Student, name) for name in ("id", "number", *OWN, "tile", "active")),
            *(Enrolment.id, Enrolment.classroom_id, Classroom.grade, Classroom.room, Enrolment.roll_no),
        )
        .outerjoin(Enrolment, seat)
        .outerjoin(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(Student.unit_id == unit_id)
        .order_by(Student.sort_key, Student.number)
    )
    return [Known(*row) for row in session.execute(query)]


def _completed(row: RosterRow, child: Known) -> RosterRow:
    """Return the row with what the file leaves blank as the database has it: a blank cell never takes anything away."""
    room = row.room or (child.room or "" if child.grade == row.grade else "")
    stays = (row.grade, room) == (child.grade, child.room)
    return RosterRow(
        line=row.line,
        number=child.number,
        title=child.title if row.title in {"", thai.normal_title(child.title)} else row.title,
        given=row.given,
        family=row.family or child.family,
        nickname=row.nickname or child.nickname,
        sex=row.sex or child.sex,
        grade=row.grade,
        room=room,
        roll_no=child.roll_no if row.roll_no is None and stays else row.roll_no,
        sheet=row.sheet,
    )


def _differences(row: RosterRow, child: Known) -> tuple[Difference, ...]:
    pairs = [(name, getattr(child, name), getattr(row, name)) for name in (*OWN, "roll_no")]
    pairs.append(("class", (child.grade, child.room) if child.classroom_id else None, (row.grade, row.room)))
    pairs.append(("active", child.active, True))
    return tuple(Difference(name, old, new) for name, old, new in pairs if old != new)


def _wrong_school(session: Session, unit: Unit, schools: Collection[str]) -> list[Problem]:
    """Return the problem of a list that names several schools, or another unit of this network."""
    named = {_plain(school) for school in schools}
    if len(named) > 1:
        message = "The list names %(count)s schools. Send one school's list at a time."
        return [Problem(None, NAMES["school"][0], message, {"count": len(named)})]
    others = session.scalars(select(Unit.name_th).where(Unit.id != unit.id))
    if named - {_plain(unit.name_th)} and named & {_plain(name) for name in others}:
        values = {"school": next(iter(schools)), "unit": unit.name_th}
        message = "This is a list of %(school)s, not of %(unit)s."
        return [Problem(None, NAMES["school"][0], message, values)]
    return []


def _plain(school: str) -> str:
    return thai.to_ascii_digits(thai.clean(school)).replace(" ", "").removeprefix("โรงเรียน")
