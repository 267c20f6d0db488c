"""The tables of data/, line by line."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from phonics.errors import Invalid

DATA = Path(__file__).parent / "data"


def read_rows(name: str, folder: Path = DATA) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by the names in its first line."""
    names, *lines = _lines(name, folder)
    for line in lines:
        yield dict(zip(names, line, strict=True))


def read_lines(name: str, fields: Sequence[str], folder: Path = DATA) -> list[list[str]]:
    """Return the lines of a table that has just these fields: quicker, for tables of thousands.

    :raises Invalid: if its first line names others
    """
    names, *lines = _lines(name, folder)
    if names != list(fields):
        raise Invalid("%(file)s should have these columns: %(fields)s", file=name, fields=" ".join(fields))
    return lines


def _lines(name: str, folder: Path) -> list[list[str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
