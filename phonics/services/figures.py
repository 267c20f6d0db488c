"""The figures behind a report: what the roll-up holds of a term, its lines by name, every count finished for print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.reports import rollup
from phonics.reports.charts import Line
from phonics.reports.rollup import BAND_FIELDS, LEVEL_FIELDS, NETWORK, Cell, Release, Row, cohort_key, unit_key
from phonics.reports.wording import cohort_name, count, say, share, unit_name
from phonics.services import programme
from phonics.store import queries
from phonics.store.people import Unit


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a report is made of; equal figures make equal pages and pictures."""

    term: str  # "2/2569"
    rows: tuple[Row, ...]
    units: tuple[rollup.Unit, ...]
    demo: bool
    refreshed_at: datetime | None

    def release(self) -> Release:
        """Return what may be shown of them."""
        return _released(self.rows, self.units)


@lru_cache(maxsize=8)
def _released(rows: tuple[Row, ...], units: tuple[rollup.Unit, ...]) -> Release:
    return rollup.release(rows, units)


def of_term(session: Session, on: date) -> Figures:
    """Return the figures of the term of that day; units that left the network are not among them.

    :raises NotFound: if no term has begun by then
    """
    term = programme.term_on(session, on)
    taking_part = Unit.status.in_(("active", "unconfirmed"))  # unconfirmed: its name is a placeholder yet
    units = session.scalars(select(Unit).where(taking_part).order_by(Unit.position, Unit.id))
    known = tuple(rollup.Unit(u.code, u.name_th, u.name_en, u.cohort or rollup.MUNICIPAL) for u in units)
    codes = {unit.code for unit in known}
    found = sorted(session.execute(queries.rollup_of(term.id)).tuples())
    return Figures(
        term=f"{term.number}/{term.year_be}",
        rows=tuple(Row(*row[:5]) for row in found if row[0] in codes),
        units=known,
        demo=programme.is_demo(session),
        refreshed_at=max((row[5] for row in found), default=None),
    )


# Lines by name


def network_line(lang: str) -> Line:
    """Return the line of the whole network."""
    return Line(NETWORK, say(lang, "network"))


def cohort_lines(release: Release, lang: str) -> list[Line]:
    """Return the cohorts' lines: the municipality's own schools, then cohorts by number."""
    return [_cohort_line(release, number, lang) for number in release.cohorts()]


def _cohort_line(release: Release, number: int, lang: str) -> Line:
    places = f"{release.units_in(number)} {say(lang, 'places')}"
    return Line(cohort_key(number), cohort_name(lang, number), places, short=cohort_name(lang, number, short=True))


def unit_lines(release: Release, lang: str) -> list[Line]:
    """Return the units' lines in the order of the network's list."""
    return [
        Line(
            unit_key(unit.code),
            unit_name(lang, unit),
            cohort_name(lang, unit.cohort, short=True),
            bold=unit.cohort == rollup.MUNICIPAL,
        )
        for unit in release.units
    ]


def by_level(release: Release, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the largest share at level 5 or above first; those whose share cannot be told last."""
    return sorted(lines, key=lambda line: _upper_share(release, line.area), reverse=True)


def _upper_share(release: Release, area: str) -> float:
    upper, total = release.at_least_5(area), release.cell(area, "total").value
    return -1.0 if upper is None or not total else upper / total


def comparison(release: Release, unit: rollup.Unit, lang: str) -> list[Line]:
    """Return a unit's line, its cohort's and the network's."""
    own = Line(unit_key(unit.code), unit_name(lang, unit), bold=True, short=say(lang, "this_unit"))
    return [own, _cohort_line(release, unit.cohort, lang), network_line(lang)]


def by_coverage(release: Release, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the least assessed first, hidden ones last."""

    def percent(line: Line) -> float:
        tested, total = release.cell(line.area, "tested").value, release.cell(line.area, "total").value
        return 2.0 if tested is None or not total else tested / total

    return sorted(lines, key=percent)


# Counts for print


@dataclass(frozen=True, slots=True)
class Count:
    """A count as it is printed; `hidden` is '', 'small' or 'closed'."""

    text: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a report's tables: an area with all its figures."""

    line: Line
    code: str  # of a unit, to link to; '' for others
    total: Count
    tested: Count
    untested: Count
    rose: Count
    bands: tuple[Count, ...]
    levels: tuple[Count, ...]  # empty for a cohort
    upper: str  # at level 5 or above, '' when it cannot be said
    tested_percent: int | None
    rose_percent: int | None
    upper_percent: int | None


def entry(release: Release, line: Line, lang: str) -> Entry:
    """Return a line with its figures as they are printed."""
    kind, _, code = line.area.partition(":")
    cells = {field: release.cell(line.area, field) for field in ("total", "tested", "untested", "rose")}
    upper = Cell(release.at_least_5(line.area))
    printed = {name: _count(lang, cell) for name, cell in cells.items()}
    return Entry(
        line=line,
        code=code if kind == "unit" else "",
        **printed,
        bands=tuple(_count(lang, release.cell(line.area, field)) for field in BAND_FIELDS),
        levels=tuple(_count(lang, release.cell(line.area, field)) for field in LEVEL_FIELDS if kind != "cohort"),
        upper="" if upper.value is None else f"{upper.value:,}",
        tested_percent=share(cells["tested"], cells["total"]),
        rose_percent=share(cells["rose"], cells["tested"]),
        upper_percent=share(upper, cells["total"]),
    )


def _count(lang: str, cell: Cell) -> Count:
    return Count(count(lang, cell), str(cell.why or ""))
