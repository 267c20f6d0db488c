"""The scissors: where to cut a spoken sentence, how to hold a sound, how to smooth the edges. Arrays in, arrays out."""

import numpy as np
from numpy.typing import NDArray

from phonics.voice import loudness
from phonics.voice.synth import FRAMES_PER_SECOND, Frames
from phonics.voice.wave import RATE, Wave

# A quiet place is looked for this far on both sides of where the aligner heard the word begin.
SEARCH_S = 0.08
# After it only this far, where the word begins with breath or voice: a faint f is quieter than the pause before it.
BREATH_S = 0.01
GRAIN_S = 0.005
# What is this far under the loudest grain counts as silence after the last phone.
SILENCE_DB = -42.0
RELEASE_S = 0.25
HELD_S = 0.6
MIDDLE = 0.7
# The window over which a held sound is steadied: several pitch periods.
STEADY_S = 0.04
# Below this the voice does not hum.
VOICED_HZ = 40.0


def onset(wave: Wave, heard_at: float, earliest: float, after: float = SEARCH_S) -> float:
    """Return the quietest moment near `heard_at` (seconds), not before `earliest`: where a word may be cut free.

    :param after: how far behind `heard_at` it may lie
    """
    first = max(earliest, heard_at - SEARCH_S)
    levels = grain_db(wave[int(first * RATE) : int((heard_at + after) * RATE)])
    return first + float(np.argmin(levels)) * GRAIN_S if len(levels) else heard_at


def ending(wave: Wave, heard_until: float) -> float:
    """Return when the last phone, its release included, has died away (seconds)."""
    levels = grain_db(wave)
    loud = np.flatnonzero(levels > np.max(levels) + SILENCE_DB)
    last = (float(loud[-1]) + 1) * GRAIN_S if len(loud) else heard_until
    return min(max(heard_until, last), heard_until + RELEASE_S, len(wave) / RATE)


def closure(wave: Wave, start: float, end: float) -> float:
    """Return the quietest moment between `start` and the loudest one before `end`: where a stop holds its breath."""
    levels = grain_db(wave[int(start * RATE) : int(end * RATE)])
    burst = int(np.argmax(levels[2:])) + 2 if len(levels) > 2 else 0
    return start + float(np.argmin(levels[: burst + 1])) * GRAIN_S if burst else start


def piece(wave: Wave, start: float, end: float, fade_in_s: float = 0.005, fade_out_s: float = 0.02) -> Wave:
    """Return the wave between two moments with soft edges."""
    cut = wave[int(start * RATE) : int(end * RATE)].astype(np.float32).copy()
    rising, falling = min(int(fade_in_s * RATE), len(cut) // 2), min(int(fade_out_s * RATE), len(cut) // 2)
    if rising:
        cut[:rising] *= _slope(rising)
    if falling:
        cut[-falling:] *= _slope(falling)[::-1]
    return cut


def lift(wave: Wave, start: float, end: float, floor_db: float, most_db: float) -> Wave:
    """Return the wave with the span from `start` to `end` raised towards `floor_db` RMS, by at most `most_db`.

    The embedded voice breathes f and th some 35 dB under the vowel: too faint for a classroom tablet.
    """
    first, last = int(start * RATE), int(end * RATE)
    level = loudness.rms_db(wave[first:last])
    gain = 10 ** (min(max(floor_db - level, 0.0), most_db) / 20)
    ramp = min(int(0.02 * RATE), (last - first) // 2)
    curve = np.ones(len(wave), np.float32)
    curve[first:last] = gain
    curve[first : first + ramp] = 1 + (gain - 1) * _slope(ramp)
    curve[last - ramp : last] = 1 + (gain - 1) * _slope(ramp)[::-1]
    raised: Wave = (wave * curve).astype(np.float32)
    return raised


def held(frames: Frames, start: float, end: float, breath_db: float = 0.0) -> Frames:
    """Return frames in which the middle of one sound stands still for 600 ms, at one calm pitch.

    The middle 70 % is walked to and fro; each frame is drawn towards the mean, so that the walk cannot be heard. The
    free phases are shaken, for walked over again and again they would buzz at the frame rate; shaken they are breath,
    and `breath_db` is how much of it is left in a sound that hums.
    """
    margin = (end - start) * (1 - MIDDLE) / 2
    first, last = round((start + margin) * FRAMES_PER_SECOND), round((end - margin) * FRAMES_PER_SECOND)
    walk = _to_and_fro(first, max(last, first + 1), round(HELD_S * FRAMES_PER_SECOND))
    still = {name: _calmed(getattr(frames, name)[:, walk]) for name in ("lh", "theta", "ln", "lr")}
    pitch = frames.f0[first : last + 1]
    voiced = pitch[pitch > VOICED_HZ]
    hums = len(voiced) * 2 > len(pitch)
    f0 = float(np.median(voiced)) * np.linspace(1.02, 0.94, len(walk)) if hums else np.zeros(len(walk))
    phi = np.random.default_rng(0).uniform(-np.pi, np.pi, still["lr"].shape)
    still["lr"] += np.float32(breath_db / 20 * np.log(10) if hums else 0)
    return Frames(phi=phi.astype(np.float32), f0=f0.astype(np.float32), **still)


def steadied(wave: Wave) -> Wave:
    """Return the wave at one level from beginning to end: a held sound neither swells nor beats."""
    size = int(STEADY_S * RATE)
    padded = np.pad(wave.astype(np.float64) ** 2, size // 2, mode="reflect")
    totals = np.concatenate([[0.0], np.cumsum(padded)])
    power = (totals[size:] - totals[:-size])[: len(wave)] / size
    steady: Wave = (wave * np.sqrt(np.mean(power) / np.maximum(power, np.mean(power) / 100))).astype(np.float32)
    return steady


def grain_db(wave: Wave) -> NDArray[np.float64]:
    """Return the level of every 5 ms, in dBFS."""
    size = int(GRAIN_S * RATE)
    grains = wave[: len(wave) // size * size].reshape(-1, size).astype(np.float64)
    levels: NDArray[np.float64] = 10 * np.log10(np.mean(grains**2, axis=1) + 1e-12)
    return levels


def _to_and_fro(first: int, last: int, steps: int) -> NDArray[np.intp]:
    there = np.arange(first, last + 1)
    lap = np.concatenate([there, there[-2:0:-1]])
    return np.resize(lap, steps)


def _calmed(part: NDArray[np.float32]) -> NDArray[np.float32]:
    return (0.15 * part + 0.85 * part.mean(axis=1, keepdims=True)).astype(np.float32)


def _slope(length: int) -> NDArray[np.float32]:
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / max(length, 1))).astype(np.float32)
