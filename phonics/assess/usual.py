"""What each kind of subtest usually looks like: rows, time, stop rule, and about how long an item takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from types import MappingProxyType
from typing import Any

from phonics.assess import scripts
from phonics.assess.directions import LETTER_SOUNDS_EN, LETTER_SOUNDS_TH, WORDS_EN, WORDS_TH
from phonics.assess.subtests import Kind, Stop, StopType, Subtest

STARTING_S = 30  # to say what to do and try it, a subtest; our own estimate, as are the seconds of an item below
LONGEST_MIN = 10  # with one child, before both tire

READ = frozenset({Kind.REAL_WORD, Kind.PSEUDO_WORD, Kind.DICTATION, Kind.SENTENCE, Kind.PASSAGE})  # of letters
WORD_LISTS = frozenset({Kind.REAL_WORD, Kind.PSEUDO_WORD, Kind.DICTATION})
BY_EAR = frozenset({Kind.BLENDING, Kind.SEGMENTATION, Kind.PHONEME_ISOLATION})


@dataclass(frozen=True, slots=True)
class Usual:
    """How a kind is given unless its author says otherwise.

    :param n: items proposed; 0 = as many as there are
    :param seconds: about how long one item takes
    :param stop: the first so many all wrong: enough; 0 = no such rule
    :param directions: what the teacher is told, Thai and English
    """

    n: int
    seconds: float
    directions: tuple[str, str]
    columns: int = 1
    timed_s: int | None = None
    wait_s: int = 3
    stop: int = 0


USUAL: Mapping[Kind, Usual] = MappingProxyType(
    {
        Kind.LETTER_NAME: Usual(26, 2, scripts.LETTER_NAMES, columns=10, timed_s=60, stop=10),
        Kind.LETTER_SOUND: Usual(100, 2, (LETTER_SOUNDS_TH, LETTER_SOUNDS_EN), columns=10, timed_s=60, stop=10),
        Kind.PHONEME_ISOLATION: Usual(10, 8, scripts.FIRST_SOUNDS, columns=2, wait_s=5, stop=5),
        Kind.BLENDING: Usual(10, 9, scripts.BLENDING, columns=2, wait_s=5, stop=5),
        Kind.SEGMENTATION: Usual(10, 10, scripts.SEGMENTATION, columns=2, wait_s=5, stop=5),
        Kind.REAL_WORD: Usual(20, 6, (WORDS_TH, WORDS_EN), columns=5, wait_s=10, stop=5),
        Kind.PSEUDO_WORD: Usual(10, 7, scripts.MADE_UP, columns=5, wait_s=10, stop=5),
        Kind.DICTATION: Usual(10, 20, scripts.DICTATION),
        Kind.PASSAGE: Usual(0, 1, scripts.PASSAGE, columns=10, timed_s=60, stop=10),
        Kind.COMPREHENSION: Usual(0, 20, scripts.QUESTIONS, wait_s=10),
        Kind.PICTURE_VOCABULARY: Usual(10, 8, scripts.PICTURES, wait_s=10),
        Kind.SENTENCE: Usual(10, 8, scripts.SENTENCES, wait_s=10, stop=5),
        Kind.RUBRIC: Usual(4, 15, scripts.RUBRIC, wait_s=0),
    }
)


def settings(kind: Kind, n: int) -> dict[str, object]:
    """Return how a subtest of n items is usually given, as fields of `Subtest`."""
    usual = USUAL[kind]
    first = min(usual.stop, n)
    return {
        "columns": usual.columns,
        "timed_s": usual.timed_s,
        "wait_s": usual.wait_s,
        "stop": Stop(StopType.FIRST_K_ALL_WRONG, first) if first else Stop(),
        "directions_th": usual.directions[0],
        "directions_en": usual.directions[1],
    }


def seconds(subtest: Subtest) -> float:
    """Return about how long a subtest takes with one child: its limit, or its items one after the other."""
    reading = subtest.timed_s or len(subtest.items) * USUAL[subtest.kind].seconds
    return STARTING_S + reading


def minutes(subtests: Iterable[Subtest]) -> int:
    """Return about how many minutes they take together, rounded up."""
    return ceil(sum(map(seconds, subtests)) / 60)


def minutes_of(stored: Iterable[Mapping[str, Any]]) -> int:
    """Return the same of subtests as they are written down; those without items take no time."""
    there = [part for part in stored if part["items"]]
    reading = [part.get("timed_s") or len(part["items"]) * USUAL[Kind(part["kind"])].seconds for part in there]
    return ceil(sum(STARTING_S + s for s in reading) / 60)
