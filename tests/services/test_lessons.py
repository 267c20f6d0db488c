"""The lessons on the path, with every sound and picture in place."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from cast import NOW, World
from lessons_done import do_lesson
from sqlalchemy.orm import Session

from config import ROOT
from phonics.assess.lesson_evidence import codes_of
from phonics.errors import NotFound
from phonics.levels.lessons import stones
from phonics.levels.stones import ready_words, stone, taught_at
from phonics.services import lessons
from phonics.services.voices import Voices
from phonics.store.people import Student
from phonics.store.progress import MasteryRow, ReviewRow

AUDIO = ROOT / "audio"
VOICES = Voices(None, None, AUDIO, AUDIO)


def test_what_lies_ahead_cannot_be_opened(session: Session, world: World) -> None:
    for key in ("K3.2", "K4.1", "P2.1"):
        with pytest.raises(NotFound):
            lessons.open_lesson(session, world.dao, key, VOICES)


@pytest.mark.parametrize("key", ["K3.99", "K3.0", "Z9.1", "", "../K3.1"])
def test_a_stone_that_does_not_exist_is_not_found(session: Session, world: World, key: str) -> None:
    with pytest.raises(NotFound):
        lessons.open_lesson(session, world.dao, key, VOICES)


def test_done_stones_and_those_of_earlier_levels_may_be_played_again(session: Session, world: World) -> None:
    do_lesson(session, world, "K3.1")
    for key in ("K1.1", "K2.3", "K3.1"):
        assert lessons.open_lesson(session, world.dao, key, VOICES).stone.state == "done"


def test_the_lesson_stays_the_same_until_it_is_finished(session: Session, world: World) -> None:
    first = lessons.open_lesson(session, world.dao, "K3.1", VOICES)
    assert lessons.open_lesson(session, world.dao, "K3.1", VOICES) == first
    do_lesson(session, world, "K3.1")
    assert lessons.open_lesson(session, world.dao, "K3.1", VOICES).seed != first.seed


def test_a_lesson_reads_only_what_has_been_taught(session: Session, world: World) -> None:
    for place in stones("K3"):
        known, readable = taught_at(stone(place.key)), {word.text for word in ready_words(stone(place.key))}
        view = lessons.open_lesson(session, world.dao, place.key, VOICES)
        for step in view.steps:
            kind, _, text = step["item"].partition(":")
            assert kind != "gpc" or text in known, step["item"]
            assert kind != "word" or text in readable or step["kind"] == "tricky", step["item"]
        do_lesson(session, world, place.key)


def test_clips_are_addresses_and_all_of_them_are_listed(session: Session, world: World, tmp_path: Path) -> None:
    _shelf(tmp_path, ("sound", "M", "aaaa.mp3"), ("word", "map", "bbbb.mp3"))
    view = lessons.open_lesson(session, world.dao, "K3.1", _voices(tmp_path))
    hear = next(step for step in view.steps if step["kind"] == "hear")
    assert hear["sound"] == {
        "kind": "sound",
        "text": "M",
        "url": "/audio/aaaa.mp3",
        "cues": [{"start": 0.0, "end": 0.2, "letters": [0]}],
    }
    assert set(view.audio) == {"/audio/aaaa.mp3", "/audio/bbbb.mp3"}


def test_a_clip_that_does_not_exist_has_no_address(session: Session, world: World, tmp_path: Path) -> None:
    view = lessons.open_lesson(session, world.dao, "K3.1", _voices(tmp_path))
    assert [step["sound"]["url"] for step in view.steps if step["kind"] == "hear"] == [None]
    assert view.audio == ()


def test_a_new_shelf_of_clips_is_seen_without_a_restart(session: Session, world: World, tmp_path: Path) -> None:
    _shelf(tmp_path, ("sound", "M", "aaaa.mp3"), age_s=60)
    assert lessons.open_lesson(session, world.dao, "K3.1", _voices(tmp_path)).audio == ("/audio/aaaa.mp3",)
    _shelf(tmp_path, ("sound", "M", "cccc.mp3"))
    assert lessons.open_lesson(session, world.dao, "K3.1", _voices(tmp_path)).audio == ("/audio/cccc.mp3",)


def test_every_picture_of_a_lesson_is_there(session: Session, world: World) -> None:
    child = session.get_one(Student, world.dao.id)
    for level in ("K1", "K2", "K3", "K4", "P1", "P2"):
        child.level = "P3"
        session.flush()
        for one in stones(level):
            view = lessons.open_lesson(session, world.dao, one.key, VOICES)
            named = [step.get("picture") for step in view.steps]
            named += [choice.get("picture") for step in view.steps for choice in step.get("choices", ())]
            for picture in filter(None, named):
                assert "emoji" in picture or (ROOT / "static" / picture["art"]).is_file(), picture
            for mouth in filter(None, (step.get("mouth") for step in view.steps)):
                assert (ROOT / "static" / "art" / "mouths" / f"{mouth}.svg").is_file()


def test_tiles_to_build_with_know_their_sounds(session: Session, world: World) -> None:
    view = lessons.open_lesson(session, world.dao, "K3.1", VOICES)
    built = [step for step in view.steps if step["kind"] == "build"]
    assert built
    for step in built:
        sounds = {tile["grapheme"]: tile["sound"] for tile in step["tiles"]}
        assert all(sounds[part["grapheme"]]["text"] == part["sound"]["text"] for part in step["segments"])
        assert all(sound["kind"] == "sound" and sound["text"] for sound in sounds.values())


def test_what_a_child_is_practising_comes_back(session: Session, world: World) -> None:
    for code, correct in (("s=S", 1), ("a=AE", 4)):
        row = MasteryRow(
            student_id=world.dao.id,
            unit_id=world.unit.id,
            code=code,
            state="practising",
            correct=correct,
            seen=5,
            last_seen=date(2026, 11, 19),
        )
        session.add(row)
    session.flush()
    first, second = lessons.open_lesson(session, world.dao, "K3.1", VOICES).steps[:2]
    for step, code in ((first, "s=S"), (second, "a=AE")):
        assert code in codes_of(step["item"])
    assert second["item"].startswith("word:")


def test_what_is_due_begins_the_lesson_the_most_overdue_first(session: Session, world: World) -> None:
    for code, days in (("p=P", 0), ("t=T", -3), ("i=IH", 1)):
        due = NOW.date() + timedelta(days=days)
        row = ReviewRow(
            student_id=world.dao.id, unit_id=world.unit.id, code=code, direction="spelling", due=due, card=[]
        )
        session.add(row)
    session.flush()
    view = lessons.open_lesson(session, world.dao, "K3.1", VOICES, now=NOW)
    assert [step["item"] for step in view.steps[:3]] == ["gpc:t=T", "gpc:p=P", "gpc:m=M"]


def _voices(folder: Path) -> Voices:
    return Voices(None, None, folder, folder)


def _shelf(folder: Path, *clips: tuple[str, str, str], age_s: int = 0) -> None:
    """Write a manifest of that age."""
    manifest = folder / "manifest.csv"
    rows = [f'{kind},{text},test,{file},0.4,"[[0.0, 0.2, [0]]]",test,CC0,x' for kind, text, file in clips]
    manifest.write_text("kind,text,voice,file,seconds,cues,source,licence,inputs\n" + "\n".join(rows) + "\n")
    written = NOW.timestamp() - age_s
    os.utime(manifest, (written, written))
