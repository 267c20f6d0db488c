"""Who is heard, what a child is told, and what a class takes along."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, World
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import ROOT
from phonics.errors import NotFound
from phonics.levels import texts
from phonics.services import class_clips, lessons, reading_aloud, telling, voices
from phonics.services.voices import Voices
from phonics.store.voice import Recording, RecordingVerdict
from phonics.voice.instructions import instructions
from phonics.voice.library import COLUMNS, Cue


def put(folder: Path, kind: str, text: str, name: str, files: Path | None = None) -> str:
    """Put a clip on a shelf and return its file."""
    manifest, file = folder / "manifest.csv", f"{name:0>20}.mp3"
    (files or folder).mkdir(parents=True, exist_ok=True)
    ((files or folder) / file).write_bytes(b"sound " * 100)
    head = "" if manifest.exists() else ",".join(COLUMNS) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    with manifest.open("a", encoding="utf-8") as kept:
        kept.write(f'{head}{kind},{text},test,{file},0.4,"[[0.0,0.2,[0]]]",test,CC0,x\n')
    return file


def shipped(audio: Path, kind: str, text: str, name: str) -> str:
    return put(audio, kind, text, name, audio / "generated")


class Studio:
    """Records and judges without a microphone."""

    def __init__(self, session: Session, world: World, var: Path) -> None:
        self.session, self.world, self.var = session, world, var
        self.minutes = 0

    def record(self, kind: str, text: str, name: str, unit_id: int | None = None) -> Recording:
        file = f"{name:0>20}.mp3"
        voices.recorded(self.var).mkdir(parents=True, exist_ok=True)
        (voices.recorded(self.var) / file).write_bytes(name.encode())
        row = Recording(
            id=uuid4(), unit_id=unit_id or self.world.unit.id, kind=kind, text=text, file=file, seconds=0.7,
            trim_start=0, trim_end=0.7, lufs=-18, peak_db=-2, by_id=self.world.alice.id, at=NOW,
        )  # fmt: skip
        self.session.add(row)
        self.session.flush()
        return row

    def judge(self, row: Recording, verdict: str = "approved", scope: str = "unit") -> None:
        self.minutes += 1
        at = NOW + timedelta(minutes=self.minutes)
        told = {"scope": scope, "verdict": verdict, "by_id": self.world.bob.id, "at": at}
        self.session.add(RecordingVerdict(id=uuid4(), unit_id=row.unit_id, recording_id=row.id, **told))
        self.session.flush()


@pytest.fixture
def studio(session: Session, world: World, tmp_path: Path) -> Studio:
    return Studio(session, world, tmp_path)


def heard(studio: Studio, kind: str = "word", text: str = "ship", unit_id: int | None = None) -> str | None:
    found = Voices(studio.session, unit_id or studio.world.unit.id, studio.var / "audio", studio.var).find(kind, text)
    return found.url if found else None


def test_the_nearest_voice_is_heard(studio: Studio) -> None:
    audio, other = studio.var / "audio", studio.world.other_unit.id
    assert heard(studio) is None
    pack = shipped(audio, "word", "ship", "a1")
    assert heard(studio) == f"/audio/{pack}"
    online = put(voices.online(studio.var), "word", "ship", "b2")
    assert heard(studio) == f"/clips/{online}"
    human = put(audio / "recorded", "word", "ship", "c3")
    assert heard(studio) == f"/audio/{human}"
    theirs = studio.record("word", "ship", "d4", other)
    studio.judge(theirs, scope="network")
    assert heard(studio) == f"/clips/{theirs.file}"
    ours = studio.record("word", "ship", "e5")
    assert heard(studio) == f"/clips/{theirs.file}"  # recorded is not approved
    studio.judge(ours)
    assert heard(studio) == f"/clips/{ours.file}"
    assert heard(studio, unit_id=other) == f"/clips/{theirs.file}"


def test_the_voice_says_whose_it_is_and_brings_its_cues(studio: Studio) -> None:
    audio = studio.var / "audio"
    shipped(audio, "word", "ship", "a1")
    found = Voices(None, None, audio, studio.var).find("word", "ship")
    assert found is not None
    assert (found.voice, found.seconds, found.cues) == ("pack", 0.4, (Cue(0.0, 0.2, (0,)),))
    studio.judge(studio.record("word", "ship", "b2"))
    found = Voices(studio.session, studio.world.unit.id, audio, studio.var).find("word", "ship")
    assert found is not None
    assert (found.voice, found.cues) == ("unit", (Cue(0.0, 0.7, (0, 1, 2, 3)),))  # nobody has cut it: all letters


def test_the_one_approved_last_is_heard_and_taking_it_back_brings_the_one_before(studio: Studio) -> None:
    first, second = studio.record("word", "ship", "a1"), studio.record("word", "ship", "b2")
    studio.judge(second)
    studio.judge(first)
    assert heard(studio) == f"/clips/{first.file}"
    studio.judge(first, "withdrawn")
    assert heard(studio) == f"/clips/{second.file}"
    studio.judge(first)
    assert heard(studio) == f"/clips/{first.file}"
    for row in (first, second):
        studio.judge(row, "withdrawn")
    assert heard(studio) is None


def test_a_file_that_is_gone_leaves_the_turn_to_the_next_voice(studio: Studio) -> None:
    pack = shipped(studio.var / "audio", "word", "ship", "a1")
    row = studio.record("word", "ship", "b2")
    studio.judge(row)
    online = put(voices.online(studio.var), "word", "ship", "c3")
    (voices.recorded(studio.var) / row.file).unlink()
    assert heard(studio) == f"/clips/{online}"
    (voices.online(studio.var) / online).unlink()
    assert heard(studio) == f"/audio/{pack}"


def test_a_childs_name_is_never_but_a_recording_of_the_own_unit(studio: Studio) -> None:
    child = str(studio.world.dao.id)
    for shelf in (voices.online(studio.var), studio.var / "audio" / "recorded"):
        put(shelf, "name", child, "a1")
    shipped(studio.var / "audio", "name", child, "b2")
    row = studio.record("name", child, "c3")
    studio.judge(row, scope="network")
    assert heard(studio, "name", child) is None
    studio.judge(row)
    assert heard(studio, "name", child) == f"/clips/{row.file}"
    assert heard(studio, "name", child, studio.world.other_unit.id) is None


def test_a_child_without_a_recorded_name_is_called_by_the_picture(studio: Studio) -> None:
    dao = studio.world.children[0]  # the elephant
    dao.tile = next(n for n in range(40) if telling.tiles.tile_for(n).drawing == "parasol")
    elephant = shipped(studio.var / "audio", "word", "elephant", "a1")
    umbrella = shipped(studio.var / "audio", "word", "umbrella", "b2")
    known = Voices(studio.session, studio.world.unit.id, studio.var / "audio", studio.var)
    called = [telling.called(known, child) for child in studio.world.children[:2]]
    assert called[0] is not None
    assert called[0].url == f"/audio/{umbrella}"
    assert called[1] is None  # the cat has no clip here
    dao.tile = 0
    again = telling.called(known, dao)
    assert again is not None
    assert again.url == f"/audio/{elephant}"


def test_however_much_is_asked_the_database_is_asked_once(studio: Studio) -> None:
    studio.judge(studio.record("word", "ship", "a1"))
    asked: list[str] = []
    event.listen(studio.session.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))
    known = Voices(studio.session, studio.world.unit.id, studio.var, studio.var)
    for text in ("ship", "shop", "sheep", "ship"):
        known.find("word", text)
    assert len([one for one in asked if one.lstrip().upper().startswith("SELECT")]) == 1


# --- clips of this site -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a clip, a secret beside the shelf, and links that lead out."""
    var = tmp_path_factory.mktemp("house")
    shelf = voices.recorded(var)
    shelf.mkdir(parents=True)
    (var / "secret.mp3").write_bytes(b"secret")
    (shelf / f"{'a' * 20}.mp3").write_bytes(b"clip")
    (shelf / f"{'b' * 20}.mp3").symlink_to(var / "secret.mp3")
    (shelf / "manifest.csv").write_text("kind")
    (shelf / f"{'c' * 20}.mp3").mkdir()
    return var


