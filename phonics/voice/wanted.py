"""What must be heard: every sound, word, letter name and phrase, with the phones that say it. Standard library only."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from phonics.errors import Invalid
from phonics.voice.arpabet import bare, stressed

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One clip to make.

    :param spoken: ARPAbet, see `arpabet`; for a sound, the whole word it is cut from
    :param part: for a sound, the first and last phone to keep
    :param how: for a sound: hold (loops), stop (closure and release), glide (as it was said)
    :param segments: for a word, per segment the places of its letters and its number of phones
    """

    kind: str
    text: str
    spoken: str
    part: tuple[int, int] | None = None
    how: str = ""
    segments: tuple[tuple[tuple[int, ...], int], ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        return self.kind, self.text


def wanted(curriculum: Any) -> tuple[Wanted, ...]:
    """Return all clips the curriculum can ask for, in a steady order, each once.

    :param curriculum: `phonics.levels.loader.Curriculum`
    :raises Invalid: if a sound has no host word to be cut from, or a key word is not in the word list
    """
    words = [word(w.text, w.phones, w.segments) for w in _in_lessons(curriculum)]
    found = {item.name: item for item in (*_sounds_of(curriculum), *words, *_always())}
    lost = sorted({c.key_word for c in _asked(curriculum) if ("word", c.key_word) not in found})
    if lost:
        raise Invalid("These key words are not in the word list: %(words)s", words=", ".join(lost))
    return tuple(found[name] for name in sorted(found))


def word(text: str, phones: Sequence[str], segments: Iterable[Any] = ()) -> Wanted:
    """Return the wish for one word; segments tie its letters to its phones (`levels.decoding.Segment`)."""
    cues = tuple((tuple(segment.letters), len(segment.phones)) for segment in segments)
    return Wanted("word", text, _spoken(text, phones), segments=cues)


@cache
def sounds() -> dict[str, Wanted]:
    """Return every sound we know how to cut, by its phones joined with a dot (`SH`, `K.S`)."""
    return {row["sound"]: _sound(row) for row in _rows("sounds.csv")}


def _in_lessons(curriculum: Any) -> list[Any]:
    return [w for w in curriculum.words.values() if w.lesson]


def _asked(curriculum: Any) -> list[Any]:
    """Return the correspondences that lessons ask for: those on the stones."""
    return [
        curriculum.correspondences[code] for level in curriculum.levels for one in level.outlines for code in one.codes
    ]


def _sounds_of(curriculum: Any) -> list[Wanted]:
    asked = {".".join(c.phones) for c in _asked(curriculum)}
    asked |= {bare(phone) for w in _in_lessons(curriculum) for phone in w.phones}
    asked |= {".".join(segment.phones) for w in _in_lessons(curriculum) for segment in w.segments}
    unknown = sorted(asked - set(sounds()) - {""})
    if unknown:
        raise Invalid("No word is named from which to cut: %(sounds)s", sounds=", ".join(unknown))
    return [sounds()[name] for name in sorted(asked - {""})]


def _spoken(text: str, phones: Sequence[str]) -> str:
    """Return the phones with stress: from our list where the first full vowel is not the loud one."""
    listed = _stress().get(text, "")
    same = [bare(phone) for phone in listed.split()] == [bare(phone) for phone in phones]
    return listed if same else " ".join(stressed(phones))


@cache
def _stress() -> dict[str, str]:
    return {row["word"]: row["spoken"] for row in _rows("stress.csv")}


def _sound(row: dict[str, str]) -> Wanted:
    return Wanted("sound", row["sound"], row["spoken"], (int(row["first"]), int(row["last"])), row["how"])


def _always() -> list[Wanted]:
    return [Wanted(row["kind"], row["text"], row["spoken"]) for row in _rows("spoken.csv")]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
