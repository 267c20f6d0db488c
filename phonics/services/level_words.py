"""The words of a level: all of them, page by page, or those that are looked for."""

from dataclasses import dataclass
from functools import cache
from re import compile as pattern_of
from re import escape

from phonics.errors import NotFound
from phonics.levels.loader import load
from phonics.levels.sequence import ORDER, PATTERNS, RANK, patterns
from phonics.levels.words import Word

PAGE = 120  # words at once
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"  # a Thai vowel or tone written over or under its consonant
_PARTING = pattern_of(r"[\s,;/()·]+")


@dataclass(frozen=True, slots=True)
class WordPage:
    """Some of a level's words: the page asked for, how many there are in all, and the next page or None."""

    words: tuple[Word, ...]
    total: int
    page: int
    next: int | None


def words(number: int, wanted: str = "", holding: str = "", page: int = 1) -> WordPage:
    """Return the words that become readable at a level, commonest first.

    :param wanted: letters of the word, or of its Thai meaning
    :param holding: a correspondence or a pattern that must be in it
    :raises NotFound: if there is no such level, correspondence, pattern or page
    """
    found = matching(number, wanted, holding)
    start = (page - 1) * PAGE
    if start < 0 or (page > 1 and start >= len(found)):
        raise NotFound("This page does not exist.")
    return WordPage(
        tuple(found[start : start + PAGE]), len(found), page, page + 1 if start + PAGE < len(found) else None
    )


def matching(number: int, wanted: str = "", holding: str = "") -> list[Word]:
    """Return the words of a level that are looked for: first those that are just that, then those that hold it.

    :raises NotFound: as `every_word`
    """
    there, text = every_word(number, holding), wanted.strip().lower()
    if not text:
        return list(there)
    meaning = pattern_of(rf"{escape(text)}(?!{_MARK})")  # ครู is not in สักครู่
    found = [word for word in there if text in word.text or meaning.search(word.gloss_th)]
    return sorted(found, key=lambda word: text != word.text and text not in _PARTING.split(word.gloss_th))


def every_word(number: int, holding: str = "") -> tuple[Word, ...]:
    """Return all words of a level with something in them, commonest first, those long known by heart last.

    Those of level 1 are met by ear.

    :raises NotFound: if there is no such level, correspondence or pattern
    """
    one = load().level_numbered(number)
    if holding and holding not in load().correspondences and holding not in PATTERNS:
        raise NotFound("This page does not exist.")
    return _holding(one.code, holding)


@cache
def _holding(code: str, what: str) -> tuple[Word, ...]:
    """Return a level's words with a correspondence or a pattern in them; a pattern is known by the cut alone."""
    there = sorted(load().words_at(code) or _by_ear(code), key=known_by_heart)
    if what in PATTERNS:
        return tuple(word for word in there if what in patterns(word.segments))
    return tuple(word for word in there if not what or what in word.codes)


def known_by_heart(word: Word) -> bool:
    """Return whether a word was taught by heart before the level at which it can be decoded."""
    by_heart = load().tricky().get(word.text)
    return by_heart is not None and RANK[by_heart] < RANK[word.level]


def _by_ear(code: str) -> tuple[Word, ...]:
    words = load().listening_words() if code == ORDER[0] else ()
    return tuple(sorted(words, key=lambda word: (-word.zipf, word.text)))
