"""What a child knows of each correspondence, folded from answers; it can be rebuilt from them at any time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Observation:
    """One first, unaided answer, seen from one correspondence.

    :param word: what was read, heard or chosen: a word or the grapheme itself
    :param produced: the child said, wrote or built it, and did not choose it
    :param guess: chance of a right answer by luck: 1 ÷ choices, 0 when produced
    """

    code: str
    right: bool
    on: date
    word: str
    produced: bool
    guess: float = 0.0

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


def fold(observations: Iterable[Observation], codes: Iterable[str] = ()) -> dict[str, Mastery]:
    """Return code → mastery.

    :param observations: within one day in the order they were made; days may come in any order
    :param codes: correspondences to name as new when nothing was seen of them
    """
    by_code: dict[str, list[Observation]] = defaultdict(list)
    for seen in sorted(observations, key=lambda o: o.on):
        by_code[seen.code].append(seen)
    folded = {code: _mastery(history) for code, history in by_code.items()}
    return {code: Mastery() for code in codes} | folded


def corrected_share(answers: Sequence[Observation]) -> float:
    """Return the share right after correction for guessing; it can be negative.

    A wrong choice among k takes back the luck of others: (right − Σ wrong · g ÷ (1 − g)) ÷ n, g = 1 ÷ k.
    This is formula scoring, right − wrong ÷ (k − 1).
    """
    luck = sum(o.guess / (1 - o.guess) for o in answers if not o.right)
    return (sum(o.right for o in answers) - luck) / len(answers)


def _mastery(history: Sequence[Observation]) -> Mastery:
    return Mastery(
        state=State.SECURE if _secure(history) else State.PRACTISING,
        correct=sum(o.right for o in history),
        seen=len(history),
        last_seen=history[-1].on,
    )


def _secure(history: Sequence[Observation]) -> bool:
    """Return whether the last five hold, on two words and two days, and the child last *produced* it rightly.

    Words and days count over the whole history: five right answers today must not unsettle what was secure.
    """
    right = [o for o in history if o.right]
    produced = [o for o in history if o.produced]
    return (
        len(history) >= WINDOW
        and corrected_share(history[-WINDOW:]) >= SHARE - 1e-9
        and len({o.word for o in right}) >= WORDS
        and len({o.on for o in right}) >= DAYS
        and bool(produced)
        and produced[-1].right
    )
