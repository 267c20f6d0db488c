"""The doors of the readings: what a tablet sends, what a teacher sees; bad input is one sentence, nothing changed."""

import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from cast import World
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from takes import file_of, room, take

from phonics.roles import Actor
from phonics.store.read_aloud import ReadAloud, ReadAloudRating, VoiceConsent

SignIn = Callable[[Actor], FlaskClient]
TABLET = {"Accept": "application/json, audio/mpeg"}


def agree(alice: FlaskClient, child: object, given: str = "yes"):  # type: ignore[no-untyped-def]
    return alice.post(f"/teacher/children/{child}/voice-consent", data={"id": str(uuid4()), "given": given})


def send(client: FlaskClient, child: object, **more: object):  # type: ignore[no-untyped-def]
    ids = {name: str(uuid4()) for name in ("id", "sitting")}
    sent = {**ids, "student": str(child), "item": "aloud:ship", "file": (io.BytesIO(file_of(take())), "take")} | more
    return client.post("/api/read-aloud", data=sent, headers=TABLET)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_reading_goes_from_the_tablet_to_the_teacher(sign_in: SignIn, world: World, session: Session) -> None:
    assert agree(sign_in(world.alice), world.dao.id).status_code == 303
    assert send(sign_in(world.dao), world.dao.id).status_code == 200
    alice = sign_in(world.alice)
    page = alice.get("/teacher/read-aloud").get_data(as_text=True)
    assert "Dao" in page
    assert "ship" in page
    row = session.scalars(select(ReadAloud)).one()
    heard = alice.get(f"/teacher/read-aloud/{row.id}/sound")
    assert heard.mimetype == "audio/mpeg"
    assert heard.headers["Cache-Control"] == "no-store, private"
    heard.close()
    rated = alice.post(f"/teacher/read-aloud/{row.id}/ratings", data={"id": str(uuid4()), "rating": "fluent"})
    assert rated.headers["Location"] == "/teacher/read-aloud"
    assert "Dao" not in alice.get("/teacher/read-aloud").get_data(as_text=True)
    assert 'value="fluent" aria-pressed="true"' in alice.get(f"/teacher/children/{world.dao.id}").get_data(as_text=True)


def test_a_reading_without_consent_is_refused_with_a_reason(sign_in: SignIn, world: World, session: Session) -> None:
    answer = send(sign_in(world.dao), world.dao.id)
    assert (answer.status_code, answer.get_json()["reason"]) == (403, "consent")
    assert count(session, ReadAloud) == 0


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"id": "no id"}, 400),
        ({"sitting": ""}, 400),
        ({"item": "aloud:xyzzy"}, 404),
        ({"file": ""}, 400),
        ({"file": (io.BytesIO(file_of(room(1.0))), "take")}, 400),
    ],
    ids=["id", "sitting", "item", "no file", "silence"],
)
def test_bad_input_is_one_sentence(
    sign_in: SignIn, world: World, session: Session, more: dict[str, object], status: int
) -> None:
    agree(sign_in(world.alice), world.dao.id)
    answer = send(sign_in(world.dao), world.dao.id, **more)
    assert answer.status_code == status
    assert answer.get_json()["error"]
    assert count(session, ReadAloud) == 0


def test_a_word_that_is_no_consent_or_no_rating_changes_nothing(
    sign_in: SignIn, world: World, session: Session
) -> None:
    alice = sign_in(world.alice)
    assert agree(alice, world.dao.id, given="perhaps").status_code == 400
    assert count(session, VoiceConsent) == 0
    agree(alice, world.dao.id)
    send(sign_in(world.dao), world.dao.id)
    row = session.scalars(select(ReadAloud)).one()
    alice = sign_in(world.alice)
    for bad in ({"id": str(uuid4()), "rating": "loud"}, {"id": "x", "rating": "fluent"}):
        assert alice.post(f"/teacher/read-aloud/{row.id}/ratings", data=bad).status_code == 400
    assert count(session, ReadAloudRating) == 0


def test_consent_taken_back_says_that_the_readings_are_gone(sign_in: SignIn, world: World, session: Session) -> None:
    agree(sign_in(world.alice), world.dao.id)
    send(sign_in(world.dao), world.dao.id)
    alice = sign_in(world.alice)
    assert agree(alice, world.dao.id, given="no").status_code == 303
    page = alice.get(f"/teacher/children/{world.dao.id}").get_data(as_text=True)
    assert "ลบเสียงอ่านของเด็กคนนี้แล้ว" in page
    row = session.scalars(select(ReadAloud)).one()
    assert alice.get(f"/teacher/read-aloud/{row.id}/sound").status_code == 404
