"""The scheme: what each of the 16 levels is, in words for people, read from levels.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from phonics.errors import Invalid
from phonics.levels.sequence import ORDER

TASKS = frozenset("clap rhyme first blend".split())
INDICATOR = re.compile(r"ต 1\.1 (ป\.[1-6]|ม\.[1-3])/\d")
_THAI = re.compile("[ก-๛]")
_CODE = re.compile(rf"\b({'|'.join(ORDER)})\b")


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
    """One of the 16 levels; people see `number`, never `code`.

    Texts for people are pairs (Thai, English).

    :param awareness: phonemic-awareness skills practised by ear
    :param words_per_minute: what reading aloud a decodable passage should reach, None where nobody is timed
    :param watch: what speakers of Thai find hard here
    :param indicators: learning indicators of the core curriculum, strand ต 1.1
    """

    code: str
    number: int
    band: str
    title_th: str
    title_en: str
    rule: str
    tricky: tuple[str, ...]
    outlines: tuple[Outline, ...]
    teaches: tuple[str, str]
    awareness: tuple[tuple[str, str], ...]
    words_per_minute: int | None
    entry: tuple[str, str]
    exit: tuple[str, str]
    watch: tuple[tuple[str, str], ...]
    indicators: tuple[str, ...]


def read_levels(path: Path) -> tuple[Level, ...]:
    """Return the levels of a file, in its order.

    :raises Invalid: if one lacks a field
    """
    with path.open("rb") as file:
        return tuple(_level(entry) for entry in tomllib.load(file)["levels"])


def scheme_problems(levels: Sequence[Level]) -> list[str]:
    """Return what is wrong with levels by themselves, one English sentence each."""
    if [(level.code, level.number) for level in levels] != [(code, n) for n, code in enumerate(ORDER, start=1)]:
        return ["levels.toml: levels are not K1 to S5, numbered 1 to 16"]
    tricky = [word.lower() for level in levels for word in level.tricky]
    twice = [f"levels.toml: {word} is tricky twice" for word in sorted({w for w in tricky if tricky.count(w) > 1})]
    texts = [f"levels.toml, {level.code}: {line}" for level in levels for line in _text_problems(level)]
    return [*twice, *texts, *_pace_problems(levels)]


def in_thai(text: str) -> bool:
    """Return whether a text has Thai letters."""
    return bool(_THAI.search(text))


def _text_problems(level: Level) -> list[str]:
    texts = [(level.title_th, level.title_en), level.teaches, level.entry, level.exit, *level.awareness, *level.watch]
    found = ["awareness or watch is empty"] if not (level.awareness and level.watch) else []
    found += [
        f"{en or th!r} is not in Thai and English" for th, en in texts if not in_thai(th) or not en or in_thai(en)
    ]
    found += [f"{en!r} names a code" for th, en in texts if _CODE.search(f"{th} {en}")]
    return found + [f"{text!r} is no indicator" for text in level.indicators if not INDICATOR.fullmatch(text)]


def _pace_problems(levels: Sequence[Level]) -> list[str]:
    """Nobody is timed at first; once somebody is, every next level is quicker."""
    return [
        f"levels.toml, {level.code}: words_per_minute does not rise"
        for before, level in pairwise(levels)
        if (before.words_per_minute or level.words_per_minute)
        and (before.words_per_minute or 0) >= (level.words_per_minute or 0)
    ]


def _level(entry: dict[str, Any]) -> Level:
    try:
        return Level(
            code=entry["code"],
            number=entry["number"],
            band=entry["band"],
            title_th=entry["title_th"],
            title_en=entry["title_en"],
            rule=entry["rule"],
            tricky=tuple(entry["tricky"]),
            outlines=tuple(_outline(stone) for stone in entry.get("stones", ())),
            teaches=_pair(entry["teaches"]),
            awareness=tuple(_pair(text) for text in entry["awareness"]),
            words_per_minute=entry.get("words_per_minute"),
            entry=_pair(entry["entry"]),
            exit=_pair(entry["exit"]),
            watch=tuple(_pair(text) for text in entry["watch"]),
            indicators=tuple(entry["indicators"]),
        )
    except KeyError as lost:
        code, field = entry.get("code", "?"), lost.args[0]
        raise Invalid("Level %(code)s in levels.toml lacks %(field)s", code=code, field=field) from None


def _pair(text: Mapping[str, str]) -> tuple[str, str]:
    return text["th"], text["en"]


def _outline(stone: dict[str, Any]) -> Outline:
    many = {key: tuple(stone.get(key, ())) for key in ("codes", "patterns", "words", "tasks")}
    return Outline(label=stone["label"], **many)
