"""Real words and made-up ones, at every stone."""

from functools import cache
from random import Random

import pytest
from standing import EVERY_STONE, readable, standing

from phonics.levels import aliens
from phonics.levels.blocklist import blocked_made_up
from phonics.levels.distractors import heard
from phonics.levels.loader import load
from phonics.levels.pronouncing import dictionary
from phonics.levels.segments import decodable_with
from phonics.levels.stones import stones, taught_at


@cache
def _said() -> frozenset[tuple[str, ...]]:
    """Return how every word sounds to a learner."""
    return frozenset(heard(word.phones) for word in load().words.values())


@pytest.mark.parametrize("stone", EVERY_STONE, ids=lambda one: one.key)
def test_a_made_up_word_can_be_read_and_is_no_word_to_eye_or_ear(stone) -> None:
    said = _said()
    for one in aliens.made_up_words(stone):
        assert decodable_with(one.segments, taught_at(stone)), one.text
        assert one.text not in load().words
        assert one.text not in dictionary()
        assert not said & {heard(way) for way in (one.phones, *one.also)}, one.text
        assert not blocked_made_up(one.text, one.segments)


@pytest.mark.parametrize("stone", EVERY_STONE, ids=lambda one: one.key)
def test_both_sorts_come_and_all_can_be_read(stone) -> None:
    words = readable(stone)
    steps = [step.to_dict() for step in aliens.at_stone(stone, words, 4, Random(3))]
    if not steps:
        return
    assert {step["real"] for step in steps} == {True, False}
    texts = {word.text for word in words}
    assert all(step["word"] in texts for step in steps if step["real"])
    assert [step["item"].partition(":")[0] for step in steps] == ["word" if s["real"] else "pseudo" for s in steps]
    assert all("".join(step["word"][i] for one in step["segments"] for i in one["letters"]) for step in steps)
    assert len({step["word"] for step in steps}) == len(steps)


def test_there_is_none_where_nothing_can_be_read_yet_and_some_from_the_end_of_level_two() -> None:
    assert aliens.at_stone(stones("K1")[0], [], 2, Random(1)) == []
    for level in ("K2", "K3", "P2", "P4", "S2"):
        stone = standing(level)
        assert len(aliens.at_stone(stone, readable(stone), 2, Random(1))) == 2, level


def test_the_same_seed_gives_the_same_words() -> None:
    stone = standing("P1")
    first, again = (aliens.at_stone(stone, readable(stone), 3, Random(9)) for _ in range(2))
    assert [step.to_dict() for step in first] == [step.to_dict() for step in again]
