"""Stickers for effort: which ones lessons have earned, as `static/js/player/stickers.js` does.

They tell of what a child did, never of being right or quick. A lesson that was finished earns one; so does each day a
child came, each lesson with another try after a mistake, and each with much listening again. Counted so, it does not
matter in which order lessons arrive, and one more lesson never takes a sticker away.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

REPLAYS = 3  # so often heard again in one lesson is an effort of its own


class Effort(StrEnum):
    """What a sticker is for."""

    STONE = "stone"  # a lesson finished for the first time: the sticker of its stone
    AGAIN = "again"  # a lesson gone through once more
    DAY = "day"  # the first lesson of a day
    TRIED = "tried"  # went on after a mistake, to the end
    HEARD = "heard"  # listened again and again


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson that was finished.

    :param on: the day in Thailand
    :param tried: whether an answer was wrong
    :param replays: how often something was heard again
    """

    sitting: str
    stone: str
    on: date
    tried: bool
    replays: int


@dataclass(frozen=True, slots=True)
class Sticker:
    """One sticker, and the lesson it was earned in."""

    effort: Effort
    sitting: str
    stone: str


def earned(lessons: Iterable[Lesson], stones: Collection[str] = (), days: Collection[date] = ()) -> list[Sticker]:
    """Return the stickers of lessons, in the order given, by a child who has finished `stones` and came on `days`."""
    known_stones, known_days = set(stones), set(days)
    stickers = []
    for lesson in lessons:
        efforts = _efforts(lesson, lesson.stone in known_stones, lesson.on in known_days)
        stickers += [Sticker(effort, lesson.sitting, lesson.stone) for effort in efforts]
        known_stones.add(lesson.stone)
        known_days.add(lesson.on)
    return stickers


def _efforts(lesson: Lesson, again: bool, same_day: bool) -> Iterator[Effort]:
    yield Effort.AGAIN if again else Effort.STONE
    if not same_day:
        yield Effort.DAY
    if lesson.tried:
        yield Effort.TRIED
    if lesson.replays >= REPLAYS:
        yield Effort.HEARD
