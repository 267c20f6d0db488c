"""Scores are opinions: thrown away, they come back from the marks the same."""

from cast import NOW
from giving import give
from sqlalchemy import delete, select

from phonics.services import demo, scores
from phonics.store.progress import MasteryRow
from phonics.store.sittings import ScoreRow


def _told(session):
    columns = (ScoreRow.sitting_id, ScoreRow.n_correct, ScoreRow.accuracy, ScoreRow.by_code)
    return sorted(map(str, session.execute(select(*columns)).all()))


def test_scores_come_back_from_the_marks(session, world):
    for kind, form in (("words", "A"), ("letter_sounds", "A")):
        give(session, world.alice, world.children[0], kind, form, NOW)
    told = _told(session)
    session.execute(delete(ScoreRow))
    session.execute(delete(MasteryRow))
    session.expire_all()
    assert scores.rebuild(session, NOW) == 2
    session.flush()
    assert _told(session) == told
    assert session.scalars(select(MasteryRow)).first() is not None


def test_a_total_without_items_is_never_made_up(session):
    demo.make(session, now=NOW, students=200)
    told = _told(session)
    scores.rebuild(session, NOW)
    session.flush()
    assert _told(session) == told
