"""What the worker does every night and every hour, and how one knows that it is there."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from cast import World
from flask import Flask
from sqlalchemy.orm import Session

from phonics import jobs
from phonics.jobs import BUSY_S, Jobs
from phonics.services import fetching, kept_voices, voices
from phonics.services.online_voice import OnlineReport
from phonics.store.voice import Recording

FILE = "0123456789abcdef0123.mp3"


def test_every_night_the_recorded_names_of_who_left_are_removed(
    app: Flask, world: World, session: Session, tmp_path: Path
) -> None:
    child = world.children[0]
    figures = {"seconds": 0.5, "trim_start": 0.0, "trim_end": 0.5, "lufs": -18.0, "peak_db": -2.0}
    row = {"id": uuid4(), "unit_id": world.unit.id, "kind": "name", "text": str(child.id), "by_id": world.alice.id}
    session.add(Recording(file=FILE, at=datetime.now(UTC), **row, **figures))
    session.commit()
    kept_voices.shelve(tmp_path, FILE, b"x")
    file = voices.recorded(tmp_path) / FILE
    app.extensions["phonics.jobs"].keep_current()
    assert file.exists()
    child.active = False
    session.commit()
    app.extensions["phonics.jobs"].keep_current()
    assert not file.exists()
    assert session.get_one(Recording, row["id"], populate_existing=True).file == ""


def test_a_worker_busy_with_a_long_job_that_gets_on_is_there(app: Flask, tmp_path: Path) -> None:
    busy = Jobs(app, tmp_path)  # a real queue that nobody takes a ping from
    assert not busy.answers(within_s=0.1)
    with busy._busy():
        assert busy.answers(within_s=0.1)
    assert not busy.answers(within_s=0.1)


def test_a_worker_that_does_not_get_on_is_not(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = Jobs(app, tmp_path)
    with stuck._busy() as gets_on:
        now = jobs.time.time()
        monkeypatch.setattr(jobs.time, "time", lambda: now + BUSY_S)
        assert not stuck.answers(within_s=0.1)
        gets_on(1, 5)
        assert stuck.answers(within_s=0.1)


def test_the_online_voice_comes_again_only_once_however_often_it_is_started(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = Jobs(app, tmp_path)
    more = OnlineReport(made=5, kept=0, failed=(), left=9, stopped_because="")
    monkeypatch.setattr(fetching, "go_on", lambda *_, **__: more)
    queue.fetch_online_voice()
    queue.fetch_online_voice()
    assert [task.name for task in queue.huey.pending()] == ["fetch_online_voice"]


def test_every_hour_it_is_looked_whether_something_is_still_asked_for(app: Flask, tmp_path: Path) -> None:
    queue = Jobs(app, tmp_path)
    due = queue.huey.read_periodic(datetime(2026, 11, 22, 8, 37))
    assert [task.name for task in due] == ["fetch_hourly"]
