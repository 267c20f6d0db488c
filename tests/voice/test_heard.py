"""What counts as understood, and the fixed samples a recogniser hears (`bench/hear.py`)."""

import csv
from pathlib import Path

import pytest

from bench.heard import same, wilson, word_errors, words_of
from phonics.levels.loader import load
from phonics.levels.sequence import RANK

CASES = Path(__file__).parents[1] / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_figures_and_stops_are_words() -> None:
    assert words_of("The 20th, 3rd and 14 cats: don’t!") == [
        "the",
        "twentieth",
        "third",
        "and",
        "fourteen",
        "cats",
        "don't",
    ]
    assert words_of("21st 99 8th 12th") == ["twenty", "first", "ninety", "nine", "eighth", "twelfth"]


@pytest.mark.parametrize(("said", "heard"), [("sea", "see"), ("packet", "pack it"), ("Nok", "Nock"), ("ship", "Ship!")])
def test_what_sounds_the_same_is_right(said: str, heard: str) -> None:
    assert same(words_of(said), words_of(heard))


@pytest.mark.parametrize(
    ("said", "heard"), [("bin", "Ben"), ("duck", "dock"), ("nest", "nast"), ("thank", "thank you")]
)
def test_what_does_not_is_wrong(said: str, heard: str) -> None:
    assert not same(words_of(said), words_of(heard))


def test_nothing_heard_is_wrong() -> None:
    assert not same(["ship"], [])


@pytest.mark.parametrize(
    ("heard", "errors"),
    [
        ("the cat sat on the mat", 0),
        ("the cat sat on a mat", 1),
        ("cat sat on the mat", 1),
        ("the cat sat right on the mat", 1),
        ("the bat sat in the mat", 2),
        ("", 6),
    ],
)
def test_errors_are_the_fewest_changes(heard: str, errors: int) -> None:
    assert word_errors(words_of("The cat sat on the mat."), words_of(heard)) == errors


def test_one_word_written_as_two_is_no_error() -> None:
    assert word_errors(["the", "playground"], ["the", "play", "ground"]) == 0
    assert word_errors(["the", "bus", "stop"], ["the", "busstop"]) == 0


def test_an_interval_of_90_in_100() -> None:
    """Wilson (1927), by hand: (0.9 + 0.019208 ± 1.96 · √(0.0009 + 0.00009604)) / 1.038416."""
    assert wilson(90, 100) == pytest.approx((0.8256, 0.9448), abs=0.0005)


def test_the_words_are_enough_and_of_every_level_up_to_s2() -> None:
    words, ours = rows("heard_words.csv"), load().words
    assert len({row["word"] for row in words}) == len(words) >= 200
    assert {row["level"] for row in words} == {level for level in RANK if RANK["K2"] <= RANK[level] <= RANK["S2"]}
    assert all(row["word"] in ours for row in words)


def test_the_sentences_are_enough() -> None:
    sentences = {row["sentence"] for row in rows("heard_sentences.csv")}
    assert len(sentences) >= 40
    assert sum(len(words_of(sentence)) for sentence in sentences) >= 400
