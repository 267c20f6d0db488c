"""From the marks on one subtest to what they come to: replayable from them alone, and never more than they say.

Source: EGRA toolkit (count-down, bracket, early stop); DIBELS Next and Acadience (first row or first five all wrong:
score 0); Tangerine (first-k-all-wrong looks at the first items only). Correct per minute = correct ÷ seconds × 60.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from phonics.assess.marks import Mark, MarkKind, Outcome, in_order, insertions, latest_marks
from phonics.assess.subtests import LEVELS, NO_STOP, Stop, StopType, Subtest
from phonics.assess.timing import timing

LEAST_S = 0.001  # the grain of every clock: less is no time
NONE_ATTEMPTED = "0"  # what `last_item` names when the child attempted nothing


@dataclass(frozen=True, slots=True)
class Grid:
    """What scoring must know of a subtest: its items in order and the rules.

    :param silence_is_right: an item that was reached and not marked is right; else it was not answered
    :param points: of items worth more than one
    """

    keys: tuple[str, ...]
    columns: int = 1
    timed_s: float | None = None
    stop: Stop = NO_STOP
    silence_is_right: bool = True
    points: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, subtest: Subtest) -> "Grid":
        """Return the grid of a subtest; its items go by the numbers they have in the whole instrument."""
        keys = tuple(item.key for item in subtest.items)
        points = {item.key: item.points for item in subtest.items if item.points > 1}
        return cls(keys, subtest.columns, subtest.timed_s, subtest.stop, subtest.silence_is_right, points)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the items row by row."""
        return tuple(self.keys[at : at + self.columns] for at in range(0, len(self.keys), self.columns))


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended as the teacher's page said it, for what the events do not tell.

    :param last: how many items were attempted; None = to the end, unless the time ran out
    """

    last: int | None = None
    seconds_used: float | None = None
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What a subtest came to; 0 ≤ self-corrected ≤ correct ≤ attempted ≤ items.

    :param outcomes: item → outcome of what was attempted, in order; the others were not reached, which is not wrong
    :param discontinued: the stop rule was met; nothing after it counts
    :param needs_last_item: time ran out and nobody said where; until then nothing counts
    :param points: what the right answers are worth; part of an item's where the mark says so
    :param insertions: words put in; `accents`: items said with a Thai accent; neither is an error
    :param ratings: of a rubric, criterion → level 1–4; it has no outcomes
    :param beyond: items marked that do not count, being after the last item or the stop
    """

    n_items: int
    outcomes: Mapping[str, Outcome]
    seconds_used: float = 0.0
    timed: bool = False
    discontinued: bool = False
    needs_last_item: bool = False
    points: int = 0
    insertions: int = 0
    accents: int = 0
    ratings: Mapping[str, int] = field(default_factory=dict)
    beyond: tuple[str, ...] = field(default=(), compare=False)

    @property
    def attempted(self) -> int:
        """Return how many items were attempted."""
        return len(self.outcomes)

    @property
    def correct(self) -> int:
        """Return how many were right, self-corrected ones included."""
        return sum(outcome.right for outcome in self.outcomes.values())

    @property
    def self_corrected(self) -> int:
        """Return how many of the right ones were self-corrected."""
        return sum(outcome is Outcome.SELF_CORRECTED for outcome in self.outcomes.values())

    @property
    def incorrect(self) -> int:
        """Return how many were wrong, no response among them."""
        return self.attempted - self.correct

    @property
    def not_reached(self) -> int:
        """Return how many the child never came to; they are not wrong."""
        return self.n_items - self.attempted

    @property
    def per_minute(self) -> float | None:
        """Return correct ÷ seconds used × 60; None when untimed, when no time was used, or the end is not known."""
        if not self.timed or self.seconds_used < LEAST_S or self.needs_last_item:
            return None
        return self.correct / self.seconds_used * 60

    @property
    def accuracy(self) -> float | None:
        """Return correct ÷ attempted, 0–1; None when nothing was attempted."""
        return self.correct / self.attempted if self.outcomes else None

    @property
    def mean_rating(self) -> float | None:
        """Return the mean level of the criteria that were rated, 1–4; None when none was."""
        return sum(self.ratings.values()) / len(self.ratings) if self.ratings else None


