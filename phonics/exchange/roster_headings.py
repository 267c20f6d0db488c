"""Which column of a school's list means what: by headings in any order, by samples where two headings are alike."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phonics import thai

Row = Sequence[str]

SEARCHED_ROWS = 20
NAMES: Mapping[str, tuple[str, ...]] = {
    # the first is how we write it; an earlier one is preferred where a file has several
    "number": (
        "เลขประจำตัวนักเรียน",
        "รหัสนักเรียน",
        "รหัสประจำตัวนักเรียน",
        "หมายเลขประจำตัวนักเรียน",
        "เลขที่/รหัสนักเรียน",
        "เลขประจำตัว",
        "รหัสประจำตัว",
        "student number",
        "student no.",
        "student id",
        "รหัส",
        "number",
    ),
    "title": ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "title", "prefix"),
    "given": ("ชื่อ", "ชื่อจริง", "ชื่อตัว", "ชื่อนักเรียน", "given name", "first name", "given"),
    "family": ("นามสกุล", "สกุล", "family name", "last name", "surname", "family"),
    "name": (
        "ชื่อ-สกุล",
        "ชื่อ-นามสกุล",
        "ชื่อและนามสกุล",
        "ชื่อและสกุล",
        "ชื่อ-สกุลนักเรียน",
        "ชื่อ-นามสกุลนักเรียน",
        "คำนำหน้า-ชื่อ-สกุล",
        "คำนำหน้า ชื่อ-นามสกุล",
        "รายชื่อนักเรียน",
        "รายชื่อ",
        "ชื่อเต็ม",
        "full name",
        "name",
    ),
    "nickname": ("ชื่อเล่น", "nickname"),
    "sex": ("เพศ", "sex", "gender"),
    "grade": ("ชั้น", "ระดับชั้น", "ชั้น/ห้อง", "ชั้นเรียน", "ชั้นปี", "ระดับชั้น/ห้อง", "grade", "class"),
    "room": ("ห้อง", "ห้องเรียน", "ห้องที่", "room"),
    "roll_no": ("เลขที่", "roll no.", "roll"),
    "order": ("ที่", "ลำดับที่", "ลำดับ", "no.", "#"),
    "school": ("สถานศึกษา", "ชื่อสถานศึกษา", "ชื่อโรงเรียน", "โรงเรียน", "school"),
}
_SENSITIVE = re.compile(
    "ประชาชน|13หลัก|เลขบัตร|หนังสือเดินทาง|ศาสนา|เชื้อชาติ|สัญชาติ|เลือด|น้ำหนัก|ส่วนสูง|โรค|แพ้|พิการ|สุขภาพ"
    "|ผู้ปกครอง|บิดา|มารดา|พ่อ|แม่|ครอบครัว|เกี่ยวข้อง|รายได้|อาชีพ|สิทธิ|ด้อยโอกาส|สถานภาพ|เกิด|อายุ"
    "|โทร|มือถือ|เบอร์|อีเมล|ที่อยู่|บ้าน|หมู่|ถนน|ซอย|ตำบล|แขวง|อำเภอ|เขต|จังหวัด|ไปรษณีย์"
    "|citizen|nationalid|passport|religion|race|nationality|blood|weight|height|health|disab|allerg"
    "|parent|father|mother|guardian|income|birth|phone|email|address|lineid"
)
_PUPIL_GROUP = re.compile("(?:ข้อมูล)?(?:นักเรียน|ผู้เรียน|เด็ก)|student")
_GROUP = re.compile("(?:ข้อมูล)?(?:นักเรียน|ผู้เรียน|เด็ก|บิดา|มารดา|บิดามารดา|ผู้ปกครอง|ที่อยู่.{0,30})|student|parents?|address")


@dataclass(frozen=True, slots=True)
class Table:
    """Where a sheet's headings are and what its columns mean."""

    first: int  # index of the first row below the headings
    columns: Mapping[str, int]  # field → column
    headings: Mapping[str, str]  # field → heading as written
    dropped: tuple[str, ...]  # headings of sensitive columns, and of second columns of the same meaning
    ignored: tuple[str, ...]  # headings that mean nothing here
    citizen_numbers: str  # heading of a number column that was dropped for holding citizen numbers
    spread: int  # how many columns to the right of the name share its heading (title | given | family under one)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the needed fields without a column; a grade may also stand in the title above."""
        named = "name" if "given" not in self.columns else "given"
        return tuple(field for field in ("number", named) if field not in self.columns)


def find_table(rows: Sequence[Row]) -> Table | None:
    """Return the table under the row with the most known headings; None where no row has two with a name among them."""
    best = max(range(min(len(rows), SEARCHED_ROWS)), key=lambda index: (_score(rows[index]), -index), default=None)
    if best is None or not _score(rows[best]):
        return None
    headings, first = _flattened(rows, best)
    return _table(headings, rows[first:], first)


