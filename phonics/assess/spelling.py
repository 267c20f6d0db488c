"""How much of a word stands in what a child wrote: the part of a dictation that needs no person."""

from collections.abc import Sequence
from functools import lru_cache

from phonics.assess.items import Item
from phonics.errors import Invalid
from phonics.levels.decoding import align

MOST_WRITTEN = 60  # what a mark's `choice` holds


def tidy(written: str) -> str:
    """Return what was written as it is compared: without the spaces around it, in small letters."""
    return " ".join(written.split()).casefold().replace("’", "'")


def answers_of(item: Item) -> tuple[str, ...]:
    """Return every text that is right for an item that is written; where none is named, its prompt."""
    return item.answers or (item.prompt,)


def points(item: Item, written: str) -> int:
    """Return 0…`item.points`: all where a right text was written, else by the graphemes that stand there in order.

    A word with all its graphemes and letters too many is not right: it misses the last point.
    """
    right = [tidy(answer) for answer in answers_of(item)]
    if tidy(written) in right:
        return item.points
    pieces = graphemes(right[0])
    shares = item.points * found(pieces, tidy(written)) // max(len(pieces), 1)
    return min(shares, item.points - 1)


@lru_cache(maxsize=512)
def graphemes(word: str) -> tuple[tuple[tuple[int, str], ...], ...]:
    """Return the graphemes of a word as letters with their places, m|a_e|k; of what is no word its letters."""
    try:
        segments = align(word)
    except Invalid:
        return tuple(((at, letter),) for at, letter in enumerate(word) if not letter.isspace())
    return tuple(tuple((at, word[at]) for at in segment.letters) for segment in segments)


def found(pieces: Sequence[Sequence[tuple[int, str]]], written: str) -> int:
    """Return how many graphemes stand whole in what was written, in the order of the word.

    Letters are matched as a longest common subsequence, from the left where there are several.
    """
    letters = sorted(letter for piece in pieces for letter in piece)
    there = _matched("".join(letter for _, letter in letters), written)
    places = {at for (at, _), matched in zip(letters, there, strict=True) if matched}
    return sum(all(at in places for at, _ in piece) for piece in pieces)


def _matched(word: str, written: str) -> list[bool]:
    """Return for each letter of the word whether it stands in what was written."""
    rest = [[0] * (len(written) + 1) for _ in range(len(word) + 1)]
    for i in range(len(word) - 1, -1, -1):
        for j in range(len(written) - 1, -1, -1):
            same = rest[i + 1][j + 1] + 1 if word[i] == written[j] else 0
            rest[i][j] = max(same, rest[i + 1][j], rest[i][j + 1])
    matched, j = [False] * len(word), 0
    for i, letter in enumerate(word):
        at = written.find(letter, j)
        if at >= 0 and rest[i + 1][at + 1] + 1 == rest[i][j]:
            matched[i], j = True, at + 1
    return matched
