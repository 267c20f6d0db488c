"""A teacher's take becomes a clip, or is refused for one clear reason."""

import io
import struct
import wave
from collections.abc import Callable

import numpy as np
import pytest
from takes import CONTAINERS, RATE, file_of, hum, room, take

from phonics.errors import Invalid
from phonics.voice import intake, limiting, loudness, mp3, recorded, trimming


def reason(data: bytes, trim: tuple[float, float] | None = None) -> object:
    with pytest.raises(Invalid) as refused:
        recorded.make(data, trim, "word")
    return refused.value.details["reason"]


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


# ── refusals, each with its own reason ──


def test_too_short() -> None:
    assert reason(file_of(take(), "wav"), (0.6, 0.74)) == "too_short"
    recorded.make(file_of(take(), "wav"), (0.6, 0.76), "word")


def test_silent() -> None:
    assert reason(file_of(np.zeros(RATE, np.float32))) == "silent"
    assert reason(file_of(room(2.0))) == "silent"
    assert reason(file_of(take(), "wav"), (0.0, 0.4)) == "silent"


def test_a_spark_in_the_wire_is_not_a_voice() -> None:
    wave_ = room(1.0)
    wave_[12_000] = 0.04
    assert reason(file_of(wave_, "wav"), (0.1, 0.9)) == "silent"


@pytest.mark.parametrize("container", ["wav", "webm", "mp4", "fragmented mp4"])
def test_clipped(container: str) -> None:
    assert reason(file_of(np.clip(take(peak=8.0), -1, 1), container)) == "clipped"


@pytest.mark.parametrize("container", ["wav", "webm", "mp4"])
def test_loud_but_whole_is_not_clipped(container: str) -> None:
    recorded.make(file_of(take(peak=0.97), container), None, "word")


def test_what_is_clipped_outside_the_handles_does_not_matter() -> None:
    wave_ = take(1.0, 0.8, 0.5)
    wave_[:2400] = 1.0
    data = file_of(wave_, "wav")
    assert reason(data, (0.0, 1.8)) == "clipped"
    recorded.make(data, (0.9, 1.8), "word")


def test_one_channel_that_clips_is_enough() -> None:
    both = np.stack([np.clip(take(peak=8.0), -1, 1), take(peak=0.01)], axis=1)
    assert reason(wav(both, 2)) == "clipped"


def wav(samples: np.ndarray, channels: int = 1, rate: int = RATE) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return written.getvalue()


def test_over_fifteen_seconds() -> None:
    assert reason(file_of(hum(16.0))) == "too_long"
    recorded.make(file_of(hum(15.2)), None, "sentence")  # told to stop at 15, it stopped a moment later


def test_minutes_of_nothing_in_a_small_file_are_not_decoded_to_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    data = file_of(np.zeros(RATE * 120, np.float32))
    assert len(data) < 100_000  # an hour would fit
    decoded = []
    within = intake._within_limits
    monkeypatch.setattr(intake, "_within_limits", lambda frames: within(decoded.append(1) or one for one in frames))
    assert reason(data) == "too_long"
    assert len(decoded) * 0.02 < 17


def test_over_three_megabytes() -> None:
    assert reason(b"RIFF" + bytes(intake.MOST_BYTES)) == "too_big"


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(500)
NOT_AUDIO = {
    "nothing": b"",
    "one byte": b"R",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "a photograph": JPEG,
    "a page": b"<!doctype html><title>x</title>" * 50,
    "a playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n",
    "a list for ffmpeg": b"ffconcat version 1.0\nfile /etc/hostname\n",
    "a zip": b"PK\x03\x04" + bytes(500),
    "a table": "คำ,เสียง\n".encode() * 100,
}


@pytest.mark.parametrize("what", NOT_AUDIO)
def test_what_is_no_sound_is_refused(what: str) -> None:
    assert reason(NOT_AUDIO[what]) == "not_audio"


def film() -> bytes:
    """Return a film without sound."""
    import av

    written = io.BytesIO()
    with av.open(written, "w", format="mp4") as opened:
        stream = opened.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 32
        for _ in range(10):
            opened.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8))))
        opened.mux(stream.encode(None))
    return written.getvalue()


def test_a_film_without_sound_is_refused() -> None:
    assert reason(film()) == "not_audio"


def header(rate: int = RATE, channels: int = 1, bits: int = 16, code: int = 1) -> bytes:
    """Return a WAV of a second of noise whose header says something else."""
    sound = np.random.default_rng(3).integers(-9000, 9000, RATE, np.int16).tobytes()
    block = max(channels * bits // 8, 1)
    facts = struct.pack("<HHIIHH", code, channels, rate, rate * block & 0xFFFFFFFF, block & 0xFFFF, bits)
    return b"RIFF" + struct.pack("<I", 36 + len(sound)) + b"WAVEfmt " + struct.pack("<I", 16) + facts + (
        b"data" + struct.pack("<I", len(sound)) + sound
    )  # fmt: skip


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a huge rate": lambda: header(rate=4_000_000_000),
    "one sample a second": lambda: header(rate=1),
    "no rate": lambda: header(rate=0),
    "no channel": lambda: header(channels=0),
    "a thousand channels": lambda: header(channels=1000),
    "an unknown code": lambda: header(code=0x7777),
    "floats of 16 bits": lambda: header(bits=16, code=3),
    "floats that are no numbers": lambda: header(bits=32, code=3),
    "an mp4 without its index": lambda: file_of(take(), "mp4")[:3000],
    "an mp4 of nothing": lambda: b"\x00\x00\x00\x18ftypisom" + bytes(12),
    "a webm of nothing": lambda: b"\x1aE\xdf\xa3" + bytes(40),
    "an ogg of nothing": lambda: b"OggS" + bytes(100),
    "an mp3 of nothing": lambda: b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(100),
    "noise that looks like mp3": lambda: b"\xff\xfb" + np.random.default_rng(5).bytes(5000),
    "noise that looks like aac": lambda: b"\xff\xf1" + np.random.default_rng(5).bytes(5000),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_words(what: str) -> None:
    assert reason(HOSTILE[what]()) in {"damaged", "not_audio", "silent", "too_short"}


def outcome(data: bytes) -> object:
    try:
        return "a clip" if mp3.seconds(recorded.make(data, None, "word").mp3) > 0 else "nothing"
    except Invalid as refused:
        return refused.details["reason"]


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_torn_or_bitten_file_ends_in_a_clip_or_in_words(container: str) -> None:
    whole, chance = file_of(take(0.1, 0.4, 0.1), container), np.random.default_rng(11)
    for _ in range(12):
        torn = bytearray(whole[: chance.integers(1, len(whole))])
        for at in chance.integers(0, len(torn), 5):
            torn[at] = chance.integers(256)
        said = outcome(bytes(torn))
        assert said in {"a clip", "damaged", "not_audio", "too_short", "silent", "clipped", "too_long"}


# ── where somebody speaks ──


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
