"""A lesson under the wrong child goes to the right one: totals right for both, late marks too, and back again."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, World
from giving import give
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotFound
from phonics.roles import Actor, Role
from phonics.services import learning, moves, paths, scores, sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.people import Student
from phonics.store.programme import Audit
from phonics.store.sittings import MarkRow, Sitting, SittingMove


def as_child(child: Student) -> Actor:
    return Actor(Role.STUDENT, child.id, child.unit_id, child.nickname)


def sat(session: Session, child: Student, answers: int = 3, ended: bool = True) -> UUID:
    """Let a child do a lesson on sh; return its sitting."""
    new = NewSitting(uuid4(), child.id, NOW, stone="K3.1", seed=7)
    sittings.open_sitting(session, as_child(child), new, NOW)
    mark(session, child, new.id, range(answers))
    if ended:
        sittings.finish(session, as_child(child), new.id, Ending(NOW + timedelta(minutes=9), "finished", 540.0), NOW)
    session.flush()
    return new.id


def mark(session: Session, child: Student, sitting_id: UUID, places: range) -> None:
    items = ["word:ship", "gpc:sh=SH", "word:shop", "word:fish"]
    marks = [IncomingMark(uuid4(), n, items[n], "correct", 900 * n, task="build") for n in places]
    sittings.record_marks(session, as_child(child), sitting_id, marks, NOW)


def known(session: Session, child: Student) -> dict[str, tuple[str, int, int]]:
    """Return what the mastery table holds of a child."""
    return {row.code: (row.state, row.correct, row.seen) for row in learning.mastery_of(session, child.id).values()}


def state_of_first_stone(session: Session, child: Student) -> str:
    return next(stone.state for stone in paths.path(session, as_child(child)).stones if stone.key == "K3.1")


def test_totals_mastery_and_map_are_right_for_both(session: Session, world: World) -> None:
    wrong, right = world.children[:2]
    key = sat(session, wrong)
    learned = known(session, wrong)
    assert learned["sh=SH"][1:] == (3, 3)
    assert (state_of_first_stone(session, wrong), state_of_first_stone(session, right)) == ("done", "now")
    moves.move(session, world.alice, key, right.id, NOW)
    assert (known(session, wrong), known(session, right)) == ({}, learned)
    assert (state_of_first_stone(session, wrong), state_of_first_stone(session, right)) == ("now", "done")
    assert session.scalar(select(SittingMove.from_id)) == wrong.id
    assert session.scalars(select(Audit.action)).all() == ["sitting.move"]
    assert len(session.scalars(select(MarkRow).where(MarkRow.sitting_id == key)).all()) == 3
    for child in (wrong, right):  # worked out anew from the marks it is the same
        before = known(session, child)
        learning.refresh_mastery(session, child.id)
        assert known(session, child) == before
    assert scores.rebuild(session, NOW) == 0


def test_a_move_can_be_moved_back(session: Session, world: World) -> None:
    first, second = world.children[:2]
    key = sat(session, first)
    learned = known(session, first)
    moves.move(session, world.alice, key, second.id, NOW)
    moves.move(session, world.bob, key, first.id, NOW)
    assert (known(session, first), known(session, second)) == (learned, {})
    assert [(row.from_id, row.to_id) for row in session.scalars(select(SittingMove).order_by(SittingMove.id))] == [
        (first.id, second.id),
        (second.id, first.id),
    ]
    [lesson] = moves.recent(session, world.alice, first)
    assert lesson.came_from is second


def test_what_the_tablet_still_holds_goes_along(session: Session, world: World) -> None:
    """The lesson was moved while its last marks and its ending lay on a tablet without a network."""
    wrong, right, third = world.children[:3]
    key = sat(session, wrong, answers=2, ended=False)
    moves.move(session, world.alice, key, right.id, NOW)
    told = NewSitting(key, wrong.id, NOW, stone="K3.1", seed=7)
    assert sittings.open_sitting(session, as_child(wrong), told, NOW).student_id == right.id
    mark(session, wrong, key, range(2, 4))
    sittings.finish(session, as_child(wrong), key, Ending(NOW, "finished", 400.0), NOW)
    assert known(session, right)["sh=SH"][1:] == (4, 4)
    assert known(session, wrong) == {}
    with pytest.raises(NotFound):
        mark(session, third, key, range(1))
    with pytest.raises(Conflict):
        sittings.open_sitting(session, as_child(third), NewSitting(key, third.id, NOW, stone="K3.1", seed=7), NOW)


def test_the_list_of_a_child_shows_lessons_newest_first(session: Session, world: World) -> None:
    child = world.children[0]
    keys = [sat(session, child, answers=n, ended=False) for n in range(3)]
    for n, key in enumerate(keys):
        session.get_one(Sitting, key).started_at = NOW + timedelta(hours=n)
    give(session, world.alice, child, "words", "A", NOW)
    session.flush()
    found = moves.recent(session, world.alice, child)
    assert [(lesson.sitting.id, lesson.answers) for lesson in found] == [(keys[2], 2), (keys[1], 1), (keys[0], 0)]
    assert moves.classmates(session, child) == world.children[1:]


def test_what_cannot_be_moved_stays(session: Session, world: World) -> None:
    child, other = world.children[:2]
    key = sat(session, child)
    test = give(session, world.alice, child, "words", "A", NOW)
    with pytest.raises(NotFound):
        moves.move(session, world.alice, test, other.id, NOW)
    with pytest.raises(NotFound):
        moves.move(session, world.alice, uuid4(), other.id, NOW)
    with pytest.raises(NotFound):
        moves.move(session, world.alice, key, world.stranger.id, NOW)
    with pytest.raises(Invalid):
        moves.move(session, world.alice, key, child.id, NOW)
    other.active = False
    with pytest.raises(Invalid):
        moves.move(session, world.alice, key, other.id, NOW)
    for nobody in (world.charlie, world.dao, world.ek):
        with pytest.raises(NotFound):
            moves.move(session, nobody, key, world.children[2].id, NOW)
        with pytest.raises(NotFound):
            moves.recent(session, nobody, child)
    assert session.get_one(Sitting, key).student_id == child.id
    assert session.scalars(select(SittingMove)).all() == []
