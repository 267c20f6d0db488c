"""The words around the curriculum: names of patterns, and each spelling of a word with the level that teaches it."""

from dataclasses import dataclass

from flask_babel import gettext

from phonics.levels.decoding import Explanation
from phonics.levels.loader import Level, load
from phonics.levels.segments import Segment
from phonics.web.word_parts import said


def pattern_name(name: str) -> str:
    """Return what a pattern is, in the reader's language."""
    return {
        "end": gettext("consonants side by side at the end"),
        "start:l": gettext("a consonant and l at the start"),
        "start:r": gettext("a consonant and r at the start"),
        "start:s": gettext("s and a consonant at the start"),
        "start:w": gettext("a consonant and w at the start"),
        "start:three": gettext("three consonants at the start"),
        "syllables": gettext("two syllables"),
        "-s": gettext("the ending -s"),
        "-es": gettext("the ending -es"),
        "-ing": gettext("the ending -ing"),
        "long": gettext("three syllables and more"),
    }.get(name, name)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A grapheme of a word, its sound, and the level that teaches the two together; None: only this word does."""

    grapheme: str
    said: str
    level: Level | None
    hint_th: str


def spellings(explanation: Explanation) -> list[Spelling]:
    """Return the spellings of a word, in order."""
    return [_spelling(segment) for segment in explanation.segments]


def _spelling(segment: Segment) -> Spelling:
    row = load().correspondences.get(segment.code)
    level = load().level(row.level) if row else None
    return Spelling(segment.grapheme.replace("_", "–"), said(segment), level, row.hint_th if row else "")
