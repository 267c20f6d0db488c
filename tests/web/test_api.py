"""The JSON door of the tablets: what is sent again is harmless, what conflicts is told, and nothing good is lost."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cast import World, make_world
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import Config
from phonics.app import create_app
from phonics.roles import Actor
from phonics.services import accounts, instruments
from phonics.store.base import Base
from phonics.store.people import Post
from phonics.store.sittings import MarkRow, ScoreRow, Sitting
from phonics.web.extensions import db

SignIn = Callable[[Actor], FlaskClient]


def begin(session: Session, world: World) -> dict[str, Any]:
    """Return the body that begins Dao's word test."""
    version = next(v for v in instruments.offered(session, world.alice, "K3") if v.instrument.kind == "words")
    return {
        "student_id": str(world.children[0].id),
        "started_at": "2026-11-20T10:00:00+07:00",
        "version_id": str(version.id),
    }


def mark(seq: int, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "seq": seq, "item": "1", "outcome": "incorrect", "at_ms": 900, **more}


ENDING = {"ended_at": "2026-11-20T10:01:00+07:00", "ended_by": "finished", "seconds_used": 60.0, "last_item": 20}


@pytest.fixture
def sitting(client: FlaskClient, sign_in: SignIn, session: Session, world: World) -> str:
    """The address of a test that Alice has begun with Dao; she is signed in."""
    address = f"/api/v1/sittings/{uuid4()}"
    body = begin(session, world)
    assert sign_in(world.alice).put(address, json=body).status_code == 200
    return address


def fates(answer: Any) -> dict[str, str]:
    return {mark["id"]: mark["fate"] for mark in answer.json["marks"]}


def test_beginning_twice_is_harmless(client: FlaskClient, sign_in: SignIn, session: Session, world: World) -> None:
    sign_in(world.alice)
    address, body = f"/api/v1/sittings/{uuid4()}", begin(session, world)
    for _ in range(2):
        answer = client.put(address, json=body)
        assert (answer.status_code, answer.json) == (200, {"id": address.rsplit("/", maxsplit=1)[-1], "status": "open"})
    assert client.put(address, json={**body, "student_id": str(world.children[1].id)}).status_code == 409


def test_every_mark_is_answered_in_order(client: FlaskClient, sitting: str, session: Session) -> None:
    first, second = mark(1), mark(2, item="2", outcome="self_corrected")
    answer = client.post(f"{sitting}/marks", json={"marks": [first, second]})
    assert (answer.status_code, list(fates(answer).items())) == (200, [(first["id"], "saved"), (second["id"], "saved")])
    again = client.post(f"{sitting}/marks", json={"marks": [second, mark(3), first]})
    assert again.status_code == 200
    assert list(fates(again).values()) == ["duplicate", "saved", "duplicate"]
    assert session.scalar(select(func.count()).select_from(MarkRow)) == 3


def test_a_conflict_is_told_and_the_good_marks_are_stored(client: FlaskClient, sitting: str, session: Session) -> None:
    first, good = mark(1), mark(2, item="2")
    client.post(f"{sitting}/marks", json={"marks": [first]})
    answer = client.post(f"{sitting}/marks", json={"marks": [{**first, "outcome": "correct"}, good]})
    assert (answer.status_code, fates(answer)) == (409, {first["id"]: "conflict", good["id"]: "saved"})
    assert {(str(m.id), m.outcome) for m in session.scalars(select(MarkRow))} == {
        (first["id"], "incorrect"),
        (good["id"], "incorrect"),
    }


def test_one_id_twice_in_a_batch(client: FlaskClient, sitting: str) -> None:
    one, two = mark(1), mark(2)
    same = client.post(f"{sitting}/marks", json={"marks": [one, one]})
    assert (same.status_code, fates(same)) == (200, {one["id"]: "saved"})
    differ = client.post(f"{sitting}/marks", json={"marks": [two, {**two, "item": "9"}]})
    assert (differ.status_code, fates(differ)) == (409, {two["id"]: "conflict"})


def test_another_units_sitting_does_not_exist(client: FlaskClient, sign_in: SignIn, sitting: str, world: World) -> None:
    for stranger in (world.charlie, world.dao, world.ek):
        sign_in(stranger)
        for answer in (
            client.post(f"{sitting}/marks", json={"marks": [mark(1)]}),
            client.put(f"{sitting}/ending", json=ENDING),
        ):
            assert answer.status_code == 404
            assert "Dao" not in answer.text
    assert db.session.scalar(select(func.count()).select_from(MarkRow)) == 0


def test_a_stranger_cannot_begin_with_someone_elses_child(
    client: FlaskClient, sign_in: SignIn, session: Session, world: World
) -> None:
    body = begin(session, world)
    sign_in(world.charlie)
    assert client.put(f"/api/v1/sittings/{uuid4()}", json=body).status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Sitting)) == 0


