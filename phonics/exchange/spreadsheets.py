"""A file's bytes as sheets of text cells, told by content, not by name; what is no table is refused in a sentence."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from phonics.errors import Invalid
from phonics.exchange import workbooks

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_ROWS = 40_000
MAX_BLANK_ROWS = 500  # sheets coloured down to row 1,048,576 are common

_DAMAGE = (
    *(
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ),  # the archive; RuntimeError: a password
    *(ExpatError, KeyError, ValueError, IndexError, StopIteration, UnicodeError),  # what is in it
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|head|meta|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; row 1 of the file is `rows[0]`, cells are stripped text, rows may differ in length."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read(data: bytes, filename: str = "") -> tuple[Sheet, ...]:
    """Return the visible sheets of an XLSX file, or the one of a CSV file (UTF-8, UTF-16 or Windows-874).

    :param filename: only for the sentence that refuses
    :raises Invalid: empty, over 10 MB, not a table, unreadable, or unreasonably large inside
    """
    _refuse_what_is_no_table(data, filename)
    sheets = tuple(_workbook(data)) if data.startswith(b"PK\x03\x04") else (Sheet("", _limited(_csv_rows(data))),)
    if not any(any(row) for sheet in sheets for row in sheet.rows):
        raise Invalid("The file %(filename)s is empty.", filename=filename)
    return sheets


def _refuse_what_is_no_table(data: bytes, filename: str) -> None:
    if not data.strip():
        raise Invalid("The file %(filename)s is empty.", filename=filename)
    if len(data) > MAX_BYTES:
        raise Invalid("%(filename)s is larger than 10 MB. Send one school's list at a time.", filename=filename)
    if data.lstrip()[:5] == b"%PDF-":
        raise Invalid("%(filename)s is a PDF, not a table. Send the list as Excel (.xlsx) or CSV.", filename=filename)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Invalid(
            "%(filename)s is an old Excel file (.xls) or has a password. Save it as .xlsx without one.",
            filename=filename,
        )
    if _HTML.match(data):
        raise Invalid("%(filename)s is a web page. Open it in Excel and save it as .xlsx.", filename=filename)


def _workbook(data: bytes) -> Iterator[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_a_bomb(archive)
            for name, rows in workbooks.sheets(archive):
                yield Sheet(name, _limited(rows))
    except Invalid:
        raise
    except _DAMAGE as error:
        raise Invalid("This Excel file is damaged. Open it in Excel and save it again as .xlsx.") from error


def _refuse_a_bomb(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if not any(member.filename.startswith("xl/") for member in members):
        raise Invalid("This file is neither an Excel workbook (.xlsx) nor CSV.")
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise Invalid("This Excel file is far too large inside. Copy the list into a new workbook and save that.")


def _csv_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    text = _decoded(data)
    if _CONTROL.search(text):
        raise Invalid("This file is neither an Excel workbook (.xlsx) nor CSV.")
    first_lines = text[:5000]
    separator = max(",;\t", key=first_lines.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield tuple(cell.strip() for cell in row[: workbooks.MOST_COLUMNS])
    except csv.Error as error:
        raise Invalid("This CSV file is damaged: a quotation mark is opened and never closed.") from error


def _decoded(data: bytes) -> str:
    """Return the text. UTF-8 is tried before Windows-874, which would take UTF-8 bytes and return rubbish."""
    boms = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    known = next((encoding for bom, encoding in boms.items() if data.startswith(bom)), None)
    for encoding in (known,) if known else ("utf-8", "cp874"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("This file is neither an Excel workbook (.xlsx) nor CSV.")


def _limited(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    kept: list[tuple[str, ...]] = []
    blank = 0
    for row in rows:
        blank = 0 if any(row) else blank + 1
        if blank > MAX_BLANK_ROWS:
            break
        if len(kept) >= MAX_ROWS:
            raise Invalid("The file has more than %(rows)s rows. Send one school's list at a time.", rows=MAX_ROWS)
        kept.append(row)
    return tuple(kept)
