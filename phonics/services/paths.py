"""The map of a child's level: the stones around, and which lie behind the child, under it, ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.levels import lessons
from phonics.levels.lessons import Stone
from phonics.levels.loader import load
from phonics.levels.scheme import Level
from phonics.roles import Action, Actor, can
from phonics.services.needs import finished_of
from phonics.services.step_clips import art
from phonics.store.people import Student

PLACES = 16  # stones that fit on the map
_BEHIND = 6  # of a level with more stones, those shown behind the one that is next


@dataclass(frozen=True, slots=True)
class StoneView:
    """A stone on the map: behind the child, where the child stands, or still to come."""

    key: str
    label: str  # letters; empty where a picture stands
    picture: str  # a path under static/, empty where letters stand
    level: Level
    state: Literal["done", "now", "later"]
    sign: bool  # the first of its level on this map: its sign stands beside it


@dataclass(frozen=True, slots=True)
class PathView:
    """The child's level and the stones around; `now` is None when every stone of the level is done."""

    tile: int  # the child's own
    level: Level
    stones: tuple[StoneView, ...]
    now: StoneView | None
    next_level: Level | None


def path(session: Session, actor: Actor) -> PathView:
    """Return the map of the child who asks.

    :raises NotFound: if the actor is no child
    """
    child = child_of(session, actor)
    return path_of(child, finished_of(session, [child])[child.id])


def path_of(child: Student, finished: dict[str, int]) -> PathView:
    """Return the map of a child who has finished each of these stones so often."""
    level = load().level(child.level)
    views = tuple(_views(level, finished))
    now = next((view for view in views if view.state == "now"), None)
    return PathView(child.tile, level, views, now, load().after(level.code))


def child_of(session: Session, actor: Actor) -> Student:
    """Return the child who asks.

    :raises NotFound: if the actor is no child
    """
    child = session.get(Student, actor.id) if actor.id else None
    if child is None or not can(actor, Action.LEARN, child.unit_id):
        raise NotFound("This page does not exist.")
    return child


def _views(level: Level, finished: dict[str, int]) -> Iterator[StoneView]:
    """Yield the stones of the level, and as many of its neighbours' as fit; of a long level those around the next."""
    own = _around_next(lessons.stones(level.code), finished)
    before = [stone for one in load().levels[: level.number - 1] for stone in lessons.stones(one.code)]
    after = [stone for one in load().levels[level.number :] for stone in lessons.stones(one.code)]
    free = PLACES - len(own)
    ahead = min(len(after), free - min(len(before), free // 2))
    behind = min(len(before), free - ahead)
    shown = (*before[len(before) - behind :], *own, *after[:ahead])
    for place, stone in enumerate(shown):
        yield view_of(stone, level, finished, sign=place == 0 or shown[place - 1].level != stone.level)


def _around_next(own: tuple[Stone, ...], finished: dict[str, int]) -> tuple[Stone, ...]:
    """Return the stones of a level that fit on the map: around the one that is next, else the last ones."""
    place = next((number for number, stone in enumerate(own) if stone.key not in finished), len(own))
    first = max(0, min(place - _BEHIND, len(own) - PLACES))
    return own[first : first + PLACES]


def view_of(stone: Stone, level: Level, finished: dict[str, int], sign: bool) -> StoneView:
    """Return a stone as it stands on the map of a child of this level."""
    kind, _, drawing = stone.label.partition(":")
    pictured = kind == "art"
    return StoneView(
        key=stone.key,
        label="" if pictured else stone.label.replace("_", "–"),  # as children read it
        picture=art(drawing) if pictured else "",
        level=load().level(stone.level),
        state=_state(stone, level, finished),
        sign=sign,
    )


def _state(stone: Stone, level: Level, finished: dict[str, int]) -> Literal["done", "now", "later"]:
    """Return where a stone lies; what is below the child's level is behind them, whoever decided that."""
    number = load().level(stone.level).number
    if number < level.number or stone.key in finished:
        return "done"
    undone = [one.key for one in lessons.stones(level.code) if one.key not in finished]
    return "now" if undone and stone.key == undone[0] else "later"
