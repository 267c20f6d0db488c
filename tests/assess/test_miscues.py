"""What was misread, and what is only an accent."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.assess.following import Kind
from phonics.assess.miscues import explain
from phonics.assess.misreading import Rule
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
    assert explain("bananab" * 6, said).misread  # bench/align.py prints how long it takes
