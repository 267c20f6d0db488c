"""A child's sticker book: what was earned by effort, worked out from the lessons; nothing of it is stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from phonics.assess.marks import Outcome
from phonics.assess.stickers import Effort, Lesson, Sticker, earned
from phonics.errors import NotFound
from phonics.levels.lessons import stone, stones
from phonics.levels.loader import load
from phonics.roles import Action, Actor, can
from phonics.store.people import Student
from phonics.store.sittings import MarkRow, Sitting, SittingMove
from phonics.thai import day_of

REMEMBERED = timedelta(days=30)  # as long as a tablet remembers what was done on it

_OF_STONES = (
    *("longan", "lotus", "umbrella", "peacock", "mango", "kite", "butterfly", "pot", "rooster"),
    *("bell", "turtle", "banana", "fish", "rabbit", "plant", "buffalo", "owl", "crab", "sun"),
)
_OF_EFFORTS = {
    Effort.AGAIN: "art/stickers/cloth.svg",
    Effort.DAY: "art/words/lantern.svg",
    Effort.TRIED: "art/words/elephant.svg",
    Effort.HEARD: "art/words/drum.svg",
}


@dataclass(frozen=True, slots=True)
class StickerView:
    """How a sticker looks: `art` is a path under static/, `label` the letters below it, "" for none."""

    effort: str
    art: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A child's stickers, the newest first, and what a tablet needs to add its own.

    :param known: the sittings of the last 30 days it has taken note of: those refused or given away too
    :param days: the days in it of the last 30, as ISO dates
    """

    tile: int
    stickers: tuple[StickerView, ...]
    known: tuple[str, ...]
    stones: tuple[str, ...]
    days: tuple[str, ...]


def book(session: Session, actor: Actor) -> Book:
    """Return the sticker book of the child who asks.

    :raises NotFound: if the actor is no child
    """
    child = session.get(Student, actor.id) if actor.id else None
    if child is None or not can(actor, Action.LEARN, child.unit_id):
        raise NotFound("This page does not exist.")
    return books(session, [child])[child.id]


def books(session: Session, children: Sequence[Student], now: datetime | None = None) -> dict[UUID, Book]:
    """Return each child's sticker book; three queries for all."""
    since, ids = (now or datetime.now(UTC)) - REMEMBERED, [child.id for child in children]
    found, judged = _lessons(session, ids), _judged(session, ids, since)
    return {child.id: _bound(child, found[child.id], judged[child.id], day_of(since)) for child in children}


def counted(session: Session, student_id: UUID) -> dict[Effort, int]:
    """Return how often a child has earned each sticker, of those earned at all; for the child's teacher alone."""
    efforts = [one.effort for one in earned(_lessons(session, [student_id])[student_id])]
    return {effort: efforts.count(effort) for effort in Effort if effort in efforts}


def of_stone(key: str) -> StickerView:
    """Return the sticker of a stone: its own picture, else the next of Lamphun's things with its letters.

    :raises NotFound: if there is no such stone
    """
    label = stone(key).label
    kind, _, drawing = label.partition(":")
    if kind == "art":
        return StickerView(Effort.STONE, f"art/words/{drawing}.svg")
    return StickerView(Effort.STONE, f"art/words/{_OF_STONES[_places()[key] % len(_OF_STONES)]}.svg", label)


def of_efforts() -> dict[str, StickerView]:
    """Return the stickers that look the same in every lesson, by their effort."""
    return {effort.value: StickerView(effort, art) for effort, art in _OF_EFFORTS.items()}


def earnable(key: str) -> dict[str, StickerView]:
    """Return all that a lesson on this stone may earn, by effort."""
    return {Effort.STONE.value: of_stone(key)} | of_efforts()


@cache
def _places() -> dict[str, int]:
    """Return the place of every stone on the whole way, from 0."""
    keys = [one.key for level in load().levels for one in stones(level.code)]
    return {key: place for place, key in enumerate(keys)}


def _bound(child: Student, lessons: list[Lesson], judged: list[str], since: date) -> Book:
    return Book(
        tile=child.tile,
        stickers=tuple(_view(one) for one in reversed(earned(lessons))),
        known=tuple(judged),
        stones=tuple(sorted({lesson.stone for lesson in lessons})),
        days=tuple(sorted({lesson.on.isoformat() for lesson in lessons if lesson.on >= since})),
    )


def _view(one: Sticker) -> StickerView:
    return of_stone(one.stone) if one.effort is Effort.STONE else of_efforts()[one.effort]


def _lessons(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Lesson]]:
    """Return the lessons each child has finished, in the order they ended; one a teacher refused is nobody's."""
    wrong = func.max(case((MarkRow.outcome == Outcome.INCORRECT.value, 1), else_=0))
    query = (
        select(Sitting.student_id, Sitting.id, Sitting.stone, Sitting.ended_at, wrong, func.sum(MarkRow.replays))
        .outerjoin(MarkRow, MarkRow.sitting_id == Sitting.id)
        .where(Sitting.student_id.in_(ids), Sitting.kind == "lesson", Sitting.ended_by == "finished")
        .where(Sitting.status != "void", Sitting.ended_at.is_not(None))
        .group_by(Sitting.id)
        .order_by(Sitting.ended_at, Sitting.id)
    )
    found: dict[UUID, list[Lesson]] = {one: [] for one in ids}
    for child_id, sitting, key, ended_at, tried, replays in session.execute(query):
        if key in _places():  # a stone may have gone since
            found[child_id].append(Lesson(str(sitting), key, day_of(ended_at), bool(tried), replays or 0))
    return found


def _judged(session: Session, ids: Collection[UUID], since: datetime) -> dict[UUID, list[str]]:
    """Return the late sittings of each child that have ended here, whosever they turned out to be."""
    ended = (Sitting.kind == "lesson", Sitting.ended_by == "finished", Sitting.received_at >= since)
    own = select(Sitting.student_id, Sitting.id).where(Sitting.student_id.in_(ids), *ended)
    had = (
        select(SittingMove.from_id, SittingMove.sitting_id)
        .join(Sitting, Sitting.id == SittingMove.sitting_id)
        .where(SittingMove.from_id.in_(ids), *ended)
    )
    found: dict[UUID, list[str]] = {one: [] for one in ids}
    for query in (own, had):
        for child_id, sitting in session.execute(query.order_by(Sitting.id)):
            if str(sitting) not in found[child_id]:
                found[child_id].append(str(sitting))
    return found
