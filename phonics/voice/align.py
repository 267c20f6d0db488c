"""Where each phone of a spoken sentence lies, by forced alignment. Needs the audio extra, only when building."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from phonics.errors import Unavailable
from phonics.voice import arpabet
from phonics.voice.wave import RATE, Wave, pcm16

ALIGNER_RATE = 16_000
FRAME_S = 0.01
# Silence put before and after, so that the model finds its feet.
LEAD_S = 0.1


@dataclass(frozen=True, slots=True)
class Span:
    """One phone, in seconds from the start of the wave."""

    phone: str
    start: float
    end: float


def align(wave: Wave, spoken: str) -> list[list[Span]] | None:
    """Return the spans of the phones of every word in `spoken`, or None where the aligner cannot follow."""
    decoder = _decoder()
    words = [arpabet.for_aligner(word) for word in arpabet.words_of(spoken)]
    names = [_name(decoder, word) for word in words]
    pcm = _pcm16(wave)
    try:
        decoder.set_align_text(" ".join(names))
        _listen(decoder, pcm)
        decoder.set_alignment()
        _listen(decoder, pcm)
        spans = _spans(decoder.get_alignment(), set(names))
    except RuntimeError:
        return None
    return spans if [[span.phone for span in word] for word in spans] == words else None


def _spans(alignment: Any, names: set[str]) -> list[list[Span]]:
    """Return the phones of the named words, silences left out; entries live only as long as their alignment."""
    return [
        [Span(phone.name, _seconds(phone.start), _seconds(phone.start + phone.duration)) for phone in entry]
        for entry in alignment.words()
        if entry.name in names
    ]


def _name(decoder: Any, phones: Sequence[str]) -> str:
    """Return a dictionary name for these phones, entered into the decoder when new."""
    name = "say." + ".".join(phones)
    if decoder.lookup_word(name) is None:
        decoder.add_word(name, " ".join(phones), True)
    return name


def _listen(decoder: Any, pcm: bytes) -> None:
    decoder.reinit_feat()  # it remembers the clip before
    decoder.start_utt()
    try:
        decoder.process_raw(pcm, full_utt=True)
    finally:
        decoder.end_utt()


def _seconds(frame: int) -> float:
    return max(0.0, frame * FRAME_S - LEAD_S)


def _pcm16(wave: Wave) -> bytes:
    """Return 16-bit samples at the aligner's rate: the spectrum above 8 kHz is cut off."""
    padding = np.zeros(int(RATE * LEAD_S), np.float32)
    padded = np.concatenate([padding, wave, padding])
    length = len(padded) * ALIGNER_RATE // RATE
    spectrum = np.fft.rfft(padded)[: length // 2 + 1]
    slow = np.fft.irfft(spectrum, length) * (length / len(padded))
    return pcm16(slow)


@cache
def _decoder() -> Any:
    try:
        from pocketsphinx import Decoder  # noqa: PLC0415 - only who builds has it
    except ImportError as error:
        raise Unavailable("The audio tools are not installed: pip install -r requirements-audio.lock") from error
    # bestpath must be off: with it nearly every word of the carrier raises an error.
    return Decoder(bestpath=False, lm=None, loglevel="FATAL")
