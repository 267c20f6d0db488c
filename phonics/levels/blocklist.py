"""Words and sounds no child is offered: by their letters, and by what an ear used to Thai would hear."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from phonics.levels.distractors import heard
from phonics.levels.graphemes import VOWELS
from phonics.levels.segments import Segment, sounds
from phonics.levels.tables import read_rows

# What Thai does to English sounds: finals lose voice and release, missing consonants become their neighbours.
_FINAL = {"B": "P", "F": "P", "V": "P", "D": "T", "G": "K", "L": "N", "R": "N"}
_FINAL |= dict.fromkeys(("S", "Z", "TH", "DH", "SH", "ZH", "CH", "JH"), "T")
_BEFORE = {"V": "W", "Z": "S", "SH": "CH", "ZH": "CH", "TH": "T", "DH": "D", "R": "L"}


def blocked_word(text: str, phones: Sequence[str]) -> bool:
    """Return whether a real word is on the list by its spelling, or says exactly what is rude in Thai.

    Less strict than for a made-up word: "chess" and "yes" are needed, whatever they may remind of.
    """
    return text in _listed("word") or " ".join(phones) in _listed("sound")


def blocked_made_up(text: str, segments: Sequence[Segment]) -> bool:
    """Return whether a made-up word looks or, to a Thai ear, sounds like something on the list."""
    said = sounds(segments)
    return looks_rude(text) or _rude(said) or any(map(_rude, _syllables(said)))


@lru_cache(maxsize=20_000)
def looks_rude(text: str) -> bool:
    """Return whether the letters alone are on the list, or hold something that is."""
    return text in _listed("word") or _parts().search(text) is not None


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_listed("part"))))


@lru_cache(maxsize=100_000)
def _rude(phones: tuple[str, ...]) -> bool:
    return thai_ear(phones) in _sounds()


def thai_ear(phones: Sequence[str]) -> tuple[str, ...]:
    """Return a syllable as Thai would borrow it: "yes", "yed" and "yet" all end alike."""
    plain = heard(phones)
    vowels = [place for place, phone in enumerate(plain) if phone in VOWELS]
    if not vowels:
        return plain
    last = vowels[-1] + 1
    return (
        *(_BEFORE.get(phone, phone) for phone in plain[:last]),
        *(_FINAL.get(phone, phone) for phone in plain[last:]),
    )


def _syllables(phones: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield what an ear may take for a syllable: one or two consonants before a vowel, none, one or the last after."""
    vowels = [place for place, phone in enumerate(phones) if phone in VOWELS]
    for before, place, after in zip([-1, *vowels], vowels, [*vowels[1:], len(phones)], strict=False):
        starts = {max(before + 1, place - size) for size in (1, 2)}
        ends = {place + 2, after if after == len(phones) else place + 1}
        yield from (tuple(phones[start:end]) for start in starts for end in ends if end <= max(after, place + 1))


@cache
def _sounds() -> frozenset[tuple[str, ...]]:
    return frozenset(thai_ear(text.split()) for text in _listed("sound") | _listed("twin"))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(row["text"] for row in read_rows("blocklist.csv") if row["kind"] == kind)
