"""The studio's list: what needs a human voice, in order, with the reason; on both databases."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, World
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.levels.loader import load
from phonics.roles import Actor, Role
from phonics.services import listening, studio, verdicts
from phonics.services.studio import Line
from phonics.services.voices import Voices
from phonics.store.people import Classroom
from phonics.store.voice import Recording
from phonics.voice.library import COLUMNS

LATER = NOW + timedelta(minutes=1)
WEAK = ["TH", "DH", "F", "V", "ZH", "B", "D", "G", "JH", "W", "Y", "HH", "AH"]


def file_for(kind: str, text: str) -> str:
    return f"{abs(hash((kind, text))) % 16**20:020x}.mp3"


def shelve(audio: Path, names: Sequence[tuple[str, str]]) -> None:
    """Write a shelf of the shipped voice that says these."""
    audio.mkdir(exist_ok=True)
    rows = [",".join(COLUMNS)]
    rows += [f'{kind},"{text}",hibari-heart,{file_for(kind, text)},0.5,[],test,test,x' for kind, text in names]
    (audio / "manifest.csv").write_text("\n".join(rows), "utf-8")


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    """A shelf with the 44 sounds and three words."""
    folder = tmp_path / "audio"
    shelve(folder, [("sound", one.text) for one in studio.the_44()] + [("word", w) for w in ("ship", "cat", "pin")])
    return folder


@pytest.fixture
def wishes(session: Session, audio: Path, tmp_path: Path) -> Callable[..., list[Line]]:
    def listed(actor: Actor, section: str = "sounds") -> list[Line]:
        return studio.wishlist(session, actor, Voices(session, actor.unit_id, audio, tmp_path), audio, section)

    return listed


@pytest.fixture
def keep(session: Session, tmp_path: Path) -> Callable[..., Recording]:
    """Keep a recording without making one: `keep(world.alice, "sound", "TH", ("unit", world.bob))`."""

    def kept(actor: Actor, kind: str, text: str, *approved: tuple[str, Actor]) -> Recording:
        folder = tmp_path / "voice" / "recorded"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{uuid4().hex[:20]}.mp3"
        (folder / name).write_bytes(b"x")
        figures = {"seconds": 0.5, "trim_start": 0.0, "trim_end": 0.5, "lufs": -18.0, "peak_db": -2.0, "at": NOW}
        row = Recording(id=uuid4(), unit_id=actor.unit_id, kind=kind, text=text, file=name, by_id=actor.id, **figures)
        session.add(row)
        session.flush()
        for scope, who in approved:
            verdicts.give_verdict(session, who, uuid4(), row.id, scope, "approved", NOW)
        session.commit()
        return row

    return kept


def think(session: Session, actor: Actor, opinion: str, kind: str, text: str, file: str = "") -> None:
    listening.add_opinion(session, actor, uuid4(), kind, text, file or file_for(kind, text), opinion, NOW)
    session.commit()


def told(lines: list[Line], *whys: str) -> list[tuple[str, str]]:
    return [(line.why, line.text) for line in lines if line.why in whys]


def test_the_44_are_all_phones_and_four_vowels_with_r() -> None:
    sounds = studio.the_44()
    assert len(sounds) == len({one.text for one in sounds}) == 44
    taught = {".".join(row.phones) for row in load().correspondences.values()}
    single = {text for text in taught if text and "." not in text}
    assert {one.text for one in sounds} == single | {"AA.R", "AO.R", "EH.R", "IH.R"}
    assert [one.text for one in sounds[:3]] == ["S", "AE", "T"]
    assert [one.taught_by.code for one in sounds[:3]] == ["s=S", "a=AE", "t=T"]
    assert sorted(one.text for one in sounds if one.weak) == sorted(WEAK)


def test_at_first_the_weak_sounds_stand_before_the_other_sounds(
    world: World, wishes: Callable[..., list[Line]]
) -> None:
    lines = wishes(world.alice)
    assert [line.text for line in lines[:13]] == WEAK
    assert {line.why for line in lines[:13]} == {"weak_sound"}
    assert {line.why for line in lines[13:]} == {"sound"}
    assert len({line.text for line in lines}) == 44
    first = lines[0]
    assert (first.kind, first.label, first.mine) == ("sound", "TH", "")
    assert first.heard
    assert (first.heard.voice, first.heard.url) == ("pack", f"/audio/{file_for('sound', 'TH')}")


def test_the_order_is_wrong_weak_missing_misheard_and_the_rest(session, world, wishes, audio) -> None:  # type: ignore[no-untyped-def]
    (audio / "misheard.csv").write_text("kind,text,heard\nword,pin,pen\nword,mat,met\n", "utf-8")
    listening.note_missing(session, world.dao, [("word", "sun"), ("word", "ship")], NOW)
    think(session, world.alice, "wrong", "sound", "S")
    think(session, world.alice, "wrong", "sound", "M")
    think(session, world.charlie, "wrong", "sound", "M")
    think(session, world.alice, "weak", "word", "cat")
    lines = wishes(world.alice)
    assert [(line.why, line.text) for line in lines[:2]] == [("wrong", "M"), ("wrong", "S")]
    assert [line.text for line in lines[2:15]] == WEAK
    assert [(line.why, line.text) for line in lines[15:18]] == [
        ("weak", "cat"),
        ("missing", "sun"),
        ("misheard", "pin"),
    ]
    assert {line.why for line in lines[18:]} == {"sound"}
    assert len(lines) == len({(line.kind, line.text) for line in lines}) == 44 + 3


def test_a_missing_clip_leaves_the_list_when_there_is_one_and_is_its_own_units(session, world, wishes, audio) -> None:  # type: ignore[no-untyped-def]
    listening.note_missing(session, world.dao, [("word", "sun")], NOW)
    session.commit()
    assert told(wishes(world.bob), "missing") == [("missing", "sun")]
    assert told(wishes(world.charlie), "missing") == []
    assert told(wishes(world.ek), "missing") == [("missing", "sun")]
    assert next(line for line in wishes(world.bob) if line.text == "sun").heard is None
    shelve(audio, [("word", "sun")])
    assert told(wishes(world.bob), "missing") == []


@pytest.mark.parametrize("scope", ["unit", "network"])
def test_an_approved_voice_takes_the_flag_away(session, world, wishes, keep, scope: str) -> None:  # type: ignore[no-untyped-def]
    think(session, world.alice, "wrong", "sound", "TH")
    keep(world.alice, "sound", "TH", (scope, world.bob if scope == "unit" else world.ek))
    line = next(line for line in wishes(world.alice) if line.text == "TH")
    assert line.why == "sound"
    assert line.heard.voice == scope
    other = next(line for line in wishes(world.charlie) if line.text == "TH")
    assert other.why == ("wrong" if scope == "unit" else "sound")


def test_a_waiting_voice_is_named_but_changes_nothing_yet(world, wishes, keep) -> None:  # type: ignore[no-untyped-def]
    keep(world.alice, "sound", "TH")
    assert [(line.text, line.why, line.mine) for line in wishes(world.bob)[:2]] == [
        ("TH", "weak_sound", "waiting"),
        ("DH", "weak_sound", ""),
    ]
    assert wishes(world.charlie)[0].mine == wishes(world.ek)[0].mine == ""


def test_how_far_one_is_is_told_per_unit_and_for_the_network(session, world, wishes, keep) -> None:  # type: ignore[no-untyped-def]
    row = keep(world.alice, "sound", "TH", ("unit", world.bob))
    state = {
        actor.name: line.mine
        for actor in (world.alice, world.charlie, world.ek)
        for line in wishes(actor)
        if line.text == "TH"
    }
    assert state == {"Alice": "approved", "Charlie": "", "Ek": "waiting"}
    verdicts.give_verdict(session, world.ek, uuid4(), row.id, "network", "approved", NOW)
    verdicts.give_verdict(session, world.bob, uuid4(), row.id, "unit", "withdrawn", LATER)
    session.commit()
    state = {actor.name: line.mine for actor in (world.alice, world.ek) for line in wishes(actor) if line.text == "TH"}
    assert state == {"Alice": "", "Ek": "approved"}


def test_fault_found_with_the_recording_itself_brings_it_back(session, world, wishes, keep) -> None:  # type: ignore[no-untyped-def]
    row = keep(world.alice, "sound", "TH", ("unit", world.bob))
    think(session, world.bob, "wrong", "sound", "TH", row.file)
    assert (wishes(world.alice)[0].text, wishes(world.alice)[0].why) == ("TH", "wrong")


def test_those_who_find_it_good_outvote(session, world, wishes) -> None:  # type: ignore[no-untyped-def]
    think(session, world.alice, "good", "sound", "TH")
    assert ("weak_sound", "TH") not in told(wishes(world.bob), "weak_sound")
    assert told(wishes(world.bob), "sound")
    think(session, world.bob, "weak", "sound", "TH")
    assert ("weak_sound", "TH") in told(wishes(world.bob), "weak_sound")
    think(session, world.alice, "wrong", "sound", "S")
    think(session, world.bob, "good", "sound", "S")
    assert told(wishes(world.bob), "wrong") == [("wrong", "S")]
    think(session, world.charlie, "good", "sound", "S")
    assert told(wishes(world.bob), "wrong") == []


def test_an_opinion_is_about_a_file_and_a_clip_made_anew_has_none(session, world, wishes) -> None:  # type: ignore[no-untyped-def]
    think(session, world.alice, "wrong", "sound", "S", "f" * 20 + ".mp3")
    assert told(wishes(world.alice), "wrong") == []


def test_the_instructions_stand_in_their_order(world, wishes, keep) -> None:  # type: ignore[no-untyped-def]
    keep(world.alice, "instruction", "find-sound", ("unit", world.bob))
    lines = wishes(world.alice, "instructions")
    assert len(lines) == 27
    assert {(line.kind, line.why) for line in lines} == {("instruction", "instruction")}
    line = next(line for line in lines if line.text == "find-sound")
    assert line.label.startswith("ฟังเสียง")
    assert (line.mine, line.heard.voice) == ("approved", "unit")
    assert [other.mine for other in lines if other is not line] == [""] * 26


def test_the_children_of_ones_own_classes_who_have_no_voice_yet(session, world, wishes, keep) -> None:  # type: ignore[no-untyped-def]
    keep(world.alice, "name", str(world.children[0].id), ("unit", world.bob))
    keep(world.alice, "name", str(world.children[1].id))
    world.children[4].active = False
    session.commit()
    lines = wishes(world.alice, "names")
    assert [(line.text, line.label, line.mine) for line in lines] == [
        (str(world.children[1].id), "เมฆ", "waiting"),
        (str(world.children[2].id), "ฟ้า", ""),
        (str(world.children[3].id), "ก้อง", ""),
    ]
    assert {line.heard for line in lines} == {None}
    for actor in (world.bob, world.charlie, world.ek, replace(world.alice, role=Role.COORDINATOR)):
        assert wishes(actor, "names") == []


def test_a_class_of_last_year_is_no_longer_ones_own(session, world, wishes) -> None:  # type: ignore[no-untyped-def]
    session.add(Classroom(unit_id=world.unit.id, year_be=2570, grade=5, room="1", teacher_id=world.alice.id))
    session.commit()
    assert wishes(world.alice, "names") == []


def test_who_neither_records_nor_approves_finds_no_studio(world, wishes) -> None:  # type: ignore[no-untyped-def]
    for actor in (world.dao, replace(world.bob, role=Role.SCHOOL_HEAD), Actor(Role.PUBLIC)):
        with pytest.raises(NotFound):
            wishes(actor)
    with pytest.raises(Invalid):
        wishes(world.alice, "songs")


def test_every_state_is_one_the_pages_have_words_for(session, world, wishes, keep, audio) -> None:  # type: ignore[no-untyped-def]
    lines = [line for section in studio.SECTIONS for line in wishes(world.alice, section)]
    assert {line.mine for line in lines} <= {"", "waiting", "approved"}
