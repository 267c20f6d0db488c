"""The instruments that come ready-made: the cards that decide, in form A and B; placement; reading passages."""

from functools import cache

from phonics.assess.blending import blending
from phonics.assess.instruments import Instrument
from phonics.assess.letter_sounds import letter_sounds
from phonics.assess.passages import passages
from phonics.assess.placement import placement
from phonics.assess.word_reading import word_reading
from phonics.levels.hearing import parted
from phonics.levels.sequence import ORDER

READING = ORDER[1:-1]  # at the first level there is nothing to read yet, and the last teaches no new letters


@cache
def ready_made() -> tuple[Instrument, ...]:
    """Return every ready-made instrument, by level, kind and form; the same on every machine."""
    return (*cards(), *(placement(form) for form in "AB"), *(story for level in ORDER for story in passages(level)))


@cache
def cards() -> tuple[Instrument, ...]:
    """Return the cards that decide about a level: blending by ear, letter sounds, word reading."""
    heard = (blending(level, form) for level in ORDER if parted(level) for form in "AB")
    read = (
        instrument
        for level in READING
        for instrument in (letter_sounds(level, "A"), letter_sounds(level, "B"), *word_reading(level))
    )
    return (*heard, *read)
