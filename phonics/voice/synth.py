"""The embedded voice: ARPAbet in, a waveform out. Only when building: it needs the extra in `requirements-audio.lock`.

The voice never guesses a pronunciation: it is fed phones from our own data.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from phonics.errors import Invalid, Unavailable
from phonics.voice import arpabet
from phonics.voice.wave import Wave

# The network speaks in frames of 12.5 ms.
FRAMES_PER_SECOND = 80
VOICE = "hibari-heart"
SOURCE = "hibari-tts 0.2.1, voice heart"
LICENCE = "Apache-2.0"
_PARTS = ("lh", "theta", "ln", "lr", "phi", "f0")


@dataclass(frozen=True, slots=True)
class Frames:
    """What the network drew before it becomes sound: per-frame spectra (bins × frames) and the pitch curve in Hz."""

    lh: NDArray[np.float32]
    theta: NDArray[np.float32]
    ln: NDArray[np.float32]
    lr: NDArray[np.float32]
    phi: NDArray[np.float32]
    f0: NDArray[np.float32]


def draw(spoken: str, speed: float) -> Frames:
    """Return the frames of one sentence; speed 1.0 is the voice's own pace, 0.5 half of it.

    :raises Invalid: if the voice lacks a symbol
    :raises Unavailable: if the audio extra is not installed
    """
    engine = _engine()
    phonemes = arpabet.for_voice(spoken)
    unknown = sorted(set(phonemes) - set(engine.vocab))
    if unknown:
        raise Invalid("The voice has no symbol for %(symbols)s", symbols=" ".join(unknown))
    feed = {"ids": np.asarray([engine.ids(phonemes)], np.int64), "speed": np.asarray([speed], np.float32)}
    return Frames(*(part[0] for part in engine.sess.run(list(_PARTS), feed)))


def sound(frames: Frames, seed: int) -> Wave:
    """Return the waveform of the frames, 24 kHz mono in −1…1; the seed fixes its breath noise."""
    from hibari import dsp  # noqa: PLC0415 - only who builds has it

    wave: Wave = dsp.synth(
        frames.lh, frames.theta, frames.ln, frames.lr, frames.phi, frames.f0, np.random.default_rng(seed)
    )
    return wave


@cache
def _engine() -> Any:
    try:
        from hibari import Hibari  # noqa: PLC0415 - only who builds has it
    except ImportError as error:
        raise Unavailable("The audio tools are not installed: pip install -r requirements-audio.lock") from error
    return Hibari(threads=1)
