"""Each fault of a shelf is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from phonics.voice import pack
from phonics.voice.check import MANY, check
from phonics.voice.clips import Made
from phonics.voice.library import Cue
from phonics.voice.wanted import Wanted

FRAME = bytes([0xFF, 0xF3, 0x64, 0xC4]) + bytes(140)  # 24 ms of MPEG-2 layer III, 48 kbit/s, mono
SHIP = Wanted("word", "ship", "SH IH1 P", segments=(((0, 1), 1), ((2,), 1), ((3,), 1)))
CUES = (Cue(0.05, 0.2, (0, 1)), Cue(0.2, 0.3, (2,)), Cue(0.3, 0.6, (3,)))


@pytest.fixture(autouse=True)
def _deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """These frames hold no sound; `test_check_listened` has ears."""
    monkeypatch.setattr("phonics.voice.check._heard_faults", lambda data: iter(()))


def shelf(tmp_path: Path, frames: int = 30, cues: tuple[Cue, ...] = CUES, seconds: float | None = None) -> Path:
    made = Made(FRAME * frames, frames * 0.024 if seconds is None else seconds, cues)
    pack.build(tmp_path, [SHIP], maker=lambda wish: made)
    return tmp_path


def only_file(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "generated").iterdir()
    return file


def test_a_good_shelf_has_no_fault(tmp_path: Path) -> None:
    assert check(shelf(tmp_path), [SHIP]) == []


def test_a_missing_clip(tmp_path: Path) -> None:
    assert check(shelf(tmp_path), [SHIP, Wanted("sound", "SH", "F IH1 SH", (2, 2), "hold")]) == [
        "missing clip: sound SH"
    ]


def test_a_row_without_file(tmp_path: Path) -> None:
    only_file(shelf(tmp_path)).unlink()
    (fault,) = check(tmp_path, [SHIP])
    assert fault.startswith("word ship: row without file")


def test_a_file_without_row(tmp_path: Path) -> None:
    (shelf(tmp_path) / "generated" / "stray.mp3").write_bytes(FRAME)
    assert check(tmp_path, [SHIP]) == ["file without row: stray.mp3"]


def test_a_file_whose_content_changed(tmp_path: Path) -> None:
    file = only_file(shelf(tmp_path))
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    (fault,) = check(tmp_path, [SHIP])
    assert "is not what its name says" in fault


@pytest.mark.parametrize("frames", [5, 600])
def test_a_clip_too_short_or_too_long(tmp_path: Path, frames: int) -> None:
    (fault,) = check(shelf(tmp_path, frames, ()), [Wanted("word", "ship", "SH IH1 P")])[-1:]
    assert "not 0.15–12 s" in fault


def test_a_length_the_row_has_wrong(tmp_path: Path) -> None:
    assert check(shelf(tmp_path, seconds=2.0), [SHIP]) == ["word ship: lasts 0.72 s, its row says 2.00 s"]


def test_a_file_that_is_no_mp3(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP], maker=lambda wish: Made(b"<html>", 0.7, CUES))
    assert check(tmp_path, [SHIP]) == ["word ship: This is not an MP3 file"]


def test_a_missing_cue(tmp_path: Path) -> None:
    assert check(shelf(tmp_path, cues=CUES[:2]), [SHIP]) == ["word ship: its cues do not cover its letters"]


def test_a_cue_outside_the_clip(tmp_path: Path) -> None:
    late = (*CUES[:2], Cue(0.3, 5.0, (3,)))
    assert check(shelf(tmp_path, cues=late), [SHIP]) == ["word ship: a cue lies outside the clip"]


def test_a_clip_made_from_other_phones(tmp_path: Path) -> None:
    other = Wanted("word", "ship", "SH IY1 P", segments=SHIP.segments)
    (fault,) = check(shelf(tmp_path), [other])
    assert "build again" in fault


def test_a_clip_nothing_asks_for(tmp_path: Path) -> None:
    assert check(shelf(tmp_path), []) == ["word ship: nothing asks for this clip"]


def test_a_cue_before_the_one_it_follows(tmp_path: Path) -> None:
    turned = (CUES[0], Cue(0.5, 0.6, (2,)), Cue(0.3, 0.4, (3,)))
    assert check(shelf(tmp_path, cues=turned), [SHIP]) == ["word ship: its cues do not follow one another"]


def test_letters_that_sound_twice_need_a_cue_for_each_phone_and_silent_ones_one(tmp_path: Path) -> None:
    axe = Wanted("word", "axe", "AE1 K S", segments=(((0,), 1), ((1,), 2), ((2,), 0)))
    cues = (Cue(0.1, 0.2, (0,)), Cue(0.2, 0.3, (1,)), Cue(0.3, 0.4, (1,)), Cue(0.4, 0.4, (2,)))
    pack.build(tmp_path / "good", [axe], maker=lambda wish: Made(FRAME * 30, 0.72, cues))
    pack.build(tmp_path / "bad", [axe], maker=lambda wish: Made(FRAME * 30, 0.72, (*cues[:2], cues[3])))
    assert check(tmp_path / "good", [axe]) == []
    assert check(tmp_path / "bad", [axe]) == ["word axe: its cues do not cover its letters"]


def test_a_word_of_a_sentence_without_cue(tmp_path: Path) -> None:
    two = Wanted("sentence", "Get up!", "G EH1 T | AH1 P !", segments=(((0, 1, 2), 3), ((4, 5), 2)))
    pack.build(tmp_path, [two], maker=lambda wish: Made(FRAME * 30, 0.72, (Cue(0.1, 0.3, (0, 1, 2)),)))
    assert check(tmp_path, [two]) == ["sentence Get up!: its cues do not cover its letters"]


def test_a_recording_of_the_human_shelf_stands_for_a_missing_clip_and_is_checked_too(tmp_path: Path) -> None:
    folder = tmp_path / "recorded"
    folder.mkdir()
    pack.build(folder, [SHIP], maker=lambda wish: Made(FRAME * 30, 0.72))
    spoken = only_file(folder)
    spoken.rename(folder / spoken.name)
    manifest = folder / "manifest.csv"
    manifest.write_text(manifest.read_text().replace("hibari-heart", "a teacher"), encoding="utf-8")
    assert check(tmp_path, [SHIP]) == []
    (folder / "stray.mp3").write_bytes(FRAME)
    manifest.write_text(manifest.read_text().replace(",0.72,", ",0.92,"), encoding="utf-8")
    assert check(tmp_path, [SHIP]) == ["file without row: stray.mp3", "word ship: lasts 0.72 s, its row says 0.92 s"]


def test_many_clips_are_shared_out_and_no_fault_is_lost(tmp_path: Path) -> None:
    many = [replace(SHIP, text=f"ship{n:03}") for n in range(MANY)]
    pack.build(tmp_path, many, maker=lambda wish: Made(f"<html>{wish.text}".encode(), 0.7, CUES))
    assert check(tmp_path, many, jobs=2) == [f"word {wish.text}: This is not an MP3 file" for wish in many]
