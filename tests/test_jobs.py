"""What the worker does every night."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from cast import World
from flask import Flask
from sqlalchemy.orm import Session

from phonics.services import kept_voices
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
    file = kept_voices.folder(tmp_path) / FILE
    app.extensions["phonics.jobs"].keep_current()
    assert file.exists()
    child.active = False
    session.commit()
    app.extensions["phonics.jobs"].keep_current()
    assert not file.exists()
    assert session.get_one(Recording, row["id"], populate_existing=True).file == ""
