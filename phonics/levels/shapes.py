"""The shapes of made-up words: what of a level each asks for, and its spellings, drawn by lot."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from math import prod
from random import Random
from typing import NamedTuple

from phonics.levels.frames import AFFIXES, EARLY_ENDS, FRAMES, ODD, SLOTS
from phonics.levels.loader import load
from phonics.levels.readings import read
from phonics.levels.sequence import RANK

Slot = tuple[str, ...]

_MOST_DRAWN = 400  # of one shape, where it has more
_TRIED = 12  # to see whether a shape asks what it is for


class Shape(NamedTuple):
    """Slots to be filled with letters one after the other; `asks`: the correspondence, pattern or affix it is for."""

    asks: str
    slots: tuple[Slot, ...]


@cache
def shapes(level: str) -> Mapping[str, tuple[Shape, ...]]:
    """Return the shapes of a level by what they ask for, in teaching order; none where it teaches no letters."""
    frames = [_slots(frame, level) for frame in FRAMES.get(level, ())]
    new = {row.code: row.grapheme for row in load().new_at(level)}
    drawn = {
        code: [Shape(code, way) for slots in frames for way in _holding(slots, letters)]
        for code, letters in new.items()
    }
    drawn = {code: [shape for shape in mine if _answers(shape, level)] for code, mine in drawn.items()}
    for affix in AFFIXES.get(level, ()):
        drawn[affix] = [Shape(affix, way) for slots in frames for way in _with_affix(slots, affix)]
    return {thing: tuple(mine) for thing, mine in drawn.items() if mine}


def spellings(shape: Shape, rng: Random) -> Iterator[str]:
    """Yield letter strings of a shape, drawn by lot; all of them where there are not too many."""
    size = prod(map(len, shape.slots))
    for number in rng.sample(range(size), min(size, _MOST_DRAWN)):
        yield joined(_picked(shape.slots, number))


def _picked(slots: Sequence[Slot], number: int) -> Iterator[str]:
    """Yield one choice of each slot: the number-th of all combinations."""
    for slot in slots:
        yield slot[number % len(slot)]
        number //= len(slot)


def joined(parts: Iterable[str]) -> str:
    """Return parts as a word is written: ("d", "a_e", "p") is "dape"."""
    text, waiting = "", ""
    for part in parts:
        text, waiting = text + part.removesuffix("_e") + waiting, "e" if part.endswith("_e") else ""
    return text + waiting


def odd(text: str, level: str) -> bool:
    """Return whether letters stand side by side that English does not put together, or this level cannot read so."""
    return _odd(level).search(text) is not None


@cache
def _odd(level: str) -> re.Pattern[str]:
    return re.compile("|".join(parts for since, parts in ODD.items() if not since or RANK[level] < RANK[since]))


def _answers(shape: Shape, level: str) -> bool:
    """Return whether its letters, read as one would first, make the correspondence it is for."""
    tried = islice(spellings(shape, Random(shape.asks)), _TRIED)
    return any(segment.code == shape.asks for text in tried for segment in read(text, level)[0])


def _slots(frame: str, level: str) -> tuple[Slot, ...]:
    """Return the slots of a frame, only with what is taught by this level."""
    graphemes = {load().correspondences[code].grapheme for code in load().taught_by(level)}
    return tuple(_slot(part, graphemes) for part in frame.split("+"))


def _slot(part: str, graphemes: set[str]) -> Slot:
    letters = [text for name in part.split(",") for text in SLOTS.get(name, name).split()]
    if part == "E":
        letters += [end for end, later in EARLY_ENDS.items() if later not in graphemes]
        letters = [text for text in letters if text in graphemes or (text == "nk" and "ng" in graphemes)]
    if part in ("S", "V"):
        letters = [text for text in letters if text in graphemes]
    return tuple(dict.fromkeys(letters))


def _holding(slots: Sequence[Slot], grapheme: str) -> Iterator[tuple[Slot, ...]]:
    """Yield the frame with one slot narrowed to strings that hold the grapheme."""
    for place, slot in enumerate(slots):
        mine = tuple(text for text in slot if grapheme.removesuffix("_e") in text)
        if mine:
            yield (*slots[:place], mine, *slots[place + 1 :])


def _with_affix(slots: Sequence[Slot], affix: str) -> Iterator[tuple[Slot, ...]]:
    place = 0 if affix.endswith("-") else len(slots) - 1
    if affix.strip("-") in slots[place]:
        yield (*slots[:place], (affix.strip("-"),), *slots[place + 1 :])
