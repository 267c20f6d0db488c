"""From how many persons on a number means something, and what an item's numbers advise.

The sizes follow from how wide the 95 % intervals are: p = .70 is ±.28 with 10 persons, ±.16 with 30, ±.09 with 100; a
point-biserial of .30 lies between −.07 and .60 with 30, between .02 and .53 with 50. Of a criterion test most pupils
get most items right: a p near 1 is what teaching was for, never a fault, and little can be told apart there.
"""

from collections.abc import Iterator
from enum import StrEnum

from phonics.assess.item_statistics import ItemStatistics


class Stage(StrEnum):
    """How far the numbers of a sample carry."""

    TOO_FEW = "too_few"
    ROUGH = "rough"
    PROVISIONAL = "provisional"
    FAIR = "fair"
    FIRM = "firm"


STAGE_FROM = {Stage.TOO_FEW: 0, Stage.ROUGH: 10, Stage.PROVISIONAL: 30, Stage.FAIR: 50, Stage.FIRM: 100}

SHOWN_FROM = {
    "difficulty": 10,
    "point_biserial": 30,
    "reliability": 30,  # KR-20 or alpha, and the standard error
    "agreement": 50,  # form A with form B, test with retest
    "consistency": 100,  # of the decision at the cut
    "rasch": 200,
    "2pl": 500,
}

BANDS = ((0.90, "decides"), (0.80, "good"), (0.70, "moderate"), (0.60, "averaged"), (float("-inf"), "doubtful"))


def stage(n: int) -> Stage:
    """Return how far the numbers of n persons carry."""
    return next(one for one, least in reversed(STAGE_FROM.items()) if n >= least)


def shown(what: str, n: int) -> bool:
    """Return whether n persons are enough to show this number."""
    return n >= SHOWN_FROM[what]


def band(reliability: float) -> str:
    """Return what a reliability is good for: decides (.90 and up), good, moderate, averaged, doubtful (below .60)."""
    return next(name for least, name in BANDS if reliability >= least)


class Advice(StrEnum):
    """What to do about an item; the first that applies, the gravest first."""

    UNKNOWN = "unknown"  # too few persons to say anything
    NOBODY = "nobody"
    BACKWARDS = "backwards"  # those who do well on the rest miss it more often
    HARD = "hard"
    BLUNT = "blunt"  # it hardly tells strong from weak
    LATE = "late"  # many never came there
    EASY = "easy"  # nearly all get it: as it should be
    FINE = "fine"


TO_CHANGE = frozenset({Advice.NOBODY, Advice.BACKWARDS, Advice.HARD, Advice.BLUNT})

HARD_BELOW, EASY_FROM = 0.5, 0.9  # p
BLUNT_BELOW, BLUNT_JUDGED_FROM = 0.10, 50  # point-biserial; a sample that can tell .30 from 0
LATE_FROM = 0.10  # the share who never came there


def advise(item: ItemStatistics) -> Advice:
    """Return what the numbers of an item advise."""
    return next(_applying(item), Advice.FINE)


def _applying(item: ItemStatistics) -> Iterator[Advice]:
    p, r = item.p, item.point_biserial
    if p is None or not shown("difficulty", item.n):
        yield Advice.UNKNOWN
        return
    if p == 0:
        yield Advice.NOBODY
    if shown("point_biserial", item.n) and p < EASY_FROM:
        if r is not None and r < 0:
            yield Advice.BACKWARDS
        if p < HARD_BELOW:
            yield Advice.HARD
        if r is not None and r < BLUNT_BELOW and item.n >= BLUNT_JUDGED_FROM:
            yield Advice.BLUNT
    if item.n_not_reached and item.n_not_reached >= LATE_FROM * (item.n + item.n_not_reached):
        yield Advice.LATE
    if not shown("point_biserial", item.n) and p < 1:
        yield Advice.UNKNOWN
    if p >= EASY_FROM:
        yield Advice.EASY