_PIECES = [
    *("a" * 20, "b" * 20, "c" * 20, "A" * 20, ".mp3", "secret", "manifest.csv", "recorded", "online"),
    *("..", "/", "//", "\\", "%2e", "%2f", "%00", "\0", "~", "\n", " ", "ａ", "．", "C:", "file:"),
]
_NASTY = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=6).map("".join)


@given(name=_NASTY)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_leads_out_of_the_shelf(session: Session, house: Path, name: str) -> None:
    try:
        found = voices.kept(session, frozenset(), True, name, house)
    except NotFound:
        return
    assert name == "a" * 20 + ".mp3"
    assert found.path.read_bytes() == b"clip"


@pytest.mark.parametrize(
    "name", ["b" * 20 + ".mp3", "c" * 20 + ".mp3", "../secret.mp3", "manifest.csv", "a" * 20 + ".mp3\n"]
)
def test_neither_a_link_nor_a_folder_nor_a_list_is_a_clip(session: Session, house: Path, name: str) -> None:
    with pytest.raises(NotFound):
        voices.kept(session, frozenset(), True, name, house)


def test_a_clip_is_for_those_who_are_in_and_a_name_for_its_unit(studio: Studio) -> None:
    session, var, unit = studio.session, studio.var, studio.world.unit.id
    word, name = studio.record("word", "ship", "a1"), studio.record("name", str(studio.world.dao.id), "b2")
    assert not voices.kept(session, frozenset(), True, word.file, var).private
    assert voices.kept(session, frozenset({unit}), True, name.file, var).private
    for units, listening, file in (
        (frozenset(), False, word.file),
        (frozenset(), True, name.file),
        (frozenset({studio.world.other_unit.id}), True, name.file),
    ):
        with pytest.raises(NotFound):
            voices.kept(session, units, listening, file, var)