def _score(row: Row) -> int:
    fields = {field for cell in row if (field := _field(cell))}
    if len(fields) < 2 or not fields & {"given", "name"}:
        return 0
    return 2 * len(fields) + sum(bool(_SENSITIVE.search(_plain(cell))) for cell in row)


def _plain(heading: str) -> str:
    return re.sub(r"[\s.()\[\]:*/\\\-–—_'\"]+", "", thai.to_ascii_digits(thai.clean(heading)).lower())


_FIELDS = {_plain(name) or name: (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)}


def _field(heading: str) -> str | None:
    return _FIELDS.get(_plain(heading) or heading, (None, 0))[0]


def _flattened(rows: Sequence[Row], best: int) -> tuple[list[str], int]:
    """Return one heading a column and the index of the first data row; merged groups become "ผู้ปกครอง / ชื่อ"."""
    headings = list(rows[best])
    below = rows[best + 1] if best + 1 < len(rows) else ()
    if _continues(headings, below):
        return _joined(headings, below), best + 2
    above = rows[best - 1] if best else ()
    groups = [cell if _GROUP.fullmatch(_plain(cell)) else "" for cell in above]
    return (_joined(groups, headings) if any(groups) else headings), best + 1


def _continues(headings: Row, below: Row) -> bool:
    """Say whether the row below holds only second headings: words under groups, nothing under the child's columns."""
    own = [column for column, cell in enumerate(headings) if _field(cell)]
    return any(_field(cell) or _SENSITIVE.search(_plain(cell)) for cell in below) and not any(
        column < len(below) and below[column] for column in own
    )


def _joined(groups: Row, headings: Row) -> list[str]:
    joined, group, width = [], "", max(len(groups), len(headings))
    for column in range(width):
        own = groups[column] if column < len(groups) else ""
        sub = headings[column] if column < len(headings) else ""
        group = own or (group if sub else "")
        if not sub or not group or _PUPIL_GROUP.fullmatch(_plain(group)):
            joined.append(sub or own)
        else:
            joined.append(f"{group} / {sub}")
    return joined


def _table(headings: Sequence[str], data: Sequence[Row], first: int) -> Table:
    meanings: dict[str, list[tuple[int, int]]] = {}
    dropped, ignored, citizen_numbers = [], [], ""
    for column, heading in enumerate(headings):
        field, rank = _FIELDS.get(_plain(heading) or heading, (None, 0))
        if field and _holds_citizen_numbers(column, data):
            dropped.append(heading)
            citizen_numbers = heading
        elif not field and _SENSITIVE.search(_plain(heading)):
            dropped.append(heading)
        elif field:
            meanings.setdefault(field, []).append((rank, column))
        elif heading:
            ignored.append(heading)
    columns = {field: min(found)[1] for field, found in meanings.items()}
    dropped += [headings[c] for f, found in meanings.items() for _, c in found if c != columns[f]]
    columns = _name_columns(columns)
    return Table(
        first=first,
        columns=columns,
        headings={field: headings[column] for field, column in columns.items()},
        dropped=tuple(dict.fromkeys(dropped)),
        ignored=tuple(dict.fromkeys(ignored)),
        citizen_numbers=citizen_numbers,
        spread=_spread(columns.get("name"), headings, data),
    )


def _name_columns(columns: dict[str, int]) -> dict[str, int]:
    """Read ชื่อสกุล beside ชื่อ as the family name, and ชื่อ with no family name beside it as the whole name."""
    if "name" in columns and "given" in columns:
        columns.setdefault("family", columns["name"])
        del columns["name"]
    elif "given" in columns and "family" not in columns:
        columns["name"] = columns.pop("given")
    return columns


def _holds_citizen_numbers(column: int, data: Sequence[Row]) -> bool:
    samples = [cell for row in data[:60] if column < len(row) and (cell := row[column])]
    alike = sum(thai.is_citizen_number(cell) or shortened_by_excel(cell) for cell in samples)
    return bool(samples) and alike * 2 > len(samples)


def shortened_by_excel(cell: str) -> bool:
    """Say whether a number was cut to "1.5099E+12"."""
    return bool(re.fullmatch(r"\d([.,]\d+)?E\+?\d{1,2}", cell, re.IGNORECASE))


def _spread(name: int | None, headings: Sequence[str], data: Sequence[Row]) -> int:
    if name is None:
        return 0
    end = next((c for c in range(name + 1, len(headings)) if headings[c]), max(map(len, data[:60]), default=0))
    end = min(end, name + 3)
    filled = [c for c in range(name + 1, end) if any(c < len(row) and row[c] for row in data[:60])]
    return max(filled, default=name) - name
