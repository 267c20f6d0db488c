"""Folding a lesson's marks as they come gives what folding everything anew gives, whatever comes when and twice."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from cast import NOW, World
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from phonics.services import learning, scores, sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.progress import Folded, MasteryRow, ReviewRow
from phonics.store.sittings import MarkRow, Sitting
from phonics.thai import day_of

ITEMS = ("gpc:s=S", "word:sat", "word:ship", "pseudo:shap", "oral:sun", "sent:K3.1")
TASKS = ("find", "read", "build", "hear", "tricky", "sort", "real_or_alien")

marks = st.tuples(
    st.sampled_from(TASKS), st.sampled_from(ITEMS), st.booleans(), st.sampled_from((None, 2, 3)), st.integers(0, 1)
)
lessons = st.tuples(st.integers(0, 5), st.lists(marks, min_size=1, max_size=8))


def kept(session: Session) -> tuple[Any, ...]:
    """Return all that is kept of what children know."""
    mastery = select(MasteryRow.student_id, MasteryRow.code, MasteryRow.state, MasteryRow.correct, MasteryRow.seen)
    review = select(ReviewRow.student_id, ReviewRow.code, ReviewRow.direction, ReviewRow.due, ReviewRow.card)
    reached = select(Folded.student_id, Folded.started_at, Folded.sitting_id, Folded.seq)
    known = mastery.add_columns(MasteryRow.last_seen, MasteryRow.trail)
    return tuple(sorted(map(repr, session.execute(query))) for query in (known, review, reached))


def empty(session: Session) -> None:
    for table in (MasteryRow, ReviewRow, Folded, MarkRow, Sitting):
        session.execute(delete(table))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lessons, min_size=1, max_size=4), st.integers(0, 1000))
def test_batches_in_any_order_give_what_folding_anew_gives(
    session: Session, world: World, told: list[Any], seed: int
) -> None:
    empty(session)
    rng, batches = Random(seed), []
    for number, (day, answers) in enumerate(told):
        at = NOW + timedelta(days=day, minutes=number)
        row = sittings.open_sitting(
            session, world.dao, NewSitting(UUID(int=number + 1), world.dao.id, at, stone="K2.1"), at
        )
        incoming = [
            IncomingMark(
                UUID(int=1000 * (number + 1) + n),
                n,
                item,
                "correct" if right else "incorrect",
                n,
                task,
                "",
                500,
                replays,
                many,
            )
            for n, (task, item, right, many, replays) in enumerate(answers)
        ]
        cut = rng.randint(0, len(incoming))
        batches += [(row.id, part) for part in (incoming[:cut], incoming[cut:], incoming[cut:]) if part]
    rng.shuffle(batches)
    for sitting_id, part in batches:
        sittings.record_marks(session, world.dao, sitting_id, part, NOW)
    session.flush()
    folded = kept(session)
    learning.refresh_mastery(session, world.dao.id)
    assert kept(session) == folded


def begin(session: Session, world: World, number: int, at: Any = NOW) -> UUID:
    new = NewSitting(UUID(int=number), world.dao.id, at, stone="K2.1")
    return sittings.open_sitting(session, world.dao, new, at).id


def answer(session: Session, world: World, sitting: UUID, n: int, item: str = "gpc:s=S", **more: Any) -> None:
    mark = IncomingMark(UUID(int=sitting.int * 1000 + n), n, item, more.pop("outcome", "correct"), n, "find", **more)
    sittings.record_marks(session, world.dao, sitting, [mark], NOW)


def test_mastery_and_reviews_are_up_to_date_before_the_lesson_ends(session: Session, world: World) -> None:
    answer(session, world, begin(session, world, 1), 1)
    assert learning.mastery_of(session, world.dao.id)["s=S"].seen == 1
    review = session.scalars(select(ReviewRow)).one()
    assert (review.code, review.direction) == ("s=S", "spelling")
    assert review.due > NOW.date()


def test_what_is_due_is_told_the_most_overdue_first(session: Session, world: World) -> None:
    answer(session, world, begin(session, world, 1), 1, "gpc:a=AE")
    answer(session, world, begin(session, world, 2, NOW + timedelta(days=1)), 1, outcome="incorrect")
    later = day_of(NOW + timedelta(days=9))
    assert learning.due(session, [world.dao.id], later)[world.dao.id] == [("a=AE", "spelling"), ("s=S", "spelling")]
    assert learning.due(session, [world.dao.id], day_of(NOW)) == {world.dao.id: []}


def test_an_ending_folds_what_was_never_folded(session: Session, world: World) -> None:
    sitting = begin(session, world, 1)
    answer(session, world, sitting, 1)
    for table in (MasteryRow, ReviewRow, Folded):
        session.execute(delete(table))
    sittings.finish(session, world.dao, sitting, Ending(NOW, "finished", 60), NOW)
    assert learning.mastery_of(session, world.dao.id)["s=S"].seen == 1


def test_rebuilding_folds_every_child_who_did_a_lesson(session: Session, world: World) -> None:
    answer(session, world, begin(session, world, 1), 1)
    folded = kept(session)
    session.execute(delete(ReviewRow))
    scores.rebuild(session, NOW)
    assert kept(session) == folded
