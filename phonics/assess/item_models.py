"""Rasch with one common slope, and 2PL with a slope per item, at the marginal maximum; with standard errors."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from phonics.assess.climbing import Top, climb
from phonics.assess.marginal import Kind, Marginal, grid_of
from phonics.assess.responses import Numbers, Responses

COARSEST, FINEST = 0.25, 0.02  # steps of the grid
MOST_WORK = 2 * 10**10  # multiplications beyond which no standard errors are worked out
FLAT, STEEP = 1e-2, 20.0  # slopes of an item that tells nothing of θ, and of one that tells all: no finite difficulty


@dataclass(frozen=True, slots=True)
class ItemModel:
    """Where on θ half of the persons get the item (None: at no finite place), and how sharply it divides them there."""

    id: str
    difficulty: float | None = None
    discrimination: float | None = None
    difficulty_se: float | None = None
    discrimination_se: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A fitted model.

    :param log_likelihood: of the persons with an answer, at the marginal maximum; None without enough items
    :param items: every item of the table; one left out has no numbers
    :param left_out: ids of constant items: at no finite difficulty would half get them
    :param grid: θ, as the likelihood was summed
    :param spread: how many persons are expected at each θ
    """

    kind: Kind
    log_likelihood: float | None
    items: tuple[ItemModel, ...]
    n_persons: int
    converged: bool
    left_out: tuple[str, ...]
    grid: Numbers = field(repr=False)
    spread: Numbers = field(repr=False)


def least_items(kind: Kind) -> int:
    """Return how many items a model needs: with fewer, many slopes fit equally well."""
    return 2 if kind == "rasch" else 3


def fit(responses: Responses, kind: Kind) -> Model:
    """Return the model at its marginal maximum, constant items left out.

    :param responses: of 0 and 1 only
    """
    kept = ~responses.constant
    left_out = tuple(one for one, stays in zip(responses.items, kept, strict=True) if not stays)
    if kept.sum() < least_items(kind):
        bare = tuple(ItemModel(one) for one in responses.items)
        return Model(kind, None, bare, 0, False, left_out, np.zeros(0), np.zeros(0))
    names = tuple(one for one, stays in zip(responses.items, kept, strict=True) if stays)
    marginal = Marginal.of(Responses(names, responses.cells[:, kept]), kind)
    top, grid = _top(marginal)
    fitted = {one.id: one for one in _items(marginal, names, top, grid)}
    return Model(
        kind=kind,
        log_likelihood=top.height,
        items=tuple(fitted.get(one, ItemModel(one)) for one in responses.items),
        n_persons=int(marginal.times.sum()),
        converged=top.reached,
        left_out=left_out,
        grid=grid,
        spread=marginal.times @ marginal.posterior(top.at, grid)[1],
    )


def _top(marginal: Marginal) -> tuple[Top, Numbers]:
    """Return the maximum and the grid it was found on: again on a finer one where the slopes ask for it."""
    at, grid = marginal.start, grid_of(_step_for(marginal, marginal.start))
    for _ in range(4):
        top = climb(partial(marginal.look, grid), at)
        at, finer = _upright(marginal, top.at), grid_of(_step_for(marginal, top.at))
        if len(finer) <= len(grid):
            break
        grid = finer
    return Top(at, top.height, top.reached), grid


def _step_for(marginal: Marginal, at: Numbers) -> float:
    """Return the widest step at which the sum over the grid is as good as the integral."""
    slopes, _ = marginal.slopes_and_intercepts(at)
    sharpest = 1 / np.sqrt(1 + float(slopes @ slopes) / 4)
    return float(np.clip(sharpest, FINEST, COARSEST))


def _upright(marginal: Marginal, at: Numbers) -> Numbers:
    """Return the same model with θ the way up: more of it, more right answers."""
    slopes, intercepts = marginal.slopes_and_intercepts(at)
    return at if slopes.sum() >= 0 else np.concatenate([-at[: -len(intercepts)], intercepts])


def _items(marginal: Marginal, names: tuple[str, ...], top: Top, grid: Numbers) -> Iterator[ItemModel]:
    slopes, intercepts = marginal.slopes_and_intercepts(top.at)
    doubt = _doubt(marginal, top.at, grid)
    first, k = len(top.at) - len(names), len(names)
    for n, (name, a, d) in enumerate(zip(names, slopes.tolist(), intercepts.tolist(), strict=True)):
        if not FLAT < abs(a) < STEEP:
            yield ItemModel(name, None, a)
            continue
        pair = [n if first == k else 0, first + n]
        (aa, ad), (_, dd) = doubt[np.ix_(pair, pair)].tolist()
        b = -d / a
        yield ItemModel(name, b, a, _root((dd + 2 * b * ad + b * b * aa) / (a * a)), _root(aa))


def _doubt(marginal: Marginal, at: Numbers, grid: Numbers) -> Numbers:
    """Return the parameters' variances and covariances; NaN where they would take too long, or there are none."""
    none = np.full((len(at), len(at)), np.nan)
    if len(grid) * len(marginal.times) * (2 * marginal.n_items) ** 2 > MOST_WORK:
        return none
    try:
        return np.linalg.inv(marginal.information(at, grid)).astype(np.float64)
    except np.linalg.LinAlgError:
        return none


def _root(variance: float) -> float | None:
    return float(np.sqrt(variance)) if variance > 0 else None
