"""What the online voice may be asked to say, and the site's own shelf of what it said.

Only what is printed in this product is ever asked for: nothing a person has typed, and never a child's name.
"""

import csv
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from phonics.errors import Invalid, Unavailable
from phonics.voice.instructions import instructions
from phonics.voice.library import COLUMNS, MANIFEST, Clip, Cue, Library, load
from phonics.voice.mp3 import seconds

VOICE = "gtts"
SOURCE = "gTTS (Google Translate)"
LICENCE = "not for redistribution"

# What it can say, in which language, what needs it most first: no other voice of ours speaks Thai. A sound alone, a
# letter's name and a made-up word are not in its power: it reads spelling.
LANGUAGES = {"instruction": "th", "phrase": "en", "sentence": "en", "word": "en"}

# Alone it guesses which word of two is meant; and it may read two letters as an abbreviation or a measure.
SHORTEST_WORD = 3
READ_IN_TWO_WAYS = frozenset(
    "advocate affiliate aggregate alternate appropriate articulate associate attribute august axes bass bow bowed bows "
    "close combine compact compound conduct conflict conflicts console content contents contest contract contracts "
    "contrast convert deliberate desert digest dove effect elaborate entrance estimate estimates excuse excuses export "
    "extract graduate graduates import incense increase insult intimate invalid invite lead leads live lives "
    "minute moderate moped object objects perfect permit polish present presents produce progress project projects "
    "protest protests read rebel rebels record records refund refuse reject resume row rows separate sow "
    "subject subjects suspect suspects tear tears transfer transport upset use uses wind winds wound wounds".split()
)


class NoConnection(Unavailable):
    """The online voice cannot be reached at all: asking for the next text is of no use."""


def wording(kind: str, text: str) -> tuple[str, str]:
    """Return what is to be said for a clip, and in which language.

    :raises Invalid: for what is never said online: a child's name, a sound, a letter, a made-up word, a word that is
        read in two ways, an instruction there is none of
    """
    language = LANGUAGES.get(kind)
    if language is None:
        raise Invalid("The online voice is never asked for: %(kind)s", kind=kind)
    if kind == "instruction":
        if text not in instructions():
            raise Invalid("There is no instruction %(code)s", code=text)
        return instructions()[text].th, language
    if kind == "word" and (len(text) < SHORTEST_WORD or text in READ_IN_TWO_WAYS):
        raise Invalid("The online voice would have to guess how to say: %(word)s", word=text)
    return text, language


def shelf(folder: Path) -> Library:
    """Return what the online voice has said for this site; files and manifest lie in one folder."""
    return load(folder, "")


def is_kept(library: Library, kind: str, text: str) -> bool:
    """Return whether this is on the shelf, as it is worded today."""
    clip = library.find(kind, text)
    return clip is not None and clip.inputs == _inputs(kind, text) and library.path(clip).is_file()


def put(folder: Path, kind: str, text: str, data: bytes) -> Clip:
    """Return the clip of these MP3 bytes; its file lies in the folder, its row is for `save`."""
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(data).hexdigest()[:20] + ".mp3"
    _replace(folder / name, data)
    lasting = round(seconds(data), 3)
    cues = (Cue(0.0, lasting, tuple(range(len(text)))),) if kind == "word" else ()
    return Clip(kind, text, VOICE, name, lasting, cues, SOURCE, LICENCE, _inputs(kind, text))


def save(folder: Path, new: Iterable[Clip]) -> None:
    """Add clips to the folder's manifest: what another build has added meanwhile stays."""
    rows = {(clip.kind, clip.text): clip for clip in (*shelf(folder), *new)}
    folder.mkdir(parents=True, exist_ok=True)
    draft = _draft(folder / MANIFEST)
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(rows[name]) for name in sorted(rows))
        _to_disk(file)
    draft.replace(folder / MANIFEST)


def _row(clip: Clip) -> list[str]:
    cues = json.dumps([[cue.start, cue.end, list(cue.letters)] for cue in clip.cues], separators=(",", ":"))
    return [cues if name == "cues" else str(getattr(clip, name)) for name in COLUMNS]


def _inputs(kind: str, text: str) -> str:
    """Return the hash of what decides how the clip sounds: a reworded instruction is asked for again."""
    return hashlib.sha256(json.dumps([VOICE, *wording(kind, text)]).encode()).hexdigest()[:16]


def _replace(target: Path, data: bytes) -> None:
    draft = _draft(target)
    with draft.open("wb") as file:
        file.write(data)
        _to_disk(file)
    draft.replace(target)


def _draft(target: Path) -> Path:
    return target.with_suffix(f".{os.getpid()}.tmp")


def _to_disk(file: IO[Any]) -> None:
    """Wait until it is written: schools lose their power without warning, and an empty file would be kept as a clip."""
    file.flush()
    os.fsync(file.fileno())
