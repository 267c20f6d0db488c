"""A class at a glance: who is due, who waits, how much it costs; and the phonics groups across classes."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from cast import NOW, World
from giving import give, make_ready
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.errors import Invalid, NotFound
from phonics.services import classes, groups, promotions
from phonics.services.offers import best_first, offers, taken
from phonics.services.promotions import Answer
from phonics.store.people import Classroom, Enrolment, GroupMember, Student
from phonics.store.programme import Audit
from phonics.store.sittings import Sitting

TODAY = date(2026, 11, 20)


def roll(session: Session, world: World) -> classes.Roll:
    return classes.roll(session, world.alice, world.room.id, NOW)


def line_of(session: Session, world: World, child: Student) -> classes.Line:
    return next(line for line in roll(session, world).lines if line.child.id == child.id)


def test_the_list_is_in_order_of_roll_numbers(session: Session, world: World) -> None:
    assert [line.roll_no for line in roll(session, world).lines] == [1, 2, 3, 4, 5]


def test_a_child_never_tested_at_this_level_is_due(session: Session, world: World) -> None:
    due = line_of(session, world, world.children[0]).due
    assert due is not None
    assert (due.why, due.offer.kind, due.offer.form) == ("level", "letter_sounds", "A")


def test_a_test_of_an_earlier_level_does_not_count_for_this_one(session: Session, world: World) -> None:
    child = world.children[0]
    give(session, world.alice, child, "words", "A", NOW - timedelta(days=3))
    promotions.place(session, child, "K4", NOW)
    due = line_of(session, world, child).due
    assert due is not None
    assert due.why == "level"


@pytest.mark.parametrize(("days", "why"), [(48, None), (49, "weeks")])
def test_seven_weeks_after_the_last_test_a_child_is_due(
    session: Session, world: World, days: int, why: str | None
) -> None:
    give(session, world.alice, world.children[0], "letter_sounds", "A", NOW - timedelta(days=days))
    due = line_of(session, world, world.children[0]).due
    assert (due.why if due else None) == why


@pytest.mark.parametrize(("days", "why"), [(4, None), (7, "second")])
def test_the_second_word_form_is_due_after_five_school_days(
    session: Session, world: World, days: int, why: str | None
) -> None:
    """To Friday 20 November: from Monday the 16th there are four school days, from Friday the 13th five."""
    child = world.children[0]
    give(session, world.alice, child, "letter_sounds", "A", NOW - timedelta(days=days))
    give(session, world.alice, child, "words", "A", NOW - timedelta(days=days))
    due = line_of(session, world, child).due
    assert (due.why if due else None) == why
    assert due is None or (due.offer.kind, due.offer.form) == ("words", "B")


def test_a_level_without_a_test_makes_nobody_due(session: Session, world: World) -> None:
    promotions.place(session, world.children[0], "P7", NOW)
    assert line_of(session, world, world.children[0]).due is None
    assert roll(session, world).untestable == 1


def test_first_comes_what_the_rule_lacks_then_the_form_not_given_last(session: Session, world: World) -> None:
    child = world.children[0]

    def first() -> tuple[str, str]:
        tests = taken(session, Sitting.student_id == child.id)
        offer = best_first(offers(session, world.alice)["K3"], tests)[0]
        return offer.kind, offer.form

    seen = []
    for days in range(60, 10, -10):
        seen.append(first())
        give(session, world.alice, child, *first(), NOW - timedelta(days=days))
    assert seen == [
        ("letter_sounds", "A"),
        ("words", "A"),
        ("words", "B"),
        ("letter_sounds", "B"),
        ("words", "A"),
    ]


def test_who_is_ready_waits_for_a_decision_before_who_is_not(session: Session, world: World) -> None:
    unready, ready = world.children[0], world.children[1]
    make_ready(session, world.alice, ready, NOW)
    give(session, world.alice, unready, "words", "A", NOW, wrong=range(1, 15))
    assert [line.child.id for line in roll(session, world).waiting] == [ready.id, unready.id]
    assert classes.queue(session, world.room.id, TODAY) == [ready.id, unready.id]


def test_one_put_off_waits_again_on_that_day(session: Session, world: World) -> None:
    child = world.children[0]
    make_ready(session, world.alice, child, NOW)
    row = promotions.current_suggestion(session, child.id)
    assert row is not None
    wait = Answer("defer", wait_until=TODAY + timedelta(days=7))
    promotions.decide(session, world.alice, child.id, row.id, wait, NOW)
    assert roll(session, world).waiting == []
    assert classes.queue(session, world.room.id, TODAY + timedelta(days=7)) == [child.id]


def test_the_sounds_are_those_of_the_childs_level_and_new_until_seen(session: Session, world: World) -> None:
    line = line_of(session, world, world.children[0])
    assert {state for _code, state in line.sounds} == {"new"}
    assert line.sounds[0][0] == "m=M"


def test_a_stopped_test_counts_out_of_all_its_items(session: Session, world: World) -> None:
    give(session, world.alice, world.children[0], "words", "A", NOW, wrong=range(1, 6), last=5)
    form = line_of(session, world, world.children[0]).form
    assert form is not None
    assert (form.n_correct, form.out_of) == (0, 20)


def test_at_the_first_levels_what_was_joined_by_ear_stands_in_the_list_and_its_second_form_is_due(
    session: Session, world: World
) -> None:
    child = world.children[0]
    promotions.place(session, child, "K1", NOW)
    give(session, world.alice, child, "blending", "A", NOW - timedelta(days=10), wrong=[4], last=10)
    line = line_of(session, world, child)
    assert line.form is not None
    assert (line.form.kind, line.form.n_correct, line.form.out_of) == ("blending", 9, 10)
    assert line.due is not None
    assert (line.due.why, line.due.offer.kind, line.due.offer.form) == ("second", "blending", "B")


def test_a_class_costs_the_same_queries_whatever_its_size(session: Session, world: World) -> None:
    for child in world.children[:2]:
        give(session, world.alice, child, "words", "A", NOW, wrong=[1, 2])

    def queries() -> int:
        asked: list[str] = []
        session.commit()
        session.expire_all()
        engine = session.get_bind()
        note = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", note)
        roll(session, world)
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    before = queries()
    for n in range(30):
        child = Student(
            unit_id=world.unit.id, number=f"x{n}", given=f"เด็ก{n}", sort_key=thai.sort_key(f"เด็ก{n}"), level="K3"
        )
        session.add(child)
        session.flush()
        seat = {"unit_id": world.unit.id, "student_id": child.id, "classroom_id": world.room.id, "year_be": 2569}
        session.add(Enrolment(**seat, roll_no=10 + n))
        give(session, world.alice, child, "words", "A", NOW, wrong=[n % 20 + 1])
    assert queries() <= before <= 8


def test_a_unit_lists_its_own_classes_with_their_children(session: Session, world: World) -> None:
    lines = classes.classes(session, world.alice, TODAY)
    assert [(line.id, line.teacher, line.own, line.children) for line in lines] == [(world.room.id, "Alice", True, 5)]
    assert [line.own for line in classes.classes(session, world.bob, TODAY)] == [False]
    assert world.room.id not in [line.id for line in classes.classes(session, world.charlie, TODAY)]
    assert classes.classes(session, world.ek, TODAY) == []


def test_rooms_are_counted_and_not_spelt(session: Session, world: World) -> None:
    session.add_all(Classroom(unit_id=world.unit.id, year_be=2569, grade=4, room=room) for room in ("10", "2"))
    session.flush()
    assert [line.room for line in classes.classes(session, world.alice, TODAY)] == ["1", "2", "10"]


def test_ones_own_class_comes_first_and_else_the_first(session: Session, world: World) -> None:
    session.add(Classroom(unit_id=world.unit.id, year_be=2569, grade=1, room="1"))
    session.flush()
    mine, first = (classes.usual(classes.classes(session, who, TODAY)) for who in (world.alice, world.bob))
    assert mine is not None
    assert first is not None
    assert (mine.id, first.grade) == (world.room.id, 1)
    assert classes.usual([]) is None


def test_a_teacher_takes_a_class_over_and_it_is_noted(session: Session, world: World) -> None:
    classes.take_over(session, world.bob, world.room.id, NOW)
    assert world.room.teacher_id == world.bob.id
    noted = session.scalars(select(Audit).where(Audit.action == "class.teacher")).one()
    assert noted.about["before"] == str(world.alice.id)


@pytest.mark.parametrize("who", ["charlie", "ek", "dao"])
def test_another_units_class_does_not_exist(session: Session, world: World, who: str) -> None:
    actor = getattr(world, who)
    with pytest.raises(NotFound):
        classes.roll(session, actor, world.room.id, NOW)
    with pytest.raises(NotFound):
        classes.take_over(session, actor, world.room.id, NOW)


# Phonics groups


def test_a_group_brings_children_of_one_level_together(session: Session, world: World) -> None:
    group = groups.start(session, world.alice, "K3", "  ดาวลูกไก่  ", TODAY)
    assert (group.name, group.level, group.teacher_id) == ("ดาวลูกไก่", "K3", world.alice.id)
    added = groups.add(session, world.alice, group.id, [child.id for child in world.children[:2]], TODAY)
    view = groups.whole(session, world.alice, group.id)
    assert (added, len(view.members), len(view.candidates), view.more) == (2, 2, 3, 0)
    line = next(line for line in groups.levels(session, world.alice) if line.level == "K3")
    assert (line.children, line.grouped, line.groups[0].members) == (5, 2, 2)


def test_adding_twice_changes_nothing(session: Session, world: World) -> None:
    group = groups.start(session, world.alice, "K3", "ก", TODAY)
    child = world.children[0].id
    assert [groups.add(session, world.alice, group.id, [child, child], TODAY) for _ in range(2)] == [1, 0]


def test_one_who_leaves_was_there(session: Session, world: World) -> None:
    group = groups.start(session, world.alice, "K3", "ก", TODAY)
    groups.add(session, world.alice, group.id, [world.children[0].id], TODAY)
    groups.remove(session, world.alice, group.id, world.children[0].id, TODAY + timedelta(days=9))
    assert groups.whole(session, world.alice, group.id).members == ()
    assert session.scalars(select(GroupMember.until)).all() == [TODAY + timedelta(days=9)]
    with pytest.raises(NotFound):
        groups.remove(session, world.alice, group.id, world.children[0].id, TODAY)


def test_a_child_who_moved_on_is_pointed_out_and_free_at_the_new_level(session: Session, world: World) -> None:
    child = world.children[0]
    old = groups.start(session, world.alice, "K3", "ก", TODAY)
    groups.add(session, world.alice, old.id, [child.id], TODAY)
    promotions.place(session, child, "K4", NOW)
    lines = {line.level: line for line in groups.levels(session, world.alice)}
    assert (lines["K3"].groups[0].moved_on, lines["K4"].children, lines["K4"].grouped) == (1, 1, 0)
    new = groups.start(session, world.alice, "K4", "ข", TODAY)
    assert [seat.child.id for seat in groups.whole(session, world.alice, new.id).candidates] == [child.id]


@pytest.mark.parametrize("name", ["", "   ", "ก" * 61])
def test_a_group_needs_a_name_of_a_sensible_length(session: Session, world: World, name: str) -> None:
    with pytest.raises(Invalid):
        groups.start(session, world.alice, "K3", name, TODAY)


def test_another_units_group_and_children_do_not_exist(session: Session, world: World) -> None:
    group = groups.start(session, world.alice, "K3", "ก", TODAY)
    child = world.children[0].id
    with pytest.raises(NotFound):
        groups.add(session, world.alice, group.id, [child, world.stranger.id], TODAY)
    assert session.scalars(select(GroupMember.id)).all() == []
    for deed in (
        lambda: groups.whole(session, world.charlie, group.id),
        lambda: groups.add(session, world.charlie, group.id, [child], TODAY),
        lambda: groups.remove(session, world.charlie, group.id, child, TODAY),
        lambda: groups.start(session, world.ek, "K3", "ก", TODAY),
        lambda: groups.start(session, world.alice, "K99", "ก", TODAY),
        lambda: groups.add(session, world.alice, group.id, [uuid4()], TODAY),
    ):
        with pytest.raises(NotFound):
            deed()
    assert groups.levels(session, world.charlie)[0].groups == ()
