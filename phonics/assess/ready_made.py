"""The instruments that come ready-made, each in form A and B: blending by ear, letter sounds, word reading."""

from functools import cache

from phonics.assess.blending import blending
from phonics.assess.instruments import Instrument
from phonics.assess.letter_sounds import letter_sounds
from phonics.assess.word_reading import word_reading
from phonics.levels.hearing import parted
from phonics.levels.sequence import ORDER

READING = ("K2", "K3", "K4", "P1", "P2")  # at the first level there is nothing to read yet


@cache
def ready_made() -> tuple[Instrument, ...]:
    """Return every ready-made instrument, by level, kind and form; the same on every machine."""
    heard = (blending(level, form) for level in ORDER if parted(level) for form in "AB")
    read = (
        instrument
        for level in READING
        for instrument in (letter_sounds(level, "A"), letter_sounds(level, "B"), *word_reading(level))
    )
    return (*heard, *read)
