"""Phonics groups: children of one level taught together, across grades; the homeroom class is another thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.errors import Invalid, NotFound
from phonics.levels import loader
from phonics.roles import Action, Actor, can, units_visible
from phonics.store.people import Classroom, Enrolment, GroupMember, PhonicsGroup, Staff, Student

MOST_SHOWN = 200  # children to choose from on one page
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a list."""

    group: PhonicsGroup
    teacher: str
    members: int
    moved_on: int  # members whose level is no longer the group's


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level of the unit: how many children stand at it, how many are in a group of it, and those groups."""

    level: str
    children: int
    grouped: int
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """A child with their homeroom class."""

    child: Student
    grade: int | None
    room: str
    roll_no: int | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group, its children, and those who could join: the same level, in no group of it. `more` are not shown."""

    group: PhonicsGroup
    teacher: str
    members: tuple[Seat, ...]
    candidates: tuple[Seat, ...]
    more: int


def levels(session: Session, actor: Actor) -> list[LevelLine]:
    """Return the levels at which children of the actor's unit stand, with their groups; four queries in all."""
    units = units_visible(actor, Action.SEE_PUPILS).ids
    query = (
        select(Student.level, func.count().label("n"))
        .where(Student.unit_id.in_(units), Student.active)
        .group_by(Student.level)
    )
    children = {row.level: row.n for row in session.execute(query)}
    groups = _groups(session, units)
    grouped = _grouped(session, units)
    known = [level.code for level in loader.load().levels if level.code in children or level.code in groups]
    return [LevelLine(code, children.get(code, 0), grouped.get(code, 0), tuple(groups.get(code, ()))) for code in known]


def _groups(session: Session, units: frozenset[int]) -> dict[str, list[GroupLine]]:
    members = (
        select(
            GroupMember.group_id,
            func.count().label("n"),
            func.count().filter(Student.level != PhonicsGroup.level).label("moved_on"),
        )
        .join(Student, Student.id == GroupMember.student_id)
        .join(PhonicsGroup, PhonicsGroup.id == GroupMember.group_id)
        .where(GroupMember.until.is_(None), GroupMember.unit_id.in_(units), Student.active)
        .group_by(GroupMember.group_id)
        .subquery()
    )
    query = (
        select(PhonicsGroup, Staff.name, func.coalesce(members.c.n, 0), func.coalesce(members.c.moved_on, 0))
        .outerjoin(Staff, Staff.id == PhonicsGroup.teacher_id)
        .outerjoin(members, members.c.group_id == PhonicsGroup.id)
        .where(PhonicsGroup.unit_id.in_(units))
        .order_by(PhonicsGroup.name)
    )
    found: dict[str, list[GroupLine]] = {}
    for group, teacher, n, moved_on in session.execute(query):
        found.setdefault(group.level, []).append(GroupLine(group, teacher or "", n, moved_on))
    return found


def _grouped(session: Session, units: frozenset[int]) -> dict[str, int]:
    query = (
        select(Student.level, func.count(GroupMember.student_id.distinct()).label("n"))
        .join(Student, Student.id == GroupMember.student_id)
        .join(PhonicsGroup, PhonicsGroup.id == GroupMember.group_id)
        .where(
            GroupMember.until.is_(None),
            GroupMember.unit_id.in_(units),
            Student.active,
            Student.level == PhonicsGroup.level,
        )
        .group_by(Student.level)
    )
    return {row.level: row.n for row in session.execute(query)}


