"""Which correspondences an answer speaks for or against."""

from datetime import date

import pytest

from phonics.assess.evidence import Tally, by_correspondence, named_misses, observations
from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item, Option, Response
from phonics.assess.marks import Mark, Outcome
from phonics.assess.mastery import Direction
from phonics.assess.scoring import answers, parts, score
from phonics.assess.subtests import Kind, Subtest

SHIP = ("ship", "sh=SH i=IH p=P")
CHICK = ("chick", "ch=CH i=IH ck=K")
PIN = ("pin", "p=P i=IH n=N")


def tallied(instrument: Instrument, marks: list[Mark], last: int | None = None) -> dict[str, Tally]:
    return by_correspondence(instrument, answers(parts(instrument, marks, last)), named_misses(marks))


def test_a_right_word_speaks_for_each_of_its_sounds(words) -> None:
    assert tallied(words(SHIP), []) == {"sh=SH": Tally(1, 1), "i=IH": Tally(1, 1), "p=P": Tally(1, 1)}


def test_a_wrong_word_speaks_only_against_the_sound_the_teacher_named(words, taps) -> None:
    marks = taps((1, "incorrect"), choice="i=IH")
    tallies = tallied(words(SHIP), marks)
    assert tallies == {"i=IH": Tally(0, 1)}


def test_a_wrong_word_with_nothing_named_speaks_against_what_the_level_has_just_taught(words, taps) -> None:
    assert tallied(words(SHIP), taps((1, "incorrect"))) == {"sh=SH": Tally(0, 1)}


def test_a_wrong_word_without_a_new_sound_is_silent(words, taps) -> None:
    assert tallied(words(PIN), taps((1, "no_response"))) == {}


def test_a_name_that_is_not_in_the_word_does_not_count(words, taps) -> None:
    marks = taps((1, "incorrect"), choice="th=TH")
    assert tallied(words(SHIP), marks) == {"sh=SH": Tally(0, 1)}


def test_a_tap_taken_back_takes_the_name_with_it(taps) -> None:
    assert named_misses(taps((1, "incorrect"), (1, "correct"), choice="")) == {}
    assert named_misses(taps((1, "incorrect"), (1, "clear"), choice="i=IH")) == {}


def test_a_wrong_letter_speaks_against_its_own_sound_old_or_new(letters, taps) -> None:
    tallies = tallied(letters(8, stop_first=None), taps((1, "incorrect")), 8)
    assert tallies == {"s=S": Tally(1, 2), "a=AE": Tally(2, 2), "t=T": Tally(2, 2), "p=P": Tally(2, 2)}


def test_what_was_not_reached_says_nothing(letters) -> None:
    assert tallied(letters(), [], 2) == {"s=S": Tally(1, 1), "a=AE": Tally(1, 1)}


def test_after_the_stop_nothing_counts(letters, taps) -> None:
    marks = taps(*((n, "incorrect") for n in range(1, 11)))
    tallies = tallied(letters(), marks)
    assert sum(tally.seen for tally in tallies.values()) == score(letters(), marks, None, 60).n_attempted == 10
    assert sum(tally.right for tally in tallies.values()) == 0


def test_a_sound_twice_in_a_word_is_one_observation(words) -> None:
    assert tallied(words(("tat", "t=T a=AE t=T")), [])["t=T"] == Tally(1, 1)


def test_a_test_answer_is_produced_and_no_guess(words) -> None:
    seen = list(observations(words(CHICK), {"1": Outcome.CORRECT}, date(2026, 11, 22)))
    assert {(o.word, o.produced, o.guess, o.on) for o in seen} == {("chick", True, 0.0, date(2026, 11, 22))}


@pytest.mark.parametrize(("tally", "share"), [(Tally(3, 6), 0.5), (Tally(0, 0), None)])
def test_a_share_is_right_out_of_seen(tally: Tally, share: float | None) -> None:
    assert tally.share == share


def test_dictation_shows_spelling_and_a_choice_may_be_luck() -> None:
    shown = tuple(Option(key, key) for key in "abcd")
    chosen = Item(2, "ship", codes=("sh=SH",), response=Response.CHOICE, options=shown, answers=("b",))
    subtests = (
        Subtest(Kind.DICTATION, (Item(1, "shop", codes=("sh=SH",)),)),
        Subtest(Kind.REAL_WORD, (chosen,)),
    )
    both = Instrument("own", Purpose.PROGRESS, ("P1",), "A", "", "", "", "", subtests)
    spelt, luck = observations(both, answers(parts(both, [])), date(2026, 11, 22))
    assert (spelt.direction, spelt.produced, spelt.guess) == (Direction.SPELLING, True, 0.0)
    assert (luck.direction, luck.produced, luck.guess) == (Direction.READING, False, 0.25)
