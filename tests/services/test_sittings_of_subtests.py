"""A test of several subtests, given with its clock, its stops and its last items as marks."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import World
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess.instruments import Instrument, Purpose, numbered
from phonics.assess.items import Item
from phonics.assess.subtests import Kind, Stop, StopType, Subtest
from phonics.errors import Invalid
from phonics.services import learning, offers, promotions, scores, sittings, testing
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.instruments import InstrumentRow, VersionRow
from phonics.store.sittings import MarkRow, ScoreRow

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
LETTERS = tuple(Item(n, "s", codes=("s=S",), phones=("S",)) for n in range(1, 11))
WORDS = tuple(Item(n, "sat", codes=("s=S", "a=AE", "t=T"), phones=("S", "AE", "T")) for n in range(1, 7))


@pytest.fixture
def sitting(session: Session, world: World) -> UUID:
    """A child before a test of Alice's unit: ten letter sounds in 20 seconds, then six words."""
    subtests = (
        Subtest(Kind.LETTER_SOUND, LETTERS, columns=5, timed_s=20, stop=Stop(StopType.FIRST_K_ALL_WRONG, 5)),
        Subtest(Kind.REAL_WORD, WORDS, columns=3, stop=Stop(StopType.K_CONSECUTIVE, 3)),
    )
    made = Instrument("ours", Purpose.DIAGNOSTIC, ("K3", "K4"), "A", "ของเรา", "Ours", "", "", numbered(subtests))
    row = InstrumentRow(
        unit_id=world.unit.id,
        code="ours",
        kind=made.kind,
        level=" ".join(made.levels),
        form="A",
        title_th="ของเรา",
        title_en="Ours",
    )
    version = VersionRow(
        instrument=row, number=1, content=made.to_dict(), content_hash=made.content_hash, published_at=NOW
    )
    session.add(version)
    session.flush()
    new = NewSitting(uuid4(), world.children[0].id, NOW, version.id)
    return sittings.open_sitting(session, world.alice, new, NOW).id


def said(seq: int, kind: str, item: int | str, outcome: str = "", at_ms: int = 0, **more: Any) -> IncomingMark:
    return IncomingMark(UUID(int=seq), seq, str(item), outcome, at_ms, kind=kind, **more)


GIVEN = [
    said(1, "start", 1),
    said(2, "mark", 2, "incorrect", choice="s=S"),
    said(3, "mark", 3, "correct", accent=True),
    said(4, "timeout", 1, at_ms=20_000),
    said(5, "last_item", 8),
    said(6, "start", 11, at_ms=30_000),
    said(7, "row", 14, "no_response"),
    said(8, "finish", 11, at_ms=55_000),
]


def end(session: Session, world: World, sitting: UUID, by: str = "finished") -> ScoreRow:
    score = sittings.finish(session, world.alice, sitting, Ending(NOW, by, 55.0), NOW)
    assert score is not None
    return score


def test_each_subtest_keeps_its_own_result_beside_the_headline(session: Session, world: World, sitting: UUID) -> None:
    sittings.record_marks(session, world.alice, sitting, GIVEN, NOW)
    score = end(session, world, sitting)
    assert (score.n_items, score.n_attempted, score.n_correct, score.correct_per_minute) == (16, 14, 10, 21)
    assert score.parts is not None
    letters, words = score.parts["subtests"]
    assert (letters["correct"], letters["attempted"], letters["seconds_used"], letters["accents"]) == (7, 8, 20, 1)
    assert (words["correct"], words["attempted"], words["discontinued"]) == (3, 6, True)
    found = testing.result(session, world.alice, sitting)
    assert [len(row) for row in found.rows] == [5, 5, 3, 3]
    assert [item.number for item in found.missed] == [2, 14, 15, 16]


