"""A class's answers from paper: each line a sitting like any other, sent twice or twenty times."""

from datetime import date
from uuid import uuid4

import pytest
from cast import NOW, World
from giving import give, version_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess.entered import Typed
from phonics.errors import Conflict, Invalid, NotFound
from phonics.services import entering
from phonics.services.entering import Line
from phonics.store.sittings import MarkRow, ScoreRow, Sitting

TODAY = date(2026, 11, 20)


def line(child, *cells: str, on: date = TODAY, last: int | None = None) -> Line:  # type: ignore[no-untyped-def]
    return Line(uuid4(), child.id, on, (Typed((*cells, *("",) * (20 - len(cells))), last),))


@pytest.fixture
def words(session: Session, world: World) -> entering.Sheet:
    version = version_of(session, world.alice, "words")
    return entering.sheet(session, world.alice, world.room.id, version.id)


def test_a_line_scores_as_the_same_test_given_live(session: Session, world: World, words: entering.Sheet) -> None:
    first, second = world.children[:2]
    lived = session.scalars(
        select(ScoreRow).where(
            ScoreRow.sitting_id == give(session, world.alice, first, "words", "A", NOW, wrong=[2, 5], last=12)
        )
    ).one()
    typed = entering.enter(session, world.alice, words, line(second, "", "0", "", "", "0", last=12), NOW)
    assert (typed.n_correct, typed.n_attempted, typed.by_code) == (lived.n_correct, lived.n_attempted, lived.by_code)
    marks = session.execute(
        select(MarkRow.item, MarkRow.outcome).where(
            MarkRow.sitting_id == typed.sitting_id, MarkRow.kind == "mark"
        )
    ).all()  # fmt: skip
    assert [tuple(mark) for mark in marks] == [("2", "incorrect"), ("5", "incorrect")]


def test_a_line_sent_again_changes_nothing_and_another_under_its_id_is_refused(
    session: Session, world: World, words: entering.Sheet
) -> None:
    told = line(world.children[0], *"1" * 20)
    first = entering.enter(session, world.alice, words, told, NOW)
    assert entering.enter(session, world.alice, words, told, NOW).id == first.id
    other = Line(told.sitting_id, told.student_id, TODAY, line(world.children[0], "0", *"1" * 19).typed)
    with pytest.raises(Conflict):
        entering.enter(session, world.alice, words, other, NOW)
    assert session.get_one(ScoreRow, first.id).n_correct == 20


def test_only_children_of_the_class_and_only_by_a_teacher_of_the_unit(
    session: Session, world: World, words: entering.Sheet
) -> None:
    with pytest.raises(NotFound):
        entering.enter(session, world.alice, words, line(world.stranger, "1"), NOW)
    with pytest.raises(NotFound):
        entering.sheet(session, world.charlie, world.room.id, words.version.id)


def test_a_test_of_last_week_keeps_its_day_and_one_of_tomorrow_is_refused(
    session: Session, world: World, words: entering.Sheet
) -> None:
    row = entering.enter(session, world.alice, words, line(world.children[0], "1", on=date(2026, 11, 13)), NOW)
    assert session.get_one(Sitting, row.sitting_id).started_at.date() == date(2026, 11, 13)
    with pytest.raises(Invalid):
        entering.enter(session, world.alice, words, line(world.children[1], "1", on=date(2026, 11, 21)), NOW)
