"""What the online voice may be asked, and the shelf of what it said."""

import os
from pathlib import Path

import pytest
from translate import clip

from phonics.errors import Invalid
from phonics.voice import library, online, shelving
from phonics.voice.instructions import instructions
from phonics.voice.library import Cue


@pytest.mark.parametrize("kind", ["name", "sound", "letter", "pseudo", "", "Word"])
def test_what_it_may_not_say_is_refused(kind: str) -> None:
    with pytest.raises(Invalid, match="never asked"):
        online.wording(kind, "ship")


@pytest.mark.parametrize("word", ["read", "live", "tear", "am", "us", "a", "in"])
def test_a_word_it_would_have_to_guess_is_refused(word: str) -> None:
    with pytest.raises(Invalid, match="guess"):
        online.wording("word", word)


def test_english_is_said_as_it_is_printed_and_an_instruction_by_its_thai() -> None:
    assert online.wording("word", "ship") == ("ship", "en")
    assert online.wording("sentence", "I read it.") == ("I read it.", "en")
    assert online.wording("instruction", "find-sound") == (instructions()["find-sound"].th, "th")
    with pytest.raises(Invalid, match="no instruction"):
        online.wording("instruction", "find-nobody")


def test_a_clip_lies_beside_its_manifest_under_the_name_of_its_content(tmp_path: Path) -> None:
    made = online.put(tmp_path, "word", "ship", clip())
    online.save(tmp_path, [made])
    assert (tmp_path / made.file).read_bytes() == clip()
    assert len(made.file) == 24
    assert (made.voice, made.licence) == ("gtts", "not for redistribution")
    assert library.load(tmp_path).find("word", "ship") == made
    assert {file.name for file in tmp_path.iterdir()} == {made.file, "manifest.csv"}


def test_only_a_word_has_a_cue_and_it_is_over_all_of_it(tmp_path: Path) -> None:
    word = online.put(tmp_path, "word", "ship", clip())
    assert word.cues == (Cue(0.0, word.seconds, (0, 1, 2, 3)),)
    assert online.put(tmp_path, "sentence", "The ship is big.", clip()).cues == ()


def test_a_kept_clip_is_one_whose_file_is_there_and_whose_words_are_todays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = online.put(tmp_path, "instruction", "hear", clip())
    online.save(tmp_path, [made])
    assert online.is_kept(online.shelf(tmp_path), "instruction", "hear")
    assert not online.is_kept(online.shelf(tmp_path), "instruction", "read")
    monkeypatch.setattr(online, "wording", lambda kind, text: ("ฟังใหม่", "th"))
    assert not online.is_kept(online.shelf(tmp_path), "instruction", "hear")
    monkeypatch.undo()
    (tmp_path / made.file).write_bytes(b"")
    assert not online.is_kept(online.shelf(tmp_path), "instruction", "hear")
    (tmp_path / made.file).unlink()
    assert not online.is_kept(online.shelf(tmp_path), "instruction", "hear")


def test_files_no_row_names_are_swept_but_for_those_that_came_just_now(tmp_path: Path) -> None:
    named = online.put(tmp_path, "word", "ship", clip())
    online.save(tmp_path, [named])
    stray, young = tmp_path / ("0" * 20 + ".mp3"), tmp_path / ("1" * 20 + ".mp3")
    for file in (stray, young, tmp_path / "manifest.csv.damaged"):
        file.write_bytes(b"x")
    for file in (stray, tmp_path / named.file, tmp_path / "manifest.csv.damaged"):
        os.utime(file, (1, 1))
    online.sweep(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {
        named.file,
        young.name,
        "manifest.csv",
        "manifest.csv.damaged",
    }


def test_there_is_nothing_to_sweep_where_nothing_was_ever_said(tmp_path: Path) -> None:
    online.sweep(tmp_path / "online")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_manifest_is_set_aside_and_a_good_one_is_not(tmp_path: Path) -> None:
    online.save(tmp_path, [online.put(tmp_path, "word", "ship", clip())])
    assert not online.set_aside_if_damaged(tmp_path)
    (tmp_path / "manifest.csv").write_bytes(b"\xff\xfe")
    assert online.set_aside_if_damaged(tmp_path)
    assert (tmp_path / "manifest.csv.damaged").read_bytes() == b"\xff\xfe"
    assert len(online.shelf(tmp_path)) == 0


def test_two_builds_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    one, other = online.put(tmp_path, "word", "ship", clip()), online.put(tmp_path, "word", "cat", clip())
    online.save(tmp_path, [one])
    online.save(tmp_path, [other])
    assert {row.text for row in library.load(tmp_path)} == {"ship", "cat"}


def test_an_interrupted_write_leaves_the_old_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    online.save(tmp_path, [online.put(tmp_path, "word", "ship", clip())])
    before = (tmp_path / "manifest.csv").read_bytes()

    def fail(descriptor: int) -> None:
        raise OSError("No space left on device")

    made = online.put(tmp_path, "word", "cat", clip())
    monkeypatch.setattr(shelving.os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        online.save(tmp_path, [made])
    assert (tmp_path / "manifest.csv").read_bytes() == before
