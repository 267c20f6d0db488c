"""The shelf of clips as the running platform sees it: find one by kind and text. Standard library only."""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from phonics.errors import Invalid

MANIFEST = "manifest.csv"
SHELF = "generated"
# The shelf of people beside it: a folder with a manifest of its own.
RECORDED = "recorded"
# What a row's file (a bare name), seconds and cues ([start, end, [places of letters]]) look like.
_WHOLE = "(?:0|[1-9][0-9]*)"
_SECONDS = rf"{_WHOLE}(?:\.[0-9]+)?"
_CUE = rf"\[{_SECONDS}, ?{_SECONDS}, ?\[(?:{_WHOLE}(?:, ?{_WHOLE})*)?\]\]"
_LOOKS = {
    3: re.compile(r"[^./\\][^/\\]*"),
    4: re.compile(_SECONDS),
    5: re.compile(rf"|\[(?:{_CUE}(?:, ?{_CUE})*)?\]"),
}


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


class Row(NamedTuple):
    """A line of a manifest as it is written, looked through but not taken apart: there are thousands."""

    kind: str
    text: str
    voice: str
    file: str
    seconds: str
    cues: str
    source: str
    licence: str
    inputs: str

    @property
    def name(self) -> tuple[str, str]:
        return self.kind, self.text


COLUMNS = Row._fields


class Library:
    """All clips of one shelf; `rows` are their lines by kind and text, each made a clip when it is first asked for."""

    def __init__(self, rows: Mapping[tuple[str, str], Row], shelf: Path) -> None:
        self.rows = rows
        self.shelf = shelf
        self._clips: dict[tuple[str, str], Clip] = {}

    def __iter__(self) -> Iterator[Clip]:
        return (clip for kind, text in self.rows if (clip := self.find(kind, text)))

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, kind: str, text: str) -> Clip | None:
        """Return the clip that says this, or None where nothing speaks yet."""
        name = kind, text
        if name not in self._clips and name in self.rows:
            self._clips[name] = _clip(self.rows[name])
        return self._clips.get(name)

    def path(self, clip: Clip | Row) -> Path:
        """Return where the clip's file lies."""
        return self.shelf / clip.file


def load(audio_dir: Path, shelf: str = SHELF) -> Library:
    """Return the library under `audio_dir`; an absent manifest is an empty library.

    :param shelf: the folder in it where the files lie, "" where they lie beside the manifest
    :raises Invalid: if it, or a row of it, cannot be read
    """
    return Library({row.name: row for row in _rows(Path(audio_dir) / MANIFEST)}, Path(audio_dir) / shelf)


def row_of(clip: Clip) -> Row:
    """Return the line that stands for a clip."""
    cues = json.dumps([[cue.start, cue.end, list(cue.letters)] for cue in clip.cues], separators=(",", ":"))
    return Row(*(cues if name == "cues" else str(getattr(clip, name)) for name in COLUMNS))


def _rows(manifest: Path) -> Iterator[Row]:
    """Yield the manifest's lines."""
    if not manifest.exists():
        return
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as file:
            names, *lines = [*csv.reader(file)] or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid("The audio manifest cannot be read") from error
    if names != list(COLUMNS):
        raise Invalid("The audio manifest should have these columns: %(names)s", names=" ".join(COLUMNS))
    for line in lines:
        if len(line) != len(COLUMNS) or not all(looks.fullmatch(line[at]) for at, looks in _LOOKS.items()):
            raise _unreadable(line)
        yield Row(*line)


def _clip(row: Row) -> Clip:
    kind, text, voice, file, seconds, cues, source, licence, inputs = row
    try:
        timed = tuple(Cue(start, end, tuple(letters)) for start, end, letters in json.loads(cues or "[]"))
        return Clip(kind, text, voice, file, float(seconds), timed, source, licence, inputs)
    except (TypeError, ValueError) as error:
        raise _unreadable(row) from error


def _unreadable(line: Sequence[str]) -> Invalid:
    return Invalid("The audio manifest has a row that cannot be read: %(row)s", row=",".join(line))
