"""What a child knows of each correspondence, folded from answers one after the other; it can be rebuilt at any time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from phonics.errors import Invalid

RULE_VERSION = "mastery-1"
WINDOW = 5  # recent answers looked at
SHARE = 0.8  # four of the last five
WORDS = 2
DAYS = 2


class State(StrEnum):
    """How firm a correspondence is."""

    NEW = "new"
    PRACTISING = "practising"
    SECURE = "secure"


class Direction(StrEnum):
    """Which way an answer went: from letters to sound, or from sound to letters."""

    READING = "reading"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Observation:
    """One first, unaided answer, seen from one correspondence.

    :param word: what was read, heard or chosen: a word or the grapheme itself
    :param produced: the child said, wrote or built it, and did not choose it
    :param guess: chance of a right answer by luck: 1 ÷ choices, 0 when produced
    :param prompt: it came without hearing it again and without long thought
    """

    code: str
    right: bool
    on: date
    word: str
    produced: bool
    guess: float = 0.0
    direction: Direction = Direction.READING
    prompt: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.guess < 1:
            raise Invalid("The chance of guessing right must be 0 or more and below 1.")


@dataclass(frozen=True, slots=True)
class Mastery:
    """One child, one correspondence; counts are raw answers."""

    state: State = State.NEW
    correct: int = 0
    seen: int = 0
    last_seen: date | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """All that must be remembered of a correspondence's answers so that the next one can be added.

    :param recent: the last five: right, and the chance of luck
    :param words: of the words read rightly as many as count; `days` likewise
    :param made: whether the last produced answer was right; None while there is none
    """

    correct: int = 0
    seen: int = 0
    last_seen: date | None = None
    recent: tuple[tuple[bool, float], ...] = ()
    words: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    made: bool | None = None

    def after(self, seen: Observation) -> "Trail":
        """Return the trail with one more answer, not older than the last."""
        fresh = seen.right and len(self.words) < WORDS and seen.word not in self.words
        another = seen.right and len(self.days) < DAYS and seen.on not in self.days
        return Trail(
            self.correct + seen.right,
            self.seen + 1,
            seen.on,
            (*self.recent, (seen.right, seen.guess))[-WINDOW:],
            (*self.words, seen.word) if fresh else self.words,
            (*self.days, seen.on) if another else self.days,
            seen.right if seen.produced else self.made,
        )

    def mastery(self) -> Mastery:
        """Return what it amounts to."""
        state = State.NEW if not self.seen else State.SECURE if self._secure() else State.PRACTISING
        return Mastery(state, self.correct, self.seen, self.last_seen)

    def _secure(self) -> bool:
        """Return whether the last five hold, on two words and two days, and the child last *produced* it rightly.

        Words and days count over the whole history: five right answers today must not unsettle what was secure.
        """
        return (
            len(self.recent) >= WINDOW
            and _share(self.recent) >= SHARE - 1e-9
            and len(self.words) >= WORDS
            and len(self.days) >= DAYS
            and bool(self.made)
        )

    def to_list(self) -> list[Any]:
        """Return what the row of a correspondence does not say by itself, fit for JSON."""
        return [list(map(list, self.recent)), list(self.words), [day.isoformat() for day in self.days], self.made]

    @classmethod
    def from_list(cls, row: "Kept", told: Sequence[Any]) -> "Trail":
        """Return the trail of a row and its list."""
        recent, words, days, made = told
        dates = tuple(map(date.fromisoformat, days))
        pairs = tuple((right, guess) for right, guess in recent)
        return cls(row.correct, row.seen, row.last_seen, pairs, tuple(words), dates, made)


class Kept(Protocol):
    """The counts of a correspondence as somebody keeps them."""

    correct: Any
    seen: Any
    last_seen: Any


def fold(observations: Iterable[Observation], codes: Iterable[str] = ()) -> dict[str, Mastery]:
    """Return code → mastery.

    :param observations: within one day in the order they were made; days may come in any order
    :param codes: correspondences to name as new when nothing was seen of them
    """
    trails = follow(observations)
    return {code: Mastery() for code in codes} | {code: trail.mastery() for code, trail in trails.items()}


def follow(observations: Iterable[Observation]) -> dict[str, Trail]:
    """Return code → trail, see `fold`."""
    trails: dict[str, Trail] = {}
    for seen in sorted(observations, key=lambda o: o.on):
        trails[seen.code] = trails.get(seen.code, Trail()).after(seen)
    return trails


def corrected_share(answers: Sequence[Observation]) -> float:
    """Return the share right after correction for guessing; it can be negative.

    A wrong choice among k takes back the luck of others: (right − Σ wrong · g ÷ (1 − g)) ÷ n, g = 1 ÷ k.
    This is formula scoring, right − wrong ÷ (k − 1).
    """
    return _share([(o.right, o.guess) for o in answers])


def _share(answers: Sequence[tuple[bool, float]]) -> float:
    luck = sum(guess / (1 - guess) for right, guess in answers if not right)
    return (sum(right for right, _ in answers) - luck) / len(answers)
