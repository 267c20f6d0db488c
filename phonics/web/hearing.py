"""What can be heard at this door: the voices of the actor's unit, or of the class a tablet is open for."""

from pathlib import Path

from flask import current_app

from phonics.services.reading_aloud import SlowWord
from phonics.services.voices import Heard, Voices
from phonics.web.access import current_actor
from phonics.web.extensions import reading


def voices(unit_id: int | None = None) -> Voices:
    """Return the voices of a unit, else of the actor's."""
    return Voices(reading(), unit_id or current_actor().unit_id, audio_dir(), var())


def cues_of(heard: Heard | None) -> list[tuple[float, float, list[int]]]:
    """Return when a clip's letters sound, as a page carries it: (start, end, places of the letters)."""
    return [(cue.start, cue.end, list(cue.letters)) for cue in heard.cues] if heard else []


def parts_of(slow: SlowWord) -> list[tuple[str, list[int]]]:
    """Return the sounds of a word, as a page carries them: (address, places of the letters)."""
    return [(heard.url, list(segment.letters)) for segment, heard in slow.sounds]


def audio_dir() -> Path:
    """Return where the shipped shelves stand."""
    return Path(current_app.config["AUDIO"])


def var() -> Path:
    """Return where this site keeps what is its own."""
    return Path(current_app.config["VAR"])
