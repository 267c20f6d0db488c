"""The studio's lists at the door: what waits leads somewhere, and a name can be forgotten for ever."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW
from pages import words
from sqlalchemy import select

from phonics.levels.graphemes import first_spelling, taught
from phonics.services import own_words, studio, verdicts, voices
from phonics.store.programme import Audit
from phonics.store.voice import Recording
from phonics.web import studio_words

WHYS = ("wrong", "weak_sound", "weak", "missing", "misheard", "sound", "instruction", "name")


@pytest.fixture
def keep(app, session):  # type: ignore[no-untyped-def]
    """Keep a recording without making one: `keep(world.alice, "name", text)`."""

    def kept(actor, kind: str, text: str, minutes: int = 0) -> Recording:  # type: ignore[no-untyped-def]
        folder = voices.recorded(Path(app.config["VAR"]))
        folder.mkdir(parents=True, exist_ok=True)
        file = f"{uuid4().hex[:20]}.mp3"
        (folder / file).write_bytes(b"x")
        figures = {"seconds": 0.5, "trim_start": 0.0, "trim_end": 0.5, "lufs": -18.0, "peak_db": -2.0}
        said = {"unit_id": actor.unit_id, "kind": kind, "text": text, "file": file, "by_id": actor.id}
        row = Recording(id=uuid4(), at=NOW + timedelta(minutes=minutes), **said, **figures)
        session.add(row)
        session.commit()
        return row

    return kept


def test_the_offices_list_of_what_waits_leads_to_each_clip_also_a_units_own_word(  # type: ignore[no-untyped-def]
    world, session, sign_in, keep
) -> None:
    own_words.add(session, world.alice, "somjai", "S AO M JH AY", "", NOW)
    row = keep(world.alice, "word", "somjai")
    verdicts.give_verdict(session, world.bob, uuid4(), row.id, "unit", "approved", NOW)
    session.commit()
    ek = sign_in(world.ek)
    (address,) = re.findall(r'class="plain" href="([^"]+)"', ek.get("/studio/waiting").text)
    assert f"/clips/{row.file}" in ek.get(address).text


def test_the_page_of_what_waits_counts_what_it_shows(world, session, sign_in, keep) -> None:  # type: ignore[no-untyped-def]
    for n, child in enumerate(world.children):
        keep(world.alice, "name", str(child.id), n)
    world.children[0].active = False
    session.commit()
    lead = sign_in(world.bob)
    lead.set_cookie("lang", "en")
    page = lead.get("/studio/waiting")
    assert "4 recordings wait for you" in words(page)
    assert "To approve: 4" in words(page)
    shown = re.findall(r'<b class="script child" lang="th">([^<]+)</b>', page.text)
    assert shown == [child.nickname for child in world.children[1:]]


def test_every_reason_has_its_words(app) -> None:  # type: ignore[no-untyped-def]
    with app.test_request_context():
        assert all(studio_words.reason(why)[0] != why for why in WHYS)


def test_list_and_heading_name_a_sound_by_the_same_spelling(app) -> None:  # type: ignore[no-untyped-def]
    with app.test_request_context():
        for one in studio.the_44():
            assert first_spelling(tuple(one.text.split("."))) == one.taught_by
            named = studio_words.saying("sound", one.text, "")
            assert (named.key_word, named.mouth) == (one.taught_by.key_word, one.taught_by.mouth)
            assert one.taught_by.asked or not any(
                row.asked for row in taught().values() if row.phones == one.taught_by.phones
            )


def test_a_recorded_name_is_deleted_when_a_teacher_of_the_school_asks_for_it(  # type: ignore[no-untyped-def]
    app, world, session, sign_in, alice, keep
) -> None:
    child = world.children[1]
    page, door = f"/teacher/children/{child.id}", f"/studio/names/{child.id}/forget"
    assert door not in alice.get(page).text
    row = keep(world.alice, "name", str(child.id))
    file = voices.recorded(Path(app.config["VAR"])) / row.file
    for outsider in (world.charlie, world.ek):
        assert sign_in(outsider).post(door).status_code == 404
    assert sign_in(world.dao).post(door).location.startswith("/sign-in")
    assert file.exists()
    client = sign_in(world.alice)
    client.set_cookie("lang", "en")
    assert f'action="{door}"' in re.split(r"<details", client.get(page).text)[1]  # asked once more before
    assert client.post(door).location == page
    shown = client.get(page)
    assert "The recorded name is deleted." in words(shown)
    assert door not in shown.text
    assert not file.exists()
    session.expire_all()
    assert session.get_one(Recording, row.id).file == ""
    trail = session.execute(select(Audit.staff_id, Audit.unit_id).where(Audit.action == "recording.forgotten")).all()
    assert trail == [(world.alice.id, world.unit.id)]
