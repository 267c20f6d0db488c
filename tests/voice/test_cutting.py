"""The scissors, on waves whose right cut is known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from phonics.voice import cutting
from phonics.voice.synth import Frames
from phonics.voice.wave import RATE, Wave


def noise(seconds: float, level: float) -> Wave:
    return (level * np.random.default_rng(1).standard_normal(int(seconds * RATE))).astype(np.float32)


def sentence() -> Wave:
    """Carrier to 1.00 s, a pause to 1.05 s, a word to 1.50 s, then nothing."""
    return np.concatenate([noise(1.0, 0.1), noise(0.05, 0.0001), noise(0.45, 0.1), noise(1.0, 0.00001)])


def test_a_word_is_cut_free_in_the_pause_before_it() -> None:
    assert 1.0 <= cutting.onset(sentence(), heard_at=1.07, earliest=0.9) < 1.05


def test_the_cut_never_goes_back_into_the_carrier() -> None:
    assert cutting.onset(sentence(), heard_at=1.0, earliest=1.02) >= 1.02


def test_the_end_waits_for_the_release() -> None:
    assert cutting.ending(sentence(), heard_until=1.4) == pytest.approx(1.5, abs=0.01)


def test_but_not_for_ever() -> None:
    assert cutting.ending(noise(3, 0.1), heard_until=1.0) == pytest.approx(1.0 + cutting.RELEASE_S)


def test_a_stop_begins_in_its_closure() -> None:
    wave = np.concatenate([noise(0.05, 0.05), noise(0.06, 0.0001), noise(0.03, 0.2), noise(0.1, 0.001)])
    assert 0.05 <= cutting.closure(wave, 0.0, 0.24) < 0.11


def test_edges_are_soft() -> None:
    cut = cutting.piece(noise(1, 0.5), 0.2, 0.6)
    assert abs(cut[0]) < 0.01
    assert abs(cut[-1]) < 0.01
    assert len(cut) == pytest.approx(0.4 * RATE, abs=2)


def test_a_faint_sound_is_lifted_and_its_neighbours_are_not() -> None:
    faint = np.concatenate([noise(0.2, 0.1), noise(0.2, 0.001), noise(0.2, 0.1)])
    raised = cutting.lift(faint, 0.2, 0.4, floor_db=-42.0, most_db=14.0)
    middle = slice(int(0.25 * RATE), int(0.35 * RATE))
    assert np.std(raised[middle]) / np.std(faint[middle]) == pytest.approx(10 ** (14 / 20), rel=0.01)
    assert np.array_equal(raised[: int(0.2 * RATE)], faint[: int(0.2 * RATE)])
    assert np.array_equal(raised[int(0.4 * RATE) :], faint[int(0.4 * RATE) :])


def test_a_sound_loud_enough_is_left_alone() -> None:
    loud = noise(0.5, 0.1)
    assert np.array_equal(cutting.lift(loud, 0.1, 0.3, floor_db=-42.0, most_db=14.0), loud)


def frames(pitch: NDArray[np.float32]) -> Frames:
    rng = np.random.default_rng(2)
    parts = [rng.standard_normal((601, len(pitch))).astype(np.float32) for _ in range(5)]
    return Frames(*parts, f0=pitch)


def test_a_held_vowel_stands_600_ms_at_a_calm_pitch() -> None:
    still = cutting.held(frames(np.linspace(220, 160, 40, dtype=np.float32)), 0.1, 0.4)
    assert still.lh.shape == (601, 48)
    assert still.f0.max() / still.f0.min() < 1.1
    assert 160 < still.f0.min() < 220


def test_a_held_breath_has_no_pitch() -> None:
    assert not cutting.held(frames(np.zeros(40, np.float32)), 0.1, 0.4).f0.any()


def test_under_a_hum_the_breath_can_be_lowered_but_never_in_a_hiss() -> None:
    hum, hiss = frames(np.full(40, 180, np.float32)), frames(np.zeros(40, np.float32))
    lowered = cutting.held(hum, 0.1, 0.4, breath_db=-12).lr - cutting.held(hum, 0.1, 0.4).lr
    assert np.allclose(lowered, np.log(10 ** (-12 / 20)), atol=1e-5)
    assert np.array_equal(cutting.held(hiss, 0.1, 0.4, breath_db=-12).lr, cutting.held(hiss, 0.1, 0.4).lr)


def test_even_a_very_short_sound_can_be_held() -> None:
    assert cutting.held(frames(np.full(40, 180, np.float32)), 0.2, 0.21).lh.shape == (601, 48)


def test_a_held_sound_does_not_beat() -> None:
    beat = noise(0.6, 0.1) * (1 + 0.8 * np.sin(2 * np.pi * 5 * np.arange(int(0.6 * RATE)) / RATE)).astype(np.float32)
    levels = cutting.grain_db(cutting.steadied(beat))
    blocks = levels[: len(levels) // 8 * 8].reshape(-1, 8).mean(axis=1)
    assert np.ptp(blocks[1:-1]) < 3


def test_before_breath_the_cut_stays_before_it() -> None:
    """A pause to 1.05 s, breath after it, and a faint place in the breath at 1.10 s."""
    parts = noise(1.0, 0.1), noise(0.05, 0.002), noise(0.05, 0.02), noise(0.02, 0.0005), noise(0.4, 0.1)
    wave = np.concatenate(parts)
    assert cutting.onset(wave, 1.05, 0.9) >= 1.10
    assert 1.0 <= cutting.onset(wave, 1.05, 0.9, cutting.BREATH_S) < 1.05
