"""A child's sticker book: earned by effort, the same whatever arrives first, never another child's."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, World
from sqlalchemy.orm import Session

from config import ROOT
from phonics.errors import NotFound
from phonics.levels.lessons import stones
from phonics.levels.loader import load
from phonics.roles import Actor, Role
from phonics.services import lessons, moves, sittings, stickers
from phonics.services.voices import Voices
from phonics.store.people import Student
from phonics.store.sittings import Sitting

VOICES = Voices(None, None, ROOT / "audio", ROOT / "audio")


def _child(child: Student) -> Actor:
    return Actor(Role.STUDENT, child.id, child.unit_id, child.nickname)


def _lesson(
    session: Session,
    child: Student,
    stone: str,
    at: datetime = NOW,
    outcome: str = "correct",
    replays: int = 0,
    ended_by: str = "finished",
) -> UUID:
    """Let a child do a lesson of two answers; return its sitting."""
    key, actor = uuid4(), _child(child)
    sittings.open_sitting(session, actor, sittings.NewSitting(key, child.id, at, stone=stone, seed=1), at)
    marks = [
        sittings.IncomingMark(uuid4(), 0, "gpc:s=S", outcome, 900, task="find", replays=replays),
        sittings.IncomingMark(uuid4(), 1, "gpc:s=S", "correct", 1800, task="find", replays=1),
    ]
    sittings.record_marks(session, actor, key, marks, at)
    sittings.finish(session, actor, key, sittings.Ending(at + timedelta(minutes=9), ended_by, 540.0), at)
    session.flush()
    return key


def _efforts(session: Session, child: Student) -> list[str]:
    return [one.effort for one in stickers.book(session, _child(child)).stickers]


def test_the_book_holds_what_lessons_earned_the_newest_first(session: Session, world: World) -> None:
    child = world.children[0]
    assert _efforts(session, child) == []
    _lesson(session, child, "K3.1", outcome="incorrect")
    _lesson(session, child, "K3.1", NOW + timedelta(minutes=20), replays=2)
    _lesson(session, child, "K3.2", NOW + timedelta(days=3))
    assert _efforts(session, child) == ["day", "stone", "heard", "again", "tried", "day", "stone"]
    newest = stickers.book(session, _child(child)).stickers[1]
    assert (newest.label, newest.art) == (stones("K3")[1].label, stickers.of_stone("K3.2").art)


def test_an_early_lesson_that_arrives_late_takes_nothing_away(session: Session, world: World) -> None:
    child = world.children[0]
    _lesson(session, child, "K3.1", NOW + timedelta(hours=1))
    before = sorted(_efforts(session, child))
    _lesson(session, child, "K3.1", NOW)
    assert sorted(_efforts(session, child)) == sorted([*before, "again"])


def test_a_lesson_that_was_left_or_refused_earns_nothing(session: Session, world: World) -> None:
    child = world.children[0]
    _lesson(session, child, "K3.1", ended_by="left")
    refused = _lesson(session, child, "K3.2")
    session.get_one(Sitting, refused).status = "void"
    session.flush()
    book = stickers.book(session, _child(child))
    assert book.stickers == ()
    assert book.known == (str(refused),)  # so that no tablet puts it in either


def test_stickers_follow_a_lesson_to_the_child_who_did_it(session: Session, world: World) -> None:
    wrong, right = world.children[:2]
    key = _lesson(session, wrong, "K3.1")
    moves.move(session, world.alice, key, right.id, NOW)
    assert (_efforts(session, wrong), _efforts(session, right)) == ([], ["day", "stone"])
    assert stickers.book(session, _child(wrong)).known == (str(key),)


def test_a_lesson_says_what_it_may_earn_and_what_was_earned_before(session: Session, world: World) -> None:
    child = world.children[0]
    lesson = lessons.open_lesson(session, _child(child), "K3.1", VOICES)
    assert lesson.before == {"stones": [], "days": []}
    assert set(lesson.stickers) == {"stone", "again", "day", "tried", "heard"}
    _lesson(session, child, "K3.1")
    lesson = lessons.open_lesson(session, _child(child), "K3.1", VOICES)
    assert lesson.before == {"stones": ["K3.1"], "days": [NOW.date().isoformat()]}


def test_every_stone_has_a_sticker_that_is_drawn(session: Session) -> None:
    every = [stickers.of_stone(stone.key) for level in load().levels for stone in stones(level.code)]
    for view in [*every, *stickers.of_efforts().values()]:
        assert (ROOT / "static" / view.art).is_file()


def test_a_teacher_sees_how_often_and_nobody_but_a_child_has_a_book(session: Session, world: World) -> None:
    child = world.children[0]
    _lesson(session, child, "K3.1", outcome="incorrect")
    assert stickers.counted(session, child.id) == {"stone": 1, "day": 1, "tried": 1}
    for actor in (world.alice, world.charlie, world.ek):
        with pytest.raises(NotFound):
            stickers.book(session, actor)
