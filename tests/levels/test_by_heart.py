"""Words to know by heart: the part that goes its own way, what looks alike, and the step."""

from random import Random

import pytest
from seeds import SEEDS

from phonics.errors import NotFound
from phonics.levels.by_heart import alike, odd_parts, tricky
from phonics.levels.decoding import align
from phonics.levels.distractors import heard
from phonics.levels.loader import load
from phonics.levels.segments import sounds

TRICKY = [word for level in load().levels for word in level.tricky]


def _odd(text: str) -> list[str]:
    return [align(text)[place].grapheme for place in odd_parts(text)]


def test_what_nobody_has_taught_yet_is_odd() -> None:
    # the table of correspondences, by hand: ai says e only from level 15 on, s says z from level 4
    assert _odd("said") == ["ai"]
    assert _odd("was") == ["a"]
    assert _odd("his") == ["s"]
    assert _odd("yacht") == ["ch"]
    assert _odd("one") == ["one"]
    assert _odd("I") == ["I".lower()]
    assert _odd("and") == []  # each sound is taught; only its ending is early


def test_a_word_nobody_learns_by_heart_has_no_odd_part() -> None:
    with pytest.raises(NotFound, match="Nobody learns"):
        odd_parts("ship")


@pytest.mark.parametrize("text", TRICKY)
def test_every_tricky_word_has_a_step(text: str) -> None:
    step = tricky(text, Random(1))
    assert (step.kind, step.item) == ("tricky", f"word:{text}")
    texts = [one["text"] for one in step.fields["choices"]]
    assert len(set(texts)) == 4
    assert [one["text"] for one in step.fields["choices"] if one["right"]] == [text]
    said = {heard(sounds(align(one))) for one in texts}
    assert len(said) == 4  # told apart by the ear too
    assert sorted(step.fields["letters"]) == sorted(text)
    letters = sorted(place for one in step.fields["segments"] for place in one["letters"])
    assert letters == list(range(len(text)))


def test_look_alikes_share_letters_with_the_word_and_seldom_lose_its_ends() -> None:
    for seed in SEEDS:
        others = alike("there", "P3", Random(seed))
        assert all(len(set(one) & set("there")) >= 2 for one in others)
        assert all(one[0] == "t" or one[-1] == "e" for one in others)
