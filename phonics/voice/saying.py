"""How a printed text is said: the phones of each word with their stress, weak where English is weak, and the tune.

Nothing is left to the voice: phones come from our word tables, stress from `stress.csv`, little words from `weak.csv`,
words spelt alike but said otherwise ("read") from `homographs.csv`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from phonics.errors import Invalid
from phonics.levels.decoding import align
from phonics.levels.pronouncing import stresses
from phonics.levels.segments import Segment, sounds
from phonics.levels.tables import read_rows
from phonics.levels.words import names
from phonics.voice.arpabet import PUNCTUATION, VOWELS, bare, stressed

DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
# What else shapes the tune, as the mark the voice knows.
_TUNE = {mark: mark for mark in PUNCTUATION} | {":": ",", ";": ",", "…": ".", "–": ",", "—": ","}

Words = tuple[tuple[tuple[int, ...], int], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a text: its letters' places, how it is written, and the mark behind it ("" for none)."""

    start: int
    written: str
    mark: str

    @property
    def text(self) -> str:
        return self.written.lower().replace("’", "'")


def said(text: str) -> tuple[str, Words]:
    """Return what is spoken (ARPAbet, see `arpabet`), and for each word the places of its letters and how many phones.

    :raises Invalid: if the text has no word, or nobody has said how one of its words sounds
    """
    places = list(_places(text))
    spoken = [_in_its_place(text, places, at) for at in range(len(places))]
    if not any(phone.endswith("1") for word in spoken for phone in word):
        spoken = [_aloud(place.written) for place in places]
    line = " | ".join(" ".join([*word, place.mark]).rstrip() for word, place in zip(spoken, places, strict=True))
    return line, tuple(
        (tuple(range(place.start, place.start + len(place.written))), len(word))
        for word, place in zip(spoken, places, strict=True)
    )


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are written, apostrophes straight."""
    return tuple(_WORD.findall(text.replace("’", "'")))


def segments_of(word: str) -> tuple[Segment, ...]:
    """Return how a printed word falls apart; a capital letter may make it a name (Ton, but a ton).

    :raises Invalid: if nobody has said how it sounds
    """
    text = word.lower().replace("’", "'")
    return names()[text].segments if word[:1].isupper() and text in names() else align(text)


def phones_of(word: str) -> tuple[str, ...]:
    """Return the phones of a printed word, without stress.

    :raises Invalid: if nobody has said how it sounds
    """
    return sounds(segments_of(word))


def with_stress(text: str, phones: Sequence[str]) -> tuple[str, ...]:
    """Return the phones of a word, a stress digit on every vowel; by the rule of `stressed` where our list has none."""
    digits = stresses().get(text, "")
    if len(digits) != sum(phone in VOWELS for phone in phones):
        return stressed(phones)
    loud = iter(digits)
    return tuple(phone + next(loud) if phone in VOWELS else phone for phone in phones)


def _places(text: str) -> Iterator[_Place]:
    """Yield the words of a text; the last one is followed by a full stop where the text has no mark of its own.

    :raises Invalid: if there is none, or something else is written that is read aloud (7, ก)
    """
    found = list(_WORD.finditer(text))
    if not found or any(mark.isalnum() for mark in _WORD.sub("", text)):
        raise Invalid("Nobody has said how to say %(text)s", text=text)
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        marks = [_TUNE[mark] for mark in text[match.end() : end] if mark in _TUNE]
        yield _Place(match.start(), match.group(), marks[0] if marks else "." if end == len(text) else "")


def _in_its_place(text: str, places: Sequence[_Place], at: int) -> tuple[str, ...]:
    """Return the phones of one word as it is said where it stands."""
    place = places[at]
    for spoken in (row["spoken"] for row in _homographs() if _fits(row, text, place)):
        return tuple(spoken.split())
    weak = _weak().get(place.text)
    if weak is None:
        return _aloud(place.written)
    if place.mark:
        return tuple((weak["last"] or weak["said"]).split())
    following = _aloud(places[at + 1].written)
    return tuple((weak["vowel"] if weak["vowel"] and bare(following[0]) in VOWELS else weak["said"]).split())


def _fits(row: dict[str, str], text: str, place: _Place) -> bool:
    """Return whether the word stands within the piece of text that the row names."""
    if row["word"] != place.text:
        return False
    start = text.find(row["within"])
    return 0 <= start <= place.start < start + len(row["within"])


def _aloud(word: str) -> tuple[str, ...]:
    """Return the phones of a word as it is said by itself."""
    return with_stress(word.lower().replace("’", "'"), phones_of(word))


@cache
def _weak() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in read_rows("weak.csv", DATA)}


@cache
def _homographs() -> list[dict[str, str]]:
    return list(read_rows("homographs.csv", DATA))
