"""A teacher's take becomes a clip of the house, at one level and under its peak."""

import io

import numpy as np
import pytest
from takes import CONTAINERS, RATE, file_of, hum, reason, take

from phonics.voice import limiting, loudness, mp3, recorded


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_container_becomes_the_same_mp3_of_the_house(container: str) -> None:
    made = recorded.make(file_of(take(0.5, 0.8, 0.7), container), None, "word")
    assert made.start == pytest.approx(0.46, abs=0.06)  # AAC begins with some 20 ms of its own
    assert made.end == pytest.approx(1.34, abs=0.06)
    assert made.lufs == pytest.approx(-18.0, abs=0.5)
    heard = mp3.decode(made.mp3)
    assert loudness.lufs(heard) == pytest.approx(made.lufs, abs=0.01)
    assert limiting.true_peak_db(heard) == pytest.approx(made.peak_db, abs=0.01)
    assert len(heard) / RATE == pytest.approx(mp3.seconds(made.mp3), abs=0.001)
    assert made.seconds == pytest.approx(made.end - made.start + 0.1, abs=0.06)  # the decoder's delay and a little air


def test_the_same_take_gives_the_same_bytes() -> None:
    data = file_of(take())
    assert recorded.make(data, None, "word") == recorded.make(data, None, "word")
    assert recorded.make(data, (0.5, 1.2), "word").mp3 != recorded.make(data, None, "word").mp3


def test_a_sound_is_two_decibels_softer_than_a_word() -> None:
    data = file_of(take())
    word, sound = (recorded.make(data, None, kind).lufs for kind in ("word", "sound"))
    assert word - sound == pytest.approx(2.0, abs=0.1)


def test_the_mp3_is_48_kbit_mono_at_24_khz_and_nothing_but_sound() -> None:
    import av

    made = recorded.make(file_of(take()), None, "word")
    assert made.mp3[0] == 0xFF
    assert b"LAME" not in made.mp3[:100]
    assert len(made.mp3) / made.seconds == pytest.approx(6000, rel=0.01)
    with av.open(io.BytesIO(made.mp3)) as opened:
        stream = opened.streams.audio[0]
        assert (stream.rate, stream.channels) == (RATE, 1)


# Words under 0.4 s are levelled by mean power and peak, longer ones by loudness; each from soft to loud.
@pytest.mark.parametrize("spoken", [0.15, 0.25, 0.45, 1.0, 6.0])
@pytest.mark.parametrize("peak", [0.02, 0.2, 0.9])
def test_every_length_comes_out_at_one_level(spoken: float, peak: float) -> None:
    wave_ = np.concatenate([np.zeros(4800, np.float32), hum(spoken, peak), np.zeros(4800, np.float32)])
    made = recorded.make(file_of(wave_), None, "word")
    level, within = (-18.0, 0.5) if spoken > 0.4 else (-20.0, 1.5)
    assert made.lufs == pytest.approx(level, abs=within)
    assert made.peak_db <= -1.0


def crackle(seconds: float) -> np.ndarray:
    """Return a soft voice with a loud spike ten times a second: its peaks stand 30 dB above it."""
    wave_ = hum(seconds, 0.03)
    wave_[:: RATE // 10] += 0.9
    return wave_


def test_no_true_peak_passes_one_decibel_under_full_scale() -> None:
    made = recorded.make(file_of(crackle(2.0), "wav"), (0.0, 2.0), "word")
    assert made.peak_db <= -1.0
    assert made.lufs < -18.5  # what would need more than 6 dB off its peaks stays softer


def test_a_peak_is_held_down_and_all_the_rest_stays() -> None:
    wave_ = np.zeros(RATE, np.float32)
    wave_ += hum(1.0, 0.1)
    wave_[12_000:12_400] *= 8
    held = limiting.held_under(wave_, -6.0)
    assert limiting.true_peak_db(wave_) > -3.0
    assert limiting.true_peak_db(held) <= -5.9
    np.testing.assert_allclose(held[:10_000], wave_[:10_000], atol=1e-7)


def test_a_true_peak_lies_between_the_samples() -> None:
    t = np.arange(RATE)
    wave_ = (0.5 * np.sin(np.pi / 2 * t + np.pi / 4)).astype(np.float32)  # sampled beside every crest
    assert loudness.peak_db(wave_) == pytest.approx(20 * np.log10(0.5 * np.sqrt(0.5)), abs=0.01)
    assert limiting.true_peak_db(wave_[1000:-1000]) == pytest.approx(20 * np.log10(0.5), abs=0.3)


def test_the_teachers_handles_decide() -> None:
    made = recorded.make(file_of(take(0.5, 0.8, 0.7), "wav"), (0.6, 1.0), "word")
    assert (made.start, made.end) == (0.6, 1.0)
    assert recorded.make(file_of(take(0.5, 0.8, 0.7), "wav"), (0.6, 99.0), "word").end == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize(
    "trim", [(1.0, 1.0), (1.2, 0.6), (-0.1, 1.0), (5.0, 6.0), (float("nan"), 1.0), (0.0, float("inf"))]
)
def test_handles_that_make_no_sense_are_refused(trim: tuple[float, float]) -> None:
    assert reason(file_of(take(), "wav"), trim) == "trim"


def test_the_edges_of_a_cut_do_not_click() -> None:
    made = recorded.make(file_of(hum(2.0, 0.5), "wav"), (0.5, 1.5), "word")
    heard = mp3.decode(made.mp3)
    first = int(1105 + 0.0005 * RATE)  # half a millisecond into the fade
    assert np.max(np.abs(heard[:first])) < 0.1 * np.max(np.abs(heard))
