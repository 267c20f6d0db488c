"""A failure is told as a page to whoever reads pages, as JSON to a program that asks for it, with the same status."""

import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from cast import World
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.roles import Actor
from phonics.store.voice import Recording
from phonics.web.links import id_in

SignIn = Callable[[Actor], FlaskClient]
STUDIO = {"Accept": "application/json, audio/mpeg"}  # as static/js/lib/sending.js asks
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
ANYTHING = {"Accept": "*/*"}  # as fetch() asks where a page's part is wanted


def _take(client: FlaskClient, headers: dict[str, str], data: bytes = b"no sound"):  # type: ignore[no-untyped-def]
    form = {"id": str(uuid4()), "kind": "sound", "text": "TH", "file": (io.BytesIO(data), "take")}
    return client.post("/studio/recordings", data=form, headers=headers)


@pytest.mark.parametrize("headers", [BROWSER, ANYTHING, {}], ids=["browser", "fetch", "nothing"])
def test_a_person_reads_a_page(sign_in: SignIn, world: World, headers: dict[str, str]) -> None:
    client = sign_in(world.alice)
    for answer in (client.get("/nowhere", headers=headers), client.get("/studio/sound/QQ", headers=headers)):
        assert (answer.status_code, answer.mimetype) == (404, "text/html")
        assert "<h1>" in answer.text


def test_a_program_reads_json_at_every_door(sign_in: SignIn, world: World) -> None:
    client = sign_in(world.alice)
    client.set_cookie("lang", "en")
    for path in ("/nowhere", "/studio/sound/QQ", f"/teacher/classes/{uuid4()}", "/sittings/new?child=x"):
        answer = client.get(path, headers=STUDIO)
        assert (answer.status_code, answer.mimetype, list(answer.json)) == (404, "application/json", ["error"]), path
        assert "does not exist" in answer.json["error"]
    answer = client.get("/studio/recordings", headers=STUDIO)
    assert answer.status_code in {404, 405}
    assert answer.json == {"error": "This page does not exist."}


def test_the_tablets_own_door_answers_json_whatever_is_asked(sign_in: SignIn, world: World) -> None:
    answer = sign_in(world.alice).get("/api/v1/nothing", headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (404, "application/json")


def test_a_refusal_names_its_reason_to_a_program(sign_in: SignIn, session: Session, world: World) -> None:
    client = sign_in(world.alice)
    client.set_cookie("lang", "en")
    answer = _take(client, STUDIO)
    assert answer.status_code == 400
    assert answer.json == {"error": "This is not a sound recording.", "reason": "not_audio"}
    assert session.query(Recording).count() == 0


def test_whoever_is_signed_out_is_shown_the_way_in_and_a_program_told(client: FlaskClient, world: World) -> None:
    client.set_cookie("lang", "en")
    assert _take(client, BROWSER).location == "/sign-in"
    answer = _take(client, STUDIO)
    assert (answer.status_code, answer.json) == (401, {"error": "Please sign in."})


def test_a_child_signed_in_on_the_tablet_saves_no_take(sign_in: SignIn, session: Session, world: World) -> None:
    assert _take(sign_in(world.dao), STUDIO).status_code == 401
    assert session.query(Recording).count() == 0


@pytest.mark.parametrize("path", ["/studio/recordings", "/studio/previews", "/studio/opinions", "/api/clips/missing"])
def test_a_page_whose_token_died_hears_that_it_is_stale(app: Flask, sign_in: SignIn, world: World, path: str) -> None:
    client = sign_in(world.alice)
    client.set_cookie("lang", "en")
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(path, headers=STUDIO | {"X-CSRFToken": "of an earlier session"})
    assert (answer.status_code, answer.json["reason"]) == (400, "stale")
    assert "too old" in answer.json["error"]
    assert client.post("/studio/recordings", headers=BROWSER).mimetype == "text/html"


def test_a_file_that_is_too_large_is_told_as_json_too(
    app: Flask, sign_in: SignIn, session: Session, world: World
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    answer = _take(sign_in(world.alice), STUDIO, bytes(20_000))
    assert (answer.status_code, list(answer.json)) == (413, ["error"])
    assert session.query(Recording).count() == 0


def test_what_a_page_missed_is_refused_with_the_place(sign_in: SignIn, world: World) -> None:
    client = sign_in(world.dao)
    client.set_cookie("lang", "en")
    answer = client.post("/api/clips/missing", json={"clips": [["word", "ship"], ["word", 1]]})
    assert answer.status_code == 400
    assert answer.json["error"].startswith("clips.1.1 cannot be read: ")


@pytest.mark.parametrize("text", [None, "", "x", "123", "ก" * 32, "12345678-1234-1234-1234-12345678901g"])
def test_what_is_no_id_is_the_callers_fault(text: str | None) -> None:
    with pytest.raises(NotFound, match="nobody"):
        id_in(text, NotFound("nobody"))


def test_an_id_is_read_as_it_is_written() -> None:
    one = uuid4()
    assert id_in(str(one), NotFound("nobody")) == one
