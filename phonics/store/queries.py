"""The selects behind the dashboards: the counts a roll-up is made of, and the roll-up itself."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Select, Subquery, and_, case, func, select

from phonics.store.people import Enrolment, Student, Unit
from phonics.store.progress import Placement, Rollup
from phonics.store.sittings import Sitting


def rollup_counts(
    year_be: int, since: datetime, numbers: Mapping[str, int], unit_ids: Collection[int] | None
) -> Select[tuple[int, int, int, int, int]]:
    """Return (unit, level 1–16, children, tested, rose), one row for each level where a unit has children.

    Children are those active and enrolled in that year; tested, those with a finished test since the term began; rose,
    the tested whose level is above the one they stood on when the term began (or entered it with).

    :param numbers: level code → 1–16
    """
    tested, stood = _tested(since, unit_ids), _stood_on(since, unit_ids)
    level = case(dict(numbers), value=Student.level, else_=0)
    has_result = tested.c.student_id.is_not(None)
    query = (
        select(
            Student.unit_id,
            level.label("level"),
            func.count().label("children"),
            func.sum(case((has_result, 1), else_=0)).label("tested"),
            func.sum(case((and_(has_result, level > stood.c.number), 1), else_=0)).label("rose"),
        )
        .join(Enrolment, and_(Enrolment.student_id == Student.id, Enrolment.year_be == year_be))
        .outerjoin(tested, tested.c.student_id == Student.id)
        .outerjoin(stood, and_(stood.c.student_id == Student.id, stood.c.place == 1))
        .where(Student.active)
        .group_by(Student.unit_id, level)
    )
    return query if unit_ids is None else query.where(Student.unit_id.in_(unit_ids))


def _tested(since: datetime, unit_ids: Collection[int] | None) -> Subquery:
    finished = (Sitting.kind == "test", Sitting.status == "finished", Sitting.started_at >= since)
    query = select(Sitting.student_id).where(*finished, Sitting.second_of.is_(None)).distinct()
    return (query if unit_ids is None else query.where(Sitting.unit_id.in_(unit_ids))).subquery("tested")


def _stood_on(since: datetime, unit_ids: Collection[int] | None) -> Subquery:
    """Number a child's placements: 1 is the last one before `since`, else the first of all."""
    earlier = Placement.since < since
    order = (
        case((earlier, 0), else_=1),
        case((earlier, Placement.since)).desc(),
        case((earlier, -Placement.id), else_=0),
        Placement.since,
        Placement.id,
    )
    place = func.row_number().over(partition_by=Placement.student_id, order_by=order)
    query = select(Placement.student_id, Placement.number, place.label("place"))
    return (query if unit_ids is None else query.where(Placement.unit_id.in_(unit_ids))).subquery("stood")


def rollup_of(term_id: int) -> Select[tuple[str, int, int, int, int, datetime]]:
    """Return (unit code, level, children, tested, rose, refreshed at) of a term."""
    columns = (Unit.code, Rollup.level, Rollup.children, Rollup.tested, Rollup.rose, Rollup.refreshed_at)
    return select(*columns).join(Unit, Unit.id == Rollup.unit_id).where(Rollup.term_id == term_id)
