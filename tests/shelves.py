"""Clips put on shelves and voices let in without a microphone: what the tests of voices share."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, World
from sqlalchemy.orm import Session

from phonics.services import voices
from phonics.store.voice import Recording, RecordingVerdict
from phonics.voice.library import COLUMNS


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
