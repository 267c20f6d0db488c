"""What a child is told, what is read aloud, and what a class takes along."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cast import World
from shelves import Studio, put, shipped
from sqlalchemy.orm import Session

from config import ROOT
from phonics.errors import NotFound
from phonics.levels import texts
from phonics.roles import PUBLIC
from phonics.services import class_clips, lessons, reading_aloud, telling, voices
from phonics.services.voices import Voices
from phonics.voice.instructions import instructions


def test_thai_comes_from_a_teacher_else_the_online_voice_else_the_tablet(studio: Studio) -> None:
    def told(language: str = "th") -> dict:
        known = Voices(studio.session, studio.world.unit.id, studio.var / "audio", studio.var)
        return telling.told(known, "clap", language)

    assert told() == {
        "picture": "drum", "kind": "instruction", "text": "clap", "url": None, "th": instructions()["clap"].th,
    }  # fmt: skip
    online = put(voices.online(studio.var), "instruction", "clap", "a1")
    assert (told()["url"], told()["th"]) == (f"/clips/{online}", "")
    row = studio.record("instruction", "clap", "b2")
    studio.judge(row)
    assert told()["url"] == f"/clips/{row.file}"
    assert (told("en")["url"], told("en")["th"]) == (None, "")  # no Thai for who is spoken to in English
    phrase = shipped(studio.var / "audio", "phrase", instructions()["clap"].phrase, "c3")
    assert told("en")["url"] == f"/audio/{phrase}"


def _kinds_made() -> set[str]:
    """Return the kind of every step that any module makes: the first argument of each `Step(…)`."""
    calls = [
        call
        for path in (ROOT / "phonics" / "levels").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Step"
    ]
    return {str(ast.literal_eval(call.args[0])) for call in calls}


def _played() -> set[str]:
    """Return the kinds the tablet knows how to play."""
    kinds = (ROOT / "static" / "js" / "player" / "kinds.js").read_text("utf-8")
    at_hand = re.findall(r"\w+", re.findall(r"AT_HAND = \{(.+)\};", kinds)[0])
    return {*at_hand, *re.findall(r"^  (\w+): \[\(\) => import", kinds, re.MULTILINE)}


def _steps() -> Iterator[dict]:
    """Yield the steps of lessons that between them hold every kind: the assertion below is what says so."""
    for level in ("K1", "K2", "K3", "P1", "P4", "S1", "S3"):
        for stone in lessons.lessons.stones(level)[-2:]:
            yield from (step.to_dict() for step in lessons.lessons.plan(stone, 1, consented=True).steps)


def test_every_kind_of_step_there_is_is_told_in_words_and_shown_by_a_hand() -> None:
    steps = list(_steps())
    assert {step["kind"] for step in steps} == _kinds_made() == _played()
    scenes = (ROOT / "static" / "js" / "player" / "scenes.js").read_text("utf-8").partition("const GESTURES = {")[2]
    shown = set(re.findall(r'^  "?([a-z_-]+)"?: \(\) =>', scenes, re.MULTILINE))
    told = {code: instructions()[code] for code in map(telling.code_of, steps)}
    assert all(one.th and one.en and one.phrase for one in told.values())
    assert {one.picture for one in told.values()} <= shown
    elsewhere = {"who-are-you", "secret-pictures", "to-teacher", "try-again", "well-done"}
    assert set(told) == set(instructions()) - elsewhere


def test_a_lesson_tells_in_the_childs_language(studio: Studio) -> None:
    dao = studio.world.children[0]
    known = Voices(studio.session, studio.world.unit.id, ROOT / "audio", studio.var)
    view = lessons.open_lesson(studio.session, studio.world.dao, "K3.1", known)
    assert {step["told"] for step in view.steps} <= set(view.told)
    assert {"hear", "tricky", "well-done"} <= set(view.told) <= set(instructions())
    assert all(one["kind"] == "instruction" and one["th"] and one["picture"] for one in view.told.values())
    dao.instructions = "en"
    view = lessons.open_lesson(studio.session, studio.world.dao, "K3.1", known)
    assert all(one["kind"] == "phrase" and not one["th"] for one in view.told.values())
    assert {one["url"] for one in view.told.values()} <= set(view.audio)  # each is in the shipped pack


# --- texts read aloud and words taken slowly ----------------------------------------------------------------------


def test_every_line_of_a_level_is_looked_for_as_it_is_printed(tmp_path: Path) -> None:
    sentence, story = texts.sentences("K3")[0], texts.stories("K3")[0]
    for n, text in enumerate((sentence.text, story.title, story.sentences[0], story.questions[0].asks[1])):
        shipped(tmp_path, "sentence", text, f"a{n}")
    word = shipped(tmp_path, "word", "hat", "b2")
    aloud = reading_aloud.of_level("K3", Voices(None, None, tmp_path, tmp_path))
    found = {text for text, heard in aloud.lines.items() if heard}
    assert found == {sentence.text, story.title, story.sentences[0], story.questions[0].asks[1]}
    assert set(story.sentences) <= set(aloud.lines)
    assert aloud.words == {"hat": f"/audio/{word}"}


def test_a_word_is_taken_apart_only_where_every_sound_is_there_and_it_is_early(tmp_path: Path) -> None:
    known = Voices(None, None, ROOT / "audio", tmp_path)
    parts = reading_aloud.word("cake", known).sounds
    assert [(segment.grapheme, segment.letters) for segment, _ in parts] == [("c", (0,)), ("a_e", (1, 3)), ("k", (2,))]
    shipped(tmp_path, "sound", "SH", "a1")
    assert reading_aloud.word("ship", Voices(None, None, tmp_path, tmp_path)).sounds == ()
    late = next(word.text for word in reading_aloud.load().words.values() if word.level == "S1")
    assert reading_aloud.word(late, known).sounds == ()


# --- what a class takes along -------------------------------------------------------------------------------------


def test_a_class_takes_the_clips_of_its_next_lessons_names_and_instructions_each_once(studio: Studio) -> None:
    world, session = studio.world, studio.session
    name = studio.record("name", str(world.dao.id), "a1")
    told = studio.record("instruction", "clap", "b2")
    for row in (name, told):
        studio.judge(row)
    packed = class_clips.class_pack(session, world.alice, world.room.id, ROOT / "audio", studio.var)
    urls = [one.url for one in packed]
    assert len(set(urls)) == len(urls)
    assert {f"/clips/{name.file}", f"/clips/{told.file}"} <= set(urls)
    known = Voices(session, world.unit.id, ROOT / "audio", studio.var)
    assert set(lessons.open_lesson(session, world.dao, "K3.1", known).audio) <= set(urls)
    spoken = {f"/audio/{known.find('phrase', one.phrase).path.name}" for one in instructions().values()}
    assert len(spoken & set(urls)) <= 1  # nobody here is told in English; well done! is also praise
    world.children[0].instructions = "en"
    packed = class_clips.class_pack(session, world.alice, world.room.id, ROOT / "audio", studio.var)
    assert spoken <= {one.url for one in packed}
    by_url = {one.url: one.bytes for one in packed}
    assert by_url[f"/clips/{name.file}"] == len(b"a1")


def test_a_class_that_is_not_there_or_another_units_takes_nothing(
    session: Session, world: World, tmp_path: Path
) -> None:
    for actor, room in ((world.alice, uuid4()), (world.charlie, world.room.id), (PUBLIC, world.room.id)):
        with pytest.raises(NotFound):
            class_clips.class_pack(session, actor, room, ROOT / "audio", tmp_path)
