"""A real shelf made faulty, where there are tools to listen to it."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from phonics.voice import library, mp3, pack
from phonics.voice.check import check
from phonics.voice.clips import Made
from phonics.voice.wanted import Wanted, sounds
from phonics.voice.wave import RATE, Wave, pcm16

pytestmark = pytest.mark.skipif(importlib.util.find_spec("lameenc") is None, reason="needs requirements-audio.lock")
AUDIO = Path(__file__).parents[2] / "audio"
SHIP = Wanted("word", "ship", "SH IH1 P", segments=(((0, 1), 1), ((2,), 1), ((3,), 1)))
SOUND = sounds()["SH"]

Bend = Callable[[Wave], Wave]


def as_it_is(wave: Wave) -> Wave:
    return wave


def silent(wave: Wave) -> Wave:
    return np.zeros_like(wave)


def far_away(wave: Wave) -> Wave:
    return (wave * 0.03).astype(np.float32)


def too_near(wave: Wave) -> Wave:
    return np.clip(wave * 40, -1, 1).astype(np.float32)


def real(tmp_path: Path, bend: Bend = as_it_is) -> Path:
    """Return a shelf of two clips that were really spoken; `bend` does something to the word's wave."""
    shipped = library.load(AUDIO)

    def maker(wish: Wanted) -> Made:
        clip = shipped.find(wish.kind, wish.text)
        assert clip
        data = shipped.path(clip).read_bytes()
        if bend is as_it_is or wish.kind == "sound":
            return Made(data, clip.seconds, clip.cues)
        data = mp3.encode(pcm16(bend(mp3.decode(data))), RATE, 32)
        return Made(data, mp3.seconds(data), clip.cues)

    pack.build(tmp_path, [SHIP, SOUND], maker=maker)
    return tmp_path


def test_a_shelf_that_was_really_spoken_has_no_fault(tmp_path: Path) -> None:
    assert check(real(tmp_path), [SHIP, SOUND]) == []


@pytest.mark.parametrize(("bend", "fault"), [(silent, "too quiet"), (far_away, "too quiet"), (too_near, "clipped")])
def test_a_real_clip_spoilt_is_heard(tmp_path: Path, bend: Bend, fault: str) -> None:
    (found,) = check(real(tmp_path, bend), [SHIP, SOUND])
    assert found.startswith(f"word ship: {fault}")
