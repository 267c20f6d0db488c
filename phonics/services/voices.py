"""Who is heard: for everything that can be said, the clip to play, from the nearest shelf that has it.

The order: approved by the child's own unit, approved for the network, the human pack, the site's online voice, the
shipped pack. A clip's address holds its content, so it changes whenever another voice is heard.
"""

import csv
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.roles import Actor, Role
from phonics.services import holding
from phonics.services.holding import NAME
from phonics.store.voice import Recording
from phonics.voice import library
from phonics.voice.library import MANIFEST, SHELF, Clip, Cue, Library

log = logging.getLogger(__name__)

Voice = Literal["unit", "network", "human", "online", "pack"]
FILE = re.compile(r"[0-9a-f]{20}\.mp3")  # a clip's bare name


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
    """A clip of this site; what is not for everybody who is in is private."""

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
            clip = _clip(clips, kind, text)
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
        return holding.approved(self._session, self._unit_id) if self._session else {}


def recorded(var: Path) -> Path:
    """Return where teachers' recordings lie."""
    return Path(var) / "voice" / "recorded"


def online(var: Path) -> Path:
    """Return where what the online voice said lies."""
    return Path(var) / "voice" / "online"


def kept(session: Session, actor: Actor, open_class: int | None, file: str, var: Path) -> Kept:
    """Return a clip of this site: a recording for the ears it is for, the online voice for all who are in.

    :param open_class: the unit whose class is open on this tablet, None if none is
    :raises NotFound: if there is no such clip, or it is not for these ears
    """
    listeners = [actor, Actor(Role.PUBLIC, None, open_class)] if open_class else [actor]
    if FILE.fullmatch(file) and (actor.role is not Role.PUBLIC or open_class):
        if _is_clip(recorded(var) / file):
            return Kept(recorded(var) / file, private=not _for_all(session, listeners, file))
        if _is_clip(online(var) / file):
            return Kept(online(var) / file, private=False)
    raise NotFound("This page does not exist.")


def _for_all(session: Session, listeners: list[Actor], file: str) -> bool:
    """Return whether a recording is heard in the whole network.

    :raises NotFound: if none of the listeners may hear it
    """
    mine = or_(*(holding.may_hear(one) for one in listeners))
    found = session.scalars(select(holding.heard_everywhere()).where(Recording.file == file, mine)).all()
    if not found:
        raise NotFound("This page does not exist.")
    return any(found)


def _is_clip(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def shipped(audio_dir: Path, file: str) -> Path:
    """Return a clip of the shipped shelves.

    :raises NotFound: if there is none
    """
    places = [Path(audio_dir) / name / file for name in (SHELF, "recorded")] if FILE.fullmatch(file) else []
    path = next(filter(_is_clip, places), None)
    if path is None:
        raise NotFound("This page does not exist.")
    return path


def shelf(folder: Path) -> Library:
    """Return the clips a folder's manifest names, read again when it has changed.

    Of a damaged manifest nothing is heard: it is logged, and the next shelf speaks; `phonics audio check` says more.
    """
    manifest = folder / MANIFEST
    return _library(folder, manifest.stat().st_mtime_ns if manifest.exists() else 0)


@lru_cache(maxsize=6)  # three shelves, and what they were a moment ago
def _library(folder: Path, _age_ns: int) -> Library:
    try:
        return library.load(folder)
    except (Invalid, ValueError, csv.Error, OSError) as error:
        log.error("the clips of %s cannot be read: %s", folder, error)
        return Library({}, folder)


def _clip(clips: Library, kind: str, text: str) -> Clip | None:
    """Return a clip, None also where its row turns out to be damaged."""
    try:
        return clips.find(kind, text)
    except Invalid as error:
        log.error("a clip of %s cannot be read: %s", clips.shelf, error)
        return None


def _of_recording(row: Recording, voice: Voice, folder: Path) -> Heard:
    """Return a recording with one cue over all its letters: nobody has cut it."""
    letters = tuple(range(len(row.text))) if row.kind in {"word", "sentence", "pseudo"} else ()
    cues = (Cue(0.0, row.seconds, letters),) if letters else ()
    return Heard(f"/clips/{row.file}", row.seconds, cues, voice, folder / row.file)
