"""A long word divided into its syllables, then the loud one heard: a step for children who read."""

from collections.abc import Iterable
from functools import cache

from phonics.errors import Invalid
from phonics.levels.dividing import Division, divide
from phonics.levels.steps import Step
from phonics.levels.words import Word

MOST_PLACES = 9  # between letters, so that each is a finger wide
_LONGEST = 11
_MOST_PARTS = 4


def dividable(words: Iterable[Word]) -> list[Word]:
    """Return those of the words that fall into two to four syllables, short enough to stand on a telephone."""
    return [word for word in words if _fits(word)]


def syllables(word: Word) -> Step:
    """Return: divide a word by touching between its letters, then touch the part that is loud.

    `places` are where it may be cut, each the number of letters before it; `also` the cuts that are as good as `cuts`.

    :raises Invalid: if it is not dividable
    """
    division = divide(word)
    if division is None or not _fits(word):
        raise Invalid("%(word)s is not divided into syllables", word=word.text)
    fields = {
        "word": word.text,
        "say": ["word", word.text],
        "picture": word.picture,
        "segments": [
            {
                "grapheme": one.grapheme,
                "letters": list(one.letters),
                "vowel": one.is_vowel,
                "sound": ["sound", ".".join(one.phones)],
            }
            for one in word.segments
        ],
        "places": places(word, division),
        "cuts": list(division.cuts),
        "also": [list(others) for others in division.also],
        "loud": division.loud,
    }
    return Step("syllables", f"word:{word.text}", fields)


def places(word: Word, division: Division) -> list[int]:
    """Return where a child may cut: between graphemes, and within a doubled one where it falls apart."""
    starts = {segment.letters[0] for segment in word.segments}
    good = {*division.cuts, *(place for others in division.also for place in others)}
    return sorted((starts | good) - {0})


@cache
def _fits(word: Word) -> bool:
    if word.syllables < 2 or len(word.text) > _LONGEST:
        return False
    division = divide(word)
    if division is None or len(division.cuts) >= _MOST_PARTS:
        return False
    return len(places(word, division)) <= MOST_PLACES
