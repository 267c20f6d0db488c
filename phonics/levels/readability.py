"""Whether a text can be read at a level: every word explained, and others offered for those that are too hard."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest

from phonics.errors import Invalid
from phonics.levels.blocklist import blocked_word
from phonics.levels.decoding import Explanation, Pronunciations, Status, explain
from phonics.levels.loader import load
from phonics.levels.sequence import RANK
from phonics.levels.words import Word, names

LONGEST_TEXT = 60_000  # characters, about 10,000 words
_OFFERED = 3
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
_WORD = re.compile(rf"(?<![\d{_LETTERS}])[{_LETTERS}]+(?:['’][A-Za-z]+)*(?![\d{_LETTERS}])")  # not the b of b2b
_POINTED_AT = frozenset("animal food body clothes nature weather transport colour number school sound".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a text with its explanation, or what stands between two words (then None)."""

    text: str
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A word that cannot be read yet, how often it stands there, and readable words of its sense or kind."""

    explanation: Explanation
    times: int
    instead: tuple[str, ...]

    @property
    def word(self) -> str:
        """The word, in lower case."""
        return self.explanation.word


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A text at a level.

    :param pieces: the whole text, in order
    :param words: how many words it has; digits and Thai are not counted
    :param readable: how many of them can be read, by sounds or by heart
    :param missing: the words that cannot, most frequent first
    """

    level: str
    pieces: tuple[Piece, ...]
    words: int
    readable: int
    missing: tuple[Missing, ...]

    @property
    def share(self) -> float:
        """The share of running words that can be read, 0–1; 1 for a text without words."""
        return self.readable / self.words if self.words else 1.0


def check_text(text: str, level: str, own: Pronunciations | None = None) -> TextCheck:
    """Return what a child of a level can read of a text.

    :param own: words a teacher has added, with their phones
    :raises Invalid: if it is longer than `LONGEST_TEXT`
    :raises NotFound: if there is no such level
    """
    if len(text) > LONGEST_TEXT:
        raise Invalid("A text may have %(most)s characters; this one is longer", most=LONGEST_TEXT)
    load().level(level)
    pieces = tuple(_pieces(text, level, own))
    found = [piece.explanation for piece in pieces if piece.explanation]
    times = Counter(one for one in found if not one.readable)
    missing = tuple(Missing(one, n, instead_of(one, level)) for one, n in times.most_common())
    return TextCheck(level, pieces, len(found), len(found) - times.total(), missing)


def instead_of(hard: Explanation, level: str) -> tuple[str, ...]:
    """Return up to three words readable at a level that could stand for a hard one.

    Those of the same Thai gloss come first (jump for jumped), then, for what can be pointed at, common ones of the same
    meaning class and about the same length. A name, a little word or an idea has no stand-in of its class.
    """
    word = load().words.get(hard.word) or load().words.get(hard.word.removesuffix("s"))
    if word is None or word.meaning == "function" or hard.word in names():
        return ()
    alike = _by_gloss(level).get(word.gloss_th, ()) if word.gloss_th else ()
    kind = _of_class(level, word.meaning, len(hard.word)) if word.meaning in _POINTED_AT else ()
    found = dict.fromkeys([*alike, *kind])
    return tuple(text for text in found if text != hard.word)[:_OFFERED]


def _pieces(text: str, level: str, own: Pronunciations | None) -> Iterator[Piece]:
    known: dict[str, Explanation] = {}
    place = 0
    for match in _WORD.finditer(text):
        if match.start() > place:
            yield Piece(text[place : match.start()])
        place = match.end()
        word = match.group()
        if word not in known:
            known[word] = _explained(word, level, own)
        yield Piece(word, known[word])
    if place < len(text):
        yield Piece(text[place:])


def _explained(word: str, level: str, own: Pronunciations | None) -> Explanation:
    try:
        return explain(word, level, own)
    except Invalid:  # a foreign letter, or longer than any word
        return Explanation(word, Status.UNKNOWN)


@cache
def _of_class(level: str, meaning: str, length: int) -> tuple[str, ...]:
    """Return the words of a meaning class that fit best: common ones of about that length."""
    there = (word for word in _readable(level) if word.meaning == meaning)
    best = nsmallest(_OFFERED + 1, there, key=lambda word: (abs(len(word.text) - length) - word.zipf, word.text))
    return tuple(word.text for word in best)


@cache
def _by_gloss(level: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of each Thai gloss, commonest first."""
    found: dict[str, list[Word]] = {}
    for word in _readable(level):
        found.setdefault(word.gloss_th, []).append(word)
    return {gloss: tuple(w.text for w in sorted(some, key=lambda w: -w.zipf)) for gloss, some in found.items()}


@cache
def _readable(level: str) -> tuple[Word, ...]:
    """Return the words of a level and before it that have one clear sense (so not has, get, still)."""
    words = (word for word in load().words.values() if RANK[word.level] <= RANK[level] and word.gloss_th)
    return tuple(word for word in words if not blocked_word(word.text, word.phones))
