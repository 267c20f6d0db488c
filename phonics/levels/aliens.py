"""A real word or a friendly alien's: words to read that mean something, among made-up ones that do not."""

from collections.abc import Sequence
from functools import cache
from itertools import islice
from random import Random
from typing import Any

from phonics.errors import Invalid
from phonics.levels.pseudowords import PseudoWord, possible
from phonics.levels.segments import Segment, decodable_with
from phonics.levels.sequence import ORDER, RANK, patterns
from phonics.levels.steps import Step
from phonics.levels.stones import Stone, patterns_at, taught_at
from phonics.levels.words import Word

_LOOKED_AT = 60  # made-up words of a level, those a stone can read among them
_ENOUGH = 8
_LEVELS_BACK = 2
_SEED = 5

__all__ = ["at_stone", "made_up", "made_up_words", "real"]


def at_stone(stone: Stone, words: Sequence[Word], n: int, rng: Random) -> list[Step]:
    """Return n words to tell apart, of two and more at least one of each sort; [] where no made-up word can be read.

    :param words: what the child can read
    """
    invented, known = made_up_words(stone), _well_known(words)
    if not invented or not known:
        return []
    many = rng.randint(1, n - 1) if n > 1 else rng.randint(0, 1)
    aliens = rng.sample(invented, min(many, len(invented)))
    steps = [made_up(one) for one in aliens]
    steps += [real(word) for word in rng.sample(known, min(n - len(steps), len(known)))]
    return rng.sample(steps, len(steps))


def real(word: Word) -> Step:
    """Return: read a word and put it into the basket, for it is one."""
    return Step(
        "real_or_alien", f"word:{word.text}", _fields(word.text, ["word", word.text], word.segments, word.picture)
    )


def made_up(one: PseudoWord) -> Step:
    """Return: read a made-up word and give it to the alien, whose it is."""
    return Step("real_or_alien", f"pseudo:{one.text}", _fields(one.text, ["pseudo", one.text], one.segments, ""))


@cache
def made_up_words(stone: Stone) -> tuple[PseudoWord, ...]:
    """Return made-up words a child on this stone can read, those of its own level first; none in K1."""
    taught, found = taught_at(stone), list[PseudoWord]()
    for level in reversed(ORDER[: RANK[stone.level]][-1 - _LEVELS_BACK :]):
        for one in islice(_possible(level), _LOOKED_AT):
            easy = level != stone.level or patterns(one.segments) <= patterns_at(stone)
            if easy and decodable_with(one.segments, taught):
                found.append(one)
        if len(found) >= _ENOUGH:
            break
    plain = [one for one in found if not one.also]  # said in one way only
    return tuple(plain if len(plain) >= _ENOUGH else found)


@cache
def _possible(level: str) -> tuple[PseudoWord, ...]:
    try:
        return tuple(islice(possible(level, _SEED), _LOOKED_AT))
    except Invalid:
        return ()


def _well_known(words: Sequence[Word]) -> list[Word]:
    """Return the words whose meaning is easy to know: those with a picture, else those with a plain meaning."""
    pictured = [word for word in words if word.picture]
    return pictured if len(pictured) >= _ENOUGH else [word for word in words if word.meaning not in ("", "function")]


def _fields(text: str, say: list[str], segments: Sequence[Segment], picture: str) -> dict[str, Any]:
    return {
        "word": text,
        "real": say[0] == "word",
        "say": say,
        "picture": picture,
        "segments": [
            {"grapheme": one.grapheme, "letters": list(one.letters), "sound": ["sound", ".".join(one.phones)]}
            for one in segments
        ],
    }
