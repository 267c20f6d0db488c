"""From taps to a score: replayable from the marks alone, and never more than they say."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from phonics.assess.instruments import Instrument
from phonics.assess.marks import Mark, Outcome, fold_marks
from phonics.errors import Invalid

RULE_VERSION = "score-1"


@dataclass(frozen=True, slots=True)
class Score:
    """0 ≤ self-corrected ≤ correct ≤ attempted ≤ items.

    :param n_correct: self-corrected answers included
    :param seconds_used: never more than the limit
    :param correct_per_minute: None when the instrument is untimed or no time was used
    :param accuracy: correct ÷ attempted, 0–1; None when nothing was attempted
    :param discontinued: the first items were all wrong: it stopped there and scores 0
    :param ignored: items marked beyond the last item or the stop, or not on the instrument at all: those marks stay,
        the score leaves them out
    """

    n_items: int
    n_attempted: int
    n_correct: int
    n_self_corrected: int
    seconds_used: float
    correct_per_minute: float | None
    accuracy: float | None
    discontinued: bool
    ignored: tuple[str, ...] = ()
    rule_version: str = RULE_VERSION

    @property
    def n_incorrect(self) -> int:
        """Return the wrong answers, no answer among them."""
        return self.n_attempted - self.n_correct

    @property
    def n_not_reached(self) -> int:
        """Return the items the child never came to; they are not wrong."""
        return self.n_items - self.n_attempted

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return asdict(self) | {"ignored": list(self.ignored)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the score that `to_dict` wrote."""
        return cls(**{**stored, "ignored": tuple(stored["ignored"])})


def score(instrument: Instrument, marks: Iterable[Mark], last_item: int | None, seconds_used: float) -> Score:
    """Return the score: an unmarked item up to the last one is right, what comes after it was not reached.

    :param last_item: number of the last item attempted (0 = none); None = the child came to the end
    :param seconds_used: from start to finish, pauses taken off
    :raises Invalid: when time ran out and nobody said which item was the last, or a value makes no sense
    Source: EGRA toolkit (count-down, bracket, early stop); correct per minute = correct ÷ seconds used × 60.
    """
    folded = fold_marks(marks)
    _check(instrument, last_item, seconds_used)
    stopped = stops(instrument, folded, last_item)
    if ran_out(instrument, seconds_used) and last_item is None and not stopped:
        raise Invalid("Time ran out: please choose the last item the child attempted.")
    reached = reach(instrument, folded, last_item)
    outcomes = [folded.get(item.key, Outcome.CORRECT) for item in instrument.items[:reached]]
    used = min(float(seconds_used), float(instrument.subtests[0].timed_s or seconds_used))
    n_correct = sum(outcome.right for outcome in outcomes)
    return Score(
        n_items=len(instrument.items),
        n_attempted=reached,
        n_correct=n_correct,
        n_self_corrected=outcomes.count(Outcome.SELF_CORRECTED),
        seconds_used=used,
        correct_per_minute=n_correct / used * 60 if instrument.subtests[0].timed_s and used else None,
        accuracy=n_correct / reached if reached else None,
        discontinued=stopped,
        ignored=tuple(sorted(set(folded) - {item.key for item in instrument.items[:reached]}, key=_by_number)),
    )


def ran_out(instrument: Instrument, seconds_used: float) -> bool:
    """Return whether the time limit was reached; never for an untimed instrument."""
    return instrument.subtests[0].timed_s is not None and seconds_used >= instrument.subtests[0].timed_s


def stops(instrument: Instrument, folded: Mapping[str, Outcome], last_item: int | None) -> bool:
    """Return whether the first `stop_first` items were all attempted and all wrong; a self-correction is not wrong."""
    first = instrument.subtests[0].stop.k
    if not first or (last_item is not None and last_item < first):
        return False
    return all(not folded.get(item.key, Outcome.CORRECT).right for item in instrument.items[:first])


def reach(instrument: Instrument, folded: Mapping[str, Outcome], last_item: int | None) -> int:
    """Return how many items count as attempted: up to the stop, else the last item, else all."""
    if stops(instrument, folded, last_item):
        return instrument.subtests[0].stop.k
    return len(instrument.items) if last_item is None else last_item


def _check(instrument: Instrument, last_item: int | None, seconds_used: float) -> None:
    if not math.isfinite(seconds_used) or seconds_used < 0:
        raise Invalid("The time used must be a number of seconds, 0 or more.")
    if last_item is not None and not 0 <= last_item <= len(instrument.items):
        raise Invalid("Item %(last_item)s is not on this instrument.", last_item=last_item)


def _by_number(key: str) -> tuple[bool, int, str]:
    numbered = key.isascii() and key.isdigit()
    return not numbered, int(key) if numbered else 0, key
