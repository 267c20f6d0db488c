"""KR-20, alpha, the standard error, two forms and the decision at a cut, beside numbers worked by hand."""

import math

import numpy as np
import pytest

from phonics.assess.consistency import consistency
from phonics.assess.intervals import f_quantile, feldt, fisher, wilson
from phonics.assess.item_statistics import ItemStatistics
from phonics.assess.reliability import agreement, reliability
from phonics.assess.responses import Responses
from phonics.assess.trust import Advice, advise, band, shown, stage

STAIRS = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]


def table(rows: list[list[float | None]]) -> Responses:
    return Responses.of([f"i{n}" for n in range(1, len(rows[0]) + 1)], rows)


def test_kr20_of_a_staircase() -> None:
    """Σpq = .16 + .24 + .24 + .16 = .8; totals 0 to 4: variance 2; KR-20 = 4/3 · (1 − .8/2) = .8.
    SD = √(10/4) = 1.5811; SEM = 1.5811 · √.2 = .7071."""
    found = reliability(table(STAIRS))
    assert (found.kind, found.n, found.mean) == ("kr20", 5, 2.0)
    assert (found.value, found.sd, found.sem) == pytest.approx((0.8, math.sqrt(2.5), math.sqrt(0.5)))


def test_only_complete_rows_count() -> None:
    with_a_gap = reliability(table([*STAIRS, [1, None, 0, 1]]))
    assert (with_a_gap.n, with_a_gap.value) == (5, pytest.approx(0.8))


def test_alpha_of_points() -> None:
    """0 2, 1 1, 3 3, 4 2: variances (of 4) 2.5 and .5; totals 2 2 6 6: variance 4; alpha = 2·(1 − 3/4) = .5."""
    found = reliability(table([[0, 2], [1, 1], [3, 3], [4, 2]]))
    assert (found.kind, found.value) == ("alpha", pytest.approx(0.5))


def test_alpha_can_be_negative_and_then_the_error_is_no_larger_than_chance_makes_it() -> None:
    """1 0, 0 1, 1 1: Σpq = 4/9, totals 1 1 2: variance 2/9; KR-20 = 2·(1 − 2) = −2; SEM = SD·√3 = √(1/3)·√3 = 1."""
    found = reliability(table([[1, 0], [0, 1], [1, 1]]))
    assert (found.value, found.sem) == pytest.approx((-2.0, 1.0))


@pytest.mark.parametrize("rows", [[[1, 0]], [[1, 0], [0, 1]], [[1], [0]], [[None, 1], [1, None]]])
def test_there_is_no_reliability_where_nothing_differs(rows: list[list[float | None]]) -> None:
    found = reliability(table(rows))
    assert (found.value, found.interval, found.sem) == (None, None, None)


def test_two_forms_are_compared_pair_by_pair() -> None:
    """x 1 2 3 4, y 2 1 4 3: Sxy = 3, Sxx = Syy = 5; r = .6."""
    found = agreement(np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3]))
    assert (found.n, found.r) == (4, pytest.approx(0.6))


def test_consistency_of_three_children_worked_by_hand() -> None:
    """Two items, totals 0 1 2: mean 1, variance 2/3, reliability (KR-21) 2·(1 − 1/(4/3)) = .5. So the true share has
    mean .5 and variance .5·(2/3)/4 = 1/12: even from 0 to 1; tosses (1 − 1/3)/(1/3) = 2. Two right: x². Decided alike:
    ∫ x⁴ + (1 − x²)² dx = 11/15. Passing: 1/3, alike by chance 5/9; kappa = (11/15 − 5/9)/(4/9) = .4."""
    found = consistency(np.array([0.0, 1, 2]), 2, 2, 0.5)
    assert (found.same, found.kappa) == pytest.approx((11 / 15, 0.4), abs=1e-4)


def test_consistency_agrees_with_giving_the_test_twice() -> None:
    """Children whose true share is drawn from a beta curve, tested twice for real: the estimate is of one sitting."""
    rng = np.random.default_rng(6)
    for cut, shape in ((16, (8, 2.5)), (10, (3, 3)), (18, (9, 1))):
        chance = np.clip(rng.beta(*shape, 4000)[:, None] + rng.normal(0, 0.05, 20), 0, 1)
        once, twice = ((rng.random((4000, 20)) < chance).astype(float) for _ in range(2))
        value = reliability(Responses(tuple("abcdefghijklmnopqrst"), once)).value
        truly = float(np.mean((once.sum(1) >= cut) == (twice.sum(1) >= cut)))
        assert consistency(once.sum(axis=1), 20, cut, value).same == pytest.approx(truly, abs=0.015)


