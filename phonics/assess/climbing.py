"""The top of a smooth hill: limited-memory BFGS that starts from a metric of the problem's own."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from phonics.assess.responses import Numbers

MEMORY = 20
STEEP_ENOUGH = 1e-4  # of the rise that the slope promises (Armijo)

Look = Callable[[Numbers], tuple[float, Numbers, Callable[[Numbers], Numbers]]]


@dataclass(frozen=True, slots=True)
class Top:
    """Where it ended; `reached` = no step promises a rise any more that is worth it."""

    at: Numbers
    height: float
    reached: bool


def climb(look: Look, start: Numbers, *, worth: float = 1e-9, most_steps: int = 500) -> Top:
    """Return the top of the hill around `start`; no step ever goes down.

    :param look: at a place, its height, its gradient, and a rule that turns a gradient into a sensible step
    :param worth: the rise, in units of height, below which a step is not worth it
    Source: Jamshidian & Jennrich (1997), acceleration of EM by quasi-Newton steps (QN2): with the complete-data
    information as the metric, the first step is the gradient form of EM.
    """
    at, (height, gradient, metric) = start, look(start)
    steps: list[tuple[Numbers, Numbers]] = []
    for _ in range(most_steps):
        direction = _direction(gradient, metric, steps)
        promise = float(gradient @ direction)
        if promise <= 0:
            steps, direction = [], metric(gradient)
            promise = float(gradient @ direction)
        if promise < worth:
            return Top(at, height, reached=True)
        found = _step(look, at, height, direction, promise)
        if found is None:
            if not steps:
                return Top(at, height, reached=promise < 1e3 * worth)
            steps = []
            continue
        there, (height, climbed, metric) = found
        moved, bent = there - at, gradient - climbed
        if moved @ bent > 1e-10 * float(np.linalg.norm(moved) * np.linalg.norm(bent)):
            steps = [*steps[-MEMORY + 1 :], (moved, bent)]
        at, gradient = there, climbed
    return Top(at, height, reached=False)


def _direction(
    gradient: Numbers, metric: Callable[[Numbers], Numbers], steps: list[tuple[Numbers, Numbers]]
) -> Numbers:
    """Return the way up, by the two loops of Nocedal (1980)."""
    rest, shares = gradient.copy(), []
    for moved, bent in reversed(steps):
        share = float(moved @ rest) / float(moved @ bent)
        rest = rest - share * bent
        shares.append(share)
    way = metric(rest)
    for (moved, bent), share in zip(steps, reversed(shares), strict=True):
        way = way + moved * (share - float(bent @ way) / float(moved @ bent))
    return way


def _step(
    look: Look, at: Numbers, height: float, direction: Numbers, promise: float
) -> tuple[Numbers, tuple[float, Numbers, Callable[[Numbers], Numbers]]] | None:
    """Return the first place along the way, halved again and again, that is truly higher."""
    length = 1.0
    for _ in range(40):
        there = at + length * direction
        seen = look(there)
        if seen[0] >= height + STEEP_ENOUGH * length * promise:
            return there, seen
        length /= 2
    return None
