"""When a correspondence should come back: spaced repetition (FSRS), for reading and for spelling apart.

One review a day: all first answers of a day together make one rating, so their order within the day says nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from fsrs import Card as Memory
from fsrs import Rating, Scheduler, State

from phonics.assess.mastery import Direction, Observation

RULE_VERSION = "review-1"
KEPT = 0.9  # of what falls due, the share still known
LONGEST = 120  # days: no sound is away for longer than a term
_SURE = 1.0  # one answer produced at once, or two chosen
_HELPED = 0.5  # what an answer counts that came only after hearing again, or slowly
_FORGOTTEN = 0.5  # of the share corrected for luck, below which the day says "again"

_SCHEDULER = Scheduler(
    desired_retention=KEPT, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
)

Key = tuple[str, Direction]


@dataclass(frozen=True, slots=True)
class Day:
    """The answers of one day, added up.

    :param sure: what the right ones weigh: less when chosen among few, less when helped
    :param share: right answers less the luck that the wrong ones betray
    """

    on: date
    answers: int = 0
    wrong: int = 0
    sure: float = 0.0
    share: float = 0.0

    def after(self, seen: Observation) -> "Day":
        """Return the day with one more answer."""
        weight = (1 - seen.guess) * (1 if seen.prompt else _HELPED)
        luck = seen.guess / (1 - seen.guess)
        return Day(
            self.on,
            self.answers + 1,
            self.wrong + (not seen.right),
            self.sure + (weight if seen.right else 0.0),
            self.share + (1.0 if seen.right else -luck),
        )

    def rating(self) -> Rating:
        """Return what the day says: again, hard or good; never easy, for nobody tells us so."""
        if self.wrong and self.share / self.answers < _FORGOTTEN:
            return Rating.Again
        return Rating.Good if not self.wrong and self.sure >= _SURE - 1e-9 else Rating.Hard


@dataclass(frozen=True, slots=True)
class Card:
    """How well one direction of a correspondence is remembered.

    :param before: stability, difficulty and day of the last review before `today`; None when today is the first
    :param stability: days after which nine in ten would still know it; `due` is the day to ask again
    """

    before: tuple[float, float, date] | None
    today: Day
    stability: float
    difficulty: float
    due: date

    def to_list(self) -> list[Any]:
        """Return it as JSON."""
        day, before = self.today, self.before
        told = [before[0], before[1], before[2].isoformat()] if before else None
        counts = [day.on.isoformat(), day.answers, day.wrong, day.sure, day.share]
        return [told, counts, self.stability, self.difficulty, self.due.isoformat()]

    @classmethod
    def from_list(cls, told: Sequence[Any]) -> "Card":
        """Return the card `to_list` wrote."""
        before, (on, *counts), stability, difficulty, due = told
        kept = (before[0], before[1], date.fromisoformat(before[2])) if before else None
        return cls(kept, Day(date.fromisoformat(on), *counts), stability, difficulty, date.fromisoformat(due))


def after(card: Card | None, seen: Observation) -> Card:
    """Return the card with one more answer, not older than the last."""
    if card is None:
        return _reviewed(None, Day(seen.on).after(seen))
    if card.today.on == seen.on:
        return _reviewed(card.before, card.today.after(seen))
    return _reviewed((card.stability, card.difficulty, card.today.on), Day(seen.on).after(seen))


def fold(observations: Iterable[Observation]) -> dict[Key, Card]:
    """Return (code, direction) → card; days may come in any order."""
    cards: dict[Key, Card] = {}
    for seen in sorted(observations, key=lambda o: o.on):
        key = (seen.code, seen.direction)
        cards[key] = after(cards.get(key), seen)
    return cards


def _reviewed(before: tuple[float, float, date] | None, today: Day) -> Card:
    """Return the card after today's answers, which together count as one review."""
    memory = Memory(card_id=0, due=_moment(today.on))
    if before:
        memory.state, memory.step = State.Review, None
        memory.stability, memory.difficulty, memory.last_review = before[0], before[1], _moment(before[2])
    seen, _ = _SCHEDULER.review_card(memory, today.rating(), _moment(today.on))
    assert seen.stability is not None
    assert seen.difficulty is not None
    return Card(before, today, seen.stability, seen.difficulty, seen.due.date())


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)
