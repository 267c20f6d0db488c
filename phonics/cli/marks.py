"""The file of marks that the listening page makes, read back."""

import csv
import io
from dataclasses import dataclass
from uuid import UUID

from phonics.errors import Invalid

LARGEST = 2**20  # bytes; 44 marks take 6 kB
COLUMNS = frozenset({"id", "kind", "text", "file", "opinion"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a listener thought of one clip."""

    id: UUID
    kind: str
    text: str
    file: str
    opinion: str


def read(data: bytes) -> list[Mark]:
    """Return the marks of a file, as a browser saved it or a spreadsheet saved it again.

    :raises Invalid: if it is not such a file, naming the line
    """
    if len(data) > LARGEST:
        raise Invalid("This is not a file of marks: it has more than 1 MB")
    try:
        lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        if not COLUMNS.issubset(lines.fieldnames or ()):
            raise Invalid("This is not a file of marks: it lacks the columns of the listening page")
        return [_mark(row, number) for number, row in enumerate(lines, start=2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid("This is not a file of marks: %(reason)s", reason=str(error)) from error


def _mark(row: dict[str, str], number: int) -> Mark:
    try:
        if None in (row[column] for column in COLUMNS):
            raise ValueError("a short line")
        return Mark(UUID(row["id"]), row["kind"], row["text"], row["file"], row["opinion"])
    except (TypeError, ValueError, AttributeError) as error:
        raise Invalid("Line %(line)s is not a mark of the listening page.", line=number) from error
