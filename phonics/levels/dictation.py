"""Dictation: hear a word, later in a sentence too, and write it with the letters taught so far."""

from collections.abc import Iterable, Mapping
from functools import cache
from random import Random
from typing import Any

from phonics.levels.distractors import heard
from phonics.levels.loader import load
from phonics.levels.printed import printed
from phonics.levels.sequence import ORDER, RANK
from phonics.levels.steps import Step
from phonics.levels.stones import Stone, taught_at
from phonics.levels.texts import Sentence, sentences
from phonics.levels.words import Word

FEWEST_KEYS = 8
_LONGEST_CONTEXT = 9  # words


def dictation(word: Word, stone: Stone, rng: Random, context: bool = True) -> Step:
    """Return: hear a word and write it, letter by letter.

    :param context: also hear and see it in a sentence of the level or an earlier one, where one has it
    """
    fields = {
        "text": word.text,
        "say": ["word", word.text],
        "segments": [_segment(segment.grapheme, segment.letters, segment.phones) for segment in word.segments],
        "picture": word.picture,
        "keys": keys(word, stone),
        "context": _context(word, stone.level, rng) if context else None,
    }
    return Step("dictation", f"word:{word.text}", fields)


def can_be_dictated(word: Word, level: str) -> bool:
    """Return whether the ear is enough to know which word it is: no other word of the level sounds like it, or it is
    shown by a picture or a sentence."""
    shown = bool(word.picture) or bool(_holding(word.text, level))
    return word.text.isalpha() and (shown or len(_sounding(heard(word.phones), level)) == 1)


def keys(word: Word, stone: Stone) -> list[str]:
    """Return the letters of the keyboard in the order of the alphabet: all that have been taught, and the word's own.

    While fewer than eight are known, letters still to come at this level help out.
    """
    rows = load().correspondences
    own = set(word.text) & set("abcdefghijklmnopqrstuvwxyz")
    found = own | _letters(rows[code].grapheme for code in taught_at(stone))
    for row in load().new_at(stone.level):
        if len(found) >= FEWEST_KEYS:
            break
        found |= _letters([row.grapheme])
    return sorted(found)


def _letters(graphemes: Iterable[str]) -> set[str]:
    return {letter for grapheme in graphemes for letter in grapheme if letter.isalpha()}


def _segment(grapheme: str, letters: tuple[int, ...], phones: tuple[str, ...]) -> dict[str, Any]:
    sound = ["sound", ".".join(phones)] if phones else None
    return {"grapheme": grapheme, "letters": list(letters), "sound": sound}


def _context(word: Word, level: str, rng: Random) -> dict[str, Any] | None:
    """Return a short sentence that has the word just once: {before, after, say}; the latest level that has one."""
    found = _holding(word.text, level)
    if not found:
        return None
    latest = [one for one in found if one.level == found[-1].level]
    chosen = rng.choice(latest)
    at, end = _place(word.text, chosen)
    return {"before": chosen.text[:at], "after": chosen.text[end:], "say": ["sentence", chosen.text]}


@cache
def _holding(text: str, level: str) -> tuple[Sentence, ...]:
    levels = [code for code in ORDER if RANK[code] <= RANK[level]]
    return tuple(one for code in levels for one in sentences(code) if _fits(text, one))


def _fits(text: str, one: Sentence) -> bool:
    words = _words(one)
    return len(words) <= _LONGEST_CONTEXT and [word for word, _at in words].count(text) == 1


def _place(text: str, one: Sentence) -> tuple[int, int]:
    """Return where a word begins and ends in a sentence."""
    at = next(at for word, at in _words(one) if word == text)
    return at, at + len(text)


@cache
def _words(one: Sentence) -> tuple[tuple[str, int], ...]:
    """Return the words of a sentence, in lower case, with the places of their first letters."""
    found = ((word["word"][1], word) for word in printed(one.text, one.level) if word["word"])
    return tuple((text, word["at"] + word["text"].lower().replace("’", "'").index(text)) for text, word in found)


def _sounding(phones: tuple[str, ...], level: str) -> tuple[str, ...]:
    """Return the words up to a level that a learner hears as the same."""
    return tuple(word.text for word in _by_sound().get(phones, ()) if RANK[word.level] <= RANK[level])


@cache
def _by_sound() -> Mapping[tuple[str, ...], list[Word]]:
    found: dict[tuple[str, ...], list[Word]] = {}
    for word in load().words.values():
        found.setdefault(heard(word.phones), []).append(word)
    return found
