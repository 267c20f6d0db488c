"""Sound as numbers: the house's rate, and how samples become bytes."""

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float32]
RATE = 24_000
# A decoder plays this much silence first: 576 samples of the encoder's delay and 529 of its own.
DECODER_DELAY_S = 1105 / RATE
# Air behind the last sound.
TAIL_S = 0.04


def pcm16(wave: Wave) -> bytes:
    """Return 16-bit little-endian samples."""
    return (np.clip(wave, -1, 1) * 32767).astype("<i2").tobytes()
