"""What the online voice may be asked to say, and the site's own shelf of what it said.

Only what is printed in this product is ever asked for: nothing a person has typed, and never a child's name.
"""

import hashlib
import json
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from phonics.errors import Invalid, Unavailable
from phonics.levels.tables import read_rows
from phonics.voice import shelving
from phonics.voice.instructions import instructions
from phonics.voice.library import MANIFEST, Clip, Cue, Library, load, row_of
from phonics.voice.mp3 import seconds
from phonics.voice.saying import DATA
from phonics.voice.shelving import file_name, lies_there, locked, put_whole, write_manifest

VOICE = "gtts"
SOURCE = "gTTS (Google Translate)"
LICENCE = "not for redistribution"

# What it can say, in which language, what needs it most first: no other voice of ours speaks Thai. A sound alone, a
# letter's name and a made-up word are not in its power: it reads spelling.
LANGUAGES = {"instruction": "th", "phrase": "en", "sentence": "en", "word": "en"}

# It may read two letters as an abbreviation or a measure.
SHORTEST_WORD = 3

STRAY_AFTER_S = 3600.0


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
    if kind == "word" and (len(text) < SHORTEST_WORD or text in _read_in_two_ways()):
        raise Invalid("The online voice would have to guess how to say: %(word)s", word=text)
    return text, language


def shelf(folder: Path) -> Library:
    """Return what the online voice has said for this site; files and manifest lie in one folder."""
    return load(folder, "")


def is_kept(library: Library, kind: str, text: str) -> bool:
    """Return whether this is on the shelf, as it is worded today."""
    row = library.rows.get((kind, text))
    return row is not None and row.inputs == _inputs(kind, text) and lies_there(library.path(row))


def put(folder: Path, kind: str, text: str, data: bytes) -> Clip:
    """Return the clip of these MP3 bytes; its file lies in the folder, its row is for `save`."""
    folder.mkdir(parents=True, exist_ok=True)
    name = file_name(data)
    put_whole(folder / name, data)
    lasting = round(seconds(data), 3)
    cues = (Cue(0.0, lasting, tuple(range(len(text)))),) if kind == "word" else ()
    return Clip(kind, text, VOICE, name, lasting, cues, SOURCE, LICENCE, _inputs(kind, text))


def save(folder: Path, new: Iterable[Clip]) -> None:
    """Add clips to the folder's manifest: what another build has added meanwhile stays.

    :raises Invalid: if the manifest cannot be read
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, patient=True):
        rows = {(clip.kind, clip.text): row_of(clip) for clip in new}
        write_manifest(folder, {**shelf(folder).rows, **rows})


def set_aside_if_damaged(folder: Path) -> bool:
    """Move a manifest that cannot be read out of the way, and return whether there was one."""
    try:
        shelf(folder)
    except Invalid:
        (folder / MANIFEST).replace(folder / f"{MANIFEST}.damaged")
        return True
    return False


def sweep(folder: Path) -> None:
    """Remove the files that no row names; a young one may wait for a row of another build."""
    if folder.is_dir():
        with locked(folder, patient=True):
            shelving.sweep(folder, {row.file for row in shelf(folder).rows.values()}, time.time() - STRAY_AFTER_S)


@cache
def _read_in_two_ways() -> frozenset[str]:
    """Return the words that are said in two ways: alone, it would guess which one is meant."""
    return frozenset(row["word"] for row in read_rows("read_in_two_ways.csv", DATA))


def _inputs(kind: str, text: str) -> str:
    """Return the hash of what decides how the clip sounds: a reworded instruction is asked for again."""
    return hashlib.sha256(json.dumps([VOICE, *wording(kind, text)]).encode()).hexdigest()[:16]
