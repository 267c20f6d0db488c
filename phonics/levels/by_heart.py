"""Words to know by heart: which part of one goes its own way, what looks like it, and the step that teaches it."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from random import Random

from phonics.errors import NotFound
from phonics.levels.decoding import align
from phonics.levels.distractors import heard
from phonics.levels.loader import load
from phonics.levels.segments import Segment, sounds
from phonics.levels.sequence import RANK
from phonics.levels.steps import Step

_LOOKALIKES = 3
_NEAREST = 6  # of them three are taken
_ENDS = 0.25  # what the same first or last letter adds to being alike


def tricky(text: str, rng: Random) -> Step:
    """Return: look at a word to know by heart, find it when it is covered, put its letters in order.

    :raises NotFound: if no level teaches this word by heart
    """
    level = _level(text)
    odd = odd_parts(text)
    segments = [
        {"grapheme": one.grapheme, "letters": list(one.letters), "odd": place in odd}
        for place, one in enumerate(align(text))
    ]
    choices = [
        {"text": one, "say": ["word", one.lower()], "right": one == text} for one in (text, *alike(text, level, rng))
    ]
    letters = list(text)
    rng.shuffle(choices)
    rng.shuffle(letters)
    fields = {"word": text, "segments": segments, "say": ["word", text.lower()], "choices": choices, "letters": letters}
    return Step("tricky", f"word:{text}", fields)


def odd_parts(text: str) -> tuple[int, ...]:
    """Return which segments of a tricky word say what nobody has taught by the end of its level; maybe none.

    :raises NotFound: if no level teaches this word by heart
    """
    rank = RANK[_level(text)]
    return tuple(place for place, segment in enumerate(align(text)) if not _taught(segment, rank))


def alike(text: str, level: str, rng: Random, n: int = _LOOKALIKES) -> list[str]:
    """Return up to n words a child of this level meets that look like a word, and sound unlike it and each other."""
    pool = {one for one in _met(level) if one.lower() != text.lower()}
    near = sorted(pool, key=lambda one: (-_likeness(text, one), one))
    chosen = [text]
    for one in [*_shuffled(near[:_NEAREST], rng), *near[_NEAREST:]]:
        if len(chosen) <= n and all(_sound(one) != _sound(taken) for taken in chosen):
            chosen.append(one)
    return chosen[1:]


def _level(text: str) -> str:
    level = load().tricky().get(text.lower())
    if level is None:
        raise NotFound("Nobody learns %(word)s by heart", word=text)
    return level


def _taught(segment: Segment, rank: int) -> bool:
    row = load().correspondences.get(segment.code)
    return row is not None and RANK[row.level] <= rank


def _met(level: str) -> Iterator[str]:
    """Yield the words of lessons up to a level, and all that are known by heart by then."""
    for word in load().words.values():
        if word.lesson and RANK[word.level] <= RANK[level]:
            yield word.text
    for one in load().levels:
        if RANK[one.code] <= RANK[level]:
            yield from one.tricky


def _likeness(one: str, other: str) -> float:
    """Return how much two words look alike: their shared letters in order, and more for the same ends."""
    ends = (one[0] == other[0]) + (one[-1] == other[-1])
    return SequenceMatcher(None, one, other, autojunk=False).ratio() + _ENDS * ends


def _sound(text: str) -> tuple[str, ...]:
    return heard(sounds(align(text)))


def _shuffled(texts: list[str], rng: Random) -> list[str]:
    return rng.sample(texts, len(texts))
