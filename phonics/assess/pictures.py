"""A word and the pictures to choose among."""

from collections.abc import Sequence

from phonics.assess.items import Item, Option, Response
from phonics.assess.letter_sounds import lot
from phonics.assess.subtests import Kind
from phonics.levels.loader import load
from phonics.levels.sequence import RANK
from phonics.levels.words import Word

CHOICES = 4
_FROM = "K4"  # before it there are too few words with pictures
# what a picture cannot but mean
_SHOWN = frozenset("animal food body clothes nature weather transport home thing school person".split())


def shown(level: str) -> tuple[Word, ...]:
    """Return the words up to a level that a picture shows beyond doubt."""
    known = (word for word in load().words.values() if RANK[word.level] <= max(RANK[level], RANK[_FROM]))
    return tuple(word for word in known if word.picture and word.meaning in _SHOWN)


def pictured(number: int, text: str, level: str) -> Item:
    """Return an item: the word is heard, one of four pictures is right; a word without a picture has none to choose."""
    word = load().words.get(text)
    if word is None or not word.picture:
        return Item(number, text, Kind.PICTURE_VOCABULARY.value, sound=f"word/{text}")
    options = tuple(
        Option("abcd"[at], picture=one.text) for at, one in enumerate((word, *_others(number, word, level)))
    )
    return Item(
        number,
        text,
        Kind.PICTURE_VOCABULARY.value,
        response=Response.CHOICE,
        options=turned(options, number),
        answers=("a",),
        sound=f"word/{text}",
    )


def _others(number: int, word: Word, level: str) -> Sequence[Word]:
    """Return three words of another kind that begin otherwise, so that no two pictures could be meant."""
    apart = (one for one in shown(level) if one.meaning != word.meaning and one.phones[0] != word.phones[0])
    return sorted(apart, key=lambda one: lot(word.text, number, one.text))[: CHOICES - 1]


def turned(options: tuple[Option, ...], number: int) -> tuple[Option, ...]:
    """Return options so that the right one, which comes first, does not stand at the same place in every item."""
    at = number % len(options)
    return (*options[-at:], *options[:-at]) if at else options
