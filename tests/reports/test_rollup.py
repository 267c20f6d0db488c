"""Rows of the roll-up become figures that fit together and that may be shown."""

import pandas as pd
import pytest
from sample_network import ROWS, UNITS

from phonics.reports.rollup import BAND_FIELDS, NETWORK, Row, Unit, release
from phonics.reports.suppression import Hidden


@pytest.fixture(scope="module")
def shown():  # type: ignore[no-untyped-def]
    return release(ROWS, UNITS)


def test_the_network_is_the_sum_of_its_units(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown.cell(NETWORK, "total").value == sum(row.children for row in ROWS) == 858
    assert shown.cell(NETWORK, "tested").value == sum(row.tested for row in ROWS) == 687
    assert shown.cell(NETWORK, "untested").value == 171
    assert shown.cell(NETWORK, "rose").value == 301


def test_cohorts_stand_side_by_side(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown.cohorts() == (0, 1, 2)
    assert [shown.units_in(number) for number in shown.cohorts()] == [2, 3, 2]
    assert shown.cell("cohort:0", "total").value == 390


LARGE = release([row for row in ROWS if row.children > 10], UNITS)  # nothing to hide


def test_levels_fall_into_their_bands() -> None:
    assert [LARGE.cell("unit:s1", field).value for field in BAND_FIELDS] == [50, 100, 40, 0]


def test_every_sum_of_shown_figures_is_right(shown) -> None:  # type: ignore[no-untyped-def]
    for area in shown.counts.index:
        parts = [shown.cell(area, field).value for field in (*BAND_FIELDS, "untested")]
        if None not in parts:
            assert sum(parts) == shown.cell(area, "total").value


def test_six_children_at_one_level_are_in_no_figure(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown.cell("unit:u2", "level_3").why is Hidden.SMALL
    assert shown.cell("unit:u2", "level_2").value is None or shown.cell("unit:u2", "band_1_4").value is None
    assert 6 not in shown.counts.loc["unit:u2"].dropna().tolist()


def test_the_levels_of_a_cohort_are_not_published(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown.counts.filter(like="level_").loc["cohort:1"].isna().all()


def test_a_unit_without_children_has_zeros() -> None:
    lone = release([], UNITS[:1])
    assert lone.cell(NETWORK, "total").value == lone.cell("unit:s1", "band_1_4").value == 0


def test_a_network_without_units_is_empty_not_an_error() -> None:
    assert release([], []).cell(NETWORK, "total").value == 0


def test_a_cohort_of_one_unit_does_not_show_what_the_unit_hides() -> None:
    rows = [Row("a", 2, 40, 30, 12), Row("a", 8, 9, 9, 4), Row("b", 2, 90, 80, 40), Row("b", 8, 60, 50, 20)]
    shown = release(rows, [Unit("a", "ก", "A", 1), Unit("b", "ข", "B", 2)])
    for field in shown.counts.columns:
        if not field.startswith("level_"):
            assert pd.isna(shown.counts.at["unit:a", field]) == pd.isna(shown.counts.at["cohort:1", field]), field


def test_level_5_and_above_is_told_only_when_the_shown_figures_tell_it() -> None:
    assert LARGE.at_least_5("unit:s1") == 140
    closed = release([Row("a", 2, 100, 90, 40), Row("a", 8, 9, 9, 4)], [Unit("a", "ก", "A", 1)])
    assert closed.at_least_5("unit:a") is None


def test_children_without_a_level_are_counted_as_not_assessed() -> None:
    shown = release([Row("a", 0, 20, 20, 0), Row("a", 3, 50, 50, 20)], [Unit("a", "ก", "A", 1)])
    assert (shown.cell(NETWORK, "tested").value, shown.cell(NETWORK, "untested").value) == (50, 20)
