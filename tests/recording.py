"""A teacher records and a lead teacher judges, without a studio: what the tests of recordings share."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, World
from sqlalchemy.orm import Session
from takes import file_of, take

from phonics.roles import Actor, Role
from phonics.services import recordings, verdicts
from phonics.services.voices import Voices
from phonics.store.voice import Recording, RecordingVerdict

FILE = "0123456789abcdef0123.mp3"
LATER = NOW + timedelta(minutes=1)


@cache
def said(spoken: float = 0.4) -> bytes:
    return file_of(take(0.1, spoken, 0.1))


@pytest.fixture
def record(session: Session, tmp_path: Path) -> Callable[..., Recording]:
    """Record: `record(world.alice, "sound", "TH")`."""

    def made(actor: Actor, kind: str = "sound", text: str = "TH", spoken: float = 0.4, at=NOW) -> Recording:  # type: ignore[no-untyped-def]
        row = recordings.add(session, actor, uuid4(), kind, text, said(spoken), None, tmp_path, at)
        session.commit()
        return row

    return made


@pytest.fixture
def judge(session: Session) -> Callable[..., RecordingVerdict]:
    """Give a verdict: `judge(world.bob, row)`."""

    def given(actor: Actor, row: Recording, verdict: str = "approved", scope: str = "unit", at=NOW) -> RecordingVerdict:  # type: ignore[no-untyped-def]
        told = verdicts.give_verdict(session, actor, uuid4(), row.id, scope, verdict, at)
        session.commit()
        return told

    return given


def heard(session: Session, unit_id: int | None, var: Path, kind: str = "sound", text: str = "TH") -> str | None:
    """Return the address of what a unit hears, from recordings alone."""
    found = Voices(session, unit_id, var / "no pack", var).find(kind, text)
    return found.url if found else None


def coordinator(world: World) -> Actor:
    return replace(world.bob, role=Role.COORDINATOR)


def name_of(world: World) -> tuple[str, str]:
    return "name", str(world.children[1].id)