def test_a_child_does_a_lesson(client: FlaskClient, sign_in: SignIn, world: World) -> None:
    sign_in(world.dao)
    address = f"/api/v1/sittings/{uuid4()}"
    body = {"student_id": str(world.dao.id), "started_at": "2026-11-20T03:00:00Z", "stone": "K3.1", "seed": 5}
    assert client.put(address, json=body).status_code == 200
    step = mark(1, item="gpc:s=S", outcome="correct", task="find", choice="s", latency_ms=1200, replays=2)
    assert client.post(f"{address}/marks", json={"marks": [step]}).status_code == 200
    ended = client.put(f"{address}/ending", json={**ENDING, "last_item": None})
    assert (ended.status_code, ended.json) == (200, {"status": "finished", "score": None})


def test_the_end_of_a_test_answers_with_its_score(client: FlaskClient, sitting: str) -> None:
    client.post(f"{sitting}/marks", json={"marks": [mark(1), mark(2, item="5")]})
    for _ in range(2):
        answer = client.put(f"{sitting}/ending", json=ENDING)
        assert answer.status_code == 200
        assert answer.json["score"] == {
            "n_items": 20,
            "n_attempted": 20,
            "n_correct": 18,
            "n_self_corrected": 0,
            "correct_per_minute": None,
            "accuracy": 0.9,
            "discontinued": False,
        }
    assert client.put(f"{sitting}/ending", json={**ENDING, "last_item": 7}).status_code == 409


def test_marks_that_come_after_the_end_change_the_score(client: FlaskClient, sitting: str, session: Session) -> None:
    client.put(f"{sitting}/ending", json=ENDING)
    assert client.post(f"{sitting}/marks", json={"marks": [mark(1)]}).status_code == 200
    assert session.scalars(select(ScoreRow.n_correct)).one() == 19


def test_a_public_visitor_is_told_to_sign_in(client: FlaskClient, world: World) -> None:
    answer = client.post(f"/api/v1/sittings/{uuid4()}/marks", json={"marks": [mark(1)]})
    assert (answer.status_code, answer.mimetype) == (403, "application/json")


def test_a_queue_of_any_age_is_taken_without_a_forms_token(app: Flask, client: FlaskClient, sitting: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(f"{sitting}/marks", json={"marks": [mark(1)]}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200
    assert db.session.scalar(select(func.count()).select_from(MarkRow)) == 1


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nothing_is_taken_from_another_sites_page(client: FlaskClient, sitting: str, site: str) -> None:
    answer = client.post(f"{sitting}/marks", json={"marks": [mark(1)]}, headers={"Sec-Fetch-Site": site})
    assert (answer.status_code, answer.mimetype) == (403, "application/json")
    assert db.session.scalar(select(func.count()).select_from(MarkRow)) == 0


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_a_form_of_another_site_could_send_is_not_taken(client: FlaskClient, sitting: str, kind: str) -> None:
    answer = client.post(f"{sitting}/marks", data=json.dumps({"marks": [mark(1)]}), content_type=kind)
    assert (answer.status_code, answer.mimetype) == (400, "application/json")
    assert db.session.scalar(select(func.count()).select_from(MarkRow)) == 0


MANY = {"marks": [mark(n) for n in range(101)]}
BAD_BATCHES: list[Any] = [
    "",
    "{",
    "[]",
    "null",
    "{}",
    '{"marks": []}',
    '{"marks": {}}',
    MANY,
    {"marks": [mark(1)], "more": 1},
    {"marks": ["x"]},
    *(
        {"marks": [mark(1), {**mark(2), **wrong}]}
        for wrong in (
            {"id": "12"},
            {"id": None},
            {"seq": -1},
            {"seq": 1.5},
            {"item": ""},
            {"item": "x" * 61},
            {"item": "a\0b"},
            {"item": 7},
            {"outcome": "great"},
            {"at_ms": 2**31},
            {"at_ms": -1},
            {"choice": "x" * 61},
            {"replays": 10**9},
            {"score": 5},
        )
    ),
]


@pytest.mark.parametrize("body", BAD_BATCHES, ids=range(len(BAD_BATCHES)))
def test_a_body_that_cannot_be_read_gets_one_clear_sentence(
    client: FlaskClient, sitting: str, body: Any, session: Session
) -> None:
    sent = {"data": body, "content_type": "application/json"} if isinstance(body, str) else {"json": body}
    client.set_cookie("lang", "en")
    answer = client.post(f"{sitting}/marks", **sent)
    assert (answer.status_code, set(answer.json)) == (400, {"error"})
    assert "cannot be read" in answer.json["error"] or "must name its item" in answer.json["error"]
    assert session.scalar(select(func.count()).select_from(MarkRow)) == 0


def test_the_sentence_names_the_place(client: FlaskClient, sitting: str) -> None:
    client.set_cookie("lang", "en")
    answer = client.post(f"{sitting}/marks", json={"marks": [mark(1), {**mark(2), "outcome": "great"}]})
    assert answer.json["error"].startswith("marks.1.outcome cannot be read: Input should be 'correct'")


@pytest.mark.parametrize(
    "wrong",
    [
        {"seconds_used": -1},
        {"seconds_used": 86_400},
        {"ended_by": "magic"},
        {"ended_at": "2026-11-20T10:01:00"},
        {"ended_at": "0001-01-01T00:00:00+14:00"},
        {"last_item": 21},
        {"last_item": -1},
        {"seconds_used": None},
    ],
)
def test_an_ending_that_makes_no_sense_is_refused(
    client: FlaskClient, sitting: str, wrong: dict[str, Any], session: Session
) -> None:
    assert client.put(f"{sitting}/ending", json={**ENDING, **wrong}).status_code == 400
    assert session.scalars(select(Sitting.status)).one() == "open"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_time_that_is_no_number_is_refused(client: FlaskClient, sitting: str, number: str) -> None:
    body = '{"ended_at": "2026-11-20T10:01:00Z", "ended_by": "finished", "seconds_used": %s}' % number  # noqa: UP031
    assert client.put(f"{sitting}/ending", data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"started_at": "2026-11-20T10:00:00"},
        {"started_at": "9999-12-31T23:59:59-14:00"},
        {"student_id": "x"},
        {"seed": -1},
    ],
)
def test_a_beginning_that_makes_no_sense_is_refused(
    client: FlaskClient, sign_in: SignIn, session: Session, world: World, wrong: dict[str, Any]
) -> None:
    body = begin(session, world)
    sign_in(world.alice)
    assert client.put(f"/api/v1/sittings/{uuid4()}", json={**body, **wrong}).status_code == 400


