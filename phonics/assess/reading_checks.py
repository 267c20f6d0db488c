"""Whether a word of a test can be asked of a child of its level: readable by now, decent, and what it claims to be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from phonics.assess.items import Item
from phonics.assess.subtests import Kind
from phonics.assess.usual import BY_EAR
from phonics.errors import Invalid
from phonics.levels.blocklist import blocked_made_up, blocked_word, looks_rude
from phonics.levels.decoding import Explanation, Pronunciations, Status, explain
from phonics.levels.loader import load
from phonics.levels.pseudowords import read
from phonics.levels.realwords import looks_real
from phonics.levels.segments import sounds
from phonics.levels.sequence import RANK, level_of

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a word: a sentence with its values, whether it stops the test, and the remedy if any."""

    message: str
    details: Mapping[str, Any] = field(default_factory=dict)
    stops: bool = True
    remedy: str = ""


SENTENCES = (
    NOT_A_WORD := "%(word)s is not a word of 1–45 letters a–z.",
    BLOCKED := "%(word)s is not offered to children here: choose another word.",
    UNKNOWN := "Nobody has said how %(word)s sounds: check its spelling, or add it to our own words.",
    LATER := "%(word)s cannot be read at level %(level)s yet, but from level %(from)s on (%(codes)s). "
    "Change it, or mark it as known by heart.",
    REAL := "%(word)s is a real word, not a made-up one.",
    NO_RULE := "The rules of level %(level)s do not say how to read %(word)s.",
)


def read_problem(kind: Kind, item: Item, level: str, own: Pronunciations | None = None) -> Problem | None:
    """Return the first thing that is wrong with an item that is read, written or heard, None where all is well.

    Words said by ear need not be readable, only known and decent.
    """
    if item.kind == "pseudo_word" or kind is Kind.PSEUDO_WORD:
        return _made_up_problem(item.prompt, level)
    if kind is Kind.SENTENCE:
        words = _WORD.findall(item.prompt)
    elif kind is Kind.PASSAGE:
        words = [item.prompt] if _WORD.fullmatch(item.prompt) else []  # a number, an abbreviation: nothing to decode
    else:
        words = [item.prompt]
    problems = (_word_problem(word, item, level, own, kind) for word in words)
    return next(filter(None, problems), None)


def _word_problem(word: str, item: Item, level: str, own: Pronunciations | None, kind: Kind) -> Problem | None:
    try:
        known = explain(word, level, own)
    except Invalid:
        return Problem(NOT_A_WORD, {"word": word})
    alone = kind not in {Kind.SENTENCE, Kind.PASSAGE}  # among others a word means what it means
    if blocked_word(known.word, sounds(known.segments) if alone else ()):
        return Problem(BLOCKED, {"word": word})
    if known.status is Status.UNKNOWN:
        return Problem(UNKNOWN, {"word": word}, remedy="tricky") if not item.tricky else None
    if known.readable or item.tricky or kind in BY_EAR:
        return None
    return _later(word, known, level)


def _later(word: str, known: Explanation, level: str) -> Problem:
    told = {"word": word, "level": load().level(level).number, "codes": (*known.untaught, *known.ahead)}
    since = known.readable_from
    return Problem(LATER, told | {"from": load().level(since).number if since else "–"}, remedy="tricky")


def _made_up_problem(word: str, level: str) -> Problem | None:
    if not (word.isascii() and word.isalpha() and len(word) <= 45):
        return Problem(NOT_A_WORD, {"word": word})
    text, number = word.lower(), load().level(level).number
    if looks_real(text):
        return Problem(REAL, {"word": word})
    try:
        readings = read(text, level)
    except Invalid:
        return Problem(NO_RULE, {"word": word, "level": number})
    if looks_rude(text) or any(blocked_made_up(text, reading) for reading in readings):
        return Problem(BLOCKED, {"word": word})
    if RANK[level_of(readings[0])] > RANK[level]:
        return Problem(NO_RULE, {"word": word, "level": number})
    return None
