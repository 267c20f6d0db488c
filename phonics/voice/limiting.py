"""The true peak of a wave, and how to hold it under a ceiling without being heard."""

import numpy as np
from numpy.typing import NDArray

from phonics.voice.wave import RATE, Wave

# A peak between two samples shows when the wave is drawn four times as finely.
FINER = 4
GRAIN = RATE // 1000
# The gain goes down and up again over so many grains (1 ms each) on either side of a peak.
REACH = 20


def true_peak_db(wave: Wave) -> float:
    """Return the true peak in dBFS."""
    return float(20 * np.log10(max(float(np.max(_envelope(wave), initial=0.0)), 1e-9)))


def held_under(wave: Wave, ceiling_db: float) -> Wave:
    """Return the wave with its peaks turned down to the ceiling, gently; all that lies below stays as it is."""
    ceiling = 10 ** (ceiling_db / 20)
    envelope = _envelope(wave)
    if np.max(envelope, initial=0.0) <= ceiling:
        return wave
    grains = np.pad(envelope, (0, -len(envelope) % GRAIN)).reshape(-1, GRAIN).max(axis=1)
    needed = np.minimum(1.0, ceiling / np.maximum(grains, 1e-9))
    # One grain wider than the mean taken next: so is the line between two of its points never above what is needed.
    lowest = _window(needed, REACH + 1).min(axis=1)
    smooth = _window(lowest, REACH) @ _hann(2 * REACH + 1)
    gain = np.interp(np.arange(len(wave)), (np.arange(len(smooth)) + 0.5) * GRAIN, smooth)
    held: Wave = (wave * gain).astype(np.float32)
    return held


def _envelope(wave: Wave) -> NDArray[np.float32]:
    """Return the largest magnitude around every sample, that between samples included."""
    if not len(wave):
        return np.zeros(0, np.float32)
    size = 2 ** int(np.ceil(np.log2(len(wave) + 64)))
    fine = np.fft.irfft(np.fft.rfft(wave, size), size * FINER) * FINER
    loudest: NDArray[np.float32] = np.abs(fine[: len(wave) * FINER]).reshape(-1, FINER).max(axis=1)
    return loudest


def _window(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    padded = np.pad(values, reach, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)


def _hann(size: int) -> NDArray[np.float64]:
    weights = np.hanning(size + 2)[1:-1]
    normal: NDArray[np.float64] = weights / weights.sum()
    return normal
