"""How one item did: how many got it, whether it tells strong from weak, which wrong answers it drew."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from phonics.assess.intervals import Interval, fisher, wilson
from phonics.assess.responses import Numbers, Responses


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """What the answers say of one item; None where they say nothing.

    :param n: persons with an answer; those who left it empty or never came there are not among them
    :param n_not_reached: persons who never came there; None = nothing is known of it
    :param p: mean ÷ most points, 0–1: the larger, the easier
    :param p_interval: Wilson's, only of an item of 0 and 1
    :param point_biserial: correlation of the item with the share of points on the other items the person answered
    :param constant: all answers are the same: nothing can be correlated with it
    """

    id: str
    n: int
    n_not_reached: int | None
    most: float
    p: float | None
    p_interval: Interval | None
    point_biserial: float | None
    point_biserial_interval: Interval | None
    constant: bool


def item_statistics(responses: Responses) -> tuple[ItemStatistics, ...]:
    """Return what the answers say of each item, in the items' order."""
    return tuple(_one(responses, at) for at in range(len(responses.items)))


def _one(responses: Responses, at: int) -> ItemStatistics:
    answered = responses.filled[:, at]
    n, total, most = int(answered.sum()), float(responses.points[:, at].sum()), float(responses.most[at])
    others = rest_shares(responses, at)
    both = answered & ~np.isnan(others)
    r = correlation(responses.cells[both, at], others[both])
    return ItemStatistics(
        id=responses.items[at],
        n=n,
        n_not_reached=None if responses.unreached is None else int(responses.unreached[:, at].sum()),
        most=most,
        p=total / (n * most) if n and most else None,
        p_interval=wilson(total, n) if responses.zero_one[at] else None,
        point_biserial=r,
        point_biserial_interval=None if r is None else fisher(r, int(both.sum())),
        constant=bool(responses.constant[at]),
    )


def rest_shares(responses: Responses, at: int) -> Numbers:
    """Return each person's points on all items but this one ÷ the most of those they answered; NaN without any.

    Where nothing is empty it orders persons as the sum of the other items does, so the correlation is the usual one.
    """
    got = responses.points.sum(axis=1) - responses.points[:, at]
    possible = responses.filled @ responses.most - responses.filled[:, at] * responses.most[at]
    shares: Numbers = np.divide(got, possible, out=np.full(len(got), np.nan), where=possible > 0)
    return shares


def correlation(x: Numbers, y: Numbers) -> float | None:
    """Return Pearson's r; None with fewer than two pairs, or where one of the two does not vary."""
    if len(x) < 2 or np.ptp(x) <= 1e-12 or np.ptp(y) <= 1e-12:
        return None
    dx, dy = x - x.mean(), y - y.mean()
    return float(np.clip(dx @ dy / np.sqrt((dx @ dx) * (dy @ dy)), -1, 1))


@dataclass(frozen=True, slots=True)
class Distractor:
    """One answer that was given.

    :param share: 0–1 of all answers to the item
    :param rest: mean share of points of those who gave it, on the other items; None where it is not known
    """

    answer: str
    right: bool
    n: int
    share: float
    rest: float | None


def distractors(answers: Sequence[str | None], key: str, rest: Numbers) -> tuple[Distractor, ...]:
    """Return each answer given to an item, the right one first, then the most frequent.

    A wrong answer is worth a look when those who gave it did better on the rest than those who gave the right one.

    :param answers: one a person; None = no answer
    :param rest: `rest_shares` of the item, in the same order
    """
    counts = Counter(answer for answer in answers if answer is not None)
    ordered = sorted(counts, key=lambda answer: (answer != key, -counts[answer], answer))
    return tuple(
        Distractor(
            answer, answer == key, counts[answer], counts[answer] / counts.total(), _mean_of(answers, answer, rest)
        )
        for answer in ordered
    )


def _mean_of(answers: Sequence[str | None], wanted: str, rest: Numbers) -> float | None:
    chosen = rest[[answer == wanted for answer in answers] & ~np.isnan(rest)]
    return float(chosen.mean()) if len(chosen) else None
