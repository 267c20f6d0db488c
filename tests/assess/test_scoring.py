"""Scores by hand: rules of the EGRA toolkit and the Acadience/DIBELS family, failures known from Tangerine."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item
from phonics.assess.marks import Mark, Outcome
from phonics.assess.scoring import RULE_VERSION, Score, score
from phonics.assess.subtests import Kind, Stop, StopType, Subtest
from phonics.errors import Invalid

WRONG, SELF, SILENT, RIGHT, CLEAR = "incorrect", "self_corrected", "no_response", "correct", "clear"


def test_correct_per_minute_comes_from_the_whole_minute_when_time_ran_out(letters, taps) -> None:
    # bracket after 56, 7 wrong, 1 self-corrected: 49 right in 60 s
    marks = taps(*((n, WRONG) for n in (3, 8, 15, 22, 30, 41, 50)), (12, SELF))
    result = score(letters(), marks, last_item=56, seconds_used=60)
    assert (result.n_items, result.n_attempted, result.n_correct, result.n_self_corrected) == (100, 56, 49, 1)
    assert result.correct_per_minute == pytest.approx(49.0)
    assert result.accuracy == pytest.approx(49 / 56)
    assert (result.n_incorrect, result.n_not_reached, result.discontinued) == (7, 44, False)


def test_a_child_who_finishes_early_is_scored_on_the_seconds_really_used(letters, taps) -> None:
    # EGRA: 100 items, 10 wrong, 45 s: 90 ÷ 45 × 60 = 120 a minute
    marks = taps(*((n, WRONG) for n in range(11, 21)))
    result = score(letters(), marks, last_item=None, seconds_used=45)
    assert result.n_attempted == 100
    assert result.correct_per_minute == pytest.approx(120.0)
    assert result.accuracy == pytest.approx(0.9)


def test_a_late_clock_never_counts_more_than_the_limit(letters) -> None:
    result = score(letters(), [], last_item=30, seconds_used=60.4)
    assert (result.seconds_used, result.correct_per_minute) == (60.0, pytest.approx(30.0))


def test_when_time_ran_out_the_last_item_must_be_chosen_never_guessed(letters, taps) -> None:
    with pytest.raises(Invalid, match="last item"):
        score(letters(), taps((4, WRONG)), last_item=None, seconds_used=60)


def test_the_last_item_is_not_asked_after_the_stop(letters, taps) -> None:
    marks = taps(*((n, WRONG) for n in range(1, 11)))
    assert score(letters(), marks, last_item=None, seconds_used=60).discontinued


@pytest.mark.parametrize("last_item", [-1, 101])
def test_a_last_item_that_is_not_on_the_card_is_refused(letters, last_item: int) -> None:
    with pytest.raises(Invalid):
        score(letters(), [], last_item, seconds_used=60)


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf])
def test_a_time_that_makes_no_sense_is_refused(letters, seconds: float) -> None:
    with pytest.raises(Invalid):
        score(letters(), [], 10, seconds)


def test_unattempted_is_not_incorrect(letters) -> None:
    result = score(letters(), [], last_item=12, seconds_used=60)
    assert (result.n_correct, result.n_incorrect, result.n_not_reached) == (12, 0, 88)
    assert result.accuracy == 1.0


def test_a_child_who_attempted_nothing_has_a_rate_of_nought_and_no_accuracy(letters) -> None:
    result = score(letters(), [], last_item=0, seconds_used=60)
    assert (result.n_attempted, result.correct_per_minute, result.accuracy) == (0, 0.0, None)


def test_self_corrected_is_right_and_counted(letters, taps) -> None:
    result = score(letters(20), taps((1, WRONG), (1, SELF), (2, SELF)), last_item=20, seconds_used=30)
    assert (result.n_correct, result.n_self_corrected) == (20, 2)


def test_no_answer_is_wrong(letters, taps) -> None:
    assert score(letters(20), taps((5, SILENT)), 20, 30).n_correct == 19


def test_marks_after_the_last_item_are_ignored_and_named(letters, taps) -> None:
    marks = taps((3, WRONG), (8, WRONG), (9, WRONG), (10, WRONG))
    result = score(letters(), marks, last_item=5, seconds_used=60)
    assert (result.n_attempted, result.n_correct, result.ignored) == (5, 4, ("8", "9", "10"))


def test_a_mark_for_an_item_that_is_not_there_is_named_and_costs_nothing(letters, taps) -> None:
    result = score(letters(20), taps((3, WRONG), (250, WRONG), ("gpc:s=S", WRONG)), 20, 30)
    assert (result.n_correct, result.ignored) == (19, ("250", "gpc:s=S"))


def test_the_whole_first_row_wrong_ends_it_with_nought(letters, taps) -> None:
    marks = taps(*((n, WRONG) for n in range(1, 10)), (10, SILENT), (11, WRONG))
    result = score(letters(), marks, last_item=14, seconds_used=32)
    assert result.discontinued
    assert (result.n_attempted, result.n_correct, result.correct_per_minute, result.accuracy) == (10, 0, 0.0, 0.0)
    assert result.ignored == ("11",)


def test_one_self_correction_in_the_first_row_keeps_it_going(letters, taps) -> None:
    marks = taps(*((n, WRONG) for n in range(1, 11)), (10, SELF))
    result = score(letters(), marks, last_item=14, seconds_used=60)
    assert not result.discontinued
    assert (result.n_correct, result.n_self_corrected) == (5, 1)


def test_a_wrong_tap_can_still_be_taken_back_after_the_stop(letters, taps) -> None:
    marks = taps(*((n, WRONG) for n in range(1, 11)), (7, CLEAR))
    assert score(letters(), marks, last_item=40, seconds_used=60).n_correct == 31


def test_ten_wrong_later_on_do_not_stop_it(letters, taps) -> None:
    # Tangerine's example: four right, then ten wrong, does not stop
    marks = taps(*((n, WRONG) for n in range(5, 15)))
    result = score(letters(), marks, last_item=14, seconds_used=60)
    assert (result.discontinued, result.n_correct) == (False, 4)


def test_a_row_that_was_not_finished_does_not_stop_it(letters, taps) -> None:
    result = score(letters(), taps(*((n, WRONG) for n in range(1, 8))), last_item=7, seconds_used=60)
    assert (result.discontinued, result.n_attempted, result.n_correct) == (False, 7, 0)


def test_the_stop_works_on_an_untimed_test_too(words, taps) -> None:
    short = words(*[("ship", "sh=SH i=IH p=P")] * 8, stop_first=5)
    result = score(short, taps(*((n, WRONG) for n in range(1, 6))), None, 40)
    assert (result.discontinued, result.n_attempted, result.n_correct) == (True, 5, 0)


def test_an_untimed_test_keeps_its_time_and_makes_no_rate_of_it(words, taps) -> None:
    result = score(words(*[("ship", "sh=SH i=IH p=P")] * 20), taps((2, WRONG)), None, 95)
    assert (result.seconds_used, result.correct_per_minute, result.accuracy) == (95.0, None, 0.95)


def test_no_time_used_gives_no_rate(letters) -> None:
    assert score(letters(), [], 20, 0).correct_per_minute is None


def test_a_score_carries_its_rule_and_survives_json(letters, taps) -> None:
    result = score(letters(), taps((3, WRONG), (70, WRONG)), 50, 60)
    assert result.rule_version == RULE_VERSION
    assert Score.from_dict(json.loads(json.dumps(result.to_dict()))) == result


GRID = Instrument(
    code="grid",
    purpose=Purpose.PROGRESS,
    levels=("K2",),
    form="A",
    title_th="",
    title_en="",
    directions_th="",
    directions_en="",
    subtests=(
        Subtest(
            Kind.LETTER_SOUND,
            tuple(Item(n, "s", "letter_sound", ("s=S",), ("S",)) for n in range(1, 21)),
            columns=5,
            timed_s=60,
            stop=Stop(StopType.FIRST_K_ALL_WRONG, 5),
        ),
    ),
)
any_marks = st.lists(
    st.builds(
        Mark,
        id=st.uuids(version=4),
        seq=st.integers(0, 60),
        item=st.integers(0, 25).map(str),
        outcome=st.sampled_from(Outcome),
        at_ms=st.just(0),
    ),
    max_size=40,
)


@settings(max_examples=200, deadline=None)
@given(any_marks, st.integers(0, 20), st.floats(0, 100))
def test_a_score_never_leaves_its_bounds(marks: list[Mark], last_item: int, seconds: float) -> None:
    result = score(GRID, marks, last_item, seconds)
    assert 0 <= result.n_self_corrected <= result.n_correct <= result.n_attempted <= result.n_items
    assert 0 <= result.seconds_used <= 60
    assert result.accuracy is None or 0 <= result.accuracy <= 1
    if result.correct_per_minute is not None:
        assert result.correct_per_minute >= 0
    if result.discontinued:
        assert (result.n_correct, result.n_attempted) == (0, 5)


@settings(deadline=None)
@given(any_marks, st.integers(0, 20), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_score(marks: list[Mark], last_item: int, random) -> None:
    shuffled = random.sample(marks, len(marks))
    assert score(GRID, shuffled, last_item, 60) == score(GRID, marks, last_item, 60)


@settings(deadline=None)
@given(any_marks)
def test_taking_back_every_tap_restores_the_first_state(marks: list[Mark]) -> None:
    undone = [Mark(m.id, 100, m.item, Outcome.CLEAR, 0) for m in marks]
    assert score(GRID, marks + undone, 20, 30) == score(GRID, [], 20, 30)
