"""Words built from parts: what is spelt, what changes, and what the parts mean."""

from random import Random

import pytest

from phonics.errors import Invalid
from phonics.levels.blocklist import blocked_word
from phonics.levels.loader import load
from phonics.levels.scheme import in_thai
from phonics.levels.sequence import RANK
from phonics.levels.wordparts import Affix, Change, affixes, buildable, built, changed, joined, word_parts

EVERY = list(built().values())


def test_the_letters_that_change() -> None:
    assert changed("help", "ful", "helpful") == Change()
    assert changed("bake", "ing", "baking") == Change(lost="e")
    assert changed("run", "ing", "running") == Change(gained="n")
    assert changed("happy", "ness", "happiness") == Change(lost="y", gained="i")
    with pytest.raises(Invalid):
        changed("go", "ed", "went")


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.word.text)
def test_the_parts_spell_the_word_and_its_base_is_a_word(one) -> None:
    spelt = ""
    for place, part in enumerate(one.parts):
        change = one.changes[place - 1] if place else Change()
        spelt = joined(spelt, change, part if isinstance(part, str) else part.letters)
    assert spelt == one.word.text
    assert one.base in load().words
    assert sum(isinstance(part, str) for part in one.parts) == 1
    assert [part.first for part in one.parts if isinstance(part, Affix)] == [
        place < one.parts.index(one.base) for place, part in enumerate(one.parts) if isinstance(part, Affix)
    ]
    assert not blocked_word(one.word.text, one.word.phones)


def test_every_affix_means_something_in_thai_and_english_and_is_used() -> None:
    used = {part.key for one in EVERY for part in one.parts if isinstance(part, Affix)}
    assert used == set(affixes())
    for affix in affixes().values():
        assert in_thai(affix.th)
        assert "…" in affix.th
        assert "…" in affix.en


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.word.text)
def test_one_building_is_right_and_one_meaning(one) -> None:
    words = [word for word in load().words.values() if RANK[word.level] <= RANK[one.word.level]]
    step = word_parts(one.word, words, Random(one.word.text)).to_dict()
    texts = [tile["text"] for tile in step["tiles"]]
    assert len(set(texts)) == len(texts) == len(step["parts"]) + 2
    assert {part["text"] for part in step["parts"]} <= set(texts)
    assert [meaning["right"] for meaning in step["meanings"]].count(True) == 1
    assert len({meaning["th"] for meaning in step["meanings"]}) == 3
    assert len({meaning["en"] for meaning in step["meanings"]}) == 3
    assert step["parts"][step["asked"]["place"]]["text"] == affixes()[step["asked"]["key"]].letters


def test_words_to_build_are_found_among_those_a_child_can_read() -> None:
    words = [word for word in load().words.values() if RANK[word.level] <= RANK["P4"]]
    found = {word.text for word in buildable(words)}
    assert {"running", "baking", "dislike"} <= found
    assert "unhappy" not in found
    assert buildable([]) == []
