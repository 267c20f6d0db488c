"""How far a score can be leaned on: KR-20 or alpha, the standard error, and two forms or sittings side by side."""

import math
from dataclasses import dataclass

import numpy as np

from phonics.assess.intervals import Interval, feldt, fisher
from phonics.assess.item_statistics import correlation
from phonics.assess.responses import Numbers, Responses


@dataclass(frozen=True, slots=True)
class Reliability:
    """Consistency of the total over the items, from the persons who answered every item.

    :param kind: 'kr20' where all items are 0 and 1, else 'alpha'; for those the two are the same number
    :param value: 1 is perfect, it can be negative; None where it cannot be had (fewer than two persons or items,
        or all totals the same)
    :param n: persons with a complete row
    :param sd: of their totals, in points (n − 1 below the line)
    :param sem: standard error of measurement, in points: SD·√(1 − reliability)
    """

    kind: str
    value: float | None
    interval: Interval | None
    n: int
    mean: float | None
    sd: float | None
    sem: float | None


def reliability(responses: Responses) -> Reliability:
    """Return KR-20 or alpha with Feldt's interval, and the standard error of measurement.

    Source: Kuder & Richardson (1937), formula 20; Cronbach (1951), eq. 2.
    """
    rows, kind = responses.complete, "kr20" if responses.zero_one.all() else "alpha"
    (n, k), totals = rows.shape, rows.sum(axis=1)
    mean = float(totals.mean()) if n else None
    sd = float(totals.std(ddof=1)) if n > 1 else None
    if not sd or k < 2 or np.ptp(totals) <= 1e-12:
        return Reliability(kind, None, None, n, mean, sd, None)
    value = k / (k - 1) * (1 - float(rows.var(axis=0).sum()) / float(totals.var()))
    return Reliability(kind, value, feldt(value, n, k), n, mean, sd, sd * math.sqrt(max(0.0, 1 - value)))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pearson's r between two sittings of the same persons: form A with B, or a test with its repetition."""

    n: int
    r: float | None
    interval: Interval | None


def agreement(first: Numbers, second: Numbers) -> Agreement:
    """Return how two sets of scores go together, one pair a person."""
    r = correlation(first, second)
    return Agreement(len(first), r, None if r is None else fisher(r, len(first)))
