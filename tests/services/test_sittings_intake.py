"""Sittings and marks come in from tablets: resent, late, twice at once, and from people who have no business here."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from both_databases import at_once
from cast import NOW, World, make_world
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotFound
from phonics.roles import PUBLIC, Actor
from phonics.services import instruments, learning, promotions, sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.instruments import InstrumentRow, VersionRow
from phonics.store.progress import MasteryRow, SuggestionRow
from phonics.store.sittings import MarkRow, ScoreRow, Sitting


def words_form(session: Session, actor: Actor, form: str = "A") -> UUID:
    offered = instruments.offered(session, actor, "K3")
    return next(v.id for v in offered if v.instrument.kind == "words" and v.instrument.form == form)


def letters_form(session: Session, actor: Actor) -> UUID:
    return next(v.id for v in instruments.offered(session, actor, "K3") if v.instrument.kind == "letter_sounds")


def a_test(session: Session, world: World, form: str = "A") -> NewSitting:
    return NewSitting(uuid4(), world.children[0].id, NOW, version_id=words_form(session, world.alice, form))


def a_lesson(world: World) -> NewSitting:
    return NewSitting(uuid4(), world.children[0].id, NOW, stone="K3.1", seed=7)


def mark(seq: int, item: str = "1", outcome: str = "incorrect", **more: object) -> IncomingMark:
    return IncomingMark(uuid4(), seq, item, outcome, 1000 * seq, **more)  # type: ignore[arg-type]


ENDING = Ending(NOW + timedelta(minutes=1), "finished", 61.26, last_item=20)


@pytest.fixture
def testing(session: Session, world: World) -> Sitting:
    """A test that Alice has begun with Dao."""
    return sittings.open_sitting(session, world.alice, a_test(session, world), NOW)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_sitting_remembers_who_sat_with_whom_at_which_level(session: Session, world: World) -> None:
    row = sittings.open_sitting(session, world.alice, a_test(session, world), NOW)
    assert (row.kind, row.level, row.status, row.unit_id) == ("test", "K3", "open", world.unit.id)
    assert row.staff_id == world.alice.id


def test_a_child_begins_their_own_lesson(session: Session, world: World) -> None:
    row = sittings.open_sitting(session, world.dao, a_lesson(world), NOW)
    assert (row.kind, row.stone, row.seed, row.staff_id) == ("lesson", "K3.1", 7, None)


def test_beginning_twice_is_harmless(session: Session, world: World) -> None:
    new = a_test(session, world)
    first = sittings.open_sitting(session, world.alice, new, NOW)
    again = sittings.open_sitting(session, world.alice, new, NOW + timedelta(hours=1))
    assert again is first
    assert again.received_at == NOW
    assert count(session, Sitting) == 1


def test_a_sitting_id_with_another_content_is_a_conflict(session: Session, world: World) -> None:
    new = a_test(session, world)
    sittings.open_sitting(session, world.alice, new, NOW)
    with pytest.raises(Conflict):
        sittings.open_sitting(session, world.alice, replace(new, student_id=world.children[1].id), NOW)
    assert session.get_one(Sitting, new.id).student_id == world.children[0].id


@pytest.mark.parametrize("who", ["charlie", "ek", "public"])
def test_a_stranger_begins_nothing(session: Session, world: World, who: str) -> None:
    actor = PUBLIC if who == "public" else getattr(world, who)
    for new in (a_test(session, world), a_lesson(world)):
        with pytest.raises(NotFound):
            sittings.open_sitting(session, actor, new, NOW)
    assert count(session, Sitting) == 0


def test_a_child_gives_no_test_and_does_nobody_elses_lesson(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        sittings.open_sitting(session, world.dao, a_test(session, world), NOW)
    with pytest.raises(NotFound):
        sittings.open_sitting(session, world.dao, replace(a_lesson(world), student_id=world.children[1].id), NOW)


def test_there_is_no_sitting_without_a_test_or_a_lesson(session: Session, world: World) -> None:
    for stone in ("", "K3.999", "X1.1"):
        with pytest.raises(NotFound):
            sittings.open_sitting(session, world.alice, replace(a_lesson(world), stone=stone), NOW)
    with pytest.raises(NotFound):
        sittings.open_sitting(session, world.alice, NewSitting(uuid4(), world.dao.id, NOW, version_id=uuid4()), NOW)  # type: ignore[arg-type]


def test_an_instrument_of_another_unit_does_not_exist(session: Session, world: World) -> None:
    foreign = InstrumentRow(
        unit_id=world.other_unit.id, code="x", kind="words", level="K3", form="A", title_th="", title_en=""
    )
    content = session.get_one(VersionRow, words_form(session, world.alice)).content
    version = VersionRow(instrument=foreign, number=1, content=content, content_hash="x", published_at=NOW)
    session.add(version)
    session.flush()
    with pytest.raises(NotFound):
        sittings.open_sitting(session, world.alice, NewSitting(uuid4(), world.dao.id, NOW, version_id=version.id), NOW)  # type: ignore[arg-type]


def test_new_marks_are_saved_and_resent_ones_are_duplicates(session: Session, world: World, testing: Sitting) -> None:
    first, second = mark(1), mark(2, "2")
    assert sittings.record_marks(session, world.alice, testing.id, [first], NOW) == {first.id: "saved"}
    told = sittings.record_marks(session, world.alice, testing.id, [second, first], NOW + timedelta(days=3))
    assert told == {second.id: "saved", first.id: "duplicate"}
    assert list(told) == [second.id, first.id]
    assert count(session, MarkRow) == 2


@pytest.mark.parametrize(
    "change",
    [{"seq": 9}, {"item": "3"}, {"outcome": "clear"}, {"at_ms": 5}, {"task": "find"}, {"choice": "sh"}, {"replays": 1},
     {"latency_ms": 400}],
)  # fmt: skip
def test_a_mark_id_with_another_content_is_a_conflict_and_the_first_stays(
    session: Session, world: World, testing: Sitting, change: dict[str, object]
) -> None:
    first = mark(1)
    sittings.record_marks(session, world.alice, testing.id, [first], NOW)
    good = mark(2, "2")
    told = sittings.record_marks(session, world.alice, testing.id, [replace(first, **change), good], NOW)  # type: ignore[arg-type]
    assert told == {first.id: "conflict", good.id: "saved"}
    kept = session.get_one(MarkRow, first.id)
    assert (kept.seq, kept.item, kept.outcome, kept.at_ms) == (1, "1", "incorrect", 1000)


def test_a_mark_of_another_sitting_is_a_conflict(session: Session, world: World, testing: Sitting) -> None:
    other = sittings.open_sitting(session, world.alice, a_test(session, world, "B"), NOW)
    one = mark(1)
    sittings.record_marks(session, world.alice, testing.id, [one], NOW)
    assert sittings.record_marks(session, world.alice, other.id, [one], NOW) == {one.id: "conflict"}
    assert session.get_one(MarkRow, one.id).sitting_id == testing.id


def test_one_id_twice_in_a_batch_is_one_mark(session: Session, world: World, testing: Sitting) -> None:
    one = mark(1)
    assert sittings.record_marks(session, world.alice, testing.id, [one, one], NOW) == {one.id: "saved"}
    assert count(session, MarkRow) == 1


def test_one_id_twice_in_a_batch_with_two_contents_is_a_conflict(
    session: Session, world: World, testing: Sitting
) -> None:
    one, other = mark(1), mark(2, "2")
    told = sittings.record_marks(session, world.alice, testing.id, [one, other, replace(one, outcome="clear")], NOW)
    assert told == {one.id: "conflict", other.id: "saved"}
    assert session.get_one(MarkRow, one.id).outcome == "incorrect"


def test_more_than_a_hundred_marks_at_a_time_are_refused(session: Session, world: World, testing: Sitting) -> None:
    marks = [mark(n) for n in range(101)]
    with pytest.raises(Invalid):
        sittings.record_marks(session, world.alice, testing.id, marks, NOW)
    assert len(sittings.record_marks(session, world.alice, testing.id, marks[:100], NOW)) == 100


def test_an_unknown_outcome_is_refused(session: Session, world: World, testing: Sitting) -> None:
    with pytest.raises(Invalid):
        sittings.record_marks(session, world.alice, testing.id, [mark(1), mark(2, outcome="great")], NOW)
    assert count(session, MarkRow) == 0


@pytest.mark.parametrize("who", ["charlie", "dao", "ek", "public"])
def test_nobody_writes_into_a_sitting_that_is_not_theirs(
    session: Session, world: World, testing: Sitting, who: str
) -> None:
    actor = PUBLIC if who == "public" else getattr(world, who)
    with pytest.raises(NotFound):
        sittings.record_marks(session, actor, testing.id, [mark(1)], NOW)
    with pytest.raises(NotFound):
        sittings.finish(session, actor, testing.id, ENDING, NOW)
    with pytest.raises(NotFound):
        sittings.declare_void(session, actor, testing.id, "why not", NOW)
    assert (count(session, MarkRow), testing.status) == (0, "open")


def test_a_colleague_may_go_on_with_a_sitting(session: Session, world: World, testing: Sitting) -> None:
    one = mark(1)
    assert sittings.record_marks(session, world.bob, testing.id, [one], NOW) == {one.id: "saved"}


def test_the_end_of_a_test_brings_score_mastery_and_suggestion(
    session: Session, world: World, testing: Sitting
) -> None:
    sittings.record_marks(session, world.alice, testing.id, [mark(1), mark(2, "5")], NOW)
    score = sittings.finish(session, world.alice, testing.id, ENDING, NOW)
    assert score is not None
    assert (score.n_items, score.n_attempted, score.n_correct, score.accuracy) == (20, 20, 18, 0.9)
    assert (testing.status, testing.seconds_used, testing.ended_by) == ("finished", 61.3, "finished")
    assert count(session, MasteryRow) > 0
    assert promotions.current_suggestion(session, world.children[0].id) is not None


def test_the_end_of_a_lesson_brings_mastery_and_no_score(session: Session, world: World) -> None:
    lesson = sittings.open_sitting(session, world.dao, a_lesson(world), NOW)
    sittings.record_marks(session, world.dao, lesson.id, [mark(1, "gpc:s=S", "correct", task="find", choice="s")], NOW)
    assert sittings.finish(session, world.dao, lesson.id, replace(ENDING, last_item=None), NOW) is None
    assert learning.mastery_of(session, world.children[0].id)["s=S"].seen == 1
    assert count(session, ScoreRow) == 0


def test_ending_twice_the_same_way_answers_the_same(session: Session, world: World, testing: Sitting) -> None:
    first = sittings.finish(session, world.alice, testing.id, ENDING, NOW)
    suggestions = count(session, SuggestionRow)
    again = sittings.finish(session, world.alice, testing.id, ENDING, NOW + timedelta(days=1))
    assert again is first
    assert (count(session, ScoreRow), count(session, SuggestionRow)) == (1, suggestions)


def test_ending_twice_in_two_ways_is_a_conflict(session: Session, world: World, testing: Sitting) -> None:
    sittings.finish(session, world.alice, testing.id, ENDING, NOW)
    with pytest.raises(Conflict):
        sittings.finish(session, world.alice, testing.id, replace(ENDING, last_item=3), NOW)
    assert testing.last_item == 20


def test_when_time_ran_out_somebody_must_name_the_last_item(session: Session, world: World) -> None:
    new = NewSitting(uuid4(), world.children[0].id, NOW, version_id=letters_form(session, world.alice))
    session.commit()
    sitting = sittings.open_sitting(session, world.alice, new, NOW)
    session.commit()
    with pytest.raises(Invalid, match="last item"):
        sittings.finish(session, world.alice, sitting.id, Ending(NOW, "time", 60.0), NOW)
    session.rollback()  # as the door does
    assert sitting.status == "open"
    score = sittings.finish(session, world.alice, sitting.id, Ending(NOW, "time", 60.0, 12), NOW)
    assert score is not None
    assert (score.n_attempted, score.correct_per_minute) == (12, 12.0)


def test_marks_that_arrive_after_the_end_are_kept_and_counted(session: Session, world: World, testing: Sitting) -> None:
    before = sittings.finish(session, world.alice, testing.id, ENDING, NOW)
    assert before is not None
    assert before.n_correct == 20
    late = mark(1)
    assert sittings.record_marks(session, world.alice, testing.id, [late], NOW) == {late.id: "saved"}
    after = session.scalars(select(ScoreRow).where(ScoreRow.sitting_id == testing.id)).one()
    assert after.n_correct == 19
    suggestion = promotions.current_suggestion(session, world.children[0].id)
    assert suggestion is not None
    assert suggestion.content["results"][0]["score"]["n_correct"] == 19


def test_late_marks_that_leave_no_score_are_kept_and_the_score_stays(session: Session, world: World) -> None:
    """Ten wrong letters ended it without a last item; a late self-correction takes the stop away."""
    new = NewSitting(uuid4(), world.children[0].id, NOW, version_id=letters_form(session, world.alice))
    sitting = sittings.open_sitting(session, world.alice, new, NOW)
    sittings.record_marks(session, world.alice, sitting.id, [mark(n, str(n)) for n in range(1, 11)], NOW)
    score = sittings.finish(session, world.alice, sitting.id, Ending(NOW, "finished", 60.0), NOW)
    assert score is not None
    assert score.discontinued
    late = mark(11, "1", "self_corrected")
    assert sittings.record_marks(session, world.alice, sitting.id, [late], NOW) == {late.id: "saved"}
    assert session.get(MarkRow, late.id) is not None
    assert score.discontinued


def test_a_test_declared_void_no_longer_counts_and_nothing_is_deleted(
    session: Session, world: World, testing: Sitting
) -> None:
    sittings.record_marks(session, world.alice, testing.id, [mark(1)], NOW)
    sittings.finish(session, world.alice, testing.id, ENDING, NOW)
    with pytest.raises(Invalid):
        sittings.declare_void(session, world.alice, testing.id, "  ", NOW)
    sittings.declare_void(session, world.alice, testing.id, "The fire bell rang.", NOW)
    assert (testing.status, count(session, MarkRow), count(session, ScoreRow)) == ("void", 1, 1)
    assert count(session, MasteryRow) == 0
    assert promotions.results_of(session, world.children[0].id, "K3") == []
    with pytest.raises(Conflict):
        sittings.finish(session, world.alice, testing.id, ENDING, NOW)


def begun(engine: Engine) -> tuple[Actor, NewSitting]:
    """Return Alice and the test she is about to begin, in a database that others write to as well."""
    with Session(engine) as session:
        world = make_world(session)
        return world.alice, a_test(session, world)


def test_the_same_batch_many_times_at_once_is_stored_once(shared: Engine) -> None:
    alice, new = begun(shared)
    opened = at_once(shared, [lambda s: sittings.open_sitting(s, alice, new, NOW).status] * 6)
    assert opened == ["open"] * 6

    marks = [mark(n, str(n)) for n in range(1, 51)]
    forth = lambda s: sittings.record_marks(s, alice, new.id, marks, NOW)  # noqa: E731
    back = lambda s: sittings.record_marks(s, alice, new.id, marks[::-1], NOW)  # noqa: E731
    told = at_once(shared, [forth, back] * 4)
    for one in marks:
        assert sorted(fates[one.id] for fates in told) == ["duplicate"] * 7 + ["saved"]

    scores = at_once(shared, [lambda s: sittings.finish(s, alice, new.id, ENDING, NOW).n_correct] * 6)  # type: ignore[union-attr]
    assert scores == [0] * 6
    with Session(shared) as session:
        assert (count(session, Sitting), count(session, MarkRow), count(session, ScoreRow)) == (1, 50, 1)


def test_marks_that_race_the_ending_are_always_in_the_score(shared: Engine) -> None:
    alice, new = begun(shared)
    at_once(shared, [lambda s: sittings.open_sitting(s, alice, new, NOW)])
    taps = [mark(n, str(2 * n)) for n in range(1, 8)]
    deeds = [lambda s, tap=tap: sittings.record_marks(s, alice, new.id, [tap], NOW) for tap in taps]
    deeds.insert(3, lambda s: sittings.finish(s, alice, new.id, ENDING, NOW))
    assert not [came for came in at_once(shared, deeds) if isinstance(came, Exception)]
    with Session(shared) as session:
        assert session.scalars(select(ScoreRow.n_correct)).one() == 13


def test_two_tests_of_one_child_may_end_at_once(shared: Engine) -> None:
    """Each end folds the same child's mastery anew."""
    alice, new = begun(shared)
    both = [new, replace(new, id=uuid4())]
    for one in both:
        at_once(shared, [lambda s, one=one: sittings.open_sitting(s, alice, one, NOW)])
        at_once(shared, [lambda s, one=one: sittings.record_marks(s, alice, one.id, [mark(1)], NOW)])
    ends = at_once(
        shared, [lambda s, one=one: sittings.finish(s, alice, one.id, ENDING, NOW).n_correct for one in both]
    )
    assert ends == [19, 19]


def test_of_two_decisions_at_once_one_stands(shared: Engine) -> None:
    alice, new = begun(shared)
    at_once(shared, [lambda s: sittings.open_sitting(s, alice, new, NOW)])
    at_once(shared, [lambda s: sittings.finish(s, alice, new.id, ENDING, NOW)])
    with Session(shared) as session:
        suggestion = promotions.current_suggestion(session, new.student_id)
        assert suggestion
    up = promotions.Answer("override", "She reads well.", to_level="K4")
    decide = lambda s: promotions.decide(s, alice, new.student_id, suggestion.id, up, NOW).to_level  # noqa: E731
    came = at_once(shared, [decide] * 4)
    assert [one for one in came if not isinstance(one, Invalid)] == ["K4"]
    with Session(shared) as session:
        assert [row.level for row in promotions.history(session, new.student_id)] == ["K3", "K4"]
