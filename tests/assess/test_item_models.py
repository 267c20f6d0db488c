"""Rasch and 2PL: published results, a second implementation, recovery of what was put in, and what must not matter."""

import csv
import math
from collections.abc import Callable
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import pytest

from phonics.assess.item_models import Model, fit
from phonics.assess.responses import Responses

LSAT6 = Path(__file__).parent.parent / "cases" / "lsat6.csv"


@pytest.fixture(scope="module")
def lsat() -> Responses:
    """A thousand persons on five items of the Law School Admission Test, section 6 (Bock & Lieberman 1970)."""
    with LSAT6.open(encoding="utf-8", newline="") as file:
        heading, *lines = csv.reader(file)
    rows = [[float(cell) for cell in line[:5]] for line in lines for _ in range(int(line[5]))]
    assert len(rows) == 1000
    return Responses.of(heading[:5], rows)


def difficulties(model: Model) -> list[float | None]:
    return [item.difficulty for item in model.items]


def slopes(model: Model) -> list[float | None]:
    return [item.discrimination for item in model.items]


def test_2pl_as_published(lsat: Responses) -> None:
    """The R package ltm 1.1 gives −2466.653 and these estimates and standard errors for the same data."""
    model = fit(lsat, "2pl")
    assert (model.converged, model.log_likelihood) == (True, pytest.approx(-2466.653, abs=1e-3))
    assert difficulties(model) == pytest.approx([-3.3597, -1.3696, -0.2799, -1.8659, -3.1236], abs=3e-3)
    assert slopes(model) == pytest.approx([0.8254, 0.7229, 0.8905, 0.6886, 0.6575], abs=1e-3)
    assert [i.difficulty_se for i in model.items] == pytest.approx([0.8669, 0.3073, 0.0997, 0.4341, 0.8700], abs=2e-3)
    assert [i.discrimination_se for i in model.items] == pytest.approx([0.2581, 0.1867, 0.2326, 0.1852, 0.21], abs=1e-3)


def by_hermite(responses: Responses, slope: np.ndarray, intercept: np.ndarray, points: int = 101) -> float:
    """The marginal log-likelihood anew: the product of a person's chances, by Gauss–Hermite quadrature."""
    at, weight = np.polynomial.hermite_e.hermegauss(points)
    chance = 1 / (1 + np.exp(-(np.outer(at, slope) + intercept)))
    said = responses.cells[:, None, :]  # persons × θ × items
    each = np.where(np.isnan(said), 1, np.where(said == 1, chance, 1 - chance)).prod(axis=2)
    return float(np.log(each @ weight / math.sqrt(2 * math.pi)).sum())


def curvature(height: Callable[[np.ndarray], float], at: np.ndarray, step: float = 1e-3) -> np.ndarray:
    """The second derivatives, by differences."""
    moves, curve = np.eye(len(at)) * step, np.zeros((len(at), len(at)))
    for i, j in combinations_with_replacement(range(len(at)), 2):
        m, o = moves[i], moves[j]
        four = height(at + m + o) - height(at + m - o) - height(at - m + o) + height(at - m - o)
        curve[i, j] = curve[j, i] = four / (4 * step * step)
    return curve


def uphill(height: Callable[[np.ndarray], float], at: np.ndarray, step: float = 1e-4) -> np.ndarray:
    """Newton's way to the top, with slopes and curvatures by differences alone."""
    for _ in range(25):
        gradient = np.array([height(at + m) - height(at - m) for m in np.eye(len(at)) * step]) / (2 * step)
        way = np.linalg.solve(-curvature(height, at), gradient)
        at = at + way * min(1.0, 0.5 / float(np.abs(way).max()))
        if float(np.abs(way).max()) < 1e-5:
            return at
    raise AssertionError("the second implementation did not settle")


def drawn(n: int, slope: np.ndarray, difficulty: np.ndarray, seed: int) -> Responses:
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=(n, 1))
    right = rng.random((n, len(slope))) < 1 / (1 + np.exp(-slope * (theta - difficulty)))
    return Responses(tuple(f"i{j}" for j in range(len(slope))), right.astype(float))


def with_gaps(responses: Responses, share: float, seed: int) -> Responses:
    gaps = np.random.default_rng(seed).random(responses.cells.shape) < share
    return Responses(responses.items, np.where(gaps, np.nan, responses.cells))


@pytest.fixture(scope="module")
def gappy() -> Responses:
    """150 persons on four items, an eighth of the cells empty; some persons have everything right or wrong."""
    return with_gaps(drawn(150, np.array([0.8, 1.1, 1.5, 1.2]), np.array([-1.0, 0.3, 0.9, -0.2]), 3), 0.125, 4)


def test_rasch_by_a_second_implementation(lsat: Responses, gappy: Responses) -> None:
    """LSAT 6 anew (also −2466.938 and a slope of .755, as ltm has it), and a table with empty cells."""
    model = fit(lsat, "rasch")
    assert (model.log_likelihood, slopes(model)[0]) == pytest.approx((-2466.938, 0.7551), abs=5e-4)
    slope = np.array(slopes(model))
    assert by_hermite(lsat, slope, -slope * np.array(difficulties(model))) == pytest.approx(
        model.log_likelihood, abs=1e-6
    )
    model = fit(gappy, "rasch")
    top = uphill(lambda at: by_hermite(gappy, np.repeat(at[0], 4), at[1:], 41), np.array([1.0, 0, 0, 0, 0]))
    assert model.log_likelihood == pytest.approx(by_hermite(gappy, np.repeat(top[0], 4), top[1:]), abs=1e-4)
    assert slopes(model) == pytest.approx([top[0]] * 4, abs=1e-3)
    assert difficulties(model) == pytest.approx((-top[1:] / top[0]).tolist(), abs=1e-3)


