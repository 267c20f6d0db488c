"""A printed text as its words, each to be touched and heard; and which of them share a tile to be put in order."""

import re
from collections.abc import Sequence
from typing import Any

from phonics.errors import Invalid
from phonics.levels.decoding import Status, explain
from phonics.levels.segments import Segment
from phonics.levels.words import names

MOST_TILES = 7
_TOKEN = re.compile(r"[^\s-]+-?")  # thirty-nine is two words to touch
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
# a tile may begin with these, and should not end with those
_BINDS = frozenset("and but or so to of in on at by for with from that when because".split())
_LEANS = frozenset("a an the my our his her its their your is are was to of in on at by for with from".split())


def printed(text: str, level: str) -> list[dict[str, Any]]:
    """Return the words of a text in order: {text, at, word, buttons}.

    `text` is how it is printed, marks and all; `at` the place of its first character in the whole; `word` its clip,
    None for a number; `buttons` the letters of each sound button, counted within `text`, none where known by heart.
    """
    return [_token(match.group(), match.start(), level) for match in _TOKEN.finditer(text)]


def line(text: str, level: str) -> dict[str, Any]:
    """Return a sentence that can be heard whole and word by word: {text, say, words}."""
    return {"text": text, "say": ["sentence", text], "words": printed(text, level)}


def tiles(words: Sequence[str]) -> list[str]:
    """Return the words of a sentence in order on at most seven tiles, which begin where one would breathe."""
    if len(words) <= MOST_TILES:
        return list(words)
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for used in range(1, MOST_TILES + 1):
        for end in range(used, len(words) + 1):
            ways = [(best[used - 1, start], start) for start in range(end) if (used - 1, start) in best]
            costs = [(cost + _cost(words, start, end), (*cuts, start)) for (cost, cuts), start in ways]
            best[used, end] = min(costs)
    starts = best[MOST_TILES, len(words)][1]
    ends = (*starts[1:], len(words))
    return [" ".join(words[start:end]) for start, end in zip(starts, ends, strict=True)]


def _cost(words: Sequence[str], start: int, end: int) -> float:
    """Return how badly these words share a tile: unlike the others in length, or torn off where nobody breathes."""
    breath = start == 0 or not words[start - 1][-1].isalnum() or words[start].lower() in _BINDS
    torn = end < len(words) and words[end - 1].lower() in _LEANS
    return (end - start - len(words) / MOST_TILES) ** 2 + (0 if breath else 1) + (1 if torn else 0)


def _token(text: str, at: int, level: str) -> dict[str, Any]:
    plain = text.lower().replace("’", "'")
    found = _WORD.search(plain)
    if found is None:
        return {"text": text, "at": at, "word": None, "buttons": []}
    segments = _segments(found.group(), text[found.start() :], level)
    buttons = [[found.start() + letter for letter in segment.letters] for segment in segments if segment.phones]
    return {"text": text, "at": at, "word": ["word", found.group()], "buttons": buttons}


def _segments(word: str, as_printed: str, level: str) -> tuple[Segment, ...]:
    """Return how a word falls apart, nothing where it cannot be sounded out at this level."""
    if as_printed[:1].isupper() and word in names():
        return names()[word].segments
    try:
        known = explain(word, level)
    except Invalid:
        return ()
    return known.segments if known.status == Status.DECODABLE else ()
