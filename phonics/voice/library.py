"""The shelf of clips as the running platform sees it: find one by kind and text. Standard library only."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from phonics.errors import Invalid

MANIFEST = "manifest.csv"
SHELF = "generated"
# The shelf of people beside it: a folder with a manifest of its own.
RECORDED = "recorded"
COLUMNS = ("kind", "text", "voice", "file", "seconds", "cues", "source", "licence", "inputs")
# What a row's file (a bare name), seconds and cues ([start, end, [places of letters]]) look like.
_SECONDS = r"\d+(?:\.\d+)?"
_CUE = rf"\[{_SECONDS}, ?{_SECONDS}, ?\[(?:\d+(?:, ?\d+)*)?\]\]"
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


def load(audio_dir: Path, shelf: str = SHELF) -> Library:
    """Return the library under `audio_dir`; an absent manifest is an empty library.

    :param shelf: the folder in it where the files lie, "" where they lie beside the manifest
    :raises Invalid: if a row cannot be read
    """
    return Library(_Rows(_lines(Path(audio_dir) / MANIFEST)), Path(audio_dir) / shelf)


class _Rows(Mapping[tuple[str, str], Clip]):
    """The rows of a manifest by kind and text, each made a clip when it is first asked for: there are thousands."""

    def __init__(self, lines: Iterable[Sequence[str]]) -> None:
        self._rows: dict[tuple[str, str], Sequence[str] | Clip] = {(line[0], line[1]): line for line in lines}

    def __getitem__(self, name: tuple[str, str]) -> Clip:
        row = self._rows[name]
        if not isinstance(row, Clip):
            row = self._rows[name] = _clip(row)
        return row

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _lines(manifest: Path) -> Iterator[Sequence[str]]:
    """Yield the manifest's rows as `COLUMNS` names them, looked through but not yet taken apart."""
    if not manifest.exists():
        return
    with manifest.open(encoding="utf-8-sig", newline="") as file:
        names, *lines = [*csv.reader(file)] or [[]]
    if names != list(COLUMNS):
        raise Invalid("The audio manifest should have these columns: %(names)s", names=" ".join(COLUMNS))
    for line in lines:
        if len(line) != len(COLUMNS) or not all(looks.fullmatch(line[at]) for at, looks in _LOOKS.items()):
            raise _unreadable(line)
        yield line


def _clip(line: Sequence[str]) -> Clip:
    kind, text, voice, file, seconds, cues, source, licence, inputs = line
    try:
        timed = tuple(Cue(start, end, tuple(letters)) for start, end, letters in json.loads(cues or "[]"))
        return Clip(kind, text, voice, file, float(seconds), timed, source, licence, inputs)
    except (TypeError, ValueError) as error:
        raise _unreadable(line) from error


def _unreadable(line: Sequence[str]) -> Invalid:
    return Invalid("The audio manifest has a row that cannot be read: %(row)s", row=",".join(line))
