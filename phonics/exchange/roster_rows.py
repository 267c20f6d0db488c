"""One line of a school's list as a child, or as problems in words a teacher can act on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from phonics import thai
from phonics.exchange.roster_headings import NAMES, Table, shortened_by_excel
from phonics.exchange.spreadsheets import Sheet

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z/-]{0,19}")
_ROOM = re.compile(r"(?!.*\d{4})[\w/. ()\u0e00-\u0e7f-]{0,12}")  # "1/1" that Excel took for a day comes as 46023
_NAME = re.compile(r"[^\W\d_]([^\W\d_]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e .'’()-])*")
_FOOTER = re.compile(r"รวม|ลงชื่อ|หมายเหตุ|ชาย\b|หญิง\b|จำนวน|ครู|\(|total")
_SEXES = {
    "ช": "m",
    "ชาย": "m",
    "m": "m",
    "male": "m",
    "1": "m",
    "ญ": "f",
    "หญิง": "f",
    "f": "f",
    "female": "f",
    "2": "f",
}
_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One child as the file has it, in one spelling."""

    line: int
    number: str
    title: str
    given: str
    family: str
    nickname: str
    sex: str  # 'm' | 'f' | ''
    grade: int  # อ.1–3 = 1–3, ป.1–6 = 4–9, ม.1–6 = 10–15
    room: str
    roll_no: int | None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line (None: the file) cannot be taken; `message` is an English msgid with %(name)s."""

    line: int | None
    column: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    sheet: str = ""


class SheetReader:
    """Reads one line after the other, keeping the problems it meets."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self.sheet, self.table = sheet, table
        self.problems: list[Problem] = []
        self.schools: dict[str, None] = {}
        self.class_above = self._class_above()
        self.row_is_good = True
        self.line = 0

    def row(self, index: int) -> RosterRow | None:
        """Return the child in this row; None for an empty row, a footer, or one with a problem."""
        self.cells, self.line, self.row_is_good = self.sheet.rows[index], index + 1, True
        if self._is_no_child():
            return None
        title, given, family = self._names()
        grade, room = self._class()
        row = RosterRow(
            line=self.line,
            number=self._number(),
            title=title,
            given=given,
            family=family,
            nickname=self._checked_name("nickname", self._cell("nickname")),
            sex=self._sex(title),
            grade=grade,
            room=room,
            roll_no=self._roll_no(),
            sheet=self.sheet.name,
        )
        if school := self._cell("school"):
            self.schools[school] = None
        return row if self.row_is_good else None

    def _cell(self, name: str) -> str:
        column = self.table.columns.get(name)
        return thai.clean(self.cells[column]) if column is not None and column < len(self.cells) else ""

    def _problem(self, name: str, message: str, /, **values: object) -> None:
        self.row_is_good = False
        heading = self.table.headings.get(name, NAMES[name][0])
        self.problems.append(Problem(self.line, heading, message, values, self.sheet.name))

    def _is_no_child(self) -> bool:
        number, name = self._cell("number"), self._cell("name") or self._cell("given")
        if number:
            return thai.clean(self.table.headings["number"]) == number  # the headings again, on a new page
        return not name or bool(_FOOTER.match(name))

    def _number(self) -> str:
        number = thai.to_ascii_digits(self._cell("number")).replace(" ", "")
        if not number:
            self._problem("number", "The student number is missing.")
        elif thai.is_citizen_number(number):
            self._problem(
                "number", "This is a citizen number, which is not kept. Write the school's own student number."
            )
        elif shortened_by_excel(number):
            self._problem("number", "Excel has shortened this number. Format the column as text and type it again.")
        elif not _NUMBER.fullmatch(number):
            self._problem("number", "%(number)s is not a student number.", number=number[:40])
        return number

    def _names(self) -> tuple[str, str, str]:
        title, family = self._cell("title"), self._cell("family")
        if "name" in self.table.columns:
            start = self.table.columns["name"]
            whole = thai.clean(" ".join(self.cells[start : start + 1 + self.table.spread]))
            found, whole = thai.split_title(whole)
            given, _, rest = whole.partition(" ")
            family = family or rest
        else:
            found, given = ("", self._cell("given")) if title else thai.split_title(self._cell("given"))
        if not given:
            self._problem("name" if "name" in self.table.columns else "given", "The name is missing.")
        family = "" if family in {"-", "–", "—", "."} else family
        title = thai.normal_title(title) if title else found
        return title, self._checked_name("given", given), self._checked_name("family", family)

    def _checked_name(self, name: str, text: str) -> str:
        text = "" if text in {"-", "–"} else text
        if text and (len(text) > _MAX_NAME or not _NAME.fullmatch(text)):
            self._problem(name, "%(name)s is not a name: only letters, spaces, . - ' and ( ) are.", name=_hushed(text))
        return text

    def _sex(self, title: str) -> str:
        text, told = self._cell("sex").lower(), thai.sex_of_title(title)
        sex = _SEXES.get(text.rstrip("."), "")
        if text and text != "-" and not sex:
            self._problem("sex", "%(sex)s is not a sex: write ช or ญ.", sex=_hushed(text))
        elif sex and told and sex != told:
            self._problem("sex", "The sex %(sex)s does not agree with the title %(title)s.", sex=text, title=title)
        return sex or told

    def _class(self) -> tuple[int, str]:
        text, room = self._cell("grade"), self._room()
        found = thai.parse_grade(text) if text else thai.parse_grade(self._cell("room")) or self.class_above
        if not found and text:
            self._problem("grade", "%(grade)s is not a grade: write for instance ป.1 or ป.1/2.", grade=_hushed(text))
        elif not found and "grade" not in self.table.columns:
            self._grade_heading_is_missing()
        elif not found:
            self._problem("grade", "The grade is missing.")
        if not found:
            return 0, room
        grade, own_room = found
        room = room or own_room
        if not _ROOM.fullmatch(room):
            self._problem("room", "%(room)s is not a room: write for instance 1.", room=_hushed(room))
        return grade, room

    def _grade_heading_is_missing(self) -> None:
        """Tell it once for the sheet instead of once for each child."""
        self.row_is_good = False
        heading = NAMES["grade"][0]
        problem = Problem(None, heading, "The heading %(heading)s is missing.", {"heading": heading}, self.sheet.name)
        if problem not in self.problems[:1]:
            self.problems.insert(0, problem)

    def _room(self) -> str:
        """Return the room; the column may repeat the grade ("ป.1/2")."""
        text = self._cell("room")
        named = thai.parse_grade(text)
        room = thai.to_ascii_digits(named[1] if named else text)
        return "" if room in {"-", "–"} else re.sub(r"^ห้อง(?:ที่)?\s*", "", room)

    def _roll_no(self) -> int | None:
        name = "roll_no" if "roll_no" in self.table.columns else "order"
        text = thai.to_ascii_digits(self._cell(name)).rstrip(".")
        if not text or text == "-":
            return None
        if re.fullmatch(r"[0-9]{1,5}", text):
            return int(text) or None
        if name == "roll_no":
            self._problem(name, "%(roll)s is not a roll number.", roll=_hushed(text))
        return None

    def _class_above(self) -> tuple[int, str] | None:
        """Return the class named in the title rows ("รายชื่อนักเรียนชั้น ป.1/2") or on the sheet's tab."""
        above = [cell for row in self.sheet.rows[: self.table.first] for cell in row if len(cell) > 3]
        return next((found for text in (*above, self.sheet.name) if (found := thai.find_grade(text))), None)


def _hushed(text: str) -> str:
    """Return a cell to show beside its problem, short, and without what might be a citizen or telephone number."""
    return re.sub(r"\d(?:[\d -]{7,})\d", "•••", thai.to_ascii_digits(text))[:40]
