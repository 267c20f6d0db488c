"""Rules to sort by: what belongs where can be said, and in one way only."""

from random import Random

import pytest
from standing import EVERY_STONE, STANDING, readable, standing

from phonics.levels.loader import load
from phonics.levels.sorting import Rule, rules, sort, sort_by
from phonics.levels.stones import stones, taught_at


def baskets(stone, kind: str) -> list[set]:
    return [
        {one.code or one.count for one in rule.baskets} for rule in rules(stone, readable(stone)) if rule.kind == kind
    ]


def test_what_can_be_sorted_grows_with_what_is_taught() -> None:
    assert sort(stones("K1")[0], [], Random(1)) is None
    assert sort(stones("K2")[-1], readable(stones("K2")[-1]), Random(1)) is None
    assert {"c=K", "ck=K"} in baskets(standing("K3"), "spelling")
    assert {"th=TH", "th=DH"} in baskets(standing("P1"), "sound")
    assert {1, 2} in baskets(standing("P2"), "syllables")
    assert {"c=K", "c=S"} in baskets(standing("P3"), "sound")
    assert {"a=AE", "a_e=EY"} in baskets(standing("P3"), "silent-e")
    assert {"ed=D", "ed=T", "ed=IH.D"} in baskets(standing("P7"), "sound")


def test_the_stones_own_spellings_come_first() -> None:
    play = next(one for one in baskets(standing("P4"), "spelling") if "ay=EY" in one)
    assert play >= {"ai=EY", "ay=EY"}


@pytest.mark.parametrize("stone", STANDING, ids=lambda one: one.key)
def test_every_word_of_a_rule_belongs_to_one_basket_only(stone) -> None:
    readable_texts, taught = {word.text for word in readable(stone)}, taught_at(stone)
    for rule in rules(stone, readable(stone)):
        assert 2 <= len(rule.baskets) <= 3
        assert rule.codes <= taught
        for place, basket in enumerate(rule.baskets):
            assert len(basket.words) >= 3
            for word in basket.words:
                assert word.text in readable_texts
                assert [belongs(word, one) for one in rule.baskets].count(True) == 1
                assert belongs(word, rule.baskets[place])


def belongs(word, basket) -> bool:
    return basket.code in word.codes if basket.code else word.syllables == basket.count


@pytest.mark.parametrize("stone", EVERY_STONE, ids=lambda one: one.key)
def test_six_words_go_into_baskets_that_can_be_heard(stone) -> None:
    made = sort(stone, readable(stone), Random(5))
    if made is None:
        return
    step = made.to_dict()
    assert len({one["text"] for one in step["words"]}) == 6
    assert {one["basket"] for one in step["words"]} == set(range(len(step["baskets"])))
    assert step["item"] == step["words"][0]["item"]
    for basket in step["baskets"]:
        assert basket["count"] or (basket["sound"] and basket["word"][1] in load().words)
    for one in step["words"]:
        spelt = "".join(one["text"][place] for place in one["focus"])
        assert spelt == step["baskets"][one["basket"]]["grapheme"].replace("_", "")
        assert one["item"].startswith("word:" if spelt else "syl:")


def test_a_spelling_is_asked_only_of_words_that_sound_like_no_other() -> None:
    stone = standing("P4")
    spelling = [rule for rule in rules(stone, readable(stone)) if rule.kind == "spelling"]
    texts = {word.text for rule in spelling for basket in rule.baskets for word in basket.words}
    assert spelling
    assert not texts & {"sail", "sale", "meet", "meat", "see", "sea", "road", "rode"}
    assert all(one["hidden"] for one in sort_by(spelling[0], Random(1)).fields["words"])


def test_what_is_weak_is_sorted_before_other_things() -> None:
    stone = standing("P2")
    for seed in range(6):
        step = sort(stone, readable(stone), Random(seed), weak=["th=DH"])
        assert step is not None
        assert {"th"} == {basket["grapheme"] for basket in step.fields["baskets"]} or _about(step, stone)


def _about(step, stone) -> bool:
    """Return whether a step is about what its stone adds."""
    codes = {f"{one['grapheme']}={one['sound'][1]}" for one in step.fields["baskets"] if one["count"] == 0}
    return bool(codes & set(stone.codes))


def test_a_rule_knows_its_codes() -> None:
    counted = next(rule for rule in rules(standing("P2"), readable(standing("P2"))) if rule.kind == "syllables")
    assert isinstance(counted, Rule)
    assert counted.codes == frozenset()
