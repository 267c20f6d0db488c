"""Silence, whispers and clipping are heard; the decoder is told what it hears."""

import numpy as np
import pytest

from phonics.voice import check, mp3
from phonics.voice.wave import RATE, Wave


def tone(seconds: float, level: float) -> Wave:
    return (level * np.sin(2 * np.pi * 440 * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32)


def heard(monkeypatch: pytest.MonkeyPatch, wave: Wave) -> list[str]:
    monkeypatch.setattr(mp3, "decode", lambda data: wave)
    return list(check._heard_faults(b""))


def test_a_voice_at_its_level_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard(monkeypatch, tone(1, 0.2)) == []


@pytest.mark.parametrize("wave", [np.zeros(RATE, np.float32), tone(1, 0.02), tone(0.2, 0.005)])
def test_silence_and_whispers_are_too_quiet(monkeypatch: pytest.MonkeyPatch, wave: Wave) -> None:
    (fault,) = heard(monkeypatch, wave)
    assert fault.startswith("too quiet")


def test_a_short_burst_may_be_loud_only_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    burst = np.concatenate([tone(0.02, 0.5), np.zeros(int(0.3 * RATE), np.float32)])
    assert heard(monkeypatch, burst) == []


def test_a_clip_over_full_scale_is_clipped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard(monkeypatch, tone(1, 1.2)) == ["clipped"]
