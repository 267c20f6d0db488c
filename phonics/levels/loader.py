"""The curriculum, read once from data/ and refused loudly if its parts do not fit together."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from phonics.errors import Invalid, NotFound
from phonics.levels.decoding import ORDER, RANK, Segment, decodable_with, level_of, parse
from phonics.levels.graphemes import DATA, Correspondence, taught

PATTERNS = frozenset("start:l start:r start:s start:w start:three end syllables -s -es -ing".split())
TASKS = frozenset("clap rhyme first blend".split())


@dataclass(frozen=True, slots=True)
class Outline:
    """What one stone of a level adds: correspondences and patterns, or in K1 words and oral tasks."""

    label: str
    codes: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One of the 16 levels; people see `number`, never `code`."""

    code: str
    number: int
    band: str
    title_th: str
    title_en: str
    rule: str
    tricky: tuple[str, ...]
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word children may meet, one object each.

    `level`: where the engine says it can be read; `listening`: met by ear in K1; `zipf`: how common, 1 rare to 7.
    """

    text: str
    level: str
    phones: tuple[str, ...]
    segments: tuple[Segment, ...]
    picture: str
    gloss_th: str
    syllables: int
    zipf: float
    listening: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The correspondences in it, in order, with repeats."""
        return tuple(segment.code for segment in self.segments)


@dataclass(frozen=True)
class Curriculum:
    """Levels, correspondences and words, checked against each other."""

    levels: tuple[Level, ...]
    correspondences: Mapping[str, Correspondence]
    words: Mapping[str, Word]

    def level(self, code: str) -> Level:
        """Return the level with this code.

        :raises NotFound: if there is none
        """
        if code not in RANK:
            raise NotFound("There is no level %(code)s", code=code)
        return self.levels[RANK[code] - 1]

    def level_numbered(self, number: int) -> Level:
        """Return the level people call by this number, 1–16.

        :raises NotFound: if there is none
        """
        if not 1 <= number <= len(self.levels):
            raise NotFound("There is no level %(number)s", number=number)
        return self.levels[number - 1]

    def after(self, code: str) -> Level | None:
        """Return the next level, None after the last."""
        number = self.level(code).number
        return self.levels[number] if number < len(self.levels) else None

    def taught_by(self, code: str) -> frozenset[str]:
        """Return the correspondence codes taught at this level and all before it."""
        number = self.level(code).number
        return frozenset(c.code for c in self.correspondences.values() if RANK[c.level] <= number)

    def new_at(self, code: str) -> tuple[Correspondence, ...]:
        """Return the correspondences this level introduces, in teaching order."""
        level = self.level(code).code
        new = (c for c in self.correspondences.values() if c.level == level)
        return tuple(sorted(new, key=lambda c: c.order))

    def words_at(self, code: str) -> tuple[Word, ...]:
        """Return the words that become readable at this level, commonest first."""
        found = (word for word in self.words.values() if word.level == self.level(code).code)
        readable = (word for word in found if decodable_with(word.segments, self.correspondences))
        return tuple(sorted(readable, key=lambda word: (-word.zipf, word.text)))

    def listening_words(self) -> tuple[Word, ...]:
        """Return the words of K1, met by ear and picture only."""
        return tuple(word for word in self.words.values() if word.listening)


@cache
def load() -> Curriculum:
    """Return the curriculum.

    :raises Invalid: if the data files contradict each other
    """
    curriculum = Curriculum(_levels(DATA / "levels.toml"), taught(), _words(DATA / "words.csv"))
    found = problems(curriculum)
    if found:
        raise Invalid("The curriculum does not fit together: %(problems)s", problems="; ".join(found))
    return curriculum


def problems(curriculum: Curriculum) -> list[str]:
    """Return what does not fit together, one English sentence each; empty when all is well."""
    return [
        *_level_problems(curriculum),
        *_correspondence_problems(curriculum),
        *_word_problems(curriculum),
        *(line for level in curriculum.levels for line in _stone_problems(curriculum, level)),
    ]


