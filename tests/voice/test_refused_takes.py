"""A take that cannot be used is refused, each for one clear reason."""

import io
import struct
import wave
from collections.abc import Callable

import numpy as np
import pytest
from takes import CONTAINERS, RATE, file_of, hum, reason, room, take

from phonics.errors import Invalid
from phonics.voice import intake, mp3, recorded


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
    monkeypatch.setattr(
        intake, "_within_limits", lambda frames, most: within((decoded.append(1) or one for one in frames), most)
    )
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
