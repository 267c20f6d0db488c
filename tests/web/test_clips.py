"""Clips at the door: how they are served, to whom, and what is told about those that are missing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, World
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import ROOT
from phonics.roles import Actor
from phonics.services import voices
from phonics.store.voice import MissedClip, Recording, RecordingVerdict

SignIn = Callable[[Actor], FlaskClient]
WORD, NAME, SAID, STRAY = (f"{letter * 20}.mp3" for letter in "abce")
SHIPPED = next((ROOT / "audio" / "generated").glob("*.mp3")).name


@pytest.fixture
def site(app: Flask, session: Session, world: World) -> Path:
    """A site with a recorded word, a recorded name and a clip of the online voice."""
    var = Path(app.config["VAR"])
    for folder, file in (
        (voices.recorded(var), WORD),
        (voices.recorded(var), NAME),
        (voices.online(var), SAID),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(bytes(range(256)))
    for kind, text, file in (("word", "ship", WORD), ("name", str(world.dao.id), NAME)):
        heard = {"unit_id": world.unit.id, "by_id": world.alice.id, "at": NOW, "kind": kind, "text": text, "file": file}
        measured = {"seconds": 1, "trim_start": 0, "trim_end": 1, "lufs": -18, "peak_db": -1}
        session.add(Recording(id=uuid4(), **heard, **measured))
    session.commit()
    return var


def _status(client: FlaskClient, path: str) -> int:
    with client.get(path) as answer:
        return answer.status_code


def test_a_clip_is_an_mp3_that_never_changes(sign_in: SignIn, world: World, site: Path) -> None:
    child = sign_in(world.dao)
    for file, public in ((WORD, False), (SAID, True)):  # a recording is the unit's own until the network hears it
        with child.get(f"/clips/{file}") as answer:
            assert answer.status_code == 200
            assert answer.mimetype == "audio/mpeg"
            assert answer.data == bytes(range(256))
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Accept-Ranges"] == "bytes"
            told = answer.cache_control
            assert (bool(told.public), told.private) == (public, None if public else True)
            assert (told.max_age, told["immutable"]) == (31_536_000, None)
            etag = answer.headers["ETag"]
        with child.get(f"/clips/{file}", headers={"If-None-Match": etag}) as answer:
            assert answer.status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [("0-9", 206, 0, 9), ("250-", 206, 250, 255), ("-6", 206, 250, 255), ("0-0", 206, 0, 0), ("300-", 416, 0, 0)],
)
def test_a_part_can_be_asked_for(
    sign_in: SignIn, world: World, site: Path, asked: str, status: int, first: int, last: int
) -> None:
    with sign_in(world.dao).get(f"/clips/{WORD}", headers={"Range": f"bytes={asked}"}) as answer:
        assert answer.status_code == status
        if status == 206:
            assert answer.data == bytes(range(first, last + 1))
            assert answer.headers["Content-Range"] == f"bytes {first}-{last}/256"


def test_shipped_clips_are_served_the_same_way(client: FlaskClient, world: World) -> None:
    with client.get(f"/audio/{SHIPPED}", headers={"Range": "bytes=0-9"}) as answer:
        assert (answer.status_code, answer.mimetype, len(answer.data)) == (206, "audio/mpeg", 10)
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Accept-Ranges"] == "bytes"


def test_a_clip_of_the_human_pack_is_found_under_the_same_address(
    app: Flask, client: FlaskClient, world: World, tmp_path: Path
) -> None:
    app.config["AUDIO"] = str(tmp_path / "audio")
    folder = tmp_path / "audio" / "recorded"
    folder.mkdir(parents=True)
    (folder / WORD).write_bytes(b"by a person")
    with client.get(f"/audio/{WORD}") as answer:
        assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/mpeg", b"by a person")
        assert "immutable" in answer.headers["Cache-Control"]
    assert _status(client, f"/audio/{NAME}") == 404


def test_without_a_class_or_a_sign_in_nothing_is_heard(client: FlaskClient, world: World, site: Path) -> None:
    assert [_status(client, f"/clips/{file}") for file in (WORD, NAME, SAID)] == [404, 404, 404]


def test_the_wall_says_names_before_anyone_is_in(tablet: FlaskClient, world: World, site: Path) -> None:
    with tablet.get(f"/clips/{NAME}") as answer:
        assert answer.status_code == 200
        assert (bool(answer.cache_control.public), answer.cache_control.private) == (False, True)
    assert _status(tablet, f"/clips/{WORD}") == 200


def _outsiders(world: World) -> tuple[Actor, Actor]:
    return world.charlie, Actor(world.dao.role, world.stranger.id, world.other_unit.id)


def test_a_recording_is_heard_in_its_unit_only(sign_in: SignIn, world: World, site: Path) -> None:
    for insider in (world.alice, world.dao):
        assert [_status(sign_in(insider), f"/clips/{file}") for file in (NAME, WORD, SAID)] == [200, 200, 200]
    for outsider in _outsiders(world):
        assert [_status(sign_in(outsider), f"/clips/{file}") for file in (NAME, WORD, SAID)] == [404, 404, 200]
    assert [_status(sign_in(world.ek), f"/clips/{file}") for file in (NAME, WORD)] == [404, 200]  # the office judges


def test_what_the_network_approved_is_heard_everywhere_until_it_is_taken_back(
    sign_in: SignIn, session: Session, world: World, site: Path
) -> None:
    recording = session.scalars(select(Recording).where(Recording.file == WORD)).one()
    for minutes, verdict, status in ((1, "approved", 200), (2, "withdrawn", 404)):
        said = {"unit_id": world.unit.id, "recording_id": recording.id, "scope": "network", "verdict": verdict}
        session.add(RecordingVerdict(id=uuid4(), by_id=world.ek.id, at=NOW + timedelta(minutes=minutes), **said))
        session.commit()
        for outsider in _outsiders(world):
            with sign_in(outsider).get(f"/clips/{WORD}") as answer:
                assert (answer.status_code, bool(answer.cache_control.public)) == (status, status == 200)


def test_a_recording_of_which_nothing_is_known_is_nobodys(sign_in: SignIn, world: World, site: Path) -> None:
    (voices.recorded(site) / STRAY).write_bytes(b"a take that was rolled back")
    for actor in (world.alice, world.dao, world.charlie, world.ek):
        assert _status(sign_in(actor), f"/clips/{STRAY}") == 404


@pytest.mark.parametrize(
    "path",
    ["../../phonics.db", "..%2fonline%2f" + SAID, "%2e%2e", "%00.mp3", "/etc/passwd", "manifest.csv", "A" * 20 + ".mp3",
     "d" * 20 + ".mp3", "a" * 20, "a" * 20 + ".mp3%00", "a" * 20 + ".mp3/"],
)  # fmt: skip
def test_nothing_else_is_served(sign_in: SignIn, world: World, site: Path, path: str) -> None:
    for shelf in ("clips", "audio"):
        assert _status(sign_in(world.alice), f"/{shelf}/{path}") in {404, 308}


def test_a_class_tablet_and_a_teacher_get_the_list_of_clips_and_every_one_of_it_plays(
    tablet: FlaskClient, sign_in: SignIn, world: World
) -> None:
    address = f"/api/class/{world.room.id}/clips"
    listed = tablet.get(address).json
    assert listed["bytes"] == sum(one["bytes"] for one in listed["clips"]) > 50_000
    for one in listed["clips"][:10]:
        with tablet.get(one["url"]) as answer:
            assert (answer.status_code, len(answer.data)) == (200, one["bytes"])
    tablet.delete_cookie("tablet")
    assert tablet.get(address).status_code == 404
    assert sign_in(world.alice).get(address).json == listed
    for other in (world.charlie, world.ek, world.dao):
        assert sign_in(other).get(address).status_code == 404


def _missed(session: Session) -> list[tuple[int, str, str]]:
    session.expire_all()
    return sorted((row.unit_id, row.kind, row.text) for row in session.scalars(select(MissedClip)))


def test_what_is_missing_is_noted_once_for_the_unit(sign_in: SignIn, session: Session, world: World) -> None:
    told = {"clips": [["sound", "ZH"], ["word", "ship"], ["name", str(world.dao.id)], ["word", "no such word"]]}
    for actor in (world.dao, world.alice, world.alice):
        assert sign_in(actor).post("/api/clips/missing", json=told).status_code == 204
    unit = world.unit.id
    assert _missed(session) == [(unit, "sound", "ZH"), (unit, "word", "ship")]
    assert sign_in(world.ek).post("/api/clips/missing", json=told).status_code == 204  # of no unit: nothing to note
    assert len(_missed(session)) == 2


def test_the_wall_may_tell_too_and_the_public_may_not(tablet: FlaskClient, session: Session, world: World) -> None:
    told = {"clips": [["instruction", "who-are-you"]]}
    assert tablet.post("/api/clips/missing", json=told).status_code == 204
    assert _missed(session) == [(world.unit.id, "instruction", "who-are-you")]
    tablet.delete_cookie("tablet")
    assert tablet.post("/api/clips/missing", json=told).status_code == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"clips":[]}', b'{"clips":[["word"]]}', b'{"clips":[["word",1]]}', b'{"clips":[["word","\\u0000"]]}',
     b'{"clips":' + b"[" * 5000, b'{"clips":[["x","' + b"x" * 400 + b'"]]}', b'{"clips":[["word","ship"]],"more":1}'],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(sign_in: SignIn, session: Session, world: World, body: bytes) -> None:
    answer = sign_in(world.dao).post("/api/clips/missing", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["error"]
    assert _missed(session) == []


def test_telling_needs_the_pages_token(app: Flask, sign_in: SignIn, session: Session, world: World) -> None:
    client = sign_in(world.dao)
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/api/clips/missing", json={"clips": [["sound", "ZH"]]}).status_code == 400
    assert _missed(session) == []
