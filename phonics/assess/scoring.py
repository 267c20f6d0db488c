"""From taps to the score of a whole sitting: replayable from the marks alone, and never more than they say."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Self

from phonics.assess.grids import Ending, Grid, Part, part, rated
from phonics.assess.instruments import Instrument
from phonics.assess.marks import OF_THE_CLOCK, Mark, MarkKind, Outcome, fold_marks
from phonics.assess.subtests import Kind, Subtest
from phonics.errors import Invalid

RULE_VERSION = "score-1"  # subtests and events came to it, and what was scored before comes to the same


@dataclass(frozen=True, slots=True)
class Score:
    """0 ≤ self-corrected ≤ correct ≤ attempted ≤ items, over all subtests but rubrics.

    :param n_correct: self-corrected answers included
    :param seconds_used: of each subtest never more than its limit
    :param correct_per_minute: of the only timed subtest, of passages the median; None where there is no such rate
    :param accuracy: correct ÷ attempted, 0–1; None when nothing was attempted
    :param discontinued: every subtest was stopped by its rule; an only one by first-k-all-wrong scores 0
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
        """Return the wrong answers, no response among them."""
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


@dataclass(frozen=True, slots=True)
class Fluency:
    """What passages come to together; the rate never stands without its accuracy.

    Source: DIBELS Next: the median of three passages; accuracy = median correct ÷ (median correct + median errors).
    """

    passages: int
    per_minute: float
    accuracy: float | None


def parts(
    instrument: Instrument, marks: Iterable[Mark], last_item: int | None = None, seconds_used: float | None = None
) -> tuple[Part, ...]:
    """Return what each subtest came to, in order: an unmarked item up to the last is right, a later one not reached.

    Where the clock spoke at all, a subtest of which no mark tells was not given; from paper no clock ever speaks.

    :param last_item: the last one attempted of the whole instrument, where no event of the subtest says it;
        0 = none, None = the child came to the end
    :param seconds_used: of an only subtest, where no event says it
    :raises Invalid: when a value makes no sense
    """
    _check(instrument, last_item, seconds_used)
    by_subtest = _dealt(instrument, marks)
    clocked = any(mark.kind in OF_THE_CLOCK for told in by_subtest for mark in told)
    found = []
    for subtest, told in zip(instrument.subtests, by_subtest, strict=True):
        if subtest.kind is Kind.RUBRIC:
            found.append(rated(subtest, told))
        elif clocked and not told:
            found.append(Part(len(subtest.items), {}, timed=subtest.timed_s is not None))
        else:
            found.append(part(Grid.of(subtest), told, _ending(instrument, subtest, last_item, seconds_used)))
    return tuple(found)


def score(
    instrument: Instrument, marks: Iterable[Mark], last_item: int | None = None, seconds_used: float | None = None
) -> Score:
    """Return the score of a sitting that has ended; the parameters are those of `parts`.

    :raises Invalid: when time ran out and nobody said which item was the last, or a value makes no sense
    """
    marks = list(marks)
    return headline(instrument, marks, parts(instrument, marks, last_item, seconds_used))


def headline(instrument: Instrument, marks: Iterable[Mark], found: Sequence[Part]) -> Score:
    """Return the score of what the subtests came to.

    :raises Invalid: when time ran out and nobody said which item was the last
    """
    if any(one.needs_last_item for one in found):
        raise Invalid("Time ran out: please choose the last item the child attempted.")
    counted = [one for subtest, one in zip(instrument.subtests, found, strict=True) if subtest.kind is not Kind.RUBRIC]
    attempted, correct = sum(one.attempted for one in counted), sum(one.correct for one in counted)
    there = {item.key for item in instrument.items}
    strays = fold_marks(mark for mark in marks if mark.item not in there)
    return Score(
        n_items=sum(one.n_items for one in counted),
        n_attempted=attempted,
        n_correct=correct,
        n_self_corrected=sum(one.self_corrected for one in counted),
        seconds_used=sum(one.seconds_used for one in found),
        correct_per_minute=_rate(instrument, found),
        accuracy=correct / attempted if attempted else None,
        discontinued=bool(counted) and all(one.discontinued for one in counted),
        ignored=tuple(sorted({*strays, *(item for one in found for item in one.beyond)}, key=_by_number)),
    )


