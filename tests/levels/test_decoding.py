"""Letters fall to sounds as docs/curriculum.md says."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonics.errors import Invalid
from phonics.levels.decoding import align, decodable_with, level_of, parse, patterns, written
from phonics.levels.graphemes import PHONES, normalise, spellings
from phonics.levels.loader import load

GOLD = Path(__file__).parents[1] / "cases" / "segmentation_gold.csv"


def gold() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_enough_gold():
    assert len({row["word"] for row in gold()}) >= 120


@pytest.mark.parametrize("row", gold(), ids=lambda row: row["word"])
def test_a_word_falls_apart_as_by_hand(row):
    assert written(align(row["word"], row["phones"].split())) == row["segments"]


def test_a_split_e_belongs_to_its_vowel():
    m, a_e, k = align("make", ["M", "EY1", "K"])
    assert (m.letters, a_e.letters, k.letters) == ((0,), (1, 3), (2,))
    assert a_e.code == "a_e=EY"


def test_every_letter_is_used_once_and_every_sound_said_in_order():
    for word in load().words.values():
        segments = align(word.text, word.phones)
        assert sorted(place for s in segments for place in s.letters) == list(range(len(word.text)))
        assert tuple(phone for s in segments for phone in s.phones) == word.phones


def test_stress_digits_are_optional_and_unstressed_ah_is_schwa():
    assert normalise(["AH0", "ah1", "ER2"]) == ("AX", "AH", "ER")
    assert align("sofa", ["S", "OW1", "F", "AH0"]) == align("sofa", ["S", "OW", "F", "AX"])


@pytest.mark.parametrize("word", ["", "Cat", "ca t", "แมว", "c4t", "a" * 46])
def test_what_is_not_a_word_is_refused(word):
    with pytest.raises(Invalid):
        align(word, ["K", "AE", "T"])


def test_an_unknown_sound_is_refused():
    with pytest.raises(Invalid, match="Unknown sounds"):
        align("cat", ["K", "Q", "T"])


def test_a_word_that_cannot_sound_like_that_is_refused():
    with pytest.raises(Invalid):
        align("cat", ["D", "AO", "G"])


@given(st.text("abeginst", min_size=1, max_size=45), st.lists(st.sampled_from(sorted(PHONES)), max_size=45))
def test_any_letters_and_sounds_get_an_answer(word, phones):
    try:
        segments = align(word, phones)
    except Invalid:
        return
    assert parse(word, written(segments)) == segments


def test_written_segments_that_do_not_spell_the_word_are_refused():
    with pytest.raises(Invalid, match="does not spell"):
        parse("ship", "s=S i=IH p=P")


@pytest.mark.parametrize(
    ("word", "phones", "found"),
    [
        ("cat", "K AE T", set()),
        ("box", "B AA K S", set()),
        ("bank", "B AE NG K", set()),
        ("hand", "HH AE N D", {"end"}),
        ("flag", "F L AE G", {"start:l"}),
        ("shrimp", "SH R IH M P", {"start:r", "end"}),
        ("squid", "S K W IH D", {"start:s"}),
        ("twin", "T W IH N", {"start:w"}),
        ("spring", "S P R IH NG", {"start:three"}),
        ("cats", "K AE T S", {"-s"}),
        ("hands", "HH AE N D Z", {"-s", "end"}),
        ("bus", "B AH S", set()),
        ("glasses", "G L AE S IH Z", {"-es", "start:l"}),
        ("singing", "S IH NG IH NG", {"-ing"}),
        ("king", "K IH NG", set()),
        ("sunset", "S AH N S EH T", {"syllables"}),
        ("psalm", "S AA M", set()),  # silent letters are no consonants
    ],
)
def test_what_makes_reading_harder_beside_the_letters(word, phones, found):
    assert patterns(align(word, phones.split())) == found


@pytest.mark.parametrize(
    ("word", "phones", "level"),
    [
        ("sat", "S AE T", "K2"),
        ("dog", "D AO G", "K3"),
        ("box", "B AA K S", "K4"),
        ("bank", "B AE NG K", "P1"),
        ("frog", "F R AA G", "P2"),
        ("cake", "K EY K", "P3"),
        ("rain", "R EY N", "P4"),
        ("apple", "AE P AX L", "P7"),
        ("nation", "N EY SH AX N", "S3"),
    ],
)
def test_the_engine_names_the_level(word, phones, level):
    assert level_of(align(word, phones.split())) == level


def test_decodable_means_every_correspondence_is_taught():
    ship = align("ship", ["SH", "IH", "P"])
    assert decodable_with(ship, {"sh=SH", "i=IH", "p=P"})
    assert not decodable_with(ship, {"s=S", "h=HH", "i=IH", "p=P"})


def test_the_aligner_knows_the_spellings_of_all_levels():
    assert {row.level for row in spellings().values()} >= {"K2", "P2", "P3", "P7", "S1", "S4"}
