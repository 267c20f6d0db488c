"""What a child does: the path with its stones, and the lesson behind each, with every sound and picture in place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zlib import crc32

from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.levels import lessons
from phonics.levels.graphemes import Correspondence
from phonics.levels.lessons import Stone
from phonics.levels.loader import load
from phonics.levels.scheme import Level
from phonics.roles import Action, Actor, can
from phonics.services.handwriting import fitting
from phonics.services.needs import Needs, finished_of, needs_of
from phonics.services.stickers import StickerView, earnable
from phonics.services.telling import code_of, told
from phonics.services.voices import Heard, Voices
from phonics.store.people import Student

PLACES = 16  # stones that fit on the map
_BEHIND = 6  # of a level with more stones, those shown behind the one that is next
_CLIPS = frozenset({"sound", "word", "ask", "say"})  # the fields of a step that may name a clip
PRAISE = ("Well done!", "Great reading!")
_IN_EVERY_LESSON = ("try-again", "well-done")  # what is said at any step


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


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson ready for the tablet: clips are {kind, text, url, cues}, pictures {art} or {emoji}.

    :param told: how the child is told what to do, by the code that a step names, see `telling.told`
    :param audio: every clip's URL, to be fetched beforehand
    :param stickers: by effort, what this lesson may earn
    :param before: `stones`: this one, if it was finished before; `days`: the last day with a lesson finished
    """

    tile: int  # the child's own
    stone: StoneView
    seed: int
    steps: tuple[dict[str, Any], ...]
    praise: tuple[dict[str, Any], ...]
    told: dict[str, dict[str, Any]]
    audio: tuple[str, ...]
    stickers: dict[str, StickerView]
    before: dict[str, list[str]]


def path(session: Session, actor: Actor) -> PathView:
    """Return the map of the child who asks.

    :raises NotFound: if the actor is no child
    """
    child = _child(session, actor)
    return path_of(child, finished_of(session, [child])[child.id])


def path_of(child: Student, finished: dict[str, int]) -> PathView:
    """Return the map of a child who has finished each of these stones so often."""
    level = load().level(child.level)
    views = tuple(_views(level, finished))
    now = next((view for view in views if view.state == "now"), None)
    return PathView(child.tile, level, views, now, load().after(level.code))


def open_lesson(
    session: Session, actor: Actor, stone_key: str, voices: Voices, *, now: datetime | None = None
) -> LessonView:
    """Return the lesson of a stone that is done or next, with what is due today.

    A tablet that is in the middle of a lesson goes on with the one it holds: its marks name items, not places.

    :raises NotFound: if there is no such stone, or it still lies ahead of this child
    """
    child = _child(session, actor)
    return lesson_of(needs_of(session, [child], now)[child.id], stone_key, voices)


def lesson_of(needs: Needs, stone_key: str, voices: Voices) -> LessonView:
    """Return the lesson of a stone for a child with these needs.

    :raises NotFound: as `open_lesson`
    """
    child, stone = needs.child, lessons.stone(stone_key)
    view = _view(stone, load().level(child.level), needs.finished, sign=False)
    if view.state == "later":
        raise NotFound("This lesson is still to come.")
    clips = _Clips(voices)
    seed, steps = _ready(stone, needs, clips)
    praise = tuple(clips.clip("phrase", text) for text in PRAISE)
    codes = [*(step["told"] for step in steps), *_IN_EVERY_LESSON]
    instructions = {code: told(voices, code, child.instructions) for code in dict.fromkeys(codes)}
    before = {
        "stones": [stone.key] if stone.key in needs.finished else [],
        "days": [needs.came.isoformat()] if needs.came else [],
    }
    audio = dict.fromkeys([*clips.heard, *(one["url"] for one in instructions.values() if one["url"])])
    return LessonView(child.tile, view, seed, steps, praise, instructions, tuple(audio), earnable(stone.key), before)


def coming(session: Session, children: Sequence[Student], voices: Voices, most: int) -> Iterator[dict[str, Heard]]:
    """Yield the clips, by URL, of each of the lessons that come next for these children."""
    for needs in needs_of(session, children).values():
        undone = [stone for stone in lessons.stones(needs.child.level) if stone.key not in needs.finished]
        for stone in undone[:most]:
            clips = _Clips(voices)
            _ready(stone, needs, clips)
            yield clips.heard


