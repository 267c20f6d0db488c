"""The roll-up and the reports made of it: what counts, who sees what."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cast import NOW, World
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.roles import PUBLIC
from phonics.services import dashboards, promotions
from phonics.store.people import Student, Unit
from phonics.store.progress import Rollup
from phonics.store.sittings import Sitting

TODAY = NOW.date()


def give_test(session: Session, child: Student, at: datetime, status: str = "finished") -> None:
    session.add(
        Sitting(
            id=uuid4(), unit_id=child.unit_id, student_id=child.id, kind="test", level=child.level, started_at=at,
            received_at=at, status=status,
        )
    )  # fmt: skip
    session.flush()


def rolled_up(session: Session, unit: Unit) -> dict[int, tuple[int, int, int]]:
    rows = session.scalars(select(Rollup).where(Rollup.unit_id == unit.id).execution_options(populate_existing=True))
    return {row.level: (row.children, row.tested, row.rose) for row in rows}


def test_children_are_counted_by_level_with_those_tested_and_those_who_rose(session: Session, world: World) -> None:
    first, second, third = world.children[:3]
    for child in (first, second):
        give_test(session, child, NOW - timedelta(days=3))
    promotions.place(session, first, "K4", NOW)
    promotions.place(session, third, "K4", NOW)  # rose, but was not tested this term
    assert dashboards.refresh_rollup(session, NOW) == 3
    assert rolled_up(session, world.unit) == {3: (3, 1, 0), 4: (2, 1, 1)}
    assert rolled_up(session, world.other_unit) == {3: (1, 0, 0)}


def test_a_rise_before_the_term_began_is_not_a_rise_of_this_term(session: Session, world: World) -> None:
    child = world.children[0]
    promotions.place(session, child, "K4", datetime(2026, 9, 1, tzinfo=UTC))
    give_test(session, child, NOW)
    dashboards.refresh_rollup(session, NOW)
    assert rolled_up(session, world.unit)[4] == (1, 1, 0)


def test_only_a_finished_test_of_this_term_counts(session: Session, world: World) -> None:
    last_term, now = datetime(2026, 10, 31, 16, 59, tzinfo=UTC), datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    give_test(session, world.children[0], last_term)
    give_test(session, world.children[1], NOW, status="void")
    give_test(session, world.children[2], now)  # midnight of 1 November in Bangkok
    dashboards.refresh_rollup(session, NOW)
    assert rolled_up(session, world.unit)[3] == (5, 1, 0)


def test_only_the_units_named_are_refreshed(session: Session, world: World) -> None:
    dashboards.refresh_rollup(session, NOW)
    promotions.place(session, world.children[0], "K4", NOW)
    promotions.place(session, world.stranger, "K4", NOW)
    dashboards.refresh_rollup(session, NOW, [world.unit.id])
    assert rolled_up(session, world.unit) == {3: (4, 0, 0), 4: (1, 0, 0)}
    assert rolled_up(session, world.other_unit) == {3: (1, 0, 0)}


def test_a_child_who_left_is_not_counted(session: Session, world: World) -> None:
    world.children[0].active = False
    session.flush()
    dashboards.refresh_rollup(session, NOW)
    assert rolled_up(session, world.unit)[3] == (4, 0, 0)


def a_large_unit(session: Session, world: World, tested: int, children: int) -> None:
    """Put a roll-up of our own making in place of the cast's few children."""
    dashboards.refresh_rollup(session, NOW)
    for row in session.scalars(select(Rollup).where(Rollup.unit_id == world.unit.id)):
        row.children, row.tested, row.rose = children, tested, tested // 2
    session.flush()


def test_the_public_sees_the_network_and_its_cohorts_but_no_unit(session: Session, world: World) -> None:
    a_large_unit(session, world, tested=60, children=100)
    report = dashboards.network_report(session, PUBLIC, "th", TODAY)
    assert (report.term, report.head.total.text) == ("2/2569", "101")
    assert [group.line.name for group in report.groups] == ["โรงเรียนเทศบาล"]
    assert report.units == report.most_left == ()
    assert "units" not in report.alts


def test_an_officer_sees_the_units_by_name(session: Session, world: World) -> None:
    a_large_unit(session, world, tested=60, children=100)
    report = dashboards.network_report(session, world.ek, "en", TODAY)
    assert {unit.line.name for unit in report.units} == {"Test School 1", "Test School 2"}
    assert "units" in report.alts


def test_a_group_under_ten_is_never_printed_nor_to_be_had_by_subtraction(session: Session, world: World) -> None:
    a_large_unit(session, world, tested=60, children=100)
    report = dashboards.network_report(session, world.ek, "th", TODAY)
    hidden = {unit.code: (unit.total.text, unit.tested.text) for unit in report.units}
    assert hidden["u2"][0] == "<10"
    assert hidden["u1"][0] == "ปิด"  # 101 in all, so 100 would give the other one away


def test_a_teacher_sees_the_own_unit_beside_cohort_and_network(session: Session, world: World) -> None:
    a_large_unit(session, world, tested=60, children=100)
    report = dashboards.unit_report(session, world.alice, "u1", "th", TODAY)
    assert [line.line.name for line in report.groups] == ["โรงเรียนทดสอบ 1", "โรงเรียนเทศบาล", "ทั้งเครือข่าย"]


@pytest.mark.parametrize("name", ["charlie", "dao"])
def test_another_units_report_does_not_exist(session: Session, world: World, name: str) -> None:
    actor = getattr(world, name)
    for ask in (
        lambda: dashboards.unit_report(session, actor, "u1", "th", TODAY),
        lambda: dashboards.unit_chart(session, actor, "u1", "levels", "th", "wide", TODAY),
        lambda: dashboards.unit_csv(session, actor, "u1", "th", TODAY, []),
        lambda: dashboards.unit_report(session, world.ek, "no such unit", "th", TODAY),
        lambda: dashboards.unit_report(session, PUBLIC, "u1", "th", TODAY),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_teacher_gets_neither_the_units_strips_nor_their_lines(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        dashboards.network_chart(session, world.alice, "units", "th", "wide", TODAY)
    assert b"Test School" not in dashboards.network_csv(session, world.alice, "en", TODAY, [])
    assert b"Test School" in dashboards.network_csv(session, world.ek, "en", TODAY, [])


def test_the_chart_changes_when_the_roll_up_does(session: Session, world: World) -> None:
    a_large_unit(session, world, tested=60, children=100)
    before = dashboards.network_chart(session, PUBLIC, "coverage", "th", "wide", TODAY)
    assert before == dashboards.network_chart(session, PUBLIC, "coverage", "th", "wide", TODAY)
    a_large_unit(session, world, tested=61, children=100)
    assert before != dashboards.network_chart(session, PUBLIC, "coverage", "th", "wide", TODAY)