def test_a_perfect_test_decides_alike_always_and_one_of_chance_as_a_coin_does() -> None:
    totals = np.array([0.0] * 5 + [10.0] * 5)
    assert consistency(totals, 10, 8, 1.0).kappa == pytest.approx(1, abs=0.01)
    assert consistency(np.array([4.0, 5, 6] * 9), 10, 5, -0.3).kappa == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("cut", [0, 11])
def test_a_cut_outside_the_test_decides_nothing(cut: int) -> None:
    assert consistency(np.array([3.0, 7.0]), 10, cut, 0.8) is None
    assert consistency(np.array([7.0, 7.0]), 10, 8, 0.8) is None


def test_wilsons_interval() -> None:
    """8 of 10: (.8 + .19207 ± 1.95996·√(.016 + .0096036))/1.38415 → .4902 and .9433."""
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 5) == (0.0, pytest.approx(0.4345, abs=1e-4))
    assert wilson(5, 5)[1] == 1.0
    assert wilson(0, 0) is None


def test_fishers_interval() -> None:
    """r = .30, n = 50: z = .3095 ± 1.96/√47 = .0236 to .5954; back: .0236 and .5337."""
    assert fisher(0.3, 50) == pytest.approx((0.0236, 0.5337), abs=1e-3)
    assert fisher(0.3, 3) is None
    assert fisher(1.0, 30) is None


@pytest.mark.parametrize(
    ("share", "d1", "d2", "value"),
    [(0.95, 5, 10, 3.3258), (0.975, 10, 20, 2.7737), (0.99, 1, 10, 10.0443), (0.5, 8, 8, 1.0), (0.05, 10, 5, 0.30068)],
)
def test_quantiles_of_f_stand_in_every_table(share: float, d1: int, d2: int, value: float) -> None:
    assert f_quantile(share, d1, d2) == pytest.approx(value, abs=1e-4)


def test_feldts_interval_holds_as_often_as_it_says() -> None:
    """Parallel items, whose true alpha is known: k·r/(1 + (k − 1)·r), here 10·.3/3.7 = .811."""
    rng = np.random.default_rng(11)
    hits = 0
    for _ in range(400):
        cells = rng.normal(size=(40, 1)) * math.sqrt(0.3) + rng.normal(size=(40, 10)) * math.sqrt(0.7) + 10
        low, high = reliability(Responses(tuple("abcdefghij"), cells)).interval
        hits += low <= 3 / 3.7 <= high
    assert 0.92 <= hits / 400 <= 0.98
    assert feldt(0.8, 1, 20) is None


def test_how_far_a_sample_carries() -> None:
    assert [stage(n).value for n in (0, 9, 10, 30, 50, 99, 100)] == [
        "too_few", "too_few", "rough", "provisional", "fair", "fair", "firm",
    ]  # fmt: skip
    assert [shown("rasch", 199), shown("rasch", 200), shown("2pl", 499)] == [False, True, False]
    assert [band(r) for r in (0.9, 0.85, 0.7, 0.65, -1)] == ["decides", "good", "moderate", "averaged", "doubtful"]


def test_what_an_item_is_advised_depends_on_how_many_sat_it() -> None:
    """With 24 children nothing is called good or bad but what nobody got; with 60 each number has its say."""

    def advice(n: int, p: float, r: float | None = 0.3, late: int = 0) -> Advice:
        return advise(ItemStatistics("1", n, late, 1.0, p, (0.0, 1.0), r, None, p in (0, 1)))

    assert [advice(9, 0.0), advice(24, 0.0), advice(24, 0.2), advice(24, 0.9)] == [
        Advice.UNKNOWN, Advice.NOBODY, Advice.UNKNOWN, Advice.UNKNOWN,
    ]  # fmt: skip
    assert [advice(24, 1.0, None), advice(24, 0.7, late=4)] == [Advice.EASY, Advice.LATE]
    assert [advice(60, 0.4), advice(60, 0.7, -0.1), advice(60, 0.7, 0.05), advice(40, 0.7, 0.05)] == [
        Advice.HARD, Advice.BACKWARDS, Advice.BLUNT, Advice.FINE,
    ]  # fmt: skip
    assert [advice(60, 0.97, -0.1), advice(60, 0.7, late=7), advice(60, 0.7)] == [Advice.EASY, Advice.LATE, Advice.FINE]
