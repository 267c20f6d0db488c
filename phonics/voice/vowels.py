"""Short vowels brought back up: the embedded voice opens its mouth so far for them that chick is heard as check.

Measured in stressed vowels (`docs/audio-quality.md`): its first resonance lies at 755 Hz in the i of pin, at 968 Hz in
the e of pen, at 985 Hz in the u of cup, where women speak them at 483, 731 and 753 Hz (Hillenbrand et al. 1995, table
V). Before the frames become sound, the low part of their spectrum is drawn down most of that way; all from the second
resonance on stays.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from phonics.voice.align import Span
from phonics.voice.synth import FRAMES_PER_SECOND, Frames
from phonics.voice.wave import RATE

# The frames reach up to half the sampling rate.
TOP_HZ = RATE / 2
# A vowel moves in and out over this many frames.
RAMP = 2.0


class Short(NamedTuple):
    """A short vowel's first resonance as the voice has it, where it is to be, from where nothing moves, in Hz."""

    opened: float
    meant: float
    free: float


# Drawn out to half its pace, as sounds are, the voice says i as it should (482 Hz); e and u stay open (913, 904 Hz).
SLOW = 0.7
SHORT = {"IH": Short(755, 545, 1900), "EH": Short(968, 775, 1700), "AH": Short(985, 790, 1400)}


def raised(frames: Frames, spans: Sequence[Span], tokens: Sequence[str], speed: float) -> Frames:
    """Return the frames with the stressed short vowels said less openly; the same frames where there is none.

    :param tokens: the same phones with their stress digits
    :param speed: the pace they were said at, see `synth.draw`
    """
    open_ones = set(SHORT) - ({"IH"} if speed < SLOW else set())
    vowels = [span for span, token in zip(spans, tokens, strict=True) if token[:-1] in open_ones and token[-1] in "12"]
    if not vowels:
        return frames
    bins, length = frames.lh.shape
    from_bin = np.arange(bins)[:, None] + np.zeros((1, length))
    for span in vowels:
        from_bin += _shift(SHORT[span.phone], bins)[:, None] * _presence(span, length)
    return replace(frames, **{name: _drawn(getattr(frames, name), from_bin) for name in ("lh", "ln", "lr")})


def _shift(vowel: Short, bins: int) -> NDArray[np.float64]:
    """Return from how many bins further up each bin takes its level."""
    hertz = np.linspace(0, TOP_HZ, bins)
    source = np.interp(hertz, [0, vowel.meant, vowel.free, TOP_HZ], [0, vowel.opened, vowel.free, TOP_HZ])
    shift: NDArray[np.float64] = (source - hertz) * (bins - 1) / TOP_HZ
    return shift


def _presence(span: Span, length: int) -> NDArray[np.float64]:
    """Return how much of the vowel is in each frame, 0 to 1."""
    middle = np.arange(length) + 0.5
    inside = np.minimum(middle - span.start * FRAMES_PER_SECOND, span.end * FRAMES_PER_SECOND - middle)
    return np.clip(inside / RAMP + 0.5, 0, 1)


def _drawn(levels: NDArray[np.float32], from_bin: NDArray[np.float64]) -> NDArray[np.float32]:
    low = np.minimum(from_bin.astype(np.intp), len(levels) - 2)
    part = (from_bin - low).astype(np.float32)
    columns = np.arange(levels.shape[1])
    drawn: NDArray[np.float32] = (1 - part) * levels[low, columns] + part * levels[low + 1, columns]
    return drawn