def answers(found: Iterable[Part]) -> dict[str, Outcome]:
    """Return item → outcome of all that was attempted, in order; what is not there was not reached."""
    return {item: outcome for one in found for item, outcome in one.outcomes.items()}


def told(instrument: Instrument, found: Sequence[Part]) -> dict[str, Any]:
    """Return what each subtest came to as plain values, fit for JSON, as a score keeps it."""
    read = fluency(instrument, found)
    subtests = [_told(*pair) for pair in zip(instrument.subtests, found, strict=True)]
    return {"subtests": subtests, "fluency": asdict(read) if read else None}


def _told(subtest: Subtest, one: Part) -> dict[str, Any]:
    where = {"kind": subtest.kind.value, "first": subtest.first, "of_points": subtest.points, "points": one.points}
    if subtest.kind is Kind.RUBRIC:
        return where | {"ratings": dict(one.ratings), "mean": one.mean_rating}
    return where | {name: getattr(one, name) for name in _KEPT}


_KEPT = (
    "n_items",
    "attempted",
    "correct",
    "self_corrected",
    "seconds_used",
    "per_minute",
    "accuracy",
    "discontinued",
    "insertions",
    "accents",
)


def fluency(instrument: Instrument, found: Sequence[Part]) -> Fluency | None:
    """Return the median of the passages read; None when none has a rate."""
    passages = [
        one
        for subtest, one in zip(instrument.subtests, found, strict=True)
        if subtest.kind is Kind.PASSAGE and one.per_minute is not None
    ]
    if not passages:
        return None
    correct, wrong = median(one.correct for one in passages), median(one.incorrect for one in passages)
    rates = [one.per_minute for one in passages if one.per_minute is not None]
    return Fluency(len(passages), median(rates), correct / (correct + wrong) if correct + wrong else None)


def _rate(instrument: Instrument, found: Sequence[Part]) -> float | None:
    read = fluency(instrument, found)
    timed = [one for one in found if one.timed]
    return read.per_minute if read else timed[0].per_minute if len(timed) == 1 else None


def _dealt(instrument: Instrument, marks: Iterable[Mark]) -> list[list[Mark]]:
    """Return the marks of each subtest; an event of the clock without an item is an only subtest's."""
    place = {item.key: at for at, subtest in enumerate(instrument.subtests) for item in subtest.items}
    dealt: list[list[Mark]] = [[] for _ in instrument.subtests]
    for mark in marks:
        alone = len(dealt) == 1 and (mark.kind in OF_THE_CLOCK or mark.kind is MarkKind.LAST_ITEM)
        at = 0 if alone else place.get(mark.item)
        if at is not None:
            dealt[at].append(mark)
    return dealt


def _ending(instrument: Instrument, subtest: Subtest, last_item: int | None, seconds_used: float | None) -> Ending:
    alone = len(instrument.subtests) == 1
    last = None if last_item is None else min(max(last_item - subtest.first + 1, 0), len(subtest.items))
    seconds = seconds_used if alone else None
    timed_out = seconds is not None and subtest.timed_s is not None and seconds >= subtest.timed_s
    return Ending(last, seconds, timed_out)


def _check(instrument: Instrument, last_item: int | None, seconds_used: float | None) -> None:
    if seconds_used is not None and not 0 <= seconds_used < math.inf:
        raise Invalid("The time used must be a number of seconds, 0 or more.")
    if last_item is not None and not 0 <= last_item <= len(instrument.items):
        raise Invalid("Item %(number)s is not on this instrument.", number=last_item)


def _by_number(key: str) -> tuple[bool, int, str]:
    numbered = key.isascii() and key.isdigit()
    return not numbered, int(key) if numbered else 0, key
