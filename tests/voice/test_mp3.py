"""The length of an MP3, counted frame by frame."""

import importlib.util
import subprocess
import sys

import pytest

from phonics.errors import Invalid
from phonics.voice import mp3

# MPEG-2 layer III, 48 kbit/s, 24 kHz, mono: 144 bytes and 576 samples a frame.
FRAME = bytes([0xFF, 0xF3, 0x64, 0xC4]) + bytes(140)


def test_frames_are_counted() -> None:
    assert mp3.seconds(FRAME * 50) == pytest.approx(50 * 576 / 24000)


def test_an_mpeg_1_file_of_44100_hz_is_counted_too() -> None:
    frame = bytes([0xFF, 0xFB, 0x90, 0x00]) + bytes(413)
    assert mp3.seconds(frame * 10) == pytest.approx(10 * 1152 / 44100)


def test_tags_at_both_ends_are_stepped_over() -> None:
    tagged = b"ID3\x04\x00\x00\x00\x00\x01\x05" + bytes(133) + FRAME * 10 + b"TAG" + bytes(125)
    assert mp3.seconds(tagged) == pytest.approx(0.24)


@pytest.mark.parametrize(
    "data",
    [b"", b"ID3", b"RIFF....WAVEfmt ", b"<html>no</html>", FRAME + b"garbage", b"\xff\xf3\xf4\xc4", FRAME + b"\xff"],
)
def test_what_is_not_mp3_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        mp3.seconds(data)


@pytest.mark.parametrize("missing", [1, 100, 143])
def test_a_last_frame_that_is_cut_short_is_refused(missing: int) -> None:
    torn = (FRAME * 10)[:-missing]
    with pytest.raises(Invalid):
        mp3.seconds(torn)
    with pytest.raises(Invalid):
        list(mp3.frames(torn))


def test_frames_are_given_whole_and_without_tags() -> None:
    assert (
        list(mp3.frames(b"ID3\x04\x00\x00\x00\x00\x00\x05" + bytes(5) + FRAME * 3 + b"TAG" + bytes(125))) == [FRAME] * 3
    )


def test_taking_a_file_apart_wakes_no_audio_tool() -> None:
    code = "import phonics.voice.parts, phonics.voice.online, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "av", "lameenc", "hibari"} & set(loaded)


@pytest.mark.skipif(importlib.util.find_spec("lameenc") is None, reason="needs requirements-audio.lock")
@pytest.mark.parametrize("kbps", [32, 48])
def test_a_clip_is_as_big_as_its_bit_rate(kbps: int) -> None:
    data = mp3.encode(bytes(2 * 24_000), 24_000, kbps)
    assert len(data) == pytest.approx(mp3.seconds(data) * kbps * 1000 / 8, abs=2)
    assert 1.0 < mp3.seconds(data) < 1.1