def part(grid: Grid, marks: Sequence[Mark], ending: Ending | None = None) -> Part:
    """Return what the marks on a grid come to; what the events leave open, the ending says.

    :param marks: those on its items, and the events of its clock; what is about an item not there counts for nothing
    """
    told = ending or Ending()
    clock = timing(marks, grid.timed_s)
    standing = latest_marks(marks, grid.rows)
    last, timed_out = _last(grid, marks, told), clock.timed_out or (not clock.told and told.timed_out)
    if last is None and timed_out and not grid.silence_is_right:
        last = max((n for n, key in enumerate(grid.keys, start=1) if key in standing), default=0)
    heard = _heard(grid, standing, last)
    stop = stop_at(grid.stop, heard)
    needs = last is None and timed_out and not stop
    reached = 0 if needs else stop or len(heard)
    outcomes = dict(zip(grid.keys, heard[:reached], strict=False))
    seconds = clock.seconds_used if clock.seconds_used is not None else told.seconds_used
    return Part(
        n_items=len(grid.keys),
        outcomes=outcomes,
        seconds_used=min(seconds or 0.0, grid.timed_s or float("inf")),
        timed=grid.timed_s is not None,
        discontinued=bool(stop),
        needs_last_item=needs,
        points=_points(grid, standing, outcomes),
        insertions=sum(count for item, count in insertions(marks).items() if item in outcomes),
        accents=sum(mark.accent for item, mark in standing.items() if item in outcomes),
        beyond=tuple(item for item in grid.keys[reached:] if item in standing),
    )


def rated(subtest: Subtest, marks: Iterable[Mark]) -> Part:
    """Return what a rubric came to: a criterion nobody rated has no level, and is not wrong."""
    standing = latest_marks(marks)
    told = {item.key: standing[item.key].points for item in subtest.items if item.key in standing}
    ratings = {key: level for key, level in told.items() if level is not None and str(level) in LEVELS}
    return Part(len(subtest.items), {}, points=sum(ratings.values()), ratings=ratings)


def stop_at(rule: Stop, outcomes: Sequence[Outcome]) -> int:
    """Return after how many items the rule ends it, 0 when it does not: a self-correction is not wrong.

    :param outcomes: of what was attempted, in order; what the child never came to cannot stop it
    """
    wrong_in_a_row = 0
    for n, outcome in enumerate(outcomes, start=1):
        wrong_in_a_row = 0 if outcome.right else wrong_in_a_row + 1
        if rule.k and wrong_in_a_row == rule.k and (rule.type is StopType.K_CONSECUTIVE or n == rule.k):
            return n
    return 0


def _heard(grid: Grid, standing: Mapping[str, Mark], last: int | None) -> list[Outcome]:
    """Return the outcome of each item up to the last one, by the rule for what nobody marked."""
    silent = Outcome.CORRECT if grid.silence_is_right else Outcome.NO_RESPONSE
    return [_outcome(grid, standing[key], key) if key in standing else silent for key in grid.keys[:last]]


def _outcome(grid: Grid, mark: Mark, key: str) -> Outcome:
    """Return what was heard; where the mark gives points only, all of them are right and fewer are not."""
    full = (mark.points or 0) >= grid.points.get(key, 1)
    return mark.outcome or (Outcome.CORRECT if full else Outcome.INCORRECT)


def _points(grid: Grid, standing: Mapping[str, Mark], outcomes: Mapping[str, Outcome]) -> int:
    """Return what is right in points: all of an item's, or as many as its mark says."""
    total = sum(grid.points.get(key, 1) for key, outcome in outcomes.items() if outcome.right)
    for key, mark in standing.items():
        if mark.points is not None and key in outcomes:
            most = grid.points.get(key, 1)
            total += min(mark.points, most) - most * outcomes[key].right
    return total


def _last(grid: Grid, marks: Iterable[Mark], told: Ending) -> int | None:
    """Return how many items were attempted, as somebody said; the last to say so wins, "0" says none."""
    places = {NONE_ATTEMPTED: 0} | {key: n for n, key in enumerate(grid.keys, start=1)}
    said = [mark for mark in in_order(marks) if mark.kind is MarkKind.LAST_ITEM and mark.item in places]
    return told.last if not said or said[-1].takes_back else places[said[-1].item]
