"""Who may sit with whom: what a tablet may hand in, for whom, and where it belongs."""

from uuid import uuid4

import pytest
from cast import NOW, World
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.roles import Actor, Role
from phonics.services import instruments, sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.people import Enrolment, Student
from phonics.store.sittings import MarkRow


@pytest.fixture
def tablet(world: World) -> Actor:
    return Actor(Role.TABLET, uuid4(), world.unit.id, "1")


def lesson(child: Student) -> NewSitting:
    return NewSitting(uuid4(), child.id, NOW, stone="K3.1", seed=7)


def mark() -> IncomingMark:
    return IncomingMark(uuid4(), 1, "gpc:m=M", "correct", 900, "find")


def test_a_tablet_hands_in_the_lesson_of_any_child_of_its_unit(session: Session, world: World, tablet: Actor) -> None:
    for child in world.children:
        row = sittings.open_sitting(session, tablet, lesson(child), NOW)
        assert (row.unit_id, row.student_id, row.staff_id) == (world.unit.id, child.id, None)
        assert set(sittings.record_marks(session, tablet, row.id, [mark()], NOW).values()) == {"saved"}
        assert sittings.finish(session, tablet, row.id, Ending(NOW, "finished", 300), NOW) is None
    assert set(session.scalars(select(MarkRow.unit_id))) == {world.unit.id}


def test_a_tablet_goes_on_with_what_the_child_began(session: Session, world: World, tablet: Actor) -> None:
    begun = sittings.open_sitting(session, world.dao, lesson(world.children[0]), NOW)
    sittings.record_marks(session, tablet, begun.id, [mark()], NOW)
    with pytest.raises(NotFound):
        sittings.record_marks(session, Actor(Role.TABLET, uuid4(), world.other_unit.id), begun.id, [mark()], NOW)


def test_a_tablet_of_another_unit_hands_in_nothing(session: Session, world: World, tablet: Actor) -> None:
    with pytest.raises(NotFound):
        sittings.open_sitting(session, tablet, lesson(world.stranger), NOW)


def test_a_tablet_hands_in_no_test(session: Session, world: World, tablet: Actor) -> None:
    version = instruments.offered(session, world.alice, "K3")[0]
    test = NewSitting(uuid4(), world.children[0].id, NOW, version.id)
    with pytest.raises(NotFound):
        sittings.open_sitting(session, tablet, test, NOW)
    sittings.open_sitting(session, world.alice, test, NOW)
    with pytest.raises(NotFound):
        sittings.record_marks(session, tablet, test.id, [mark()], NOW)
    with pytest.raises(NotFound):
        sittings.finish(session, tablet, test.id, Ending(NOW, "finished", 60, 20), NOW)


@pytest.mark.parametrize("trace", ["seat", "placement"])
def test_a_lesson_of_a_child_who_has_moved_belongs_to_where_it_was_done(
    session: Session, world: World, tablet: Actor, trace: str
) -> None:
    child = world.children[0]
    child.unit_id, child.number = world.other_unit.id, "moved"
    if trace == "placement":  # the seat of this year went along
        seat = session.scalars(select(Enrolment).where(Enrolment.student_id == child.id)).one()
        seat.unit_id = world.other_unit.id
    session.flush()
    row = sittings.open_sitting(session, tablet, lesson(child), NOW)
    assert row.unit_id == world.unit.id
    sittings.record_marks(session, tablet, row.id, [mark()], NOW)
    sittings.finish(session, tablet, row.id, Ending(NOW, "finished", 300), NOW)
    assert row.status == "finished"
    now_there = sittings.open_sitting(session, Actor(Role.STUDENT, child.id, child.unit_id), lesson(child), NOW)
    assert now_there.unit_id == world.other_unit.id


def test_a_child_who_moved_to_another_class_of_the_unit_is_no_stranger(
    session: Session, world: World, tablet: Actor
) -> None:
    session.delete(session.scalars(select(Enrolment).where(Enrolment.student_id == world.children[0].id)).one())
    session.flush()
    assert sittings.open_sitting(session, tablet, lesson(world.children[0]), NOW).unit_id == world.unit.id


def test_a_tablet_declares_nothing_void(session: Session, world: World, tablet: Actor) -> None:
    version = instruments.offered(session, world.alice, "K3")[0]
    test = sittings.open_sitting(session, world.alice, NewSitting(uuid4(), world.dao.id, NOW, version.id), NOW)
    with pytest.raises(NotFound):
        sittings.declare_void(session, tablet, test.id, "x", NOW)
