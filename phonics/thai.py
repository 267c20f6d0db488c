"""Thai facts of life: sort order, Buddhist-era dates, digits, grades, names and titles, the numbers people carry."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_UNTIDY = re.compile("[\u00ad\u0e4d\u200b-\u200f\u202a-\u202e\u2060\ufeff]|\u0e40\u0e40|[^\\S ]|  |^ | $")


def to_ascii_digits(text: str) -> str:
    """Return the text with Thai digits written 0–9; `int()` alone would take them and hide the difference."""
    return text.translate(_DIGITS)


def clean(text: str) -> str:
    """Return the text in one spelling: NFC, ำ in one piece, แ for two เ, nothing invisible, single spaces."""
    if not _UNTIDY.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = text.replace("\u0e4d\u0e32", "\u0e33").replace("\u0e40\u0e40", "\u0e41")
    text = re.sub("\u0e4d([\u0e48-\u0e4b])\u0e32", "\\1\u0e33", text)  # ํ + tone + า, as some keyboards type น้ำ
    return _SPACES.sub(" ", text).strip()


# Sorting

_SIGNS = {"\u0e4e": 1, "\u0e4c": 2, "\u0e47": 3, "\u0e48": 4, "\u0e49": 5, "\u0e4a": 6, "\u0e4b": 7}
_SILENT = frozenset(" .-()")
_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")


class _Weights(dict[int, str]):
    """The weight of each letter, two hexadecimal digits for what is common; nothing for signs and what is silent."""

    def __missing__(self, code: int) -> str:
        if chr(code) in _SIGNS or chr(code) in _SILENT:
            weight = ""
        elif 0x20 < code < 0x7F:
            weight = f"{code:02x}"
        else:
            weight = f"{code - 0x0E00 + 0x80:02x}" if 0x0E00 < code < 0x0E60 else f"ff{code:06x}"
        self[code] = weight
        return weight


_WEIGHTS = _Weights()


def sort_key(given: str, family: str = "") -> str:
    """Return a text that sorts names as a Thai dictionary does, given name first.

    Letters decide; tone marks and ็ ์ only between equal letters; เ แ โ ใ ไ count after their consonant.
    The key is lower-case hexadecimal, so that every database and every collation puts it in the same order.
    """
    return "00".join(part for name in (given, family) for part in _key_parts(name))


def _key_parts(name: str) -> tuple[str, str]:
    text = _LEADING_VOWEL.sub(r"\2\1", to_ascii_digits(clean(name)).lower())
    return text.translate(_WEIGHTS), _sign_key(text) if any(sign in text for sign in _SIGNS) else ""


def _sign_key(text: str) -> str:
    """Return the signs over each letter in turn, without the bare letters at the end."""
    signs: list[int] = []
    for char in text:
        if char not in _SIGNS:
            signs += [0] * (char not in _SILENT)
        elif signs:
            signs[-1] = min(signs[-1] * 8 + _SIGNS[char], 0xFD)
    while signs and not signs[-1]:
        signs.pop()
    return "".join(f"{sign + 1:02x}" for sign in signs)


# Dates

# fmt: off
MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
          "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม")
MONTHS_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTHS_EN = ("January", "February", "March", "April", "May", "June",
             "July", "August", "September", "October", "November", "December")
# fmt: on
_MONTH_NUMBERS = {
    name.lower().replace(".", ""): number
    for names in (MONTHS, MONTHS_SHORT, MONTHS_EN, tuple(name[:3] for name in MONTHS_EN))
    for number, name in enumerate(names, start=1)
}
_DATE = re.compile(
    r"(\d{1,2})[\s/.-]*([^\d\s/-]+|\d{1,2})[\s/.-]*(?:พ\.?ศ\.?|B\.?E\.?)?\s*(\d{4}|\d{2})", re.IGNORECASE
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")


def day_of(moment: datetime) -> date:
    """Return the day it is in Thailand at this moment."""
    return moment.astimezone(BANGKOK).date()


def be_year(day: date) -> int:
    """Return the Buddhist-era year of a day."""
    return day.year + 543


def thai_date(day: date, lang: str = "th", style: str = "long") -> str:
    """Return a day as people write it here: "22 พฤศจิกายน 2569", "22 November B.E. 2569".

    :param style: `long`, `short` ("22 พ.ย. 2569"), or `day` without the year ("22 พ.ย.")
    """
    month = day.month - 1
    if lang == "th":
        name, era = (MONTHS if style == "long" else MONTHS_SHORT)[month], ""
    else:
        name, era = MONTHS_EN[month] if style == "long" else MONTHS_EN[month][:3], "B.E. "
    return f"{day.day} {name}" if style == "day" else f"{day.day} {name} {era}{be_year(day)}"


def parse_thai_date(text: str) -> date | None:
    """Return the day a person meant, or None: "22/11/2569", "๒๒ พ.ย. ๖๙", "22 November 2026", "2569-11-22".

    A year above 2400 is B.E.; two digits are B.E. too. The year is turned before the day is built: 29/02/2563 exists.
    """
    text = to_ascii_digits(clean(text))
    if iso := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    elif match := _DATE.fullmatch(text):
        name = match[2].lower().replace(".", "")
        day, month, year = int(match[1]), int(name) if name.isdigit() else _MONTH_NUMBERS.get(name, 0), int(match[3])
    else:
        return None
    if year < 100:
        year += 2500
    try:
        return date(year - 543 if year > 2400 else year, month, day)
    except ValueError:
        return None


def academic_year(day: date, starts: tuple[int, int] = (5, 16)) -> int:
    """Return the B.E. academic year a day belongs to; it begins on 16 May unless a unit says otherwise."""
    return be_year(day) - ((day.month, day.day) < starts)


# Grades: อ.1–3 = 1–3, ป.1–6 = 4–9, ม.1–6 = 10–15, so that numbers sort as children grow

GRADES = tuple(range(1, 16))
_STAGES = (("อ.", "Kindergarten", 0, 3), ("ป.", "Primary", 3, 6), ("ม.", "Secondary", 9, 6))
_STAGE_WORDS = {"อ": 0, "ป": 1, "ม": 2, "k": 0, "p": 1, "s": 2}
_GRADE = re.compile(
    r"(?:ชั้น|ระดับ|ระดับชั้น)?\s*"
    r"(อนุบาล|ประถม|มัธยม|kindergarten|primary|secondary|อ|ป|ม)(?:ศึกษา)?(?:ตอนต้น|ตอนปลาย)?\s*\.?\s*(?:ปีที่|ปี|ชั้นปีที่)?\s*"
    r"(\d)(?!\d)\s*(?:(?:/|-|,|ห้องเรียนที่|ห้องเรียน|ห้องที่|ห้อง|room)\s*(.*))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def parse_grade(text: str) -> tuple[int, str] | None:
    """Return (grade code, room) of "ป.๑/๒", "ประถมศึกษาปีที่ 1", "ม 3 ห้อง 1"; room may be ''; None: not a grade."""
    match = _GRADE.fullmatch(to_ascii_digits(clean(text)))
    return _grade_and_room(match) if match else None


def find_grade(text: str) -> tuple[int, str] | None:
    """Return the grade and room named inside a longer title ("รายชื่อนักเรียนชั้น ป.1/2 ปีการศึกษา 2569"), or None."""
    text = to_ascii_digits(clean(text))
    for match in re.finditer(r"(?<![\u0e01-\u0e3a\w])(?=\S)|ชั้น", text):
        found = _GRADE.match(text, match.start())
        if found and (grade := _grade_and_room(found)):
            return grade[0], grade[1].split(" ")[0]
    return None


def _grade_and_room(match: re.Match[str]) -> tuple[int, str] | None:
    _, _, offset, years = _STAGES[_STAGE_WORDS[match[1][0].lower()]]
    year = int(match[2])
    return (offset + year, (match[3] or "").strip()) if 1 <= year <= years else None


def grade_name(code: int, lang: str = "th") -> str:
    """Return "ป.1" or "Primary 1"; "" for a code outside 1–15."""
    for short, english, offset, years in _STAGES:
        if offset < code <= offset + years:
            return f"{short}{code - offset}" if lang == "th" else f"{english} {code - offset}"
    return ""


# Titles

_TITLES = (
    ("เด็กชาย", r"เด็กชาย|ด\.\s?ช\.|ดช\.|(?:ดช|ด\.ช|Master)(?=\s|$)", "m"),
    ("เด็กหญิง", r"เด็กหญิง|ด\.\s?ญ\.|ดญ\.|(?:ดญ|ด\.ญ)(?=\s|$)", "f"),
    ("นางสาว", r"นางสาว|น\.\s?ส\.|นส\.|(?:นส|น\.ส|Miss)(?=\s|$)", "f"),
    ("สามเณร", r"สามเณร|ส\.ณ\.|เณร(?=\s|$)", "m"),
    ("นาง", r"นาง(?=\s|$)|นาง(?!ฟ้า|นวล)(?=[ก-ฮเ-ไ])|Mrs\.?(?=\s|$)", "f"),
    ("นาย", r"นาย(?=\s|$)|นาย(?=[ก-ฮเ-ไ])|Mr\.?(?=\s|$)", "m"),
    ("พระ", r"พระ(?=\s|$)", "m"),
)
_TITLE = re.compile("|".join(f"(?P<t{i}>{pattern})" for i, (_, pattern, _) in enumerate(_TITLES)), re.IGNORECASE)
_SEX = {title: sex for title, _, sex in _TITLES}


def split_title(name: str) -> tuple[str, str]:
    """Return (title in full, the rest) of "ด.ช. ธนา ใจดี" or "นางสาวมาลี"; ('', name) where it has none."""
    match = _TITLE.match(name)
    if not match or not match.lastgroup:
        return "", name
    return _TITLES[int(match.lastgroup[1:])][0], name[match.end() :].strip()


def normal_title(text: str) -> str:
    """Return the full title ("ด.ญ." → "เด็กหญิง"); one that is not listed (a rank) stays as written."""
    title, rest = split_title(clean(text))
    return title if title and not rest else clean(text)


def sex_of_title(title: str) -> str:
    """Return 'm' or 'f' as the title says, '' where it says nothing."""
    return _SEX.get(title, "")


# Numbers people carry. None of them is kept: they are recognised so that they can be refused.


def is_citizen_number(text: str) -> bool:
    """Say whether the text looks like a citizen number or a G code, right or mistyped, with dashes or without."""
    return bool(re.fullmatch(r"[\dGg]\d{12}", re.sub(r"[\s-]", "", to_ascii_digits(text))))


def is_citizen_id(text: str) -> bool:
    """Say whether these are 13 digits with the right check digit: d13 = (11 − Σ d_i·(14−i) mod 11) mod 10."""
    digits = re.sub(r"[\s-]", "", to_ascii_digits(text))
    if not re.fullmatch(r"[0-9]{13}", digits):
        return False
    return int(digits[12]) == (11 - sum(int(digit) * (13 - i) for i, digit in enumerate(digits[:12])) % 11) % 10


def is_g_code(text: str) -> bool:
    """Say whether this is the number of a child without registration: G, year B.E., province, serial; 13 characters."""
    return bool(re.fullmatch(r"[Gg][0-9]{12}", re.sub(r"[\s-]", "", to_ascii_digits(text))))