def test_what_does_not_exist_is_404_in_json(
    client: FlaskClient, sign_in: SignIn, session: Session, world: World
) -> None:
    body = begin(session, world)
    sign_in(world.alice)
    for address in (f"/api/v1/sittings/{uuid4()}/ending", "/api/v1/nothing", "/api/v1/sittings/12/ending"):
        answer = client.put(address, json=ENDING)
        assert (answer.status_code, answer.mimetype) == (404, "application/json")
    for missing in ({"version_id": str(uuid4())}, {"student_id": str(uuid4())}, {"version_id": None, "stone": "K9.9"}):
        assert client.put(f"/api/v1/sittings/{uuid4()}", json={**body, **missing}).status_code == 404


def test_the_api_describes_itself_to_anyone(client: FlaskClient, world: World) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert set(document["paths"]) == {
        "/api/v1/sittings/{sitting_id}",
        "/api/v1/sittings/{sitting_id}/marks",
        "/api/v1/sittings/{sitting_id}/ending",
    }
    door = document["paths"]["/api/v1/sittings/{sitting_id}/marks"]["post"]
    assert set(door["responses"]) == {"200", "400", "401", "403", "404", "409"}
    assert _told(document, door["requestBody"])["properties"]["marks"]["maxItems"] == 100
    for status in ("200", "409"):
        assert _told(document, door["responses"][status])["properties"]["marks"]["type"] == "array"
    assert set(_told(document, door["responses"]["404"])["properties"]) == {"error", "reason"}
    item = document["components"]["schemas"]["MarkIn"]
    assert item["required"] == ["id", "seq", "at_ms"]
    assert item["additionalProperties"] is False


def _told(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return the schema a body or an answer points at."""
    name = part["content"]["application/json"]["schema"]["$ref"].removeprefix("#/components/schemas/")
    schema: dict[str, Any] = document["components"]["schemas"][name]
    return schema


def test_every_name_in_the_description_is_explained(client: FlaskClient, world: World) -> None:
    document = client.get("/api/v1/openapi.json").json

    def names(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from ([part["$ref"]] if "$ref" in part else [])
            part = list(part.values())
        if isinstance(part, list):
            for one in part:
                yield from names(one)

    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(names(document)) <= known


@pytest.fixture(params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, config: Config, tmp_path: Path) -> Iterator[Flask]:
    """The app on a database that many requests share at once."""
    url = f"sqlite:///{tmp_path}/served.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").url.render_as_string(hide_password=False)
    app = create_app(replace(config, database_url=url))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def test_identical_requests_at_once_store_each_mark_once_and_none_fails(served: Flask) -> None:
    with served.app_context():
        world = make_world(db.session())
        body = begin(db.session(), world)
        post = db.session.scalars(select(Post).where(Post.staff_id == world.alice.id)).one()
        key = accounts.staff_key(post.id, post.staff.password_hash)
    address = f"/api/v1/sittings/{uuid4()}"
    marks = [mark(n) for n in range(40)]

    def tablet(_: int) -> list[int]:
        client = served.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = key
        return [
            client.put(address, json=body).status_code,
            client.post(f"{address}/marks", json={"marks": marks[:25]}).status_code,
            client.post(f"{address}/marks", json={"marks": marks[15:]}).status_code,
            client.put(f"{address}/ending", json=ENDING).status_code,
        ]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(tablet, range(8)))
    assert answers == [[200, 200, 200, 200]] * 8
    with served.app_context():
        count = select(func.count())
        assert db.session.scalar(count.select_from(MarkRow)) == 40
        assert db.session.scalar(count.select_from(ScoreRow)) == 1
