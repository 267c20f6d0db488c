"""Nothing is ever offered at a level that its children cannot read: each correspondence taught, or the word tricky."""

import pytest
import seeds

from phonics.levels import pseudowords, readings
from phonics.levels.decoding import explain
from phonics.levels.lessons import plan
from phonics.levels.loader import load
from phonics.levels.readability import check_text
from phonics.levels.segments import decodable_with
from phonics.levels.sequence import ORDER
from phonics.levels.stones import stones
from phonics.levels.texts import sentences, stories

WITH_LETTERS = pytest.mark.parametrize("level", [level for level in ORDER if level not in {"K1", "K2", "S5"}])
EVERY_LEVEL = pytest.mark.parametrize("level", ORDER)


@EVERY_LEVEL
def test_every_word_of_a_level_is_readable_there(level):
    taught = load().taught_by(level)
    for word in load().words_at(level):
        assert explain(word.text, level).readable
        assert level == "S5" or decodable_with(word.segments, taught)


@EVERY_LEVEL
def test_every_text_of_a_level_is_readable_there(level):
    texts = [sentence.text for sentence in sentences(level)]
    texts += [f"{story.title}. {story.text}" for story in stories(level)]
    assert [check_text(text, level).missing for text in texts] == [()] * len(texts)


@WITH_LETTERS
def test_every_made_up_word_is_readable_there_and_is_no_word(level):
    taught = load().taught_by(level)
    for seed in seeds.THOUSAND:
        for one in pseudowords.make(level, 10, seed):
            assert decodable_with(one.segments, taught), one.text
            assert one.text not in load().words
            assert one.segments in readings.read(one.text, level)


@pytest.mark.parametrize(
    "seed", [seeds.SEEDS[0], *(pytest.param(one, marks=pytest.mark.full) for one in seeds.SEEDS[1:])]
)
def test_every_word_a_lesson_prints_is_readable_there(seed):
    for level in ORDER:
        for stone in stones(level):
            for step in plan(stone, seed).steps:
                kind, _, text = step.item.partition(":")
                if kind == "word":
                    assert explain(text, level).readable, (stone.key, text)
