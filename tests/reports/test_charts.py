"""Charts: SVG that any browser shows, the same bytes for the same figures, nothing hidden drawn as a length."""

import re
import sys
import xml.etree.ElementTree as ET

import pytest
from sample_network import ROWS, UNITS

from phonics.reports import alt, charts
from phonics.reports.charts import HALF, MIDDLE, NARROW, WIDE, Line, Look
from phonics.reports.rollup import NETWORK, Row, Unit, release
from phonics.reports.strips import strips

SHOWN = release(ROWS, UNITS)
COHORTS = [Line(f"cohort:{n}", f"รุ่นที่ {n}", "3 แห่ง") for n in SHOWN.cohorts()]
ALL_UNITS = [Line(f"unit:{unit.code}", unit.name_th, "รุ่นที่ 1") for unit in UNITS]
DRAWN = {
    "levels": lambda look: charts.levels(SHOWN, NETWORK, look),
    "coverage": lambda look: charts.coverage(SHOWN, COHORTS, look),
    "rose": lambda look: charts.rose(SHOWN, COHORTS, look),
    "strips": lambda look: strips(SHOWN, ALL_UNITS, look),
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("size", ["wide", "middle", "narrow"])
def test_a_chart_is_well_formed_svg_with_outlined_text(name: str, lang: str, size: str) -> None:
    svg = DRAWN[name](Look(lang, size))
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    assert not root.findall(".//{http://www.w3.org/2000/svg}text")
    assert b"<dc:date" not in svg


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_figures_give_the_same_bytes(name: str) -> None:
    assert DRAWN[name](Look()) == DRAWN[name](Look())


@pytest.mark.parametrize("name", DRAWN)
def test_invented_data_is_marked_in_the_picture(name: str) -> None:
    assert DRAWN[name](Look(demo=True)) != DRAWN[name](Look(demo=False))


@pytest.mark.parametrize("name", DRAWN)
def test_desk_tablet_and_phone_each_get_a_chart_of_their_own_width(name: str) -> None:
    def width(svg: bytes) -> float:
        return float(re.search(rb'<svg[^>]* width="([\d.]+)"', svg)[1])

    assert width(DRAWN[name](Look(size="narrow"))) == NARROW
    assert width(DRAWN[name](Look(size="middle"))) in {MIDDLE, HALF}
    assert width(DRAWN[name](Look(size="wide"))) in {WIDE, HALF}


def test_a_chart_of_no_children_is_drawn_all_the_same() -> None:
    empty = release([], UNITS)
    assert charts.levels(empty, NETWORK, Look())
    assert charts.coverage(empty, COHORTS, Look())
    assert charts.rose(empty, COHORTS, Look())
    assert strips(empty, ALL_UNITS, Look())


def hidden_pair(small: int):  # type: ignore[no-untyped-def]
    """Two networks that differ only in a hidden count and the closed one beside it."""
    rows = [Row("a", 2, 100, 100, 40), Row("a", 5, 100 - small, 100 - small, 40), Row("a", 9, small, small, 0)]
    return release(rows, [Unit("a", "ก", "A", 1)])


@pytest.mark.parametrize("draw", ["levels", "coverage", "rose", "strips"])
def test_what_is_hidden_leaves_no_trace_in_picture_or_words(draw: str) -> None:
    one, other = hidden_pair(4), hidden_pair(7)
    line = Line("unit:a", "ก")
    subject = "unit:a" if draw == "levels" else [line]
    drawn = strips if draw == "strips" else getattr(charts, draw)
    assert drawn(one, subject, Look()) == drawn(other, subject, Look())
    spoken = line if draw == "levels" else [line]
    assert getattr(alt, draw)(one, spoken, "th") == getattr(alt, draw)(other, spoken, "th")


def test_pyplot_stays_asleep() -> None:
    assert "matplotlib.pyplot" not in sys.modules


def test_the_alt_text_names_the_tallest_bar_and_the_ends_of_the_range() -> None:
    assert "The tallest bar is level 3 (196 children)" in alt.levels(SHOWN, Line(NETWORK, "the network"), "en")
    assert "From 78 % (รุ่นที่ 2) to 82 % (รุ่นที่ 0)" in alt.coverage(SHOWN, COHORTS, "en")
