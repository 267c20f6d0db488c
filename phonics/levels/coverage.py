"""How much English each level opens: the share of the most frequent words that can be decoded."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from phonics.errors import Invalid
from phonics.levels.decoding import align
from phonics.levels.loader import load
from phonics.levels.pronouncing import dictionary
from phonics.levels.sequence import ORDER, RANK, level_of
from phonics.levels.tables import read_rows

MOST_FREQUENT = 5000


@dataclass(frozen=True, slots=True)
class Coverage:
    """What can be read by the end of a level, of the most frequent words; shares 0–1.

    :param decodable: share of the words
    :param running: share of running text, each word counted as often as it is used
    :param with_tricky: the same with the words known by heart
    """

    level: str
    decodable: float
    running: float
    with_tricky: float


def by_level() -> tuple[Coverage, ...]:
    """Return the coverage of each level, K1 to S5."""
    return tuple(_coverage(level) for level in ORDER)


@cache
def frequent_words() -> tuple[str, ...]:
    """Return the 5,000 most frequent words of the dictionary, names and abbreviations (`apart.csv`) left out."""
    found = (word for word in dictionary() if word.isalpha() and word not in apart())
    return tuple(sorted(found, key=lambda word: (-dictionary()[word].zipf, word))[:MOST_FREQUENT])


@cache
def apart() -> frozenset[str]:
    """Return frequent words that are names or abbreviations."""
    return frozenset(row["word"] for row in read_rows("apart.csv"))


def _coverage(level: str) -> Coverage:
    rank, tricky = RANK[level], load().tricky()
    decoded = {word for word, first in _levels() if first <= rank}
    known = decoded | {word for word in frequent_words() if word in tricky and RANK[tricky[word]] <= rank}
    return Coverage(level, len(decoded) / len(frequent_words()), _weight(decoded), _weight(known))


def _weight(words: set[str]) -> float:
    uses = {word: 10 ** dictionary()[word].zipf for word in frequent_words()}
    return sum(uses[word] for word in sorted(words)) / sum(uses.values())


@cache
def _levels() -> tuple[tuple[str, int], ...]:
    return tuple(_placed())


def _placed() -> Iterator[tuple[str, int]]:
    for word in frequent_words():
        try:
            yield word, RANK[level_of(align(word))]
        except Invalid:
            continue
