"""A CSV of persons × items, read with care."""

import csv
import io
import re
from collections.abc import Iterable

from phonics.assess.responses import Responses
from phonics.errors import Invalid

LARGEST = 20 * 2**20  # bytes; 100,000 persons × 100 items take 20 MB
MOST_ITEMS, MOST_PERSONS, MOST_POINTS = 1_000, 100_000, 1_000
PERSON = frozenset({"person", "id"})
_POINTS = re.compile(r"\d{1,6}(\.\d{1,9})?", re.ASCII)


def read(data: bytes) -> Responses:
    """Return the answers of a file: items in the first line, then a line for each person.

    :param data: UTF-8; a first column headed `person` or `id`, in any case, names the person and is not kept
    :raises Invalid: naming the line and the item that cannot be taken
    """
    if len(data) > LARGEST:
        raise Invalid("The file is larger than 20 MB.")
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        lines = [(reader.line_num, row) for reader in [csv.reader(text, strict=True)] for row in reader if row]
    except UnicodeDecodeError as error:
        raise Invalid("The file is not UTF-8 text.") from error
    except csv.Error as error:
        raise Invalid("The file is not CSV: %(reason)s.", reason=str(error)) from error
    if not lines:
        raise Invalid("The file is empty: the first line names the items.")
    heading = [name.strip() for name in lines[0][1]]
    named = heading[0].lower() in PERSON
    items = _items(heading[named:])
    if not 0 < len(lines) - 1 <= MOST_PERSONS:
        raise Invalid(
            "The file has %(rows)s persons; it needs 1 to %(most)s.",
            rows=f"{len(lines) - 1:,}",
            most=f"{MOST_PERSONS:,}",
        )
    return Responses.of(items, [list(_cells(number, row, items, named)) for number, row in lines[1:]])


def _items(items: list[str]) -> list[str]:
    if not items:
        raise Invalid("The first line names no item.")
    if len(items) > MOST_ITEMS:
        raise Invalid(
            "The file has %(found)s items; more than %(most)s are not analysed.",
            found=f"{len(items):,}",
            most=f"{MOST_ITEMS:,}",
        )
    if not all(items):
        raise Invalid("Column %(column)s of the items has no id in the first line.", column=items.index("") + 1)
    twice = next((one for one in items if items.count(one) > 1), None)
    if twice is not None:
        raise Invalid("Item “%(item)s” stands twice in the first line.", item=_shown(twice))
    return items


def _cells(number: int, row: list[str], items: list[str], named: bool) -> Iterable[float | None]:
    if len(row) != len(items) + named:
        raise Invalid(
            "Line %(line)s has %(found)s cells; the first line has %(wanted)s.",
            line=number, found=len(row), wanted=len(items) + named,
        )  # fmt: skip
    for item, cell in zip(items, row[named:], strict=True):
        value = cell.strip()
        if value and not (_POINTS.fullmatch(value) and float(value) <= MOST_POINTS):
            raise Invalid(
                "Line %(line)s, item “%(item)s”: “%(cell)s” is not 0, 1, points up to %(most)s or empty.",
                line=number, item=_shown(item), cell=_shown(value), most=f"{MOST_POINTS:,}",
            )  # fmt: skip
        yield float(value) if value else None


def _shown(text: str) -> str:
    """Return a text of the file as it can stand in a sentence."""
    return text[:40] if text.isprintable() else ascii(text[:40])[1:-1]