def test_2pl_by_a_second_implementation(gappy: Responses) -> None:
    model = fit(gappy, "2pl")
    top = uphill(lambda at: by_hermite(gappy, at[:4], at[4:], 31), np.array([1.0] * 4 + [0.0] * 4))
    assert model.log_likelihood == pytest.approx(by_hermite(gappy, top[:4], top[4:]), abs=1e-4)
    assert slopes(model) == pytest.approx(top[:4].tolist(), abs=2e-3)
    assert difficulties(model) == pytest.approx((-top[4:] / top[:4]).tolist(), abs=2e-3)


def test_standard_errors_are_the_curvature_at_the_top(gappy: Responses) -> None:
    """The information by differences of the second implementation: its inverse gives the variance of each slope."""
    model = fit(gappy, "2pl")
    slope = np.array(slopes(model))
    at = np.concatenate([slope, -slope * np.array(difficulties(model))])
    curve = curvature(lambda there: by_hermite(gappy, there[:4], there[4:], 61), at)
    variances = np.linalg.inv(-curve).diagonal()[:4]
    assert [item.discrimination_se for item in model.items] == pytest.approx(np.sqrt(variances).tolist(), rel=0.01)


@pytest.mark.parametrize(("kind", "seed"), [("rasch", 21), ("2pl", 22)])
def test_what_was_put_in_comes_out(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    slope = np.full(20, 1.3) if kind == "rasch" else rng.lognormal(0.1, 0.3, 20)
    difficulty = rng.normal(size=20)
    model = fit(with_gaps(drawn(3000, slope, difficulty, seed), 0.1, seed), kind)
    misses = [abs(i.difficulty - b) / i.difficulty_se for i, b in zip(model.items, difficulty, strict=True)]
    misses += [abs(i.discrimination - a) / i.discrimination_se for i, a in zip(model.items, slope, strict=True)]
    assert max(misses) < 4
    assert np.mean(misses) < 1.3  # 0.8 is expected of a normal error
    assert model.spread.sum() == pytest.approx(model.n_persons)


@pytest.mark.parametrize("kind", ["rasch", "2pl"])
def test_the_order_of_persons_and_items_does_not_matter(kind: str, gappy: Responses) -> None:
    rng, once = np.random.default_rng(5), fit(gappy, kind)
    rows, columns = rng.permutation(150), rng.permutation(4)
    turned = fit(Responses(tuple(gappy.items[n] for n in columns), gappy.cells[rows][:, columns]), kind)
    assert turned.log_likelihood == pytest.approx(once.log_likelihood, abs=1e-7)
    assert difficulties(turned) == pytest.approx([difficulties(once)[n] for n in columns], abs=1e-3)


@pytest.mark.parametrize("kind", ["rasch", "2pl"])
@pytest.mark.parametrize("always", [0.0, 1.0])
def test_a_constant_item_changes_no_other(kind: str, always: float, gappy: Responses) -> None:
    once = fit(gappy, kind)
    more = fit(Responses((*gappy.items, "c"), np.column_stack([gappy.cells, np.full(150, always)])), kind)
    assert (more.left_out, difficulties(more)[-1], slopes(more)[-1]) == (("c",), None, None)
    assert more.log_likelihood == once.log_likelihood
    assert difficulties(more)[:-1] == difficulties(once)


def test_who_answered_nothing_says_nothing(gappy: Responses) -> None:
    known = int(gappy.filled.any(axis=1).sum())
    more = fit(Responses(gappy.items, np.vstack([gappy.cells, np.full((3, 4), np.nan)])), "rasch")
    assert (more.n_persons, more.log_likelihood) == (known, fit(gappy, "rasch").log_likelihood)


@pytest.mark.parametrize(("kind", "k"), [("rasch", 1), ("2pl", 2)])
def test_too_few_items_have_no_model(kind: str, k: int, gappy: Responses) -> None:
    model = fit(Responses(gappy.items[:k], gappy.cells[:, :k]), kind)
    assert (model.log_likelihood, model.converged, difficulties(model)) == (None, False, [None] * k)


@pytest.mark.parametrize("kind", ["rasch", "2pl"])
def test_items_that_only_contradict_each_other_have_no_difficulty_but_an_answer(kind: str) -> None:
    """Answers without a common cause, or of a perfect staircase: the slope goes to 0, or grows without end."""
    apart = Responses.of("abc", [[1, 0, 0], [0, 1, 0], [0, 0, 1]] * 20)
    stairs = Responses.of("abc", [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]] * 20)
    for responses in (apart, stairs):
        model = fit(responses, kind)
        assert math.isfinite(model.log_likelihood)
        assert all(b is None or math.isfinite(b) for b in difficulties(model))
    assert difficulties(fit(apart, "rasch")) == [None] * 3


def test_many_items_are_summed_as_finely_as_they_are_sharp() -> None:
    """200 items tell θ to about ±.15: the grid follows, and agrees with one that is ten times finer."""
    responses = drawn(40, np.full(200, 1.4), np.linspace(-2, 2, 200), 8)
    model = fit(responses, "rasch")
    slope = np.array([item.discrimination or 1.0 for item in model.items])
    kept = [n for n, b in enumerate(difficulties(model)) if b is not None]
    b = np.array([difficulties(model)[n] for n in kept])
    fine = np.linspace(-7, 7, 10 * len(model.grid))
    chance = 1 / (1 + np.exp(-(slope[kept] * (fine[:, None] - b))))
    density = np.exp(-0.5 * fine**2) / np.exp(-0.5 * fine**2).sum()
    again = sum(
        math.log(density @ np.where(row[kept] == 1, chance, 1 - chance).prod(axis=1)) for row in responses.cells
    )
    assert model.log_likelihood == pytest.approx(again, abs=1e-6)
