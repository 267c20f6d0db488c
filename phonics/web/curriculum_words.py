"""The words around the curriculum: names of patterns, and each spelling of a word with the level that teaches it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from phonics.levels.decoding import Explanation
from phonics.levels.loader import load
from phonics.levels.readability import Piece
from phonics.levels.scheme import Level
from phonics.levels.segments import Segment
from phonics.web.word_parts import said

_SIGNS = re.compile(r"[^\w\s\u0e00-\u0e7f]{1,4}")  # commas, quotes, brackets; no half of a Thai letter


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


def hints(segments: Iterable[Segment]) -> str:
    """Return how the spellings of a word sound, in Thai letters."""
    rows = (load().correspondences.get(segment.code) for segment in segments)
    return " · ".join(row.hint_th for row in rows if row and row.hint_th)


def gloss_of(word: str) -> str:
    """Return what a word of the curriculum means in Thai, '' if it says nothing."""
    known = load().words.get(word)
    return known.gloss_th if known else ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A word with the signs that may not leave it; without a word, `before` is what lies between two."""

    before: str = ""
    word: Piece | None = None
    after: str = ""


def clusters(pieces: Sequence[Piece]) -> Iterator[Cluster]:
    """Yield a text so that no comma begins a line: each word with the signs that touch it, and what lies between."""
    before, taken = "", 0
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        if piece.explanation:
            after = _touching(following.text) if following and not following.explanation else ""
            yield Cluster(before, piece, after)
            before, taken = "", len(after)
        else:
            rest, taken = piece.text[taken:], 0
            before = _touching(rest[::-1])[::-1] if following else ""
            yield Cluster(rest.removesuffix(before))


def _touching(text: str) -> str:
    found = _SIGNS.match(text)
    return found[0] if found else ""
