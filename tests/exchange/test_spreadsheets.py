"""Any bytes come out as cells or as one clear sentence."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from phonics.errors import Invalid
from phonics.exchange import spreadsheets
from phonics.exchange.spreadsheets import read

LIST = "เลขที่,ชื่อ\n1,น้ำ\n"
ROWS = (("เลขที่", "ชื่อ"), ("1", "น้ำ"))


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rezipped(data: bytes, **changed: bytes) -> bytes:
    """Return the workbook with some members (named by their last word) replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name.rpartition("/")[2].split(".")[0], old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "tis-620"])
def test_csv_is_read_in_every_encoding_schools_send(encoding):
    assert read(LIST.encode(encoding))[0].rows == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_with_every_separator(separator):
    assert read(LIST.replace(",", separator).encode())[0].rows == ROWS


def test_curly_quotes_that_only_windows_874_has_are_read():
    assert read("ชื่อ,“น้ำ”…".encode("cp874"))[0].rows == (("ชื่อ", "“น้ำ”…"),)


def test_a_workbook_gives_its_visible_sheets_in_order():
    book = Workbook()
    book.active.title = "ป.1"
    book.active.append(["เลขที่", "ชื่อ"])
    book.create_sheet("ซ่อน").sheet_state = "hidden"
    book.create_sheet("ป.2").append(["x"])
    assert [(sheet.name, sheet.rows) for sheet in read(saved(book))] == [("ป.1", (("เลขที่", "ชื่อ"),)), ("ป.2", (("x",),))]


def test_every_kind_of_cell_comes_as_text():
    book = Workbook()
    sheet = book.active
    rich = CellRichText("เด็ก", TextBlock(InlineFont(b=True), "ชาย"))
    sheet.append(["00123", 123, 45.0, 1.5, True, None, " ก ", rich])
    sheet["B3"] = "ใต้แถวว่าง"
    assert read(saved(book))[0].rows == (("00123", "123", "45", "1.5", "1", "", "ก", "เด็กชาย"), (), ("", "ใต้แถวว่าง"))


def test_a_day_comes_as_its_number_and_a_citizen_number_in_full():
    """Day 46023 is 1 January 2026, counted from 30 December 1899."""
    book = Workbook()
    book.active.append([date(2026, 1, 1), 1234567890121, 1.5e12])
    assert read(saved(book))[0].rows == (("46023", "1234567890121", "1500000000000"),)


def test_a_sheet_without_cell_addresses_and_with_inline_text_is_read():
    sheet = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:dimension ref="A1"/><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>ชื่อ</x:t><x:rPh sb="0" eb="1"><x:t>no</x:t></x:rPh></x:is></x:c>'
        "<x:c><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    book = Workbook()
    assert read(rezipped(saved(book), sheet1=sheet.encode()))[0].rows == (("ชื่อ", "2"),)


def test_rows_far_below_the_list_are_not_waited_for():
    book = Workbook()
    book.active["A1"] = "ชื่อ"
    book.active["A1048576"] = "x"
    rows = read(saved(book))[0].rows
    assert rows[0] == ("ชื่อ",)
    assert len(rows) <= spreadsheets.MAX_BLANK_ROWS + 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n ", "is empty"),
        (b",,,\n,,\n", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        (b"\xef\xbb\xbf <!DOCTYPE html><table><tr><td>1", "is a web page"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "is a web page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither an Excel workbook"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "neither an Excel workbook"),
        (b"a,b\n\xfc\xfd\xfe", "neither an Excel workbook"),
        (b"\xff\xfea", "neither an Excel workbook"),
        (b"PK\x03\x04 and then nothing", "is damaged"),
        (b'a,"b\n' + b"c" * 200_000, "is damaged"),
        (b"a,b\n" * (spreadsheets.MAX_ROWS + 1), "more than %(rows)s rows"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(data, words):
    with pytest.raises(Invalid, match=words.replace("(", r"\(").replace(")", r"\)")):
        read(data, "list.csv")


def test_a_file_over_10_mb_is_refused():
    with pytest.raises(Invalid, match="larger than 10 MB") as refused:
        read(b"a" * (spreadsheets.MAX_BYTES + 1), "big.csv")
    assert refused.value.details == {"filename": "big.csv"}


def test_a_word_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(Invalid, match="neither an Excel workbook"):
        read(out.getvalue(), "list.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = rezipped(saved(Workbook()), sheet1=b" " * (spreadsheets.MAX_UNPACKED_BYTES + 1))
    assert len(bomb) < 1_000_000
    with pytest.raises(Invalid, match="far too large inside"):
        read(bomb)


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet><sheetData>",
        b"not xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>',
        b'<worksheet><row r="1"><c r="A1" t="s"><v>99</v></c></row></worksheet>',
        b'<worksheet><row r="x"><c><v>1</v></c></row></worksheet>',
        b'<worksheet><row r="1"><c r="1"><v>1</v></c></row></worksheet>',
    ],
)
def test_a_damaged_workbook_is_refused(sheet):
    with pytest.raises(Invalid, match="is damaged"):
        read(rezipped(saved(Workbook()), sheet1=sheet))


def test_a_truncated_workbook_is_refused():
    data = saved(Workbook())
    with pytest.raises(Invalid, match="is damaged"):
        read(data[: len(data) // 2])


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_no_bytes_ever_end_in_anything_but_rows_or_a_sentence(data, start):
    with suppress(Invalid):
        assert all(isinstance(cell, str) for sheet in read(start + data) for row in sheet.rows for cell in row)
