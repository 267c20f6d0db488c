"""The map of a child's level: what is behind, next, ahead."""

from uuid import uuid4

import pytest
from cast import NOW, World
from lessons_done import do_lesson
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.levels.lessons import stones
from phonics.services import paths
from phonics.store.people import Student
from phonics.store.sittings import Sitting


def _states(path: paths.PathView) -> dict[str, str]:
    return {view.key: view.state for view in path.stones}


def test_a_new_child_stands_on_the_first_stone_of_their_level(session: Session, world: World) -> None:
    path = paths.path(session, world.dao)
    assert path.level.code == "K3"
    assert path.now is not None
    assert path.now.key == "K3.1"
    assert _states(path)["K2.6"] == "done"
    assert _states(path)["K3.2"] == "later"
    assert len(path.stones) == paths.PLACES


def test_a_finished_lesson_turns_its_stone_and_the_next_one_waits(session: Session, world: World) -> None:
    do_lesson(session, world, "K3.1")
    path = paths.path(session, world.dao)
    assert _states(path)["K3.1"] == "done"
    assert path.now is not None
    assert path.now.key == "K3.2"


def test_a_lesson_that_was_left_is_not_done(session: Session, world: World) -> None:
    do_lesson(session, world, "K3.1", ended_by="left")
    now = paths.path(session, world.dao).now
    assert now is not None
    assert now.key == "K3.1"


def test_a_test_known_by_its_total_alone_does_not_stop_a_lesson(session: Session, world: World) -> None:
    total = Sitting(
        id=uuid4(),
        unit_id=world.unit.id,
        student_id=world.dao.id,
        kind="test",
        level="K3",
        started_at=NOW,
        status="finished",
        received_at=NOW,
    )
    session.add(total)
    session.flush()
    do_lesson(session, world, "K3.1")
    assert _states(paths.path(session, world.dao))["K3.1"] == "done"


def test_when_every_stone_of_the_level_is_done_no_stone_is_next(session: Session, world: World) -> None:
    for one in stones("K3"):
        do_lesson(session, world, one.key)
    path = paths.path(session, world.dao)
    assert path.now is None
    assert path.next_level is not None
    assert path.next_level.code == "K4"
    assert _states(path)["K4.1"] == "later"


def test_each_level_on_the_map_has_one_sign(session: Session, world: World) -> None:
    signed = [view.level.code for view in paths.path(session, world.dao).stones if view.sign]
    assert signed == ["K2", "K3", "K4"]


def test_only_a_child_has_a_path(session: Session, world: World) -> None:
    for actor in (world.alice, world.charlie, world.ek):
        with pytest.raises(NotFound):
            paths.path(session, actor)


def test_the_map_of_a_long_level_shows_the_stones_around_the_next(session: Session, world: World) -> None:
    session.get_one(Student, world.dao.id).level = "S4"
    for behind in (0, 6, 8, 12, 21):
        for one in stones("S4")[:behind]:
            do_lesson(session, world, one.key)
        path = paths.path(session, world.dao)
        assert len(path.stones) == paths.PLACES
        assert {view.level.code for view in path.stones} == {"S4"}
        assert (path.now.key if path.now else "") == (f"S4.{behind + 1}" if behind < 21 else "")
