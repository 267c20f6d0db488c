"""A test from the teacher's side: what to give, what it came to, what is set aside. Intake: test_sittings_intake.py."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, World
from giving import give, version_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.services import promotions, sittings, testing
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.programme import Audit
from phonics.store.sittings import MarkRow, ScoreRow


def test_a_beginning_names_class_seat_and_what_can_be_given(session: Session, world: World) -> None:
    start = testing.beginning(session, world.alice, world.children[1].id)
    assert start.room is not None
    assert (start.room.id, start.roll_no) == (world.room.id, 2)
    assert [(offer.kind, offer.form) for offer in start.on_offer] == [
        ("letter_sounds", "A"),
        ("letter_sounds", "B"),
        ("words", "A"),
        ("words", "B"),
    ]
    assert start.before == ()


def test_nothing_can_be_given_where_no_instrument_is(session: Session, world: World) -> None:
    promotions.place(session, world.children[0], "P7", NOW)
    assert testing.beginning(session, world.alice, world.children[0].id).on_offer == ()


def test_a_result_shows_every_item_as_it_was_read(session: Session, world: World) -> None:
    sitting = give(session, world.alice, world.children[0], "letter_sounds", "A", NOW, wrong=[3, 14], last=23)
    found = testing.result(session, world.alice, sitting)
    assert [len(row) for row in found.rows] == [10] * 10
    outcomes = [read.outcome for row in found.rows for read in row]
    assert outcomes[:3] == ["correct", "correct", "incorrect"]
    assert outcomes[22:24] == ["correct", None]
    assert [item.number for item in found.missed] == [3, 14]
    assert found.score is not None
    assert (found.score.n_correct, found.score.n_attempted, found.score.correct_per_minute) == (21, 23, 21.0)
    assert found.tester == "Alice"


def test_a_self_correction_is_right_and_a_mark_taken_back_is_none(session: Session, world: World) -> None:
    version = version_of(session, world.alice, "words")
    new = NewSitting(uuid4(), world.children[0].id, NOW, version.id)
    sittings.open_sitting(session, world.alice, new, NOW)
    taps = [("1", "incorrect"), ("1", "self_corrected"), ("2", "incorrect"), ("2", "clear"), ("3", "incorrect")]
    marks = [IncomingMark(uuid4(), n, item, outcome, n) for n, (item, outcome) in enumerate(taps, start=1)]
    sittings.record_marks(session, world.alice, new.id, marks, NOW)
    score = sittings.finish(session, world.alice, new.id, Ending(NOW, "finished", 80.0, 20), NOW)
    assert score is not None
    assert (score.n_correct, score.n_self_corrected, score.correct_per_minute) == (19, 1, None)
    assert [item.number for item in testing.result(session, world.alice, new.id).missed] == [3]


def test_an_unfinished_test_has_no_score(session: Session, world: World) -> None:
    new = NewSitting(uuid4(), world.children[0].id, NOW, version_of(session, world.alice, "words").id)
    sittings.open_sitting(session, world.alice, new, NOW)
    assert testing.result(session, world.alice, new.id).score is None


def test_a_test_set_aside_stays_with_its_marks_and_counts_no_more(session: Session, world: World) -> None:
    child = world.children[0]
    sitting = give(session, world.alice, child, "words", "A", NOW, wrong=[1])
    testing.set_aside(session, world.alice, sitting, " เสียงดัง ", NOW + timedelta(minutes=5))
    found = testing.result(session, world.alice, sitting)
    assert (found.sitting.status, found.score) == ("void", None)
    assert session.scalars(select(MarkRow.item)).all() == ["1"]
    assert len(session.scalars(select(ScoreRow)).all()) == 1
    noted = session.scalars(select(Audit).where(Audit.action == "sitting.void")).one()
    assert noted.about["reason"] == "เสียงดัง"
    assert testing.beginning(session, world.alice, child.id).before == ()


def test_setting_aside_needs_a_reason(session: Session, world: World) -> None:
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW)
    with pytest.raises(Invalid):
        testing.set_aside(session, world.alice, sitting, "  ", NOW)


@pytest.mark.parametrize("who", ["charlie", "ek", "dao"])
def test_another_units_child_and_test_do_not_exist(session: Session, world: World, who: str) -> None:
    actor = getattr(world, who)
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW)
    for deed in (
        lambda: testing.beginning(session, actor, world.children[0].id),
        lambda: testing.result(session, actor, sitting),
        lambda: testing.set_aside(session, actor, sitting, "x", NOW),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_lesson_is_no_test(session: Session, world: World) -> None:
    new = NewSitting(uuid4(), world.children[0].id, NOW, stone="K3.1", seed=1)
    sittings.open_sitting(session, world.dao, new, NOW)
    with pytest.raises(NotFound):
        testing.result(session, world.alice, new.id)
