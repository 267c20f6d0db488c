"""Words: those children may meet, those cut by hand, and the names our texts use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from phonics.errors import Invalid
from phonics.levels.segments import Segment, parse
from phonics.levels.tables import DATA, read_lines, read_rows

FIELDS = "word level phones segments syllables zipf chosen lesson meaning picture listening gloss_th".split()


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word children may meet, one object each.

    `level`: where the engine says it can be read; `cut`: its segments as the file writes them;
    `listening`: met by ear in K1; `lesson`: used in lessons, so that it has a clip; `zipf`: how common, 1 rare to 7;
    `meaning`: its class (animal, food, action…), "" where nobody has said.
    """

    text: str
    level: str
    phones: tuple[str, ...]
    cut: str
    picture: str
    gloss_th: str
    syllables: int
    zipf: float
    listening: bool
    lesson: bool = False
    meaning: str = ""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """How it falls apart; worked out when first asked for: there are thousands of words."""
        return _parsed(self.text, self.cut)

    @property
    def codes(self) -> tuple[str, ...]:
        """The correspondences in it, in order, with repeats."""
        return tuple(self.cut.split())


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word that stands outside the word list: how it falls apart, by hand."""

    text: str
    segments: tuple[Segment, ...]


def read_words(folder: Path = DATA) -> Mapping[str, Word]:
    """Return the words of `words.csv`, by text.

    :raises Invalid: if one stands there twice, or the table has other columns
    """
    words = [_word(line) for line in read_lines("words.csv", FIELDS, folder)]
    found = {word.text: word for word in words}
    if len(found) != len(words):
        raise Invalid("A word stands twice in %(file)s", file="words.csv")
    return MappingProxyType(found)


@cache
def exceptions() -> Mapping[str, Spoken]:
    """Return the words cut by hand because no pattern explains them."""
    return _spoken("exceptions.csv")


@cache
def names() -> Mapping[str, Spoken]:
    """Return the names of people and places our texts use, in lower case."""
    return _spoken("names.csv")


_parsed = cache(parse)


def _word(line: Sequence[str]) -> Word:
    text, level, phones, cut, syllables, zipf, _chosen, lesson, meaning, picture, listening, gloss_th = line
    said, uses, by_ear = tuple(phones.split()), float(zipf), listening == "yes"
    return Word(text, level, said, cut, picture, gloss_th, int(syllables), uses, by_ear, lesson == "yes", meaning)


def _spoken(table: str) -> Mapping[str, Spoken]:
    rows = [(row["word"].lower(), row["segments"]) for row in read_rows(table)]
    return MappingProxyType({text: Spoken(text, parse(text, cut)) for text, cut in rows})
