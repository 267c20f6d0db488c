"""What a child is told to do, in Thai, by its code. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from phonics.levels.tables import read_rows

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing to do: what is said in Thai (`th`), the same in English for grown-ups (`en`).

    :param phrase: the `phrase` clip a child hears who is spoken to in English; shorter than `en`
    :param picture: the gesture that shows it without a word, one of `static/js/player/scenes.js`; cheer has none
    """

    code: str
    th: str
    en: str
    phrase: str
    picture: str


@cache
def instructions() -> Mapping[str, Instruction]:
    """Return every instruction by its code, in the order a child meets them: the wall, the lesson's steps, its end."""
    return MappingProxyType({row["code"]: Instruction(**row) for row in read_rows("instructions.csv", _DATA)})