# --- what a child is told -----------------------------------------------------------------------------------------


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


def _steps(level: str) -> Iterator[dict]:
    for stone in lessons.lessons.stones(level):
        for step in lessons.lessons.plan(stone, 1).steps:
            yield step.to_dict()


@pytest.mark.parametrize("level", ["K1", "K2", "K3", "P1"])
def test_every_step_there_is_has_its_instruction(level: str) -> None:
    assert {telling.code_of(step) for step in _steps(level)} <= set(instructions())


def test_a_lesson_tells_in_the_childs_language(studio: Studio) -> None:
    dao = studio.world.children[0]
    known = Voices(studio.session, studio.world.unit.id, ROOT / "audio", studio.var)
    view = lessons.open_lesson(studio.session, studio.world.dao, "K3.1", known)
    assert {step["told"] for step in view.steps} <= set(view.told)
    assert all(one["kind"] == "instruction" and one["th"] for one in view.told.values())
    dao.instructions = "en"
    view = lessons.open_lesson(studio.session, studio.world.dao, "K3.1", known)
    assert all(one["kind"] == "phrase" and not one["th"] for one in view.told.values())
    assert view.told["well-done"]["url"] in view.audio


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
    packed = class_clips.class_pack(session, world.room.id, ROOT / "audio", studio.var)
    urls = [one.url for one in packed]
    assert len(set(urls)) == len(urls)
    assert {f"/clips/{name.file}", f"/clips/{told.file}"} <= set(urls)
    known = Voices(session, world.unit.id, ROOT / "audio", studio.var)
    assert set(lessons.open_lesson(session, world.dao, "K3.1", known).audio) <= set(urls)
    by_url = {one.url: one.bytes for one in packed}
    assert by_url[f"/clips/{name.file}"] == len(b"a1")


def test_a_class_that_does_not_exist_takes_nothing(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        class_clips.class_pack(session, uuid4(), ROOT / "audio", tmp_path)
