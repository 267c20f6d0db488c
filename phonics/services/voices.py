"""Who is heard: for everything that can be said, the clip to play, from the nearest shelf that has it.

The order: approved by the child's own unit, approved for the network, the human pack, the site's online voice, the
shipped pack. A clip's address holds its content, so it changes whenever another voice is heard.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.store.voice import Recording, RecordingVerdict
from phonics.voice import library
from phonics.voice.library import MANIFEST, SHELF, Cue, Library

Voice = Literal["unit", "network", "human", "online", "pack"]
NAME = "name"  # of a child: never but a recording of the child's own unit

_FILE = re.compile(r"[0-9a-f]{20}\.mp3")


@dataclass(frozen=True, slots=True)
class Heard:
    """A clip to play: its address, its length, when its letters sound, whose voice it is, and the file behind it."""

    url: str
    seconds: float
    cues: tuple[Cue, ...]
    voice: Voice
    path: Path


@dataclass(frozen=True, slots=True)
class Kept:
    """A clip of this site; one that says a child's name is for the child's unit alone."""

    path: Path
    private: bool


class Voices:
    """All that can be heard in one unit (None: nowhere in particular); reads the database once, at the first look."""

    def __init__(self, session: Session | None, unit_id: int | None, audio_dir: Path, var: Path) -> None:
        self._session = session
        self._unit_id = unit_id
        self._audio = Path(audio_dir)
        self._recorded = recorded(var)
        self._online = online(var)

    def find(self, kind: str, text: str) -> Heard | None:
        """Return the clip that is heard, None where nothing speaks yet."""
        return next(self._all(kind, text), None)

    def _all(self, kind: str, text: str) -> Iterator[Heard]:
        for voice in ("unit", "network"):
            recording = self._approved.get((voice, kind, text))
            if recording and (self._recorded / recording.file).is_file():
                yield _of_recording(recording, voice, self._recorded)
        if kind == NAME:
            return
        for voice, at, files, clips in self._shelves:
            clip = clips.find(kind, text)
            if clip and (voice != "online" or (files / clip.file).is_file()):
                yield Heard(f"{at}/{clip.file}", clip.seconds, clip.cues, voice, files / clip.file)

    @cached_property
    def _shelves(self) -> tuple[tuple[Voice, str, Path, Library], ...]:
        """Return the shelves of made clips, the nearest first: (voice, address, folder, clips)."""
        human = self._audio / "recorded"
        return (
            ("human", "/audio", human, shelf(human)),
            ("online", "/clips", self._online, shelf(self._online)),
            ("pack", "/audio", self._audio / SHELF, shelf(self._audio)),
        )

    @cached_property
    def _approved(self) -> Mapping[tuple[str, str, str], Recording]:
        """Return the recordings that hold now, by (scope, kind, text): of several the one approved last."""
        if self._session is None:
            return {}
        query = (
            select(RecordingVerdict.scope, RecordingVerdict.verdict, Recording)
            .join(Recording, Recording.id == RecordingVerdict.recording_id)
            .where((RecordingVerdict.scope == "network") | (Recording.unit_id == self._unit_id))
            .order_by(RecordingVerdict.at, RecordingVerdict.id)
        )
        standing: dict[tuple[str, object], Recording] = {}
        for scope, verdict, recording in self._session.execute(query):
            standing.pop((scope, recording.id), None)
            if verdict == "approved" and (scope == "unit" or recording.kind != NAME):
                standing[scope, recording.id] = recording
        return {(scope, one.kind, one.text): one for (scope, _id), one in standing.items()}


def recorded(var: Path) -> Path:
    """Return where teachers' recordings lie."""
    return Path(var) / "voice" / "recorded"


def online(var: Path) -> Path:
    """Return where what the online voice said lies."""
    return Path(var) / "voice" / "online"


def kept(session: Session, units: frozenset[int], listening: bool, file: str, var: Path) -> Kept:
    """Return a clip of this site.

    :param units: those whose children's names may be heard
    :param listening: whether anyone is signed in, or a class is open
    :raises NotFound: if there is no such clip, or it is not for these ears
    """
    places = [folder / file for folder in (recorded(var), online(var))] if listening and _FILE.fullmatch(file) else []
    path = next((one for one in places if one.is_file() and not one.is_symlink()), None)
    if path is None:
        raise NotFound("This page does not exist.")
    query = select(Recording.unit_id, Recording.kind).where(Recording.file == file)
    rows = session.execute(query).all() if path.parent == recorded(var) else []
    private = bool(rows) and all(row.kind == NAME for row in rows)
    if private and not any(row.unit_id in units for row in rows):
        raise NotFound("This page does not exist.")
    return Kept(path, private)


def shipped(audio_dir: Path, file: str) -> Path:
    """Return a clip of the shipped shelves.

    :raises NotFound: if there is none
    """
    places = [Path(audio_dir) / name / file for name in (SHELF, "recorded")] if _FILE.fullmatch(file) else []
    path = next((one for one in places if one.is_file() and not one.is_symlink()), None)
    if path is None:
        raise NotFound("This page does not exist.")
    return path


def shelf(folder: Path) -> Library:
    """Return the clips a folder's manifest names, read again when it has changed."""
    manifest = folder / MANIFEST
    return _library(folder, manifest.stat().st_mtime_ns if manifest.exists() else 0)


@lru_cache(maxsize=6)  # three shelves, and what they were a moment ago
def _library(folder: Path, _age_ns: int) -> Library:
    return library.load(folder)


def _of_recording(row: Recording, voice: Voice, folder: Path) -> Heard:
    """Return a recording with one cue over all its letters: nobody has cut it."""
    letters = tuple(range(len(row.text))) if row.kind in {"word", "sentence", "pseudo"} else ()
    cues = (Cue(0.0, row.seconds, letters),) if letters else ()
    return Heard(f"/clips/{row.file}", row.seconds, cues, voice, folder / row.file)
