"""The numbers of single items, beside numbers worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.assess.item_statistics import correlation, distractors, item_statistics, rest_shares
from phonics.assess.responses import Responses
from phonics.errors import Invalid

STAIRS = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]


def table(rows: list[list[float | None]]) -> Responses:
    return Responses.of([f"i{n}" for n in range(1, len(rows[0]) + 1)], rows)


def test_five_children_on_a_staircase_of_four_items() -> None:
    """p = 4/5, 3/5, 2/5, 1/5. Item 2 is 1 1 1 0 0, the other three together 3 2 1 1 0:
    Σxy = 6, so Sxy = 6 − 5·.6·1.4 = 1.8; Sxx = 3 − 5·.36 = 1.2; Syy = 15 − 5·1.96 = 5.2; r = 1.8/√6.24 = .7206."""
    found = item_statistics(table(STAIRS))
    assert [item.p for item in found] == pytest.approx([0.8, 0.6, 0.4, 0.2])
    assert found[1].point_biserial == pytest.approx(0.72058, abs=1e-5)


def test_an_empty_cell_is_in_neither_part_of_the_share() -> None:
    """Item 1: right, right, empty, wrong: 2 of 3, not of 4."""
    first, _ = item_statistics(table([[1, 1], [1, 0], [None, 1], [0, 0]]))
    assert (first.n, first.p) == (3, pytest.approx(2 / 3))


def test_who_left_items_out_is_compared_by_the_share_of_the_others() -> None:
    """Beside item 1, the first child has 1 of 1, the second 1 of 2, the third 0 of 2; the fourth did nothing else."""
    others = rest_shares(table([[1, 1, None], [1, 1, 0], [0, 0, 0], [1, None, None]]), 0)
    assert others[:3].tolist() == [1.0, 0.5, 0.0]
    assert math.isnan(others[3])


def test_points_count_by_the_most_that_was_seen() -> None:
    """0, 2 and 4 points of at most 4: (0 + .5 + 1)/3; an interval of right and wrong does not fit points."""
    [graded, _] = item_statistics(table([[0, 0], [2, 1], [4, 1]]))
    assert (graded.p, graded.most, graded.p_interval) == (0.5, 4.0, None)


def test_all_alike_can_be_correlated_with_nothing() -> None:
    always, _, never = item_statistics(table([[1, 1, 0], [1, 0, 0]]))
    assert (always.constant, always.p, always.point_biserial) == (True, 1.0, None)
    assert (never.constant, never.p, never.point_biserial) == (True, 0.0, None)


def test_an_item_nobody_answered_has_no_numbers() -> None:
    empty, _ = item_statistics(table([[None, 1], [None, 0]]))
    assert (empty.n, empty.p, empty.p_interval, empty.point_biserial) == (0, None, None, None)


def test_not_reached_is_told_apart_from_left_out() -> None:
    cells = np.array([[1, np.nan], [1, np.nan], [0, 1.0]])
    _, last = item_statistics(Responses(("a", "b"), cells, np.array([[False, False], [False, True], [False, False]])))
    assert (last.n, last.n_not_reached) == (1, 1)


def test_wrong_answers_are_counted_with_how_their_givers_did() -> None:
    """“ch” was chosen by the children with .9 and .5 of the rest: mean .7, above those who chose the right “sh”."""
    right, ch, s = distractors(["sh", "ch", "sh", "ch", "s", None], "sh", np.array([0.6, 0.9, 0.4, 0.5, np.nan, 0.2]))
    assert (right.answer, right.right, right.n, right.share, right.rest) == ("sh", True, 2, 0.4, 0.5)
    assert (ch.answer, ch.right, ch.n, ch.rest) == ("ch", False, 2, pytest.approx(0.7))
    assert (s.n, s.rest) == (1, None)


@pytest.mark.parametrize(
    ("items", "cells"),
    [
        (("a",), np.zeros((0, 1))),
        ((), np.zeros((3, 0))),
        (("a", "a"), np.zeros((2, 2))),
        (("a", "b"), np.zeros((2, 3))),
        (("a",), np.array([[-1.0]])),
        (("a",), np.array([[np.inf]])),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(items: tuple[str, ...], cells: np.ndarray) -> None:
    with pytest.raises(Invalid):
        Responses(items, cells)


cells = st.sampled_from([0.0, 1.0, 1.0, None])
tables = st.integers(1, 6).flatmap(lambda k: st.lists(st.lists(cells, min_size=k, max_size=k), min_size=1, max_size=12))


@settings(max_examples=100, deadline=None)
@given(tables, st.randoms())
def test_numbers_stay_in_their_bounds_and_do_not_know_the_order(rows: list[list[float | None]], chance) -> None:
    found = item_statistics(table(rows))
    for item in found:
        if item.p is not None:
            low, high = item.p_interval
            assert 0 <= low <= item.p <= high <= 1
        assert item.point_biserial is None or -1 <= item.point_biserial <= 1
    chance.shuffle(rows)
    for item, again in zip(found, item_statistics(table(rows)), strict=True):
        assert (again.p, again.p_interval) == (item.p, item.p_interval)
        assert again.point_biserial == (item.point_biserial and pytest.approx(item.point_biserial, abs=1e-9))


def test_a_correlation_needs_two_pairs_that_differ() -> None:
    assert correlation(np.array([1.0]), np.array([1.0])) is None
    assert correlation(np.array([1.0, 1.0]), np.array([0.0, 1.0])) is None
    assert correlation(np.array([1.0, 2.0, 3.0]), np.array([6.0, 4.0, 2.0])) == pytest.approx(-1)
