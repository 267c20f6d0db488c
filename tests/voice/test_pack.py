"""Building a shelf, with a voice that counts how often it is asked."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from phonics.errors import Conflict, Invalid
from phonics.voice import library, pack
from phonics.voice.clips import Made
from phonics.voice.library import Cue
from phonics.voice.shelving import file_name
from phonics.voice.wanted import Wanted

SHIP, FISH, SHOP = (Wanted("word", text, phones) for text, phones in
                    [("ship", "SH IH1 P"), ("fish", "F IH1 SH"), ("shop", "SH AA1 P")])  # fmt: skip
LETTER = Wanted("letter", "a", "EY1")


class Voice:
    """Says anything at once; `mute` names what it cannot say, `tired_after` when the power fails."""

    def __init__(self, mute: str = "", tired_after: int = 10_000) -> None:
        self.said: list[str] = []
        self.mute, self.tired_after = mute, tired_after

    def __call__(self, wish: Wanted) -> Made:
        if len(self.said) == self.tired_after:
            raise KeyboardInterrupt
        if wish.text == self.mute:
            raise Invalid("No clip of %(text)s passed", text=wish.text)
        self.said.append(wish.text)
        return Made(f"sound of {wish.text} {wish.spoken}".encode(), 0.6, (Cue(0.05, 0.2, (0, 1)),))


def files(shelf: Path) -> set[str]:
    return {file.name for file in (shelf / "generated").iterdir()}


def test_every_wanted_clip_gets_a_row_and_a_file_named_by_its_content(tmp_path: Path) -> None:
    report = pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    shelf = library.load(tmp_path)
    assert report == pack.Report(made=2, kept=0, dropped=0, failed=())
    assert files(tmp_path) == {clip.file for clip in shelf}
    for clip in shelf:
        assert file_name(shelf.path(clip).read_bytes()) == clip.file
        assert clip.cues == (Cue(0.05, 0.2, (0, 1)),)


def test_a_second_build_makes_nothing(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    before = (tmp_path / "manifest.csv").read_bytes()
    idle = Voice()
    assert pack.build(tmp_path, [FISH, SHIP], maker=idle) == pack.Report(0, 2, 0, ())
    assert idle.said == []
    assert (tmp_path / "manifest.csv").read_bytes() == before


def test_only_what_changed_is_made_again_and_its_old_file_goes(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    voice = Voice()
    report = pack.build(tmp_path, [SHIP, replace(FISH, spoken="F IY1 SH")], maker=voice)
    assert (voice.said, report.made, report.kept, report.dropped) == (["fish"], 1, 1, 1)
    assert len(files(tmp_path)) == 2


def test_a_lost_file_is_made_again(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    shelf = library.load(tmp_path)
    lost = shelf.find("word", "ship")
    assert lost
    shelf.path(lost).unlink()
    voice = Voice()
    pack.build(tmp_path, [SHIP, FISH], maker=voice)
    assert voice.said == ["ship"]


def test_a_file_that_a_power_cut_left_empty_is_made_again(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    shelf = library.load(tmp_path)
    empty = shelf.find("word", "ship")
    assert empty
    shelf.path(empty).write_bytes(b"")
    voice = Voice()
    pack.build(tmp_path, [SHIP, FISH], maker=voice)
    assert voice.said == ["ship"]
    assert shelf.path(empty).read_bytes()


def test_a_second_build_beside_the_first_is_refused(tmp_path: Path) -> None:
    def begin_another(done: int, of: int) -> None:
        with pytest.raises(Conflict):
            pack.build(tmp_path, [SHIP, SHOP], maker=Voice())

    assert pack.build(tmp_path, [SHIP, FISH], on_progress=begin_another, maker=Voice()).made == 2
    assert {clip.text for clip in library.load(tmp_path)} == {"ship", "fish"}
    assert pack.build(tmp_path, [SHIP, SHOP], maker=Voice()).made == 1


def test_a_row_whose_file_is_lost_goes_when_nobody_wants_it(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    shelf = library.load(tmp_path)
    lost = shelf.find("word", "fish")
    assert lost
    shelf.path(lost).unlink()
    pack.build(tmp_path, [SHIP], maker=Voice())
    assert [clip.text for clip in library.load(tmp_path)] == ["ship"]


def test_what_no_one_wants_any_more_is_dropped(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    pack.build(tmp_path, [SHIP], maker=Voice())
    assert library.load(tmp_path).find("word", "fish") is None
    assert len(files(tmp_path)) == 1


def test_a_clip_that_cannot_be_made_is_told_and_the_others_stand(tmp_path: Path) -> None:
    report = pack.build(tmp_path, [SHIP, FISH, SHOP], maker=Voice(mute="fish"))
    assert (report.made, report.failed) == (2, ("word fish: No clip of fish passed",))
    assert library.load(tmp_path).find("word", "shop")


def test_a_build_cut_short_goes_on_where_it_stopped(tmp_path: Path) -> None:
    many = [Wanted("word", f"word{i}", "SH IH1 P") for i in range(pack.SAVE_EVERY + 20)]
    with pytest.raises(KeyboardInterrupt):
        pack.build(tmp_path, many, maker=Voice(tired_after=pack.SAVE_EVERY + 5))
    rested = Voice()
    report = pack.build(tmp_path, many, maker=rested)
    assert (report.made, report.kept) == (15, pack.SAVE_EVERY + 5)
    assert len(library.load(tmp_path)) == len(files(tmp_path)) == len(many)


def test_a_build_whose_power_fails_has_saved_what_it_made_before(tmp_path: Path) -> None:
    many = [Wanted("word", f"word{i}", "SH IH1 P") for i in range(pack.SAVE_EVERY + 20)]
    seen: list[int] = []

    def look(done: int, of: int) -> None:
        seen.append(len(library.load(tmp_path)))

    pack.build(tmp_path, many, on_progress=look, maker=Voice())
    assert seen[pack.SAVE_EVERY - 2 : pack.SAVE_EVERY] == [0, pack.SAVE_EVERY]


def test_a_build_cut_short_never_loses_what_the_shelf_had(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP], maker=Voice())
    with pytest.raises(KeyboardInterrupt):
        pack.build(tmp_path, [SHIP, FISH], maker=Voice(tired_after=0))
    shelf = library.load(tmp_path)
    kept = shelf.find("word", "ship")
    assert kept
    assert shelf.path(kept).exists()


def test_a_persons_recording_is_never_replaced(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP], maker=Voice())
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(manifest.read_text().replace("hibari-heart", "a teacher"), encoding="utf-8")
    voice = Voice()
    pack.build(tmp_path, [replace(SHIP, spoken="SH IY1 P")], maker=voice)
    clip = library.load(tmp_path).find("word", "ship")
    assert clip
    assert (voice.said, clip.voice) == ([], "a teacher")


def test_progress_counts_to_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    pack.build(tmp_path, [SHIP, FISH], on_progress=lambda done, of: seen.append((done, of)), maker=Voice())
    assert seen == [(1, 2), (2, 2)]


def test_the_hash_follows_the_phones_not_the_bytes() -> None:
    assert pack.inputs_hash(SHIP) == pack.inputs_hash(replace(SHIP))
    assert pack.inputs_hash(SHIP) != pack.inputs_hash(replace(SHIP, spoken="SH IY1 P"))


def test_only_some_kinds_are_looked_after_and_all_others_stay(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    voice = Voice()
    changed = replace(FISH, spoken="F IY1 SH")
    report = pack.build(tmp_path, [changed, SHOP, LETTER], only=["letter", "word:shop"], maker=voice)
    assert sorted(voice.said) == ["a", "shop"]
    assert report == pack.Report(made=2, kept=0, dropped=0, failed=())
    assert {clip.text for clip in library.load(tmp_path)} == {"ship", "fish", "shop", "a"}
    assert len(files(tmp_path)) == 4


def test_what_nobody_wants_cannot_be_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        pack.build(tmp_path, [SHIP], only=["word", "word:shipp", "tune"], maker=Voice())
    assert caught.value.details["names"] == "tune, word:shipp"


def test_a_clip_that_cannot_be_made_anew_keeps_its_place(tmp_path: Path) -> None:
    pack.build(tmp_path, [SHIP, FISH], maker=Voice())
    before = library.load(tmp_path).find("word", "fish")
    report = pack.build(tmp_path, [SHIP, replace(FISH, spoken="F IY1 SH")], maker=Voice(mute="fish"))
    assert (report.made, report.kept, len(report.failed)) == (0, 1, 1)
    assert library.load(tmp_path).find("word", "fish") == before


def deadly(wish: Wanted) -> Made:
    """Make a clip; at one word the whole process ends, as when a library crashes."""
    if wish.text == "word3":
        os._exit(1)
    return Made(f"sound of {wish.text}".encode(), 0.6)


def test_a_worker_that_dies_is_told_and_takes_no_other_clip_with_it(tmp_path: Path) -> None:
    many = [Wanted("word", f"word{i}", "SH IH1 P") for i in range(12)]
    report = pack.build(tmp_path, many, jobs=2, maker=deadly)
    assert report.failed == ("word word3: the worker died",)
    assert {clip.text for clip in library.load(tmp_path)} == {wish.text for wish in many} - {"word3"}


def test_the_bit_rate_is_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pack.inputs_hash(SHIP)
    monkeypatch.setitem(pack.clips.WAYS, "word", pack.clips.WORD._replace(kbps=64))
    assert pack.inputs_hash(SHIP) != before
