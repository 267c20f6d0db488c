"""How words are said: every pronunciation the dictionary lists, how common a word is, where it is loud."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from phonics.levels.tables import read_lines, read_rows

FIELDS = ["word", "zipf", "said"]


class Entry(NamedTuple):
    """A word of the dictionary; `zipf`: 1 rare to 7; `said`: pronunciations, "SH IH P" each, the usual one first."""

    zipf: float
    said: tuple[str, ...]


def pronunciations(word: str) -> tuple[tuple[str, ...], ...]:
    """Return every pronunciation of a word in lower case, none if it is not in the dictionary."""
    entry = dictionary().get(word)
    return tuple(tuple(said.split()) for said in entry.said) if entry else ()


@cache
def dictionary() -> Mapping[str, Entry]:
    """Return the dictionary, by word."""
    lines = read_lines("pronunciations.csv", FIELDS)
    return MappingProxyType({word: Entry(float(zipf), tuple(said.split("/"))) for word, zipf, said in lines})


@cache
def stresses() -> Mapping[str, str]:
    """Return where longer words are loud, by word: a digit for each vowel, 1 loud, 2 half loud, 0 weak."""
    return MappingProxyType({row["word"]: row["stress"] for row in read_rows("stress.csv")})