def _level_problems(curriculum: Curriculum) -> list[str]:
    expected = [(code, number) for number, code in enumerate(ORDER, start=1)]
    if [(level.code, level.number) for level in curriculum.levels] != expected:
        return ["levels are not K1 to S5, numbered 1 to 16"]
    tricky = [word for level in curriculum.levels for word in level.tricky]
    return [f"{word} is tricky twice" for word in sorted({w for w in tricky if tricky.count(w) > 1})]


def _correspondence_problems(curriculum: Curriculum) -> list[str]:
    found = []
    for row in curriculum.correspondences.values():
        key = curriculum.words.get(row.key_word)
        if key is None or row.code not in key.codes:
            found.append(f"key word {row.key_word!r} of {row.code} does not hold it")
        if not curriculum.correspondences.keys() >= set(row.confusions) - {row.code}:
            found.append(f"{row.code} is confused with an unknown correspondence")
    return found


def _word_problems(curriculum: Curriculum) -> list[str]:
    found, pictures = [], set[str]()
    for word in curriculum.words.values():
        if level_of(word.segments) != word.level:
            found.append(f"{word.text} stands at {word.level}, the engine says {level_of(word.segments)}")
        if tuple(phone for segment in word.segments for phone in segment.phones) != word.phones:
            found.append(f"the segments of {word.text} do not make its sounds")
        if word.picture and word.picture in pictures:
            found.append(f"{word.picture} shows two words")
        if not word.listening and not decodable_with(word.segments, curriculum.correspondences):
            found.append(f"{word.text} cannot be read at any level that is taught")
        pictures.add(word.picture)
    return found


def _stone_problems(curriculum: Curriculum, level: Level) -> list[str]:
    taught_codes = [code for outline in level.outlines for code in outline.codes]
    new = [row.code for row in curriculum.new_at(level.code)]
    found = (
        [] if sorted(taught_codes) == sorted(new) else [f"the stones of {level.code} do not teach its correspondences"]
    )
    for outline in level.outlines:
        unknown = (set(outline.patterns) - PATTERNS) | (set(outline.tasks) - TASKS)
        unknown |= {text for text in outline.words if text not in curriculum.words}
        found += [f"stone {outline.label} of {level.code} names unknown {name}" for name in sorted(unknown)]
    return found


def _levels(path: Path) -> tuple[Level, ...]:
    with path.open("rb") as file:
        return tuple(_level(entry) for entry in tomllib.load(file)["levels"])


def _level(entry: dict[str, Any]) -> Level:
    return Level(
        code=entry["code"],
        number=entry["number"],
        band=entry["band"],
        title_th=entry["title_th"],
        title_en=entry["title_en"],
        rule=entry["rule"],
        tricky=tuple(entry["tricky"]),
        outlines=tuple(_outline(stone) for stone in entry.get("stones", ())),
    )


def _outline(stone: dict[str, Any]) -> Outline:
    many = {key: tuple(stone.get(key, ())) for key in ("codes", "patterns", "words", "tasks")}
    return Outline(label=stone["label"], **many)


def _words(path: Path) -> Mapping[str, Word]:
    with path.open(encoding="utf-8", newline="") as file:
        words = [_word(row) for row in csv.DictReader(file)]
    found = {word.text: word for word in words}
    if len(found) != len(words):
        raise Invalid("A word stands twice in %(file)s", file=path.name)
    return MappingProxyType(found)


def _word(row: Mapping[str, str]) -> Word:
    return Word(
        text=row["word"],
        level=row["level"],
        phones=tuple(row["phones"].split()),
        segments=parse(row["word"], row["segments"]),
        picture=row["picture"],
        gloss_th=row["gloss_th"],
        syllables=int(row["syllables"]),
        zipf=float(row["zipf"]),
        listening=row["listening"] == "yes",
    )
