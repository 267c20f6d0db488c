"""The shelf of clips as the running platform sees it: find one by kind and text. Standard library only."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from phonics.errors import Invalid

MANIFEST = "manifest.csv"
SHELF = "generated"


@dataclass(frozen=True, slots=True)
class Cue:
    """When a segment of a word sounds, and the places of its letters: `Cue(0.05, 0.21, (0, 1))` for the sh of ship."""

    start: float
    end: float
    letters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """One recorded or spoken piece: `file` is a bare name on the shelf, `inputs` the hash of what it was made from."""

    kind: str
    text: str
    voice: str
    file: str
    seconds: float
    cues: tuple[Cue, ...]
    source: str
    licence: str
    inputs: str = ""


class Library:
    """All clips of one shelf."""

    def __init__(self, clips: Mapping[tuple[str, str], Clip], shelf: Path) -> None:
        self._clips = clips
        self.shelf = shelf

    def __iter__(self) -> Iterator[Clip]:
        return iter(self._clips.values())

    def __len__(self) -> int:
        return len(self._clips)

    def find(self, kind: str, text: str) -> Clip | None:
        """Return the clip that says this, or None where nothing speaks yet."""
        return self._clips.get((kind, text))

    def path(self, clip: Clip) -> Path:
        """Return where the clip's file lies."""
        return self.shelf / clip.file


def load(audio_dir: Path) -> Library:
    """Return the library under `audio_dir`; an absent manifest is an empty library.

    :raises Invalid: if a row cannot be read
    """
    manifest = Path(audio_dir) / MANIFEST
    clips: dict[tuple[str, str], Clip] = {}
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                clip = _clip(row)
                clips[clip.kind, clip.text] = clip
    return Library(clips, Path(audio_dir) / SHELF)


def _clip(row: Mapping[str, str]) -> Clip:
    try:
        if "/" in row["file"] or "\\" in row["file"] or row["file"].startswith("."):
            raise ValueError(row["file"])
        return Clip(
            kind=row["kind"],
            text=row["text"],
            voice=row["voice"],
            file=row["file"],
            seconds=float(row["seconds"]),
            cues=tuple(Cue(start, end, tuple(letters)) for start, end, letters in json.loads(row["cues"] or "[]")),
            source=row["source"],
            licence=row["licence"],
            inputs=row["inputs"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("The audio manifest has a row that cannot be read: %(row)s", row=str(dict(row))) from error