def _ready(stone: Stone, needs: Needs, clips: "_Clips") -> tuple[int, tuple[dict[str, Any], ...]]:
    """Return the seed and the steps of a lesson; the seed stays the same until it has been finished once more."""
    seed = crc32(f"{needs.child.id} {stone.key} {needs.finished.get(stone.key, 0)}".encode()) & 0x7FFFFFFF
    planned = lessons.plan(stone, seed, needs.weak, needs.due, needs.consented)
    steps = (fitting(step.to_dict(), needs.grade) for step in planned.steps)
    return seed, tuple({**clips.resolve(step), "told": code_of(step)} for step in steps)


def _child(session: Session, actor: Actor) -> Student:
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
        yield _view(stone, level, finished, sign=place == 0 or shown[place - 1].level != stone.level)


def _around_next(own: tuple[Stone, ...], finished: dict[str, int]) -> tuple[Stone, ...]:
    """Return the stones of a level that fit on the map: around the one that is next, else the last ones."""
    place = next((number for number, stone in enumerate(own) if stone.key not in finished), len(own))
    first = max(0, min(place - _BEHIND, len(own) - PLACES))
    return own[first : first + PLACES]


def _view(stone: Stone, level: Level, finished: dict[str, int], sign: bool) -> StoneView:
    kind, _, drawing = stone.label.partition(":")
    pictured = kind == "art"
    return StoneView(
        key=stone.key,
        label="" if pictured else stone.label.replace("_", "–"),  # as children read it
        picture=_art(drawing) if pictured else "",
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


class _Clips:
    """Puts clips and pictures where a plan only names them, and remembers every clip it gave."""

    def __init__(self, voices: Voices) -> None:
        self._voices = voices
        self.heard: dict[str, Heard] = {}

    def resolve(self, step: dict[str, Any]) -> dict[str, Any]:
        """Return the step with its clips and pictures."""
        ready = self._fields(step)
        if step["kind"] == "build":
            ready["tiles"] = [self._tile(grapheme, step["segments"]) for grapheme in step["tiles"]]
        return ready

    def clip(self, kind: str, text: str) -> dict[str, Any]:
        """Return a clip's address and cues; the address is null where nothing speaks yet."""
        heard = self._voices.find(kind, text)
        if heard is None:
            return {"kind": kind, "text": text, "url": None, "cues": []}
        self.heard[heard.url] = heard
        cues = [{"start": cue.start, "end": cue.end, "letters": list(cue.letters)} for cue in heard.cues]
        return {"kind": kind, "text": text, "url": heard.url, "cues": cues}

    def _fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(name, value) for name, value in fields.items()}

    def _value(self, name: str, value: Any) -> Any:
        if name in _CLIPS and isinstance(value, list | tuple):
            return self.clip(*value)
        if name == "picture":
            return picture(value)
        if isinstance(value, dict):
            return self._fields(value)
        if isinstance(value, list | tuple) and all(isinstance(one, dict) for one in value):
            return [self._fields(one) for one in value]  # choices, segments and the like
        return value

    def _tile(self, grapheme: str, segments: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Return a tile to build with, and how it sounds in this word, or where it does not belong, by itself."""
        own = next((one["sound"] for one in segments if one["grapheme"] == grapheme), None)
        return {"grapheme": grapheme, "sound": self.clip(*(own or _alone(grapheme)))}


def _alone(grapheme: str) -> tuple[str, str]:
    rows: list[Correspondence] = [row for row in load().correspondences.values() if row.grapheme == grapheme]
    return "sound", ".".join(rows[0].phones) if rows else ""


def picture(key: str) -> dict[str, str] | None:
    """Return a drawing's path under static/ or an emoji, with its name, for "art:ship" and "emoji:🐷"; None for ""."""
    kind, _, what = key.partition(":")
    if kind == "art":
        return {"art": _art(what), "name": what}
    colours = "" if len(what) > 1 else "\ufe0f"  # a lone sign like ✈ would else be printed black
    return {"emoji": what + colours, "name": what} if what else None


def _art(name: str) -> str:
    return f"art/words/{name}.svg"
