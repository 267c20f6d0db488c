"""What a child does: the lesson behind a stone, with every sound and picture in place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.levels import lessons
from phonics.levels.lessons import Stone
from phonics.levels.loader import load
from phonics.roles import Actor
from phonics.services.handwriting import fitting
from phonics.services.needs import Needs, needs_of
from phonics.services.paths import StoneView, child_of, view_of
from phonics.services.step_clips import Clips
from phonics.services.stickers import StickerView, earnable
from phonics.services.telling import code_of, told
from phonics.services.voices import Heard, Voices
from phonics.store.people import Student

PRAISE = ("Well done!", "Great reading!")
IN_EVERY_LESSON = ("try-again", "well-done")  # what is said at any step


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


def open_lesson(
    session: Session, actor: Actor, stone_key: str, voices: Voices, *, now: datetime | None = None
) -> LessonView:
    """Return the lesson of a stone that is done or next, with what is due today.

    A tablet that is in the middle of a lesson goes on with the one it holds: its marks name items, not places.

    :raises NotFound: if there is no such stone, or it still lies ahead of this child
    """
    child = child_of(session, actor)
    return lesson_of(needs_of(session, [child], now)[child.id], stone_key, voices)


def lesson_of(needs: Needs, stone_key: str, voices: Voices) -> LessonView:
    """Return the lesson of a stone for a child with these needs.

    :raises NotFound: as `open_lesson`
    """
    child, stone = needs.child, lessons.stone(stone_key)
    view = view_of(stone, load().level(child.level), needs.finished, sign=False)
    if view.state == "later":
        raise NotFound("This lesson is still to come.")
    clips = Clips(voices)
    seed, steps = _ready(stone, needs, clips)
    praise = tuple(clips.clip("phrase", text) for text in PRAISE)
    codes = [*(step["told"] for step in steps), *IN_EVERY_LESSON]
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
            clips = Clips(voices)
            _ready(stone, needs, clips)
            yield clips.heard


def _ready(stone: Stone, needs: Needs, clips: Clips) -> tuple[int, tuple[dict[str, Any], ...]]:
    """Return the seed and the steps of a lesson; the seed stays the same until it has been finished once more."""
    seed = crc32(f"{needs.child.id} {stone.key} {needs.finished.get(stone.key, 0)}".encode()) & 0x7FFFFFFF
    planned = lessons.plan(stone, seed, needs.weak, needs.due, needs.consented)
    steps = (fitting(step.to_dict(), needs.grade) for step in planned.steps)
    return seed, tuple({**clips.resolve(step), "told": code_of(step)} for step in steps)
