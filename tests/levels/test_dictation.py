"""A word to write: its letters stand on the keyboard, and the ear is enough to know which word is meant."""

from random import Random

import pytest

from phonics.levels.dictation import FEWEST_KEYS, can_be_dictated, dictation, keys
from phonics.levels.loader import load
from phonics.levels.stones import ready_words, stone, stones

LEVELS = ("K2", "K3", "K4", "P1", "P2")


def made(text, key, **more):
    return dictation(load().words[text], stone(key), Random(1), **more).to_dict()


def test_a_word_is_heard_and_written_with_the_letters_taught_so_far():
    step = made("map", "K3.2")
    assert (step["kind"], step["item"], step["say"]) == ("dictation", "word:map", ["word", "map"])
    assert "".join(step["keys"]) == "adimnpst"
    assert [segment["letters"] for segment in step["segments"]] == [[0], [1], [2]]


def test_a_word_is_also_heard_in_a_sentence_that_has_it_once():
    step = made("wish", "P1.3")
    assert step["context"] == {
        "before": "We ",
        "after": " for luck at the Ping.",
        "say": ["sentence", "We wish for luck at the Ping."],
    }
    assert made("wish", "P1.3", context=False)["context"] is None


@pytest.mark.parametrize("level", LEVELS)
def test_every_word_can_be_written_on_its_keyboard(level):
    for one in stones(level):
        for word in ready_words(one):
            letters = keys(word, one)
            assert set(word.text) - {"'"} <= set(letters)
            assert letters == sorted(letters)
            assert all(len(letter) == 1 and letter.isascii() for letter in letters)
            assert len(letters) >= min(FEWEST_KEYS, len({row.grapheme for row in load().new_at(level)}))


def test_what_only_the_spelling_tells_apart_is_not_dictated():
    assert not can_be_dictated(load().words["add"], "P2")  # it could be an ad
    assert can_be_dictated(load().words["wish"], "P1")
