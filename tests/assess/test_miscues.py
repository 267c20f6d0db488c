"""What was misread; and what an answer speaks for: a right word for all its sounds, a wrong one as far as is known."""

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.assess.following import Kind
from phonics.assess.marks import fold_marks
from phonics.assess.miscues import Tally, by_correspondence, explain, named_misses, observations
from phonics.assess.misreading import Rule
from phonics.assess.scoring import score
from phonics.assess.thai_accent import Accent
from phonics.errors import Invalid
from phonics.levels.contrasts import Contrast, contrasts
from phonics.levels.decoding import align
from phonics.levels.graphemes import PHONES
from phonics.levels.loader import load
from phonics.levels.segments import sounds

CASES = Path(__file__).parents[1] / "cases" / "miscues.csv"
# contrasts heard as an accent one way round only
ONE_WAY = {"v-w", "z-s", "th-t", "th-d", "final-n-l"}
SHOWN_BELOW = {Rule.LAST_LETTER, Rule.R_VOWEL}

SHIP = ("ship", "sh=SH i=IH p=P")
CHICK = ("chick", "ch=CH i=IH ck=K")
PIN = ("pin", "p=P i=IH n=N")


def test_a_right_word_speaks_for_each_of_its_sounds(words) -> None:
    assert by_correspondence(words(SHIP), {}, None) == {"sh=SH": Tally(1, 1), "i=IH": Tally(1, 1), "p=P": Tally(1, 1)}


def test_a_wrong_word_speaks_only_against_the_sound_the_teacher_named(words, taps) -> None:
    marks = taps((1, "incorrect"), choice="i=IH")
    tallies = by_correspondence(words(SHIP), fold_marks(marks), None, named_misses(marks))
    assert tallies == {"i=IH": Tally(0, 1)}


def test_a_wrong_word_with_nothing_named_speaks_against_what_the_level_has_just_taught(words, taps) -> None:
    assert by_correspondence(words(SHIP), fold_marks(taps((1, "incorrect"))), None) == {"sh=SH": Tally(0, 1)}


def test_a_wrong_word_without_a_new_sound_is_silent(words, taps) -> None:
    assert by_correspondence(words(PIN), fold_marks(taps((1, "no_answer"))), None) == {}


def test_a_name_that_is_not_in_the_word_does_not_count(words, taps) -> None:
    marks = taps((1, "incorrect"), choice="th=TH")
    assert by_correspondence(words(SHIP), fold_marks(marks), None, named_misses(marks)) == {"sh=SH": Tally(0, 1)}


def test_a_tap_taken_back_takes_the_name_with_it(taps) -> None:
    assert named_misses(taps((1, "incorrect"), (1, "correct"), choice="")) == {}
    assert named_misses(taps((1, "incorrect"), (1, "clear"), choice="i=IH")) == {}


def test_a_wrong_letter_speaks_against_its_own_sound_old_or_new(letters, taps) -> None:
    tallies = by_correspondence(letters(8, stop_first=None), fold_marks(taps((1, "incorrect"))), 8)
    assert tallies == {"s=S": Tally(1, 2), "a=AE": Tally(2, 2), "t=T": Tally(2, 2), "p=P": Tally(2, 2)}


def test_what_was_not_reached_says_nothing(letters) -> None:
    assert by_correspondence(letters(), {}, 2) == {"s=S": Tally(1, 1), "a=AE": Tally(1, 1)}


def test_after_the_stop_nothing_counts(letters, taps) -> None:
    marks = taps(*((n, "incorrect") for n in range(1, 11)))
    tallies = by_correspondence(letters(), fold_marks(marks), None)
    assert sum(tally.seen for tally in tallies.values()) == score(letters(), marks, None, 60).n_attempted == 10
    assert sum(tally.right for tally in tallies.values()) == 0


def test_a_sound_twice_in_a_word_is_one_observation(words) -> None:
    assert by_correspondence(words(("tat", "t=T a=AE t=T")), {}, None)["t=T"] == Tally(1, 1)


def test_a_test_answer_is_produced_and_no_guess(words) -> None:
    seen = list(observations(words(CHICK), {}, None, date(2026, 11, 22)))
    assert {(o.word, o.produced, o.guess, o.on) for o in seen} == {("chick", True, 0.0, date(2026, 11, 22))}


@pytest.mark.parametrize(("tally", "share"), [(Tally(3, 6), 0.5), (Tally(0, 0), None)])
def test_a_share_is_right_out_of_seen(tally: Tally, share: float | None) -> None:
    assert tally.share == share


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", cases(), ids=lambda row: f"{row['word']} as {row['said']}")
def test_a_misreading_is_told_as_by_hand(row: dict[str, str]) -> None:
    parts = explain(row["word"], row["said"]).parts
    assert [part.kind for part in parts] == row["kinds"].split()
    assert [part.rule for part in parts if part.rule] == [rule for rule in row["rules"].split("|") if rule]


