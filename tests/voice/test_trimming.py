"""Where somebody speaks in a take: the trim that is suggested."""

import numpy as np
import pytest
from takes import RATE, hum, room

from phonics.voice import trimming


@pytest.mark.parametrize("noise", [0.0, 0.0005, 0.003])
def test_speech_is_found_with_forty_milliseconds_of_air(noise: float) -> None:
    wave_ = room(3.0, noise)
    wave_[RATE : 2 * RATE] += hum(1.0, 0.3)
    start, end = trimming.suggested(wave_)
    assert start == pytest.approx(0.96, abs=0.02)
    assert end == pytest.approx(2.04, abs=0.02)


def test_the_t_of_cat_stays_and_a_knock_goes() -> None:
    wave_ = room(3.0)
    wave_[RATE : RATE + RATE // 2] += hum(0.5, 0.3)
    wave_[int(1.62 * RATE) : int(1.635 * RATE)] += 0.05  # a release, 120 ms after the vowel
    wave_[int(0.2 * RATE) : int(0.215 * RATE)] += 0.3  # the tablet was put down
    start, end = trimming.suggested(wave_)
    assert start == pytest.approx(0.96, abs=0.02)
    assert end == pytest.approx(1.675, abs=0.02)


def test_a_soft_beginning_stays() -> None:
    wave_ = room(2.0)
    wave_[RATE : RATE + RATE // 2] += hum(0.5, 0.3)
    wave_[int(0.85 * RATE) : RATE] += room(0.15, 0.0015)  # an h, 10 dB above the room and 40 under the vowel
    assert trimming.suggested(wave_)[0] == pytest.approx(0.81, abs=0.03)


def test_where_nothing_stands_out_all_is_kept() -> None:
    assert trimming.suggested(np.zeros(RATE, np.float32)) == (0.0, 1.0)
    assert trimming.suggested(np.zeros(0, np.float32)) == (0.0, 0.0)
    start, end = trimming.suggested(hum(1.0)[2400:-2400])
    assert (start, end) == (0.0, pytest.approx(0.8))
