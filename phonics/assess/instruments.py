"""The instruments that come ready-made: letter sounds and word reading, forms A and B, levels 2 to 6."""

from functools import cache

from phonics.assess.items import Instrument, Item
from phonics.assess.letter_sounds import letter_sounds
from phonics.assess.word_reading import word_reading

__all__ = ["LEVELS", "Instrument", "Item", "ready_made"]

LEVELS = ("K2", "K3", "K4", "P1", "P2")  # the first level is oral: no card can test it


@cache
def ready_made() -> tuple[Instrument, ...]:
    """Return every ready-made instrument, by level, kind and form; the same on every machine."""
    return tuple(
        instrument
        for level in LEVELS
        for instrument in (letter_sounds(level, "A"), letter_sounds(level, "B"), *word_reading(level))
    )
