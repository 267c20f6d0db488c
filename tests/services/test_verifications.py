"""Lessons made without the network: they count once a teacher has vouched for them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, World
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.roles import Actor, Role
from phonics.services import learning, paths, sittings, verifications
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.programme import Audit
from phonics.store.sittings import Sitting, Verification

CODE = "s=S"


def made(session: Session, world: World, *, verified: bool = False, n: int = 1, stone: str = "K3.1") -> UUID:
    """Return a finished lesson of Dao with one right answer, delivered by the tablet of the class."""
    tablet = Actor(Role.TABLET, None, world.unit.id)
    new = NewSitting(uuid4(), world.dao.id, NOW + timedelta(days=n), stone=stone, seed=1, verified=verified)
    sittings.open_sitting(session, tablet, new, NOW)
    mark = IncomingMark(uuid4(), 1, f"gpc:{CODE}", "correct", 900, "find")
    sittings.record_marks(session, tablet, new.id, [mark], NOW)
    sittings.finish(session, tablet, new.id, Ending(NOW, "finished", 60), NOW)
    session.flush()
    return new.id


def seen(session: Session, world: World) -> int:
    row = learning.mastery_of(session, world.dao.id).get(CODE)
    return row.seen if row else 0


def test_an_unverified_lesson_is_no_evidence_until_a_teacher_says_yes(session: Session, world: World) -> None:
    made(session, world, verified=True, n=0)
    lesson = made(session, world)
    assert seen(session, world) == 1
    waiting = verifications.of_class(session, world.alice, world.room.id)
    assert [(one.id, one.child.id, one.answers, one.right) for one in waiting] == [(lesson, world.dao.id, 1, 1)]
    assert verifications.answer(session, world.bob, [lesson], "confirmed", NOW) == 1
    assert seen(session, world) == 2
    assert not verifications.of_child(session, world.alice, world.dao.id)
    fact = session.scalars(select(Verification)).one()
    assert (fact.sitting_id, fact.answer, fact.by_id, fact.unit_id) == (
        lesson,
        "confirmed",
        world.bob.id,
        world.unit.id,
    )
    assert session.scalars(select(Audit.action).where(Audit.action == "lesson.confirmed")).all() == ["lesson.confirmed"]


def test_the_stone_is_gold_at_once_and_only_a_refusal_takes_it_back(session: Session, world: World) -> None:
    lesson = made(session, world)
    assert paths.path(session, world.dao).now.key == "K3.2"  # type: ignore[union-attr]
    verifications.answer(session, world.alice, [lesson], "refused", NOW)
    assert paths.path(session, world.dao).now.key == "K3.1"  # type: ignore[union-attr]
    assert not verifications.of_child(session, world.alice, world.dao.id)
    assert session.get_one(Sitting, lesson).status == "void"


def test_a_refusal_can_be_taken_back_and_each_answer_stays(session: Session, world: World) -> None:
    lesson = made(session, world)
    for n, said in enumerate(("refused", "confirmed", "confirmed")):
        verifications.answer(session, world.alice, [lesson], said, NOW + timedelta(minutes=n))
    assert session.get_one(Sitting, lesson).status == "finished"
    assert seen(session, world) == 1
    assert [fact.answer for fact in session.scalars(select(Verification).order_by(Verification.at))] == [
        "refused",
        "confirmed",
    ]


def test_what_comes_after_a_refusal_strands_no_queue(session: Session, world: World) -> None:
    tablet = Actor(Role.TABLET, None, world.unit.id)
    new = NewSitting(uuid4(), world.dao.id, NOW, stone="K3.1", seed=1, verified=False)
    sittings.open_sitting(session, tablet, new, NOW)
    verifications.answer(session, world.alice, [new.id], "refused", NOW)
    mark = IncomingMark(uuid4(), 1, f"gpc:{CODE}", "correct", 900, "find")
    assert sittings.record_marks(session, tablet, new.id, [mark], NOW) == {mark.id: "saved"}
    assert sittings.finish(session, tablet, new.id, Ending(NOW, "finished", 60), NOW) is None
    assert session.get_one(Sitting, new.id).status == "void"
    assert seen(session, world) == 0


def test_another_units_lesson_a_test_and_a_proven_lesson_are_not_asked_about(session: Session, world: World) -> None:
    lesson = made(session, world)
    assert not verifications.of_class(session, world.charlie, world.room.id)
    assert not verifications.of_child(session, world.charlie, world.dao.id)
    proven = made(session, world, verified=True, n=2)
    for actor, one in ((world.charlie, lesson), (world.ek, lesson), (world.alice, proven), (world.alice, uuid4())):
        with pytest.raises(NotFound):
            verifications.answer(session, actor, [one], "confirmed", NOW)
    assert session.get_one(Sitting, lesson).verified is False
    assert not session.scalars(select(Verification)).all()


@pytest.mark.parametrize(("said", "n"), [("maybe", 1), ("", 1), ("confirmed", 0)])
def test_a_bad_answer_changes_nothing(session: Session, world: World, said: str, n: int) -> None:
    lesson = made(session, world)
    with pytest.raises(Invalid):
        verifications.answer(session, world.alice, [lesson][:n], said, NOW)
    assert session.get_one(Sitting, lesson).verified is False


def test_a_tablet_delivers_lessons_of_its_own_unit_only_and_no_test(session: Session, world: World) -> None:
    elsewhere = Actor(Role.TABLET, None, world.other_unit.id)
    nowhere = Actor(Role.PUBLIC)
    for actor in (elsewhere, nowhere):
        with pytest.raises(NotFound):
            sittings.open_sitting(session, actor, NewSitting(uuid4(), world.dao.id, NOW, stone="K3.1"), NOW)
