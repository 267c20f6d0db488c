"""A test read from the workbook of `instrument_workbooks` as a teacher filled it; problems, each with its cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from phonics.assess.instruments import MOST_ITEMS, MOST_SUBTESTS, Purpose
from phonics.errors import Invalid
from phonics.exchange import instrument_headings as sheets
from phonics.exchange import spreadsheets
from phonics.exchange.incoming import Incoming, Problem
from phonics.exchange.instrument_headings import ENGLISH, FACTS, ITEMS, PARTS, Column
from phonics.exchange.instrument_parts import Assembling, Row
from phonics.exchange.spreadsheets import Sheet
from phonics.levels.sequence import ORDER

MAX_BYTES = 2 * 1024 * 1024
_HEADINGS_WITHIN = 10  # rows from the top
_LONGEST = 20_000  # characters in one cell: a long story


def read(data: bytes, filename: str = "") -> Incoming:
    """Return the test of a workbook as a draft; what cannot be taken is left out and told with its cell.

    :raises Invalid: if the bytes are no workbook, or unreasonably large inside
    """
    if len(data) > MAX_BYTES:
        raise Invalid("%(filename)s is larger than 2 MB. A test is far smaller.", filename=filename)
    return _Reader(spreadsheets.read(data, filename)).read()


class _Reader:
    """Reads sheet after sheet, keeping the problems it meets."""

    def __init__(self, found: Sequence[Sheet]) -> None:
        self.found = {_folded(sheet.name): sheet for sheet in found}
        self.problems: list[Problem] = []

    def read(self) -> Incoming:
        facts = self._facts()
        parts = list(self._rows(sheets.PARTS_SHEET, PARTS, MOST_SUBTESTS))
        items = list(self._rows(sheets.ITEMS_SHEET, ITEMS, 2 * MOST_ITEMS))
        assembling = Assembling(self.problems)
        return Incoming(assembling.instrument(facts, parts, items), tuple(self.problems))

    def _facts(self) -> Row:
        sheet = self._sheet(sheets.FACTS_SHEET)
        known = {_folded(name): column for column in FACTS for name in (column.thai, column.english)}
        told: dict[str, Any] = {"title_th": "", "title_en": "", "directions_th": "", "directions_en": "", "code": ""}
        told |= {"purpose": Purpose.PROGRESS.value, "levels": [ORDER[0]], "form": "A"}
        row = Row(sheets.FACTS_SHEET, 1, told)
        for line, cells in enumerate(sheet.rows if sheet else (), start=1):
            if len(cells) > 1 and cells[1] and (column := known.get(_folded(cells[0]))):
                row.cells[column.field] = f"B{line}"
                self._take(row, column, line, cells[1])
        return row

    def _rows(self, name: str, columns: Sequence[Column], most: int) -> Iterator[Row]:
        """Yield the filled rows below the headings of a sheet."""
        sheet = self._sheet(name)
        table = _headings(sheet, columns) if sheet else None
        if sheet and table is None:
            self.problems.append(Problem(name, 1, "A1", "The headings of this sheet are missing."))
        if not sheet or table is None:
            return
        there = 0
        for line, cells in enumerate(sheet.rows[table.last :], start=table.last + 1):
            if any(cells):
                there += 1
                if there > most:
                    self.problems.append(
                        Problem(name, line, f"A{line}", "At most %(most)s rows are read.", {"most": most})
                    )
                    return
                yield self._row(name, line, cells, table.columns)

    def _row(self, name: str, line: int, cells: Sequence[str], columns: Mapping[int, Column]) -> Row:
        row = Row(name, line, {})
        for at, column in columns.items():
            row.cells[column.field] = f"{get_column_letter(at + 1)}{line}"
            if at < len(cells) and cells[at]:
                self._take(row, column, line, cells[at])
        return row

    def _take(self, row: Row, column: Column, line: int, cell: str) -> None:
        try:
            if len(cell) > _LONGEST:
                raise Invalid("There is too much in this cell: at most %(most)s characters.", most=_LONGEST)
            row.told[column.field] = column.codec.read(cell)
        except Invalid as error:
            row.broken.add(column.field)
            self.problems.append(Problem(row.sheet, line, row.cells[column.field], error.message, error.details))

    def _sheet(self, name: str) -> Sheet | None:
        sheet = self.found.get(_folded(name)) or self.found.get(ENGLISH[name])
        if sheet is None:
            self.problems.append(Problem(name, 1, "A1", "This sheet is missing. Start from the template."))
        return sheet


@dataclass(frozen=True, slots=True)
class _Table:
    columns: Mapping[int, Column]
    last: int  # rows down to the last of the headings


def _headings(sheet: Sheet, columns: Sequence[Column]) -> _Table | None:
    """Return where each column stands: headings in Thai, in English, or the one below the other."""
    in_thai, in_english = _meant(columns, lambda one: one.thai), _meant(columns, lambda one: one.english)
    for at, row in enumerate(sheet.rows[:_HEADINGS_WITHIN]):
        for known in (in_thai, in_english):
            here = {place: known[_folded(cell)] for place, cell in enumerate(row) if _folded(cell) in known}
            if len(here) > 1:
                below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else ()
                both = sum(_folded(cell) in in_english for cell in below) > 1
                return _Table(here, at + (2 if both else 1))
    return None


def _meant(columns: Sequence[Column], name: Callable[[Column], str]) -> dict[str, Column]:
    return {_folded(name(column)): column for column in columns}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
