"""Small groups stay hidden, whatever is added and subtracted."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phonics.reports.suppression import Hidden, protect

ROW = [("total", ("a", "b", "c"))]


def test_a_group_under_ten_is_hidden_and_a_zero_is_not() -> None:
    values = {"a": 9, "b": 0, "c": 10}
    assert protect(values, []) == {"a": Hidden.SMALL}


def test_a_second_cell_is_closed_so_that_the_first_cannot_be_subtracted() -> None:
    values = {"a": 40, "b": 30, "c": 4, "total": 74}
    assert protect(values, ROW) == {"c": Hidden.SMALL, "b": Hidden.CLOSED}


def test_two_small_groups_that_are_small_together_take_a_third_with_them() -> None:
    values = {"a": 40, "b": 3, "c": 4, "total": 47}
    assert protect(values, ROW) == {"b": Hidden.SMALL, "c": Hidden.SMALL, "a": Hidden.CLOSED}


def test_a_closed_cell_of_ten_does_not_give_a_one_away() -> None:
    values = {"a": 10, "b": 1, "c": 50, "total": 61}
    assert set(protect(values, ROW)) == {"a", "b", "c"}  # a + b = 11 and a ≥ 10 would leave one answer


def test_two_nines_are_not_told_by_their_sum() -> None:
    values = {"a": 9, "b": 9, "c": 50, "total": 68}
    assert set(protect(values, ROW)) == {"a", "b", "c"}


def test_a_total_is_closed_only_when_nothing_else_is_left() -> None:
    values = {"a": 4, "b": 0, "c": 0, "total": 4}
    assert protect(values, ROW) == {"a": Hidden.SMALL, "total": Hidden.SMALL}


def test_a_large_table_without_small_groups_is_shown_whole() -> None:
    assert protect({"a": 40, "b": 30, "c": 0, "total": 70}, ROW) == {}


def test_the_reluctant_cell_is_closed_last() -> None:
    values = {"a": 40, "b": 30, "c": 4, "total": 74}
    assert protect(values, ROW, reluctance=lambda key: int(key == "b"))["a"] is Hidden.CLOSED


def test_a_bridge_between_two_blocks_is_found_by_algebra() -> None:
    """Every line has two hidden cells, yet the middle one follows from all lines together."""
    values = {f"{r}{c}": 50 for r in "1234" for c in "1234"}
    values |= dict.fromkeys(("11", "12", "21", "33", "34", "43"), 5)
    rows = [(f"r{r}", tuple(f"{r}{c}" for c in "1234")) for r in "1234"]
    columns = [(f"c{c}", tuple(f"{r}{c}" for r in "1234")) for c in "1234"]
    values |= {total: sum(values[k] for k in parts) for total, parts in rows + columns}
    hidden = protect(values, rows + columns)
    assert _answers(values, rows + columns, hidden, most=60) is None or len(hidden) > 6


# Against every table a reader could imagine: the threshold is 4 here, so that all of them can be listed

GRID_ROWS = [(f"r{r}", tuple(f"{r}{c}" for c in "abc")) for r in "12"]
GRID = [
    *GRID_ROWS,
    *((f"c{c}", tuple(f"{r}{c}" for r in "12")) for c in "abc"),
    ("all", ("r1", "r2")),
    ("all", ("ca", "cb", "cc")),
]


def _answers(values, equations, hidden, most):  # type: ignore[no-untyped-def]
    """Return for each hidden inner cell the values that fit all that is shown, or None if the tables are too many."""
    inner = [key for key in values if not any(key == total for total, _ in equations)]
    ranges = [
        range(values[key], values[key] + 1)
        if key not in hidden
        else range(1, 4)
        if hidden[key] is Hidden.SMALL
        else range(4, most + 1)
        for key in inner
    ]
    size = 1
    for choice in ranges:
        size *= len(choice)
    if size > 20_000:
        return None
    fits: dict[str, set[int]] = {key: set() for key in hidden}
    for guess in product(*ranges):
        table = dict(zip(inner, guess, strict=True))
        for total, parts in equations:
            table.setdefault(total, sum(table[key] for key in parts))
        consistent = all(table[total] == sum(table[key] for key in parts) for total, parts in equations)
        if consistent and all(_as_printed(key, table[key], values, hidden) for key in table):
            for key in hidden:
                fits[key].add(table[key])
    return fits


def _as_printed(key, value, values, hidden):  # type: ignore[no-untyped-def]
    if key not in hidden:
        return value == values[key]
    return 0 < value < 4 if hidden[key] is Hidden.SMALL else value >= 4


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_no_hidden_count_has_a_single_possible_value(cells: list[int]) -> None:
    values = dict(zip([f"{r}{c}" for r in "12" for c in "abc"], cells, strict=True))
    for total, parts in GRID:
        values[total] = sum(values[key] for key in parts)
    hidden = protect(values, GRID, least=4)
    assert all(key in hidden for key, value in values.items() if 0 < value < 4)
    fits = _answers(values, GRID, hidden, most=12)
    everything = {key for key, value in values.items() if value}
    if fits is not None and set(hidden) != everything:
        assert all(len(possible) > 1 for possible in fits.values()), (values, hidden)


@pytest.mark.parametrize("least", [5, 10])
def test_the_same_table_is_always_hidden_the_same_way(least: int) -> None:
    values = {"a": 40, "b": 30, "c": 4, "total": 74}
    assert protect(values, ROW, least=least) == protect(values, ROW, least=least)
