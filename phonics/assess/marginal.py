"""The marginal likelihood of Rasch and 2PL: P(right) = 1 / (1 + exp(−a(θ − b))), θ ~ N(0, 1), D = 1.

Written with aθ + d, where d = −ab. The likelihood of each person is summed over an even grid of θ: of a smooth function
that dies out at both ends, that sum is exact up to about exp(−2π²σ²/h²), with h its step and σ how sharply a person's
answers tell θ. Empty cells are left out. Source: Bock & Aitkin (1981), Psychometrika 46, 443–459.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from phonics.assess.responses import Numbers, Responses

Kind = Literal["rasch", "2pl"]

REACH = 7.0  # the grid runs from −7 to 7: less than 3 in 10¹² of all persons lie beyond


def grid_of(step: float) -> Numbers:
    """Return θ from −7 to 7 in even steps, no wider than this."""
    return np.linspace(-REACH, REACH, 2 * int(np.ceil(REACH / step)) + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Marginal:
    """Answers of 0 and 1, each pattern once, and how many persons gave it.

    :param right: patterns × items, 1 = right
    :param asked: patterns × items, 1 = answered
    :param times: persons with this pattern
    """

    kind: Kind
    right: Numbers
    asked: Numbers
    times: Numbers

    @classmethod
    def of(cls, responses: Responses, kind: Kind) -> "Marginal":
        """Return the patterns of a table; a person who answered nothing says nothing, and is not among them."""
        coded = np.where(responses.filled, responses.points, -1).astype(np.int8)
        patterns, times = np.unique(coded[responses.filled.any(axis=1)], axis=0, return_counts=True)
        return cls(
            kind, (patterns == 1).astype(np.float64), (patterns >= 0).astype(np.float64), times.astype(np.float64)
        )

    @property
    def n_items(self) -> int:
        """Return how many items are modelled."""
        return int(self.right.shape[1])

    @property
    def start(self) -> Numbers:
        """Return where to begin: every slope 1, every intercept the logit of the share of right answers."""
        got, of = self.times @ self.right, self.times @ self.asked
        slopes = np.ones(1 if self.kind == "rasch" else self.n_items)
        return np.concatenate([slopes, np.log((got + 0.5) / (of - got + 0.5))])

    def slopes_and_intercepts(self, at: Numbers) -> tuple[Numbers, Numbers]:
        """Return a and d of every item."""
        slopes, intercepts = at[: -self.n_items], at[-self.n_items :]
        return np.broadcast_to(slopes, intercepts.shape), intercepts

    def posterior(self, at: Numbers, grid: Numbers) -> tuple[float, Numbers]:
        """Return the log-likelihood, and for each pattern how likely each θ is (patterns × grid, rows sum to 1)."""
        slopes, intercepts = self.slopes_and_intercepts(at)
        z = np.outer(grid, slopes) + intercepts
        prior = -0.5 * grid**2
        logs = self.right @ z.T - self.asked @ np.logaddexp(0, z).T + prior
        highest = logs.max(axis=1, keepdims=True)
        shares = np.exp(logs - highest)
        sums = shares.sum(axis=1, keepdims=True)
        height = float(self.times @ (highest + np.log(sums))[:, 0]) - float(
            self.times.sum() * np.log(np.exp(prior).sum())
        )
        return height, shares / sums

    def look(self, grid: Numbers, at: Numbers) -> tuple[float, Numbers, Callable[[Numbers], Numbers]]:
        """Return the log-likelihood, its gradient, and the step of EM as a rule for gradients."""
        height, shares = self.posterior(at, grid)
        expected = (shares * self.times[:, None]).T @ self.asked  # grid × items: persons expected there
        chance = self._chance(at, grid)
        missed = expected * chance
        theta = (shares @ grid) * self.times
        by_slope = theta @ self.right - grid @ missed
        by_intercept = self.times @ self.right - missed.sum(axis=0)
        spread = missed * (1 - chance)
        parts = grid**2 @ spread + 1e-9, grid @ spread, spread.sum(axis=0) + 1e-9
        if self.kind == "rasch":
            return height, np.concatenate([[by_slope.sum()], by_intercept]), partial(_common_slope, parts)
        return height, np.concatenate([by_slope, by_intercept]), partial(_own_slopes, parts)

    def _chance(self, at: Numbers, grid: Numbers) -> Numbers:
        slopes, intercepts = self.slopes_and_intercepts(at)
        return 0.5 * (1 + np.tanh(0.5 * (np.outer(grid, slopes) + intercepts)))

    def information(self, at: Numbers, grid: Numbers) -> Numbers:
        """Return the observed information: minus the curvature of the log-likelihood, parameters × parameters.

        Source: Louis (1982): what complete data would tell, less how much a person's θ leaves open.
        """
        k = self.n_items
        _height, shares = self.posterior(at, grid)
        chance = self._chance(at, grid)
        told, blurred = np.zeros((2 * k, 2 * k)), np.zeros((2 * k, 2 * k))
        means = np.zeros((len(self.times), 2 * k))
        for theta, p, share in zip(grid, chance, shares.T, strict=True):
            score = self.asked * (self.right - p)
            score = np.hstack([theta * score, score])
            weighted = score * share[:, None]
            means += weighted
            blurred += (weighted * self.times[:, None]).T @ score
            at_once = ((share * self.times) @ self.asked) * p * (1 - p)
            told += np.kron([[theta * theta, theta], [theta, 1]], np.diag(at_once))
        full = told - blurred + (means * self.times[:, None]).T @ means
        if self.kind == "2pl":
            return full
        gather = np.vstack([np.repeat([1.0, 0.0], k), np.hstack([np.zeros((k, k)), np.eye(k)])])
        gathered: Numbers = gather @ full @ gather.T
        return gathered


Parts = tuple[Numbers, Numbers, Numbers]


def _own_slopes(parts: Parts, gradient: Numbers) -> Numbers:
    """Return the step of EM where each item has a slope of its own: two by two, item by item."""
    aa, ad, dd = parts
    by_slope, by_intercept = np.split(gradient, 2)
    whole = aa * dd - ad * ad
    return np.concatenate([dd * by_slope - ad * by_intercept, aa * by_intercept - ad * by_slope]) / np.tile(whole, 2)


def _common_slope(parts: Parts, gradient: Numbers) -> Numbers:
    """Return the step of EM where all items share one slope."""
    aa, ad, dd = parts
    by_slope, by_intercept = gradient[0], gradient[1:]
    slope = (by_slope - (ad / dd) @ by_intercept) / (aa.sum() - (ad / dd) @ ad)
    return np.concatenate([[slope], (by_intercept - ad * slope) / dd])
