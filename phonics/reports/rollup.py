"""From roll-up rows to the figures of a report: unit, cohort and network, with small groups hidden everywhere at once.

One release serves every reader: the public sees its network and cohort lines, an officer the unit lines too, and no two
pages can be subtracted from each other. Levels are counted for units and the network, bands of levels for cohorts too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from phonics.reports.suppression import Equation, Hidden, protect

LEVELS = tuple(range(1, 17))
BANDS = ((1, 4), (5, 7), (8, 11), (12, 16))
LEVEL_FIELDS = tuple(f"level_{n}" for n in LEVELS)
BAND_FIELDS = tuple(f"band_{first}_{last}" for first, last in BANDS)
FIELDS = ("total", "tested", "untested", *BAND_FIELDS, "rose", "stayed", *LEVEL_FIELDS)
MUNICIPAL = 0  # the cohort number of the municipality's own schools
NETWORK = "network"


class Row(NamedTuple):
    """One line of the roll-up table: a unit's children at one level (0: no level yet)."""

    unit: str
    level: int
    children: int
    tested: int
    rose: int


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name_th: str
    name_en: str
    cohort: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as a reader may see it: `value` is None when it is hidden, and `why` says which way."""

    value: int | None
    why: Hidden | None = None


def unit_key(code: str) -> str:
    return f"unit:{code}"


def cohort_key(number: int) -> str:
    return f"cohort:{number}"


@dataclass(frozen=True, slots=True)
class Release:
    """Every figure of one roll-up that may be shown.

    `counts` has a line for each area (`network`, `cohort:<n>`, `unit:<code>`) and a column for each of `FIELDS`; a
    hidden count is `NA` there and named in `why` (`small` or `closed`).
    """

    counts: pd.DataFrame
    why: pd.DataFrame
    units: tuple[Unit, ...]

    def cell(self, area: str, field: str) -> Cell:
        value = self.counts.at[area, field]
        return Cell(None, Hidden(self.why.at[area, field])) if pd.isna(value) else Cell(int(value))

    def cohorts(self) -> tuple[int, ...]:
        return tuple(sorted({unit.cohort for unit in self.units}))

    def units_in(self, cohort: int) -> int:
        return sum(unit.cohort == cohort for unit in self.units)

    def rest(self, area: str, fields: Sequence[str]) -> int | None:
        """How many children the hidden ones of these parts hold together: what a reader can subtract, and no more."""
        total = self.cell(area, "total").value
        parts = [self.cell(area, field).value for field in fields]
        return None if total is None else total - sum(part or 0 for part in parts)

    def at_least_5(self, area: str) -> int | None:
        """Children assessed at level 5 or above, when the shown figures tell it; None otherwise."""
        upper = [self.cell(area, field).value for field in BAND_FIELDS[1:]]
        if None not in upper:
            return sum(part for part in upper if part is not None)
        lower = [self.cell(area, field).value for field in ("total", "untested", BAND_FIELDS[0])]
        if None in lower:
            return None
        total, *rest = [part for part in lower if part is not None]
        return total - sum(rest)


def release(rows: Iterable[Row], units: Sequence[Unit]) -> Release:
    """Return what may be shown of these rows, for the network, each cohort and each unit."""
    exact = _exact(rows, units)
    values = {(area, field): int(count) for (area, field), count in exact.stack().items()}
    hidden = protect({key: n for key, n in values.items() if not _is_cohort_level(key)}, _equations(units), _reluctance)
    why = pd.DataFrame("", index=exact.index, columns=exact.columns, dtype=object)
    for area, field in values:
        if (area, field) in hidden or _is_cohort_level((area, field)):
            why.at[area, field] = str(hidden.get((area, field), Hidden.CLOSED))
    return Release(exact.astype("Int64").mask(why != ""), why, tuple(units))


def _is_cohort_level(key: tuple[str, str]) -> bool:
    return key[0].startswith("cohort:") and key[1] in LEVEL_FIELDS


def _exact(rows: Iterable[Row], units: Sequence[Unit]) -> pd.DataFrame:
    """Return the true counts, units first, then cohorts, then the network."""
    by_unit = _by_unit(pd.DataFrame(list(rows), columns=list(Row._fields)), [unit.code for unit in units])
    cohort = pd.Series({unit.code: cohort_key(unit.cohort) for unit in units}, dtype=object)
    by_cohort = by_unit.groupby(cohort.reindex(by_unit.index)).sum()
    network = by_unit.sum().to_frame(NETWORK).T
    by_unit.index = pd.Index([unit_key(code) for code in by_unit.index])
    return pd.concat([by_unit, by_cohort, network])[list(FIELDS)].astype("int64")


def _by_unit(rows: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    placed = rows[rows["level"].isin(LEVELS)]
    wide = placed.pivot_table(index="unit", columns="level", values="tested", aggfunc="sum", fill_value=0)
    wide = wide.reindex(index=list(codes), columns=list(LEVELS), fill_value=0)
    table = wide.set_axis(list(LEVEL_FIELDS), axis=1)
    for (first, last), name in zip(BANDS, BAND_FIELDS, strict=True):
        table[name] = wide.loc[:, first:last].sum(axis=1)
    sums = rows.groupby("unit")[["children"]].sum().reindex(list(codes), fill_value=0)
    table["total"] = sums["children"]
    table["tested"] = wide.sum(axis=1)
    table["untested"] = table["total"] - table["tested"]
    table["rose"] = placed.groupby("unit")["rose"].sum().reindex(list(codes), fill_value=0)
    table["stayed"] = table["tested"] - table["rose"]
    return table


def _equations(units: Sequence[Unit]) -> list[Equation]:
    """Return every sum a reader of all the pages could form."""
    cohorts = sorted({unit.cohort for unit in units})
    everyone = [unit_key(unit.code) for unit in units]
    found: list[Equation] = []
    for area in (*everyone, NETWORK, *map(cohort_key, cohorts)):
        found.append(((area, "total"), ((area, "tested"), (area, "untested"))))
        found.append(((area, "tested"), ((area, "rose"), (area, "stayed"))))
        found.append(((area, "tested"), tuple((area, band) for band in BAND_FIELDS)))
        if not area.startswith("cohort:"):
            found += [_band(area, first, last) for first, last in BANDS]
    for field in FIELDS:
        if field in LEVEL_FIELDS:
            found.append(((NETWORK, field), tuple((area, field) for area in everyone)))
            continue
        found.append(((NETWORK, field), tuple((cohort_key(number), field) for number in cohorts)))
        for number in cohorts:
            members = tuple((unit_key(unit.code), field) for unit in units if unit.cohort == number)
            found.append(((cohort_key(number), field), members))
    return found


def _band(area: str, first: int, last: int) -> Equation:
    return (area, f"band_{first}_{last}"), tuple((area, f"level_{n}") for n in range(first, last + 1))


def _reluctance(key: tuple[str, str]) -> int:
    """Close units before cohorts before the network, and details before totals; `stayed` is printed nowhere."""
    area, field = key
    place = 200 if area == NETWORK else 100 if area.startswith("cohort:") else 0
    if field == "stayed":
        return place
    kind = 1 if field in LEVEL_FIELDS else 2 if field in BAND_FIELDS or field == "rose" else 10
    return place + kind + (20 if field == "total" else 0)
