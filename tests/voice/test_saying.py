"""How a printed text is said."""

import csv

import pytest

from phonics.errors import Invalid
from phonics.levels.pronouncing import stresses
from phonics.levels.segments import sounds
from phonics.voice import arpabet, saying
from phonics.voice.saying import said, segments_of, with_stress, words_in
from phonics.voice.wanted import printed


def rows(name: str) -> list[dict[str, str]]:
    with (saying.DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("the pup", "DH AX0 | P AH1 P ."),
        ("the egg", "DH IY0 | EH1 G ."),
        ("Go to it!", "G OW1 | T UW0 | IH0 T !"),
        ("Is it on?", "IH0 Z | IH0 T | AA1 N ?"),
        ("I think it is!", "AY2 | TH IH1 NG K | IH0 T | IH1 Z !"),
        ('"Hush, chick!', "HH AH1 SH , | CH IH1 K !"),
        ("grown-up: she", "G R OW1 N | AH1 P , | SH IY0 ."),
        ("It's Lin's.", "IH1 T S | L IH1 N Z ."),
        ("It’s Lin’s.", "IH1 T S | L IH1 N Z ."),
    ],
)
def test_little_words_are_weak_and_marks_make_the_tune(text: str, spoken: str) -> None:
    assert said(text)[0] == spoken


def test_little_words_alone_are_said_in_full() -> None:
    assert said("He")[0] == "HH IY1 ."
    assert said("to the")[0] == "T UW1 | DH AX1 ."


def test_words_are_tied_to_their_places() -> None:
    assert said('"No," she said.')[1] == (((1, 2), 2), ((6, 7, 8), 2), ((10, 11, 12, 13), 3))


def test_a_capital_letter_may_make_it_a_name() -> None:
    assert said("Ton has a ton.")[0] == "T AA1 N | HH AE2 Z | AX0 | T AH1 N ."


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("We stay inside and read.", "R IY1 D"),
        ("She read from a notebook.", "R EH1 D"),
        ("Excuse me, please.", "IH0 K S K Y UW1 Z"),
        ("His excuse was hilarious.", "IH0 K S K Y UW1 S"),
        ("It was close to the end.", "K L OW1 S"),
        ("Close the gate!", "K L OW1 Z"),
        ("the lives of real people", "L AY1 V Z"),
        ("She lives in our town.", "L IH1 V Z"),
    ],
)
def test_words_spelt_alike_are_told_apart_by_what_stands_around(text: str, spoken: str) -> None:
    assert f" {spoken} " in f" {said(text)[0]} "


def test_every_reading_that_is_listed_is_met_in_a_text_and_differs_from_the_usual_one() -> None:
    for row in rows("homographs.csv"):
        assert row["word"] in row["within"].lower()
        assert any(row["within"] in text for text in printed()), row
        usual = sounds(segments_of(row["word"]))
        assert tuple(map(arpabet.bare, row["spoken"].split())) != usual or row["word"] == "misread"


def test_little_words_keep_their_consonants_when_weak() -> None:
    for row in rows("weak.csv"):
        usual = [phone for phone in sounds(segments_of(row["word"])) if phone not in arpabet.VOWELS]
        for spoken in filter(None, (row["said"], row["vowel"], row["last"])):
            phones = [arpabet.bare(phone) for phone in spoken.split()]
            assert [phone for phone in phones if phone not in arpabet.VOWELS] == usual, row


def test_the_stress_list_fits_the_words_it_names() -> None:
    for word, digits in stresses().items():
        usual = sounds(segments_of(word))
        assert set(digits) <= set("012"), word
        assert digits.count("1") == 1, word
        assert len(digits) == sum(phone in arpabet.VOWELS for phone in usual), word


def test_a_word_the_list_lacks_is_said_by_the_rule() -> None:
    assert with_stress("banapo", ("B", "AX", "N", "AE", "P", "OW")) == ("B", "AX0", "N", "AE1", "P", "OW0")


@pytest.mark.parametrize("text", ["", "…", "I am 7.", "Lek ชอบ ice", "xqzt"])
def test_what_nobody_has_said_how_to_say_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        said(text)


def test_words_are_taken_as_they_are_written() -> None:
    assert words_in("\"Don’t!\" said the grown-up's 'friend'.") == ("Don't", "said", "the", "grown", "up's", "friend")
