"""What waits and what may be heard, when words and children have come and gone; and how little is asked for it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, World
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import ROOT
from phonics.errors import Invalid
from phonics.roles import Actor
from phonics.services import class_clips, listening, own_words, sayable, studio, verdicts, voices
from phonics.services.voices import Voices
from phonics.store.curriculum import OwnWord
from phonics.store.people import Student
from phonics.store.voice import Recording
from phonics.voice.library import COLUMNS

Keep = Callable[..., Recording]


@pytest.fixture
def keep(session: Session) -> Keep:
    """Keep a recording without making one: `keep(world.alice, "word", "somjai", "unit", world.bob)`."""

    def kept(actor: Actor, kind: str, text: str, scope: str = "", judge: Actor | None = None) -> Recording:
        figures = {"seconds": 0.5, "trim_start": 0.0, "trim_end": 0.5, "lufs": -18.0, "peak_db": -2.0, "at": NOW}
        file = f"{uuid4().hex[:20]}.mp3"
        row = Recording(id=uuid4(), unit_id=actor.unit_id, kind=kind, text=text, file=file, by_id=actor.id, **figures)
        session.add(row)
        session.flush()
        if judge:
            verdicts.give_verdict(session, judge, uuid4(), row.id, scope, "approved", NOW)
        session.commit()
        return row

    return kept


@contextmanager
def asked(session: Session) -> Iterator[list[str]]:
    """Collect the queries that are sent within."""
    found: list[str] = []

    def note(*call: object) -> None:
        found.append(str(call[2]))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield found
    event.remove(session.get_bind(), "before_cursor_execute", note)


def test_the_office_sees_a_units_own_word_and_so_does_the_unit_when_it_is_removed(
    session: Session, world: World, keep: Keep, somjai: OwnWord
) -> None:
    row = keep(world.alice, "word", "somjai", "unit", world.bob)
    assert [one.recording.id for one in verdicts.versions(session, world.ek, "word", "somjai")] == [row.id]
    own_words.remove(session, world.alice, somjai.id, NOW)
    session.commit()
    assert [one.recording.id for one in verdicts.versions(session, world.bob, "word", "somjai")] == [row.id]
    with pytest.raises(Invalid):
        verdicts.versions(session, world.charlie, "word", "somjai")
    with pytest.raises(Invalid):
        verdicts.versions(session, world.bob, "word", "som\0jai")


def test_as_many_wait_as_are_listed_and_a_child_who_left_waits_no_more(
    session: Session, world: World, keep: Keep
) -> None:
    for child in world.children[:3]:
        keep(world.alice, "name", str(child.id))
    keep(world.alice, "sound", "TH")
    keep(world.alice, "sound", "S", "unit", world.bob)
    keep(world.charlie, "sound", "M", "unit", world.charlie)
    world.children[0].active = False
    world.children[1].unit_id = world.other_unit.id  # moved to another school: her name stays behind, unheard
    session.commit()
    for actor, n in ((world.bob, 2), (world.charlie, 0), (world.ek, 2), (world.alice, 0), (world.dao, 0)):
        assert verdicts.how_many_wait(session, actor) == len(verdicts.waiting(session, actor)) == n
    waits = {one.recording.text for one in verdicts.waiting(session, world.bob)}
    assert waits == {"TH", str(world.children[2].id)}


def test_names_are_read_by_one_query_and_only_of_the_own_unit(session: Session, world: World) -> None:
    names = [("name", str(child.id)) for child in (*world.children, world.stranger)]
    with asked(session) as queries:
        told = studio.said(session, world.bob, [*names, ("instruction", "clap"), ("word", "ship")])
    assert len(queries) == 1
    assert set(told) == {*names[:-1], ("instruction", "clap"), ("word", "ship")}
    assert (told[names[0]].label, told["word", "ship"].label) == ("Dao", "ship")
    assert told["instruction", "clap"].gloss_en
    assert studio.said(session, world.ek, names) == {}


def test_a_thai_sentence_nobody_says_yet_stands_in_its_own_list_alone(
    session: Session, world: World, tmp_path: Path
) -> None:
    listening.note_missing(session, world.dao, [("instruction", "clap"), ("word", "sun")], NOW)
    session.commit()
    silence = Voices(session, world.unit.id, tmp_path, tmp_path)
    lines = {
        section: [line.text for line in studio.wishlist(session, world.alice, silence, tmp_path, section)]
        for section in studio.SECTIONS
    }
    assert "sun" in lines["sounds"]
    assert "clap" not in lines["sounds"]
    assert "clap" in lines["instructions"]


def test_however_many_clips_are_missing_the_units_words_are_asked_for_once(
    session: Session, world: World, somjai: OwnWord
) -> None:
    sayable.warm()
    names = [("word", f"nobody{n}") for n in range(400)]
    with asked(session) as queries:
        assert listening.note_missing(session, world.dao, [*names, ("word", "somjai")], NOW) == 1
    assert len([one for one in queries if one.lstrip().upper().startswith("SELECT")]) == 1


def test_a_class_is_packed_with_the_same_few_queries_however_many_children(
    session: Session, world: World, tmp_path: Path
) -> None:
    def count() -> int:
        session.commit()
        with asked(session) as queries:
            assert class_clips.class_pack(session, world.alice, world.room.id, ROOT / "audio", tmp_path)
        return len(queries)

    all_five = count()
    for child in session.query(Student).where(Student.unit_id == world.unit.id, Student.id != world.dao.id):
        child.active = False
    assert count() == all_five


@pytest.mark.parametrize(
    "damage", ["", "kind\n", "\0", "{head}\nword\n", "{head}\nword,cat,x,{file},๐,,x,x,x\n", b"\xff\xfe"]
)
def test_a_damaged_list_of_the_online_voice_is_told_and_the_next_shelf_speaks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str | bytes
) -> None:
    folder = voices.online(tmp_path)
    folder.mkdir(parents=True)
    file = f"{'a' * 20}.mp3"
    (folder / file).write_bytes(b"x")
    head = ",".join(COLUMNS)
    text = damage if isinstance(damage, bytes) else damage.format(head=head, file=file).encode()
    (folder / "manifest.csv").write_bytes(text)
    with caplog.at_level(logging.ERROR):
        found = Voices(None, None, ROOT / "audio", tmp_path).find("word", "cat")
    assert found is not None
    assert found.voice == "pack"
    assert str(folder) in caplog.text
