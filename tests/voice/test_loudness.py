"""Loudness against the standard's own reference."""

import numpy as np
import pytest

from phonics.voice import loudness
from phonics.voice.wave import RATE, Wave


def tone(hertz: float, seconds: float, level_db: float = 0.0) -> Wave:
    t = np.arange(int(seconds * RATE)) / RATE
    return (10 ** (level_db / 20) * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def test_a_full_scale_tone_of_997_hz_has_minus_3_lufs() -> None:
    """ITU-R BS.1770-4: 0 dBFS at 997 Hz in one channel reads −3.01 LKFS."""
    assert loudness.lufs(tone(997, 3)) == pytest.approx(-3.01, abs=0.1)


def test_20_db_less_reads_20_less() -> None:
    assert loudness.lufs(tone(997, 3, -20)) == pytest.approx(-23.01, abs=0.1)


def test_silence_does_not_dilute_a_clip() -> None:
    quiet = np.concatenate([tone(997, 2, -20), np.zeros(RATE * 4, np.float32)])
    assert loudness.lufs(quiet) == pytest.approx(-23.0, abs=0.4)


def test_a_burst_shorter_than_a_block_is_measured_too() -> None:
    assert loudness.lufs(tone(997, 0.2, -20)) == pytest.approx(-23.0, abs=0.5)


def test_silence_is_the_floor() -> None:
    assert loudness.lufs(np.zeros(RATE, np.float32)) == loudness.FLOOR_LUFS


def test_a_clip_comes_to_its_target() -> None:
    assert loudness.lufs(loudness.levelled(tone(500, 1, -40), -18, -1)) == pytest.approx(-18, abs=0.1)


def test_but_never_over_its_peak_limit() -> None:
    click = np.zeros(RATE, np.float32)
    click[100:105] = 0.5
    assert loudness.peak_db(loudness.levelled(click, -18, -3)) == pytest.approx(-3, abs=0.01)
