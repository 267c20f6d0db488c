"""How often a second, equal test would come to the same decision at a cut, worked out from one sitting.

Livingston & Lewis (1995), "Estimating the consistency and accuracy of classifications based on test scores", Journal of
Educational Measurement 32, 179–197. True scores follow a beta curve with the mean of the scores and as much of their
variance as is reliable; a test is tosses with that chance, as many as give the scores the variance they have. It takes
points as well as right and wrong, and follows scores that crowd at the ceiling, as those of a level's test do. (The
simpler way of Subkoviak, 1976, draws each child towards the mean, and finds too little agreement: 69 % where a test
given twice agrees in 73 %.)
"""

from dataclasses import dataclass

import numpy as np

from phonics.assess.intervals import beta_below
from phonics.assess.responses import Numbers

CELLS = 300  # in which the beta curve is summed


@dataclass(frozen=True, slots=True)
class Consistency:
    """How often two tests would decide alike.

    :param same: 0–1, the share of persons decided alike by both
    :param kappa: the same beyond chance; None where chance alone would agree always
    """

    cut: float
    n: int
    same: float
    kappa: float | None


def consistency(totals: Numbers, most: float, cut: float, reliability: float) -> Consistency | None:
    """Return the consistency of passing with `cut` or more; None where there is nothing to decide.

    :param totals: one a person
    :param most: the largest total there can be
    :param reliability: KR-20 or alpha; below 0 it counts as 0
    """
    if len(totals) < 2 or not 0 < cut <= most or np.ptp(totals) <= 1e-12:
        return None
    chances, weights = _passing(totals, most, cut, min(max(reliability, 0.0), 1 - 1e-6))
    same = float(weights @ (chances**2 + (1 - chances) ** 2))
    passing = float(weights @ chances)
    by_chance = passing * passing + (1 - passing) * (1 - passing)
    return Consistency(cut, len(totals), same, (same - by_chance) / (1 - by_chance) if by_chance < 1 - 1e-12 else None)


def _passing(totals: Numbers, most: float, cut: float, reliability: float) -> tuple[Numbers, Numbers]:
    """Return the chance of passing along the beta curve of true scores, and how many have that true score (sum 1)."""
    mean, variance = float(totals.mean()) / most, float(totals.var()) / most**2
    true = reliability * variance
    tosses = (mean * (1 - mean) - true) / (variance - true)
    least = (cut - 0.5) * tosses / most + 0.5  # half a point down: between two totals
    if true <= 1e-12:
        return np.array([_at_least(least, tosses, mean)]), np.ones(1)
    edges = np.linspace(0, 1, CELLS + 1)
    strength = mean * (1 - mean) / true - 1
    below = [beta_below(x, mean * strength, (1 - mean) * strength) for x in edges.tolist()]
    middles = (edges[1:] + edges[:-1]) / 2
    return np.array([_at_least(least, tosses, x) for x in middles.tolist()]), np.diff(below)


def _at_least(least: float, tosses: float, chance: float) -> float:
    """Return the probability of so many right of so many tosses; between whole numbers it runs on smoothly."""
    if least > tosses:
        return float(chance**tosses)
    return beta_below(chance, least, tosses - least + 1)
