"""Agreement of two scorers, against numbers worked by hand."""

import pytest

from phonics.assess.agreement import agreement, rate_difference
from phonics.assess.marks import Outcome

R, W, S = Outcome.CORRECT, Outcome.INCORRECT, Outcome.SELF_CORRECTED


def scored(judgements: str) -> dict[str, Outcome]:
    """ "RRWS": items 1, 2, 3 … right, right, wrong, self-corrected."""
    return {str(n): {"R": R, "W": W, "S": S}[one] for n, one in enumerate(judgements, start=1)}


def test_cohens_own_form_of_the_sum() -> None:
    # 50 items: both right 20, first only 5, second only 10, both wrong 15. po = 0.7;
    # pe = 25/50·30/50 + 25/50·20/50 = 0.5; kappa = 0.2/0.5 = 0.4 (the textbook example)
    found = agreement(scored("R" * 25 + "W" * 25), scored("R" * 20 + "W" * 5 + "R" * 10 + "W" * 15))
    assert (found.n_items, found.n_agreed) == (50, 35)
    assert found.share == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)
    assert not found.unstable
    assert found.differing == tuple(str(n) for n in range(21, 36))


def test_a_self_correction_is_right_for_both() -> None:
    found = agreement(scored("SRW"), scored("RSW"))
    assert (found.n_agreed, found.kappa, found.differing) == (3, 1.0, ())


def test_agreement_below_chance_is_negative() -> None:
    assert agreement(scored("RW"), scored("WR")).kappa == pytest.approx(-1.0)  # po 0, pe 0.5


def test_kappa_is_called_unstable_where_one_category_prevails() -> None:
    # 19 of 20 right for each, differing on two: agreement 0.9, yet kappa = (0.9 − 0.905) ÷ 0.095 = −0.0526
    found = agreement(scored("W" + "R" * 19), scored("R" * 19 + "W"))
    assert found.share == pytest.approx(0.9)
    assert found.kappa == pytest.approx(-1 / 19)
    assert found.unstable  # 38 of 40 judgements are right: 95 %


def test_ninety_per_cent_is_not_yet_too_much() -> None:
    assert not agreement(scored("W" + "R" * 9), scored("W" + "R" * 9)).unstable


def test_one_category_only_leaves_kappa_open() -> None:
    found = agreement(scored("RRR"), scored("RRR"))
    assert (found.share, found.kappa, found.unstable) == (1.0, None, True)
    assert agreement({}, {}).share is None
    assert agreement({}, {}).kappa is None


def test_items_that_one_counts_as_not_reached_are_not_compared() -> None:
    found = agreement(scored("RRWR"), scored("RR"))
    assert (found.n_items, found.one_sided) == (2, ("3", "4"))


def test_the_difference_in_words_per_minute_is_the_second_less_the_first() -> None:
    assert rate_difference(42.0, 45.5) == pytest.approx(3.5)
    assert rate_difference(None, 45.5) is None
