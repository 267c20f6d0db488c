"""`/healthz` and the kind page: what is said when the database or the worker is away."""

from dataclasses import replace
from pathlib import Path

import pytest
from cast import World
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DataError, OperationalError

from config import Config
from phonics.app import create_app
from phonics.jobs import Jobs


def test_it_is_well_when_database_and_worker_answer(client: FlaskClient, world: World) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"database": True, "worker": True})


def test_it_names_a_worker_that_is_away(
    app: Flask, client: FlaskClient, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Jobs(app, tmp_path)  # a real queue that nobody works on
    monkeypatch.setattr(away, "answers", lambda: Jobs.answers(away, within_s=0.1))
    app.extensions["phonics.jobs"] = away
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"database": True, "worker": False})


@pytest.fixture
def lost(config: Config, tmp_path: Path) -> Flask:
    """The app of a site whose database cannot be reached."""
    return create_app(replace(config, database_url=f"sqlite:///{tmp_path}/no/such/folder.db"))


def test_it_names_a_database_that_is_away(lost: Flask) -> None:
    answer = lost.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"database": False, "worker": True}


@pytest.mark.parametrize(("language", "said"), [("en", "not ready"), ("th", "ยังไม่พร้อม")])
def test_a_page_says_kindly_that_the_database_is_away(lost: Flask, language: str, said: str) -> None:
    client = lost.test_client()
    client.set_cookie("lang", language)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "staff:1:x"
    for path in ("/", "/sign-in", "/network", "/teacher/"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert said in answer.text
        assert "sqlite" not in answer.text
    api = client.put("/api/v1/sittings/00000000-0000-4000-8000-000000000000", json={})
    assert api.status_code == 503
    assert set(api.json) == {"error"}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("secret detail"), 500),
        (OperationalError("secret detail", {}, Exception("secret detail")), 503),
        (DataError("secret detail", {}, Exception("secret detail")), 400),
    ],
)
def test_no_failure_shows_its_inside(
    app: Flask, client: FlaskClient, world: World, error: Exception, status: int
) -> None:
    def fail() -> None:
        raise error

    app.add_url_rule("/fail", "fail", fail)
    app.add_url_rule("/api/fail", "api_fail", fail)
    page, api = client.get("/fail"), client.get("/api/fail")
    assert (page.status_code, api.status_code) == (status, status)
    assert "secret detail" not in page.text + api.text
    assert "<h1>" in page.text
    assert set(api.json) == {"error"}


def test_a_queue_that_fails_does_not_undo_the_deed(app: Flask, world: World, caplog: pytest.LogCaptureFixture) -> None:
    import sqlite3

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("disk is full")

    jobs = app.extensions["phonics.jobs"]
    jobs._tasks["refresh_rollup"] = full
    jobs.enqueue("refresh_rollup", 1)
    assert "could not be queued" in caplog.text