def test_it_is_offered_at_each_of_its_levels_and_decides_at_none(session: Session, world: World, sitting: UUID) -> None:
    sittings.record_marks(session, world.alice, sitting, GIVEN, NOW)
    end(session, world, sitting)
    on_offer = offers.offers(session, world.alice)
    assert all("diagnostic" in {offer.kind for offer in on_offer[level]} for level in ("K3", "K4"))
    assert "diagnostic" not in {offer.kind for offer in on_offer["K2"]}
    assert offers.best_first(on_offer["K3"], [])[-1].kind == "diagnostic"
    assert learning.mastery_of(session, world.children[0].id)["s=S"].seen == 8 + 3


def test_what_a_teacher_made_for_one_level_is_no_evidence_for_promotion(
    session: Session, world: World, sitting: UUID
) -> None:
    session.scalars(select(InstrumentRow).where(InstrumentRow.code == "ours")).one().level = "K3"
    sittings.record_marks(session, world.alice, sitting, GIVEN, NOW)
    end(session, world, sitting)
    assert promotions.results_of(session, world.children[0].id, "K3") == []


def test_the_last_item_that_time_asks_for_is_asked_for_at_the_end(
    session: Session, world: World, sitting: UUID
) -> None:
    sittings.record_marks(session, world.alice, sitting, [mark for mark in GIVEN if mark.kind != "last_item"], NOW)
    with pytest.raises(Invalid, match="choose the last item"):
        end(session, world, sitting, by="time")
    sittings.record_marks(session, world.alice, sitting, [GIVEN[4]], NOW)
    assert end(session, world, sitting, by="time").n_attempted == 14


def test_a_wrong_tap_is_corrected_after_the_end_and_the_stop_falls(
    session: Session, world: World, sitting: UUID
) -> None:
    sittings.record_marks(session, world.alice, sitting, GIVEN, NOW)
    end(session, world, sitting)
    sittings.record_marks(session, world.alice, sitting, [said(9, "clear", 15)], NOW)
    [score] = session.scalars(select(ScoreRow).where(ScoreRow.sitting_id == sitting))
    assert score.parts is not None
    assert (score.n_correct, score.parts["subtests"][1]["discontinued"]) == (11, False)


def test_a_clock_that_runs_backwards_loses_nothing(session: Session, world: World, sitting: UUID) -> None:
    back = [*GIVEN[:-1], said(8, "finish", 11, at_ms=10_000)]
    sittings.record_marks(session, world.alice, sitting, back, NOW)
    assert (end(session, world, sitting).n_correct, session.query(MarkRow).count()) == (10, 8)
    assert scores.rebuild(session, NOW) == 1


def test_what_older_tablets_say_is_the_same_mark(session: Session, world: World, sitting: UUID) -> None:
    old = [said(1, "mark", 2, "no_answer"), said(2, "mark", 2, "clear"), said(3, "mark", 3, "no_answer")]
    new = [said(1, "mark", 2, "no_response"), said(2, "clear", 2), said(3, "mark", 3, "no_response")]
    assert set(sittings.record_marks(session, world.alice, sitting, old, NOW).values()) == {"saved"}
    assert set(sittings.record_marks(session, world.alice, sitting, new, NOW).values()) == {"duplicate"}
    kept = session.execute(select(MarkRow.kind, MarkRow.outcome).order_by(MarkRow.seq)).all()
    assert kept == [("mark", "no_response"), ("clear", "clear"), ("mark", "no_response")]


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        (said(1, "stop", 1), "kind"),
        (said(1, "mark", 1), "outcome"),
        (said(1, "row", 1, "wrong"), "outcome"),
        (said(1, "mark", "", "incorrect"), "must name its item"),
        (said(1, "last_item", ""), "must name its item"),
    ],
)
def test_a_mark_that_makes_no_sense_is_refused_with_its_batch(
    session: Session, world: World, sitting: UUID, mark: IncomingMark, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        sittings.record_marks(session, world.alice, sitting, [GIVEN[1], mark], NOW)
    assert session.query(MarkRow).count() == 0
