"""Who is heard: the nearest voice, by the unit's, the network's and the packs' recordings."""

from shelves import Studio, put, shipped
from sqlalchemy import event

from phonics.services import telling, voices
from phonics.services.voices import Voices
from phonics.voice.library import Cue


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
