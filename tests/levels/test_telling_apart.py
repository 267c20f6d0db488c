"""Two words apart: the pairs offered to the ear, and the words among which a heard one is found."""

from random import Random

import pytest
from seeds import SEEDS

from phonics.levels.contrasts import contrasts
from phonics.levels.loader import load
from phonics.levels.sequence import RANK
from phonics.levels.telling_apart import ear_pairs, pairs, pairs_by_ear, same_different

WORDS = load().words


def _pair(one: str, other: str):  # type: ignore[no-untyped-def]
    return next(pair for contrast in contrasts() for pair in contrast.pairs if (pair.one, pair.other) == (one, other))


def _lit(fields) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    return {one["text"]: [one["segments"][n]["grapheme"] for n in one["apart"]] for one in fields["choices"]}


def test_two_words_are_different_and_one_word_twice_is_the_same() -> None:
    step = same_different(WORDS["sheep"], WORDS["ship"])
    assert (step.kind, step.item, step.fields["same"]) == ("same_different", "pair:sheep~ship", False)
    assert [one["say"] for one in step.fields["words"]] == [["word", "sheep"], ["word", "ship"]]
    assert [one["picture"] for one in step.fields["words"]] == ["art:sheep", "art:ship"]
    again = same_different(WORDS["ship"], WORDS["ship"])
    assert (again.item, again.fields["same"]) == ("pair:ship~ship", True)


def test_the_ear_begins_with_short_common_words_that_have_pictures() -> None:
    found = ear_pairs()
    pictured = [all(word.picture for word in pair) for pair in found]
    assert pictured == sorted(pictured, reverse=True)
    assert sum(pictured) >= 5
    assert len(found) >= 100
    assert all(word.syllables == 1 and word.zipf >= 4 for pair in found for word in pair)
    assert (WORDS["ship"], WORDS["sheep"]) in found


@pytest.mark.parametrize(
    ("one", "other", "level", "lit"),
    [
        ("red", "led", "K4", {"red": ["r"], "led": ["l"]}),
        ("ship", "sheep", "P4", {"ship": ["i"], "sheep": ["ee"]}),
        ("bad", "bed", "K3", {"bad": ["a"], "bed": ["e"]}),
        ("wick", "wig", "K4", {"wick": ["ck"], "wig": ["g"]}),
        ("toes", "toe", "S4", {"toes": ["s"], "toe": []}),  # what the other lacks
    ],
)
def test_the_letters_that_differ_are_known(one: str, other: str, level: str, lit: dict[str, list[str]]) -> None:
    assert _lit(pairs(_pair(one, other), level, Random(1)).fields).items() >= lit.items()


@pytest.mark.parametrize("contrast", contrasts(), ids=lambda one: one.key)
def test_each_pair_asks_for_one_word_among_two_or_three(contrast) -> None:  # type: ignore[no-untyped-def]
    for pair in contrast.pairs:
        step = pairs(pair, pair.level, Random(3))
        choices = step.fields["choices"]
        texts = [one["text"] for one in choices]
        assert {pair.one, pair.other} <= set(texts)
        assert len(set(texts)) == len(texts) <= 3
        assert [f"word:{one['text']}" for one in choices if one["right"]] == [step.item]
        assert sum(not one["apart"] for one in choices) <= 1  # at most one lacks a sound the others have


def test_a_third_word_is_one_the_child_can_read_and_differs_in_the_same_place() -> None:
    levels = {
        text: pair.level for contrast in contrasts() for pair in contrast.pairs for text in (pair.one, pair.other)
    }
    thirds = 0
    for contrast in contrasts():
        for pair in contrast.pairs:
            choices = pairs(pair, pair.level, Random(5)).fields["choices"]
            for one in choices:
                if one["text"] not in (pair.one, pair.other):
                    thirds += 1
                    assert (
                        RANK[WORDS[one["text"]].level if one["text"] in WORDS else levels[one["text"]]]
                        <= RANK[pair.level]
                    )
                    assert len({tuple(other["apart"]) for other in choices if other["apart"]}) == 1
    assert thirds >= 10


def test_either_word_may_be_asked_for() -> None:
    asked = {pairs(_pair("ship", "sheep"), "P4", Random(seed)).item for seed in SEEDS}
    assert asked == {"word:ship", "word:sheep"}


def test_by_ear_a_pair_shows_pictures_and_says_nothing_of_reading() -> None:
    step = pairs_by_ear(WORDS["ship"], WORDS["sheep"], Random(1))
    assert step.item.startswith("oral:")
    assert {one["picture"] for one in step.fields["choices"]} == {"art:ship", "art:sheep"}
    assert [one["right"] for one in step.fields["choices"]].count(True) == 1
