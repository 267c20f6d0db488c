"""How loud a clip is and how to bring it to the house's level (ITU-R BS.1770-4)."""

import numpy as np
from numpy.typing import NDArray

from phonics.voice.wave import RATE, Wave

# The house's level. A sound is held alone, without the quiet parts of a word.
HOUSE_LUFS, SOUND_LUFS = -18.0, -20.0

BLOCK_S = 0.4
STEP_S = 0.1
FLOOR_LUFS = -70.0
GATE_LU = -10.0


def target_lufs(kind: str) -> float:
    """Return how loud a clip of this kind is to be."""
    return SOUND_LUFS if kind == "sound" else HOUSE_LUFS


def lufs(wave: Wave) -> float:
    """Return integrated loudness in LUFS; a clip shorter than one block of 0.4 s is measured as a single block.

    Source: ITU-R BS.1770-4, annex 1; the filters by their analogue parameters, so that any sample rate serves.
    """
    weighted = _k_weighted(wave)
    size, step = int(BLOCK_S * RATE), int(STEP_S * RATE)
    if len(weighted) <= size:
        return _level(float(np.mean(weighted**2)))
    powers = np.array([np.mean(weighted[i : i + size] ** 2) for i in range(0, len(weighted) - size + 1, step)])
    heard = powers[[_level(p) > FLOOR_LUFS for p in powers]]
    if not len(heard):
        return FLOOR_LUFS
    gate = _level(float(np.mean(heard))) + GATE_LU
    return _level(float(np.mean(heard[[_level(p) > gate for p in heard]])))


def peak_db(wave: Wave) -> float:
    """Return the sample peak in dBFS."""
    return float(20 * np.log10(max(float(np.max(np.abs(wave), initial=0.0)), 1e-9)))


def rms_db(wave: Wave) -> float:
    """Return the root mean square in dBFS, −120 for nothing."""
    return float(10 * np.log10(np.mean(wave.astype(np.float64) ** 2) + 1e-12)) if len(wave) else -120.0


def levelled(wave: Wave, target_lufs: float, peak_limit_db: float) -> Wave:
    """Return the wave at the target loudness, or lower where its peak would pass the limit."""
    gain = min(target_lufs - lufs(wave), peak_limit_db - peak_db(wave))
    louder: Wave = (wave * 10 ** (gain / 20)).astype(np.float32)
    return louder


def _level(power: float) -> float:
    return float(max(FLOOR_LUFS, -0.691 + 10 * np.log10(max(power, 1e-12))))


def _k_weighted(wave: Wave) -> NDArray[np.float64]:
    """Return the wave through the two K filters, applied in the frequency domain with room for their tails."""
    size = 2 ** int(np.ceil(np.log2(len(wave) + RATE // 2)))
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = _biquad(turn, *_high_shelf()) * _biquad(turn, *_high_pass())
    weighted: NDArray[np.float64] = np.fft.irfft(np.fft.rfft(wave, size) * response, size)[: len(wave)]
    return weighted


def _biquad(turn: NDArray[np.complex128], b: list[float], a: list[float]) -> NDArray[np.complex128]:
    response: NDArray[np.complex128] = (b[0] + b[1] * turn + b[2] * turn**2) / (a[0] + a[1] * turn + a[2] * turn**2)
    return response


def _high_shelf() -> tuple[list[float], list[float]]:
    """Return the head's shelf: +4 dB above 1.7 kHz (De Man 2014)."""
    k, q = np.tan(np.pi * 1681.974450955533 / RATE), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    mid = high**0.4996667741545416
    b = [high + mid * k / q + k * k, 2 * (k * k - high), high - mid * k / q + k * k]
    return b, [1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k]


def _high_pass() -> tuple[list[float], list[float]]:
    """Return the low cut at 38 Hz (De Man 2014); its numerator is 1, −2, 1 unscaled, as the standard has it."""
    k, q = np.tan(np.pi * 38.13547087602444 / RATE), 0.5003270373238773
    a0 = 1 + k / q + k * k
    return [1.0, -2.0, 1.0], [1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0]
