"""Stones: the lessons of a level in order, and which words can be read by the time a child stands on one."""

from dataclasses import dataclass
from functools import cache

from phonics.errors import NotFound
from phonics.levels.loader import load
from phonics.levels.segments import decodable_with
from phonics.levels.sequence import FIRST_PATTERNS, PATTERNS, RANK, patterns
from phonics.levels.words import Word

LISTENING = "K1"


@dataclass(frozen=True, slots=True)
class Stone:
    """One lesson on the map.

    :param key: "K2.1"; `number` counts within the level
    :param label: what stands on it: letters, a part of words, or in K1 a picture key
    :param words: in K1 words to hear; later words to read that share a part (un-, port) instead of letters
    """

    key: str
    level: str
    number: int
    label: str
    codes: tuple[str, ...]
    patterns: tuple[str, ...]
    words: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def by_ear(self) -> bool:
        """Whether there are no letters yet."""
        return self.level == LISTENING

    @property
    def askable(self) -> tuple[str, ...]:
        """The codes whose sound can be asked for alone."""
        return tuple(code for code in self.codes if load().correspondences[code].asked)


@cache
def stones(level: str) -> tuple[Stone, ...]:
    """Return the stones of a level, in order.

    :raises NotFound: if there is no such level
    """
    return tuple(
        Stone(f"{level}.{number}", level, number, plan.label, plan.codes, plan.patterns, plan.words, plan.tasks)
        for number, plan in enumerate(load().level(level).outlines, start=1)
    )


def stone(key: str) -> Stone:
    """Return the stone called "K2.1".

    :raises NotFound: if there is none
    """
    level = key.partition(".")[0]
    for one in stones(level):
        if one.key == key:
            return one
    raise NotFound("There is no lesson %(key)s", key=key)


@cache
def taught_at(stone: Stone) -> frozenset[str]:
    """Return the codes taught at earlier levels and stones, this one included."""
    earlier = (row.code for row in load().correspondences.values() if RANK[row.level] < RANK[stone.level])
    return frozenset(earlier).union(*(one.codes for one in _so_far(stone)))


@cache
def patterns_at(stone: Stone) -> frozenset[str]:
    """Return the patterns met by now at the level that teaches them; later all of them."""
    met = frozenset[str]().union(*(one.patterns for one in _so_far(stone)))
    return PATTERNS if RANK[stone.level] > RANK[FIRST_PATTERNS] else met


@cache
def ready_words(stone: Stone) -> tuple[Word, ...]:
    """Return the words of lessons a child on this stone can read, in the order of the word list; none in K1."""
    taught = taught_at(stone)
    allowed = patterns_at(stone)
    named = frozenset[str]().union(*(one.words for one in _so_far(stone)))
    used = (word for word in load().words.values() if word.lesson or word.text in named)
    return tuple(word for word in used if not stone.by_ear and _ready(word, stone, taught, allowed))


@cache
def focus_words(stone: Stone) -> tuple[Word, ...]:
    """Return the ready words that hold what this stone adds."""
    codes, added, named = set(stone.codes), set(stone.patterns), set(stone.words)
    return tuple(
        word
        for word in ready_words(stone)
        if word.text in named or codes.intersection(word.codes) or added & patterns(word.segments)
    )


def _so_far(stone: Stone) -> tuple[Stone, ...]:
    return stones(stone.level)[: stone.number]


def _ready(word: Word, stone: Stone, taught: frozenset[str], allowed: frozenset[str]) -> bool:
    rank = RANK[word.level] - RANK[stone.level]
    if rank > 0 or not decodable_with(word.segments, taught):
        return False
    return rank < 0 or patterns(word.segments) <= allowed
