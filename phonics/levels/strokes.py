"""How letters are written by hand: their strokes in order, from where to where, and the step that traces them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from phonics.errors import Invalid
from phonics.levels.graphemes import Correspondence
from phonics.levels.steps import Step
from phonics.levels.tables import DATA, read_rows

_NUMBER = r"-?\d+(?:\.\d)?"
_POINT = rf"{_NUMBER} {_NUMBER}"
_PATH = re.compile(rf"M{_POINT}(?:L{_POINT}|C{_POINT} {_POINT} {_POINT})+")

_REACH = {3: 10.0, 5: 8.0}  # by the last grade it is for: อ.3, ป.2
_REACH_LATER = 6.5


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter written in a box 96 high: feet on 70, small letters up to 32, tall ones to 9, tails down to 86.

    :param strokes: SVG paths of M, L and C, absolute, in the order and the direction in which they are written
    :param how: the same in words
    """

    letter: str
    strokes: tuple[str, ...]
    how: str


@cache
def strokes() -> Mapping[str, Letter]:
    """Return the strokes of a–z.

    :raises Invalid: if a stroke is no path
    """
    return MappingProxyType({one.letter: one for one in read_strokes()})


def read_strokes(folder: Path = DATA) -> tuple[Letter, ...]:
    """Return the letters of `strokes.csv`, in its order.

    :raises Invalid: if a stroke is no path
    """
    return tuple(_letter(row) for row in read_rows("strokes.csv", folder))


def trace(row: Correspondence) -> Step:
    """Return: write the letters of a grapheme, one after the other. It proves handwriting, not reading."""
    letters = [{"letter": one, "strokes": list(strokes()[one].strokes)} for one in row.grapheme if one != "_"]
    sound = ["sound", ".".join(row.phones)]
    fields = {"grapheme": row.grapheme, "sound": sound, "letters": letters, "reach": reach()}
    return Step("trace", f"gpc:{row.code}", fields)


def reach(grade: int = 1) -> float:
    """Return how far from the line a finger may stray, in the box of 96: less, the higher the grade (อ.1 = 1)."""
    return next((far for last, far in _REACH.items() if grade <= last), _REACH_LATER)


def _letter(row: Mapping[str, str]) -> Letter:
    paths = tuple(row["strokes"].split("|"))
    for path in paths:
        if not _PATH.fullmatch(path):
            raise Invalid("%(path)s is no stroke of %(letter)s", path=path, letter=row["letter"])
    return Letter(row["letter"], paths, row["how"])
