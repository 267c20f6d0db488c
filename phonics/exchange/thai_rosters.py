"""A school's list (LEC, DMC, hand-made) as children and problems; what is not ours to keep never gets in."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from phonics import thai
from phonics.exchange import spreadsheets
from phonics.exchange.roster_headings import NAMES, Table, find_table
from phonics.exchange.roster_rows import Problem, RosterRow, SheetReader

_IN_ANOTHER_ROW = "The number %(number)s is already in row %(line)s."
_ON_ANOTHER_SHEET = "The number %(number)s is already in row %(line)s of the sheet %(sheet)s."
_WRITTEN = ("number", "title", "given", "family", "nickname", "sex", "grade", "room", "roll_no")


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file holds. `dropped` was recognised as not ours to keep, `ignored` means nothing here."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]
    headings: Mapping[str, str]
    dropped: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()


def read(data: bytes, filename: str = "") -> Roster:
    """Return the children of every sheet that looks like a list; problems are told line by line, all of them.

    :raises Invalid: if the bytes are no table at all
    """
    sheets = spreadsheets.read(data, filename)
    tables = [(sheet, table) for sheet in sheets if (table := find_table(sheet.rows))]
    lists = [(sheet, table) for sheet, table in tables if not table.missing]
    if not lists:
        return _without_list([table for _, table in tables])
    parts = [_read_sheet(sheet, table) for sheet, table in lists]
    rows, repeated = _without_repeats([row for part in parts for row in part.rows])
    problems = [problem for part in parts for problem in part.problems] + repeated
    if not rows and not problems:
        problems = [Problem(None, "", "There is no child below the headings.")]
    skipped = tuple(sheet.name for sheet, table in tables if table.missing)
    return Roster(
        rows=rows,
        problems=tuple(problems),
        headings=lists[0][1].headings,
        dropped=_distinct(heading for part in parts for heading in part.dropped),
        ignored=_distinct([*(heading for part in parts for heading in part.ignored), *skipped]),
        schools=_distinct(school for part in parts for school in part.schools),
    )


def number_key(number: str) -> str:
    """Return what makes two student numbers the same child: Excel eats leading zeros, so 00123 and 123 are one."""
    return number.lstrip("0").upper()


def write(rows: Iterable[RosterRow]) -> bytes:
    """Return the rows as a CSV file (UTF-8 with BOM, for Excel) that `read` gives back unchanged."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow([NAMES[name][0] for name in _WRITTEN])
    sheet.writerows([_written(row, name) for name in _WRITTEN] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(row: RosterRow, name: str) -> str:
    if name == "sex":
        return {"m": "ช", "f": "ญ", "": ""}[row.sex]
    if name == "grade":
        return thai.grade_name(row.grade)
    value = getattr(row, name)
    return "" if value is None else str(value)


def _without_list(tables: Sequence[Table]) -> Roster:
    """Return the roster of a file in which no sheet has the headings that are needed."""
    if not tables:
        message = "No row of headings was found. The list needs at least: %(headings)s."
        needed = ", ".join(NAMES[name][0] for name in ("number", "name", "grade"))
        return Roster((), (Problem(None, "", message, {"headings": needed}),), {}, ())
    best = max(tables, key=lambda table: len(table.columns))
    problems = []
    for name in best.missing:
        heading = NAMES[name][0]
        if name == "number" and best.citizen_numbers:
            message = (
                "The column %(found)s holds citizen numbers, which are not kept. Add the school's own student numbers."
            )
            problems.append(Problem(None, heading, message, {"found": best.citizen_numbers}))
        else:
            problems.append(Problem(None, heading, "The heading %(heading)s is missing.", {"heading": heading}))
    return Roster((), tuple(problems), best.headings, best.dropped, best.ignored)


def _read_sheet(sheet: spreadsheets.Sheet, table: Table) -> Roster:
    reader = SheetReader(sheet, table)
    rows = [row for index in range(table.first, len(sheet.rows)) if (row := reader.row(index))]
    if "roll_no" not in table.columns and len({(row.grade, row.room) for row in rows}) > 1:
        rows = [replace(row, roll_no=None) for row in rows]  # ลำดับที่ counts the file there, not the class
    return Roster(
        tuple(rows), tuple(reader.problems), table.headings, table.dropped, table.ignored, _distinct(reader.schools)
    )


def _without_repeats(rows: Sequence[RosterRow]) -> tuple[tuple[RosterRow, ...], list[Problem]]:
    """Return the rows once each, and a problem for a number that stands for two different children.

    A workbook may list a child on the school's sheet and again on the class's: the same child twice is no problem.
    """
    first: dict[str, RosterRow] = {}
    problems = []
    for row in rows:
        seen = first.setdefault(number_key(row.number), row)
        if seen is row or (seen.sheet != row.sheet and _same_child(seen, row)):
            continue
        message = _IN_ANOTHER_ROW if seen.sheet == row.sheet else _ON_ANOTHER_SHEET
        values = {"number": row.number, "line": seen.line, "sheet": seen.sheet}
        problems.append(Problem(row.line, NAMES["number"][0], message, values, row.sheet))
    return tuple(first.values()), problems


def _same_child(one: RosterRow, other: RosterRow) -> bool:
    return (one.given, one.family, one.grade, one.room) == (other.given, other.family, other.grade, other.room)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
