"""A short vowel's low resonance moves down, and nothing else does."""

import numpy as np
import pytest

from phonics.voice import vowels
from phonics.voice.align import Span
from phonics.voice.synth import Frames

BINS, LENGTH = 601, 40
HZ_PER_BIN = 20
SPANS = (Span("CH", 0.0, 0.1), Span("IH", 0.1, 0.3), Span("K", 0.3, 0.5))


def frames(peak_hz: float) -> Frames:
    """Levels with one resonance, the same in every frame of 12.5 ms."""
    hertz = np.arange(BINS) * HZ_PER_BIN
    levels = np.repeat(np.exp(-(((hertz - peak_hz) / 150) ** 2))[:, None], LENGTH, axis=1).astype(np.float32)
    still = {name: levels.copy() for name in ("lh", "theta", "ln", "lr", "phi")}
    return Frames(**still, f0=np.full(LENGTH, 200, np.float32))


def peaks_hz(parts: Frames) -> list[int]:
    return [int(at) * HZ_PER_BIN for at in parts.lh.argmax(axis=0)]


def test_the_first_resonance_of_an_i_comes_down_within_the_i_only() -> None:
    after = peaks_hz(vowels.raised(frames(760), SPANS, ("CH", "IH1", "K"), 0.9))
    assert after[16] == pytest.approx(545, abs=20)
    assert after[2] == after[36] == 760


@pytest.mark.parametrize("high_hz", [2200, 3400, 6000])
def test_what_lies_higher_stays(high_hz: int) -> None:
    assert set(peaks_hz(vowels.raised(frames(high_hz), SPANS, ("CH", "IH1", "K"), 0.9))) == {high_hz}


@pytest.mark.parametrize(("token", "speed"), [("IH0", 0.9), ("IH1", 0.5)])
def test_an_i_without_stress_or_drawn_out_is_left_alone(token: str, speed: float) -> None:
    before = frames(760)
    assert vowels.raised(before, SPANS, ("CH", token, "K"), speed) is before


def test_long_vowels_are_left_alone() -> None:
    before = frames(500)
    assert vowels.raised(before, (Span("IY", 0.1, 0.3),), ("IY1",), 0.9) is before


def test_the_pitch_is_left_alone() -> None:
    before = frames(760)
    assert np.array_equal(vowels.raised(before, SPANS, ("CH", "IH1", "K"), 0.9).f0, before.f0)