def test_the_cases_show_every_kind_and_every_rule_there_is() -> None:
    assert len(cases()) >= 60
    assert {kind for row in cases() for kind in row["kinds"].split()} == set(Kind)
    named = {rule for row in cases() for rule in row["rules"].split("|")} - {""}
    assert {*Accent, *Rule} - named <= SHOWN_BELOW


@pytest.mark.parametrize(
    ("word", "said", "rule"), [("rain", "R IH N", Rule.LAST_LETTER), ("care", "K AA R", Rule.R_VOWEL)]
)
def test_rarer_misreadings_have_their_names(word: str, said: str, rule: Rule) -> None:
    assert rule in [part.rule for part in explain(word, said).parts]


def test_a_misread_sound_and_an_accent_are_told_apart() -> None:
    seen = explain("make", "M AE G")
    assert (seen.misread, seen.accented, seen.accent_only, seen.right) == (("a_e=EY", "k=K"), (), False, False)
    seen = explain("shrimp", "SH L IH M")
    assert (seen.misread, seen.accented, seen.accent_only) == ((), ("r=R", "p=P"), True)
    seen = explain("ship", "ship")
    assert (seen.misread, seen.accented, seen.accent_only, seen.right) == ((), (), False, True)


def test_a_sound_put_in_is_neither_right_nor_a_correspondence_misread() -> None:
    seen = explain("pan", "P L AE N")
    assert (seen.right, seen.accent_only, seen.misread) == (False, False, ())


def test_the_first_sound_of_a_long_word_is_one_sound_right_and_the_rest_left_out() -> None:
    kinds = [part.kind for part in explain("elephant", "EH").parts]
    assert kinds[0] == Kind.RIGHT
    assert kinds[1:].count(Kind.OMITTED) >= 4


def test_phones_may_come_one_by_one_with_or_without_stress() -> None:
    assert explain("ship", ("CH", "IH1", "P")) == explain("ship", "CH IH P")


def test_one_sound_in_capitals_is_a_sound_and_not_a_word() -> None:
    assert explain("a", "EY").right
    assert explain("oh", "OW").said == ("OW",)


@pytest.mark.parametrize("contrast", contrasts(), ids=lambda contrast: contrast.key)
def test_what_speakers_of_thai_confuse_is_an_accent_and_no_misreading(contrast: Contrast) -> None:
    """Voice is lost at the end and not gained, v becomes w and not w v: such a pair counts one way only."""
    for pair in contrast.pairs:
        first, second = sounds(align(pair.one)), sounds(align(pair.other))
        if contrast.key in ONE_WAY or contrast.key == "final-drop":
            right, heard = (pair.other, first) if contrast.key == "final-n-l" else (pair.one, second)
        elif contrast.key.startswith("final"):
            right, heard = pair.other, first
        else:
            right, heard = pair.one, second
            assert fine(pair.other, first)
        assert fine(right, heard)


def fine(word: str, said: tuple[str, ...]) -> bool:
    seen = explain(word, said)
    return seen.accent_only or seen.right


def test_every_word_said_as_it_is_is_right() -> None:
    for word in list(load().words.values())[::15]:
        assert explain(word.text, word.phones).right, word.text


@settings(deadline=None, max_examples=150)
@given(
    word=st.sampled_from(["ship", "make", "banana", "jumped", "box", "night", "one", "snape", "strength"]),
    said=st.lists(st.sampled_from(sorted(PHONES)), min_size=1, max_size=9).map(tuple),
)
def test_every_segment_and_every_sound_is_accounted_for(word: str, said: tuple[str, ...]) -> None:
    seen = explain(word, said)
    assert [part.code for part in seen.parts if part.code] == [segment.code for segment in seen.segments]
    assert tuple(phone for part in seen.parts for phone in part.heard) == said == seen.said
    assert all((part.kind == Kind.INSERTED) == (not part.code) for part in seen.parts)


@pytest.mark.parametrize(
    "said",
    ["", "  ", (), "SH QQ P", "12", "เรือ", "a" * 46, "ship!", " ".join(["AE"] * 91)],
    ids=lambda said: repr(said)[:12],
)
def test_what_nobody_can_have_said_is_refused(said: str | tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        explain("ship", said)


@pytest.mark.parametrize("word", ["", "sh1p", "เรือ", "a" * 60])
def test_what_is_no_word_is_refused(word: str) -> None:
    with pytest.raises(Invalid):
        explain(word, "SH IH P")


@pytest.mark.parametrize("said", ["ba" * 22, " ".join(["B AE"] * 45)], ids=["typed", "phones"])
def test_silly_input_ends_soon(said: str) -> None:
    began = time.perf_counter()
    assert explain("bananab" * 6, said).misread
    assert time.perf_counter() - began < 2
