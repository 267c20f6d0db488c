"""Steps for telling two words apart that differ in one sound: by ear alone, and among written words."""

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from phonics.levels.contrasts import Pair, contrasts
from phonics.levels.decoding import align
from phonics.levels.distractors import heard
from phonics.levels.loader import load
from phonics.levels.segments import Segment
from phonics.levels.sequence import RANK
from phonics.levels.steps import Step
from phonics.levels.words import Word

_COMMON = 4.0  # of zipf: words a child may have heard
_LETTERS_EACH = 3  # what a beginner's ear is given: short words


def same_different(one: Word, other: Word) -> Step:
    """Return: hear two words, tell whether they are the same or not; the same word twice is the same."""
    words = [{"say": ["word", word.text], "picture": word.picture} for word in (one, other)]
    return Step("same_different", f"pair:{one.text}~{other.text}", {"words": words, "same": one is other})


def ear_pairs() -> tuple[tuple[Word, Word], ...]:
    """Return pairs of common words that differ in one sound, fit for the ear alone: those with pictures first."""
    words = load().words
    found = [
        (words[pair.one], words[pair.other])
        for contrast in contrasts()
        for pair in contrast.pairs
        if pair.one in words and pair.other in words
    ]
    common = [pair for pair in found if all(_for_the_ear(word) for word in pair)]
    return tuple(sorted(common, key=lambda pair: not all(word.picture for word in pair)))


def pairs(pair: Pair, level: str, rng: Random) -> Step:
    """Return: hear one word of a pair, find it among two or three written ones that differ in one sound.

    A third stands beside them where another pair gives one that differs in the same place and can be read by `level`.
    """
    asked, other = rng.sample([pair.one, pair.other], 2)
    texts = [asked, other, *_thirds(asked, other, level, rng)[:1]]
    choices = [_choice(text, asked, _apart(text, other if text == asked else asked)) for text in texts]
    rng.shuffle(choices)
    return Step("pairs", f"word:{asked}", {"say": ["word", asked], "choices": choices})


def pairs_by_ear(one: Word, other: Word, rng: Random) -> Step:
    """Return: hear one word of a pair, find its picture: both words need one. It says nothing of reading."""
    asked, beside = rng.sample([one, other], 2)
    choices: list[dict[str, Any]] = [
        {"picture": word.picture, "say": ["word", word.text], "right": word is asked} for word in (asked, beside)
    ]
    rng.shuffle(choices)
    return Step("pairs", f"oral:{asked.text}", {"say": ["word", asked.text], "choices": choices})


def _for_the_ear(word: Word) -> bool:
    return word.zipf >= _COMMON and word.syllables == 1 and len(word.segments) <= _LETTERS_EACH


def _choice(text: str, asked: str, apart: Sequence[int]) -> dict[str, Any]:
    segments = [{"grapheme": one.grapheme, "letters": list(one.letters)} for one in align(text)]
    picture = load().words[text].picture if text in load().words else ""
    say = ["word", text]
    fields = {"text": text, "segments": segments, "apart": list(apart), "picture": picture}
    return {**fields, "say": say, "right": text == asked}


def _apart(text: str, other: str) -> tuple[int, ...]:
    """Return which segments of a word say what the other does not; none if the other only goes on longer."""
    said, place = align(text), _place(text, other)
    ends = 0
    for number, segment in enumerate(said):
        ends += len(segment.phones)
        if place < ends:
            return (number,)
    return ()


def _place(one: str, other: str) -> int:
    """Return the first place at which two words sound unlike; where one is the other's beginning, its end."""
    said, beside = _heard(align(one)), _heard(align(other))
    shorter = min(len(said), len(beside))
    return next((place for place in range(shorter) if said[place] != beside[place]), shorter)


def _heard(segments: Sequence[Segment]) -> tuple[str, ...]:
    return heard([phone for segment in segments for phone in segment.phones])


def _thirds(asked: str, other: str, level: str, rng: Random) -> list[str]:
    """Return words beside which `asked` is heard apart in the same place as beside `other`."""
    place, rank = _place(asked, other), RANK[level]
    found = [text for text, at in _beside().get(asked, {}).items() if RANK[at] <= rank and text != other]
    fit = [text for text in found if _place(asked, text) == place and _place(other, text) == place]
    rng.shuffle(fit)
    return fit


@cache
def _beside() -> Mapping[str, Mapping[str, str]]:
    """Return for each word of a pair the words it is paired with, and the level from which both can be read."""
    found: dict[str, dict[str, str]] = {}
    for contrast in contrasts():
        for pair in contrast.pairs:
            found.setdefault(pair.one, {})[pair.other] = pair.level
            found.setdefault(pair.other, {})[pair.one] = pair.level
    return found
