"""A test as an Excel workbook that a teacher can fill: how to, the test, its parts, its items."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item, Option, Response
from phonics.assess.subtests import Kind, Subtest
from phonics.assess.written import written
from phonics.exchange import instrument_headings as sheets
from phonics.exchange.how_to_fill import LINES
from phonics.exchange.instrument_headings import CHOICES, FACTS, ITEMS, PARTS, Column
from phonics.exchange.instrument_words import thai

FIRST = 3  # below the headings in Thai and in English
_ROOM = 600  # rows in which cells offer their words
_BOLD, _GREY = Font(bold=True), Font(color="555555", italic=True)
_PAPER, _WRAP = PatternFill("solid", fgColor="E8EEF2"), Alignment(wrap_text=True, vertical="top")


def write(instrument: Instrument) -> bytes:
    """Return the workbook of a test; `instrument_rows.read` makes the identical test of it."""
    book = Workbook()
    _how(book.active)
    _facts(book.create_sheet(sheets.FACTS_SHEET), written(instrument))
    parts = list(enumerate(instrument.subtests, start=1))
    _table(book.create_sheet(sheets.PARTS_SHEET), PARTS, (_part(at, subtest) for at, subtest in parts))
    items = (row for at, subtest in parts for row in _items(at, subtest))
    _table(book.create_sheet(sheets.ITEMS_SHEET), ITEMS, items)
    _offer(book, (sheets.FACTS_SHEET, FACTS), (sheets.PARTS_SHEET, PARTS), (sheets.ITEMS_SHEET, ITEMS))
    book.active = 0
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def template() -> bytes:
    """Return a workbook to fill: a small test as the example to write over."""
    words = tuple(Item(n, word) for n, word in enumerate(("ship", "chin", "moth"), start=1))
    question = Item(
        4,
        "มีเรือกี่ลำ",
        prompt_en="How many ships?",
        response=Response.CHOICE,
        options=(Option("a", "2"), Option("b", "3"), Option("c", "4")),
        answers=("b",),
    )
    reading = Subtest(Kind.REAL_WORD, words, directions_th="อ่านคำเหล่านี้ให้ครูฟัง", directions_en="Read these words to me.")
    asked = Subtest(Kind.COMPREHENSION, (question,), directions_th="เลือกคำตอบ", directions_en="Choose the answer.")
    return write(
        Instrument(
            code="",
            purpose=Purpose.PROGRESS,
            levels=("P1",),
            form="A",
            title_th="ตัวอย่าง เขียนทับได้",
            title_en="An example to write over",
            directions_th="นั่งข้างเด็ก ในที่เงียบ",
            directions_en="Sit beside the child, in a quiet place.",
            subtests=(reading, asked),
        )
    )


def _how(sheet: Worksheet) -> None:
    sheet.title = sheets.HOW
    for line, texts in enumerate(LINES, start=1):
        for column, text in enumerate(texts, start=1):
            cell = _put(sheet, line, column, text)
            cell.alignment, cell.font = _WRAP, _BOLD if line == 1 else Font()
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 70


def _facts(sheet: Worksheet, told: Mapping[str, Any]) -> None:
    for line, column in enumerate(FACTS, start=1):
        _put(sheet, line, 1, column.thai).font = _BOLD
        cell = _put(sheet, line, 2, _cell(column, told))
        cell.alignment, cell.fill = _WRAP, _PAPER
        _put(sheet, line, 3, column.english).font = _GREY
    for letter, width in (("A", 28), ("B", 60), ("C", 32)):
        sheet.column_dimensions[letter].width = width


def _part(at: int, subtest: Subtest) -> dict[str, Any]:
    told = written(subtest)
    stop = told.pop("stop", {})
    return {**told, sheets.PART: at, sheets.STOP_TYPE: stop.get("type"), sheets.STOP_K: stop.get("k")}


def _items(part: int, subtest: Subtest) -> Iterable[dict[str, Any]]:
    for item in subtest.practice:
        yield {"response": item.response, **written(item), sheets.PART: part, sheets.PRACTICE: True}
    for item in subtest.items:
        yield {"response": item.response, **written(item), sheets.PART: part}


def _table(sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> None:
    for at, column in enumerate(columns, start=1):
        heading = _put(sheet, 1, at, column.thai)
        heading.font, heading.fill, heading.alignment = _BOLD, _PAPER, _WRAP
        _put(sheet, 2, at, column.english).font = _GREY
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = f"A{FIRST}"
    for line, told in enumerate(rows, start=FIRST):
        for at, column in enumerate(columns, start=1):
            if text := _cell(column, told):
                _put(sheet, line, at, text).alignment = _WRAP


def _cell(column: Column, told: Mapping[str, Any]) -> str:
    value = told.get(column.field)
    return "" if value is None else column.codec.write(value)


def _put(sheet: Worksheet, line: int, column: int, text: str) -> Any:
    """Return the cell, filled: always a text, so that nothing in it becomes a formula, a date or a number."""
    cell = sheet.cell(line, column)
    if text:
        cell.value = text
        cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _offer(book: Workbook, *tables: tuple[str, Sequence[Column]]) -> None:
    """Let cells that take one of several words offer them; the words stand on a hidden sheet."""
    hidden = book.create_sheet(CHOICES)
    hidden.sheet_state = "hidden"
    for name, columns in tables:
        for at, column in enumerate(columns, start=1):
            if column.codec.names:
                offered = _list(hidden, thai(column.codec.names))
                place = f"B{at}" if columns is FACTS else _below(at)
                book[name].add_data_validation(offered)
                offered.add(place)


def _list(hidden: Worksheet, offered: Sequence[str]) -> DataValidation:
    at = hidden.max_column + 1
    for line, word in enumerate(offered, start=1):
        _put(hidden, line, at, word)
    letter = get_column_letter(at)
    area = f"'{CHOICES}'!${letter}$1:${letter}${len(offered)}"
    return DataValidation(type="list", formula1=area, allow_blank=True, showErrorMessage=False)


def _below(column: int) -> str:
    letter = get_column_letter(column)
    return f"{letter}{FIRST}:{letter}{_ROOM}"
