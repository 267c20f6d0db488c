"""Where the phones of a sentence lie, where the audio extra is installed."""

import importlib.util

import pytest

from phonics.voice import synth
from phonics.voice.align import align

pytestmark = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("hibari", "pocketsphinx")),
    reason="needs requirements-audio.lock",
)
PEAR, FISH = "AX0 | P EH1 R .", "F IH1 SH | F IH1 SH | F IH1 SH ."


def test_what_was_heard_before_moves_no_phone() -> None:
    pear, fish = (synth.sound(synth.draw(spoken, 0.9), 0) for spoken in (PEAR, FISH))
    first = align(pear, PEAR)
    assert first
    assert [span.phone for word in first for span in word] == ["AH", "P", "EH", "R"]
    assert align(fish, FISH)
    assert align(pear, PEAR) == first


def test_what_was_not_said_is_not_found() -> None:
    wave = synth.sound(synth.draw("AX0 .", 1.0), 0)
    assert align(wave[:2400], "EH1 L AX0 F AX0 N T | EH1 L AX0 F AX0 N T .") is None