def start(session: Session, actor: Actor, level: str, name: str, on: date) -> PhonicsGroup:
    """Start a group at a level, with the actor as its teacher.

    :raises NotFound: if there is no such level, or the actor has no unit to teach in
    :raises Invalid: if it has no name, or too long a one
    """
    if actor.unit_id is None or not can(actor, Action.TEACH, actor.unit_id):
        raise NotFound("This page does not exist.")
    level = loader.load().level(level).code
    name = thai.clean(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("A group needs a name of at most %(most)s characters.", most=LONGEST_NAME)
    group = PhonicsGroup(
        unit_id=actor.unit_id, name=name, level=level, year_be=thai.academic_year(on), teacher_id=actor.id
    )
    session.add(group)
    session.flush()
    return group


def group(session: Session, actor: Actor, group_id: UUID, action: Action = Action.SEE_PUPILS) -> PhonicsGroup:
    """Return a group.

    :raises NotFound: if it is not in a unit where the actor may do this
    """
    row = session.get(PhonicsGroup, group_id)
    if row is None or not can(actor, action, row.unit_id):
        raise NotFound("This group does not exist.")
    return row


def whole(session: Session, actor: Actor, group_id: UUID) -> GroupView:
    """Return a group with its children and those who could join it.

    :raises NotFound: if it is not in a unit the actor may see
    """
    row = group(session, actor, group_id)
    in_it = select(GroupMember.student_id).where(GroupMember.group_id == row.id, GroupMember.until.is_(None))
    taken = (
        select(GroupMember.student_id)
        .join(PhonicsGroup, PhonicsGroup.id == GroupMember.group_id)
        .where(GroupMember.unit_id == row.unit_id, GroupMember.until.is_(None), PhonicsGroup.level == row.level)
    )
    free = (Student.unit_id == row.unit_id, Student.level == row.level, Student.id.not_in(taken))
    n_free = session.scalar(select(func.count()).select_from(Student).where(Student.active, *free)) or 0
    candidates = _seats(session, row.unit_id, *free, most=MOST_SHOWN)
    teacher = session.scalar(select(Staff.name).where(Staff.id == row.teacher_id)) or ""
    return GroupView(
        row, teacher, _seats(session, row.unit_id, Student.id.in_(in_it)), candidates, n_free - len(candidates)
    )


def _seats(session: Session, unit_id: int, *where: object, most: int | None = None) -> tuple[Seat, ...]:
    """Return children by class and roll number, each with the newest class."""
    newest = (
        select(Enrolment.student_id, func.max(Enrolment.year_be).label("year_be"))
        .where(Enrolment.unit_id == unit_id)
        .group_by(Enrolment.student_id)
        .subquery()
    )
    query = (
        select(Student, Classroom.grade, Classroom.room, Enrolment.roll_no)
        .outerjoin(newest, newest.c.student_id == Student.id)
        .outerjoin(Enrolment, (Enrolment.student_id == Student.id) & (Enrolment.year_be == newest.c.year_be))
        .outerjoin(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(Student.active, *where)  # type: ignore[arg-type]
        .order_by(Classroom.grade, Classroom.room, Enrolment.roll_no, Student.sort_key)
        .limit(most)
    )
    return tuple(Seat(child, grade, room or "", roll_no) for child, grade, room, roll_no in session.execute(query))


def add(session: Session, actor: Actor, group_id: UUID, children: Sequence[UUID], on: date) -> int:
    """Put children into a group and return how many are new in it; being in it already changes nothing.

    :raises NotFound: if the group, or one of the children, is not in a unit where the actor teaches
    """
    row = group(session, actor, group_id, Action.TEACH)
    wanted = set(children)
    known = set(session.scalars(select(Student.id).where(Student.id.in_(wanted), Student.unit_id == row.unit_id)))
    if wanted - known:
        raise NotFound("This child does not exist.")
    open_ = select(GroupMember.student_id).where(GroupMember.group_id == row.id, GroupMember.until.is_(None))
    new = known - set(session.scalars(open_))
    session.add_all(GroupMember(unit_id=row.unit_id, group_id=row.id, student_id=child, since=on) for child in new)
    session.flush()
    return len(new)


def remove(session: Session, actor: Actor, group_id: UUID, student_id: UUID, on: date) -> None:
    """End a child's time in a group; that they were in it stays.

    :raises NotFound: if the group is not the actor's to teach, or the child is not in it
    """
    row = group(session, actor, group_id, Action.TEACH)
    member = session.scalar(
        select(GroupMember).where(
            GroupMember.group_id == row.id, GroupMember.student_id == student_id, GroupMember.until.is_(None)
        )
    )
    if member is None:
        raise NotFound("This child is not in this group.")
    member.until = on
    session.flush()
