"""The demo: the real network's shape, invented through and through, the same each time."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from cast import NOW
from sqlalchemy import func, select

from phonics.services import demo, programme
from phonics.store.people import Post, Student, Unit
from phonics.store.progress import Placement, Rollup, SuggestionRow
from phonics.store.sittings import MarkRow, ScoreRow, Sitting


def test_it_has_the_networks_shape(session):
    demo.make(session, now=NOW, students=820)
    kinds = Counter(session.scalars(select(Unit.kind)))
    assert kinds == {"municipal": 4, "network": 37}
    assert set(session.scalars(select(Unit.cohort).where(Unit.kind == "network"))) == set(range(1, 8))
    assert session.scalar(select(func.count()).select_from(Post).where(Post.role == "lead_teacher")) == 303
    assert session.scalar(select(func.count()).select_from(Student)) == 820
    assert session.scalar(select(func.sum(Rollup.children))) == 820
    assert all(name.startswith(("โรงเรียนตัวอย่าง", "หน่วยงานตัวอย่าง")) for name in session.scalars(select(Unit.name_th)))


def test_it_says_that_it_is_invented(session):
    assert not programme.is_demo(session)
    demo.make(session, now=NOW, students=200)
    assert programme.is_demo(session)


def test_one_class_has_marks_scores_and_suggestions(session):
    demo.make(session, now=NOW, students=820)
    assert session.scalar(select(func.count()).select_from(MarkRow)) > 10
    assert session.scalar(select(func.count()).select_from(ScoreRow).where(ScoreRow.by_code.is_not(None))) > 10
    assert session.scalar(select(func.count()).select_from(SuggestionRow).where(SuggestionRow.current)) > 3


@pytest.mark.parametrize("hour", [0, 1, 7, 23])
def test_nothing_has_happened_that_is_still_to_come(session, hour):
    now = datetime(2026, 11, 23, hour, 7, tzinfo=UTC)  # a Monday; school begins at 1:30
    demo.make(session, now=now, students=820)
    for moment in (Sitting.started_at, Sitting.ended_at, Sitting.received_at, Placement.since):
        assert session.scalar(select(func.max(moment))) <= now


def test_the_same_seed_gives_the_same_children(session):
    demo.make(session, now=NOW, students=300, seed=7)
    children = select(Student.id, Student.given, Student.family, Student.level).order_by(Student.id)
    told = session.execute(children).all()
    scores = session.execute(select(ScoreRow.student_id, ScoreRow.n_correct).order_by(ScoreRow.id)).all()
    session.rollback()
    demo.make(session, now=NOW, students=300, seed=7)
    assert session.execute(children).all() == told
    assert session.execute(select(ScoreRow.student_id, ScoreRow.n_correct).order_by(ScoreRow.id)).all() == scores
