"""How a test is written in cells: what each word of ours is called in Thai and English, and how each field is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from phonics.assess.instruments import Purpose
from phonics.assess.items import Response
from phonics.assess.subtests import Kind, Mode, StopType
from phonics.errors import Invalid
from phonics.exchange import cells
from phonics.levels.sequence import ORDER

Names = Mapping[str, tuple[str, str]]

SPOKEN_WORD = "spoken_word"
KINDS: Names = {
    Kind.LETTER_NAME: ("ชื่อตัวอักษร", "Letter names"),
    Kind.LETTER_SOUND: ("เสียงตัวอักษร", "Letter sounds"),
    Kind.PHONEME_ISOLATION: ("ฟังแล้วบอกเสียงแรก", "First sounds by ear"),
    Kind.BLENDING: ("ฟังแล้วผสมเป็นคำ", "Blending by ear"),
    Kind.SEGMENTATION: ("ฟังแล้วแยกเสียงในคำ", "Sounds of a word by ear"),
    Kind.REAL_WORD: ("คำจริง", "Real words"),
    Kind.PSEUDO_WORD: ("คำลวง", "Made-up words"),
    Kind.DICTATION: ("เขียนตามคำบอก", "Spelling from dictation"),
    Kind.PASSAGE: ("อ่านเรื่องออกเสียง", "Reading a story aloud"),
    Kind.COMPREHENSION: ("คำถามจากเรื่อง", "Questions about the story"),
    Kind.PICTURE_VOCABULARY: ("คำศัพท์กับภาพ", "Words and pictures"),
    Kind.SENTENCE: ("อ่านประโยค", "Reading sentences"),
    Kind.RUBRIC: ("ครูประเมินระดับ 1–4", "Teacher's judgement, 1–4"),
}
ITEM_KINDS: Names = {**KINDS, SPOKEN_WORD: ("คำที่ครูพูด", "Spoken word")}
MODES: Names = {
    Mode.ONE_TO_ONE: ("ทีละคนกับครู", "One to one"),
    Mode.SELF_TABLET: ("บนแท็บเล็ตของเด็ก", "On the child's tablet"),
    Mode.WHOLE_CLASS: ("ทั้งห้อง แล้วครูตรวจ", "Whole class, then mark"),
    Mode.PAPER: ("บนกระดาษ แล้วกรอกผล", "On paper, then enter"),
}
PURPOSES: Names = {
    Purpose.PLACEMENT: ("จัดระดับ", "Placement"),
    Purpose.PROGRESS: ("ติดตามความก้าวหน้า", "Progress"),
    Purpose.EXIT: ("จบเลเวล", "End of a level"),
    Purpose.DIAGNOSTIC: ("วินิจฉัย", "Diagnostic"),
}
RESPONSES: Names = {
    Response.SPOKEN: ("พูดหรืออ่าน", "Spoken"),
    Response.CHOICE: ("เลือกตอบ", "Choice"),
    Response.TEXT: ("เขียนตอบ", "Written"),
    Response.ORDER: ("เรียงลำดับ", "Order"),
    Response.MATCH: ("จับคู่", "Match"),
    Response.RATING: ("ให้ระดับ 1–4", "Rating 1–4"),
}
STOPS: Names = {
    StopType.NONE: ("ไม่มีเกณฑ์หยุด", "No stop rule"),
    StopType.FIRST_K_ALL_WRONG: ("ข้อแรก ๆ ผิดทั้งหมด", "The first so many all wrong"),
    StopType.K_CONSECUTIVE: ("ผิดติดกัน", "So many wrong in a row"),
}
YES: Names = {"yes": ("ใช่", "Yes")}
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Codec:
    """How one field becomes the text of a cell, and a filled cell the field again; `read` raises `Invalid`."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    names: Names | None = None


def named(names: Names) -> Codec:
    """Return a codec for one of several words; it reads the Thai, the English and our own."""
    known = {_folded(word): code for code, words in names.items() for word in (code, *words)}

    def read(cell: str) -> str:
        if _folded(cell) not in known:
            raise Invalid("%(value)s is not one of: %(words)s.", value=cell, words=", ".join(thai(names)))
        return str(known[_folded(cell)])

    return Codec(lambda code: names[code][0] if code in names else code, read, names)


def thai(names: Names) -> list[str]:
    """Return what a reader chooses among."""
    return [words[0] for words in names.values()]


def _whole(cell: str) -> int:
    if not re.fullmatch(r"\d{1,6}", cell):
        raise Invalid("%(value)s is not a whole number.", value=cell)
    return int(cell)


def _levels(cell: str) -> list[str]:
    numbers = [part for part in _BETWEEN.split(cell) if part]
    if not numbers or not all(
        re.fullmatch(r"\d{1,2}", number) and 1 <= int(number) <= len(ORDER) for number in numbers
    ):
        raise Invalid(
            "%(value)s: levels are numbers from 1 to %(most)s, with spaces between.", value=cell, most=len(ORDER)
        )
    return [ORDER[number - 1] for number in sorted({int(number) for number in numbers})]


def _folded(cell: str) -> str:
    return " ".join(cell.casefold().replace("-", "–").split())


TEXT = Codec(cells.escaped, cells.plain)
NUMBER = Codec(str, _whole)
LEVELS = Codec(lambda codes: " ".join(str(ORDER.index(code) + 1) for code in codes), _levels)
FLAG = Codec(lambda yes: "ใช่" if yes else "", lambda cell: named(YES).read(cell) == "yes")
LIST = Codec(cells.listed, cells.of_list)
WORDS = Codec(cells.words, cells.of_words)
ROWS = Codec(cells.rows, cells.of_rows)
OPTIONS = Codec(cells.options, cells.of_options)
KIND, ITEM_KIND, MODE = named(KINDS), named(ITEM_KINDS), named(MODES)
PURPOSE, RESPONSE, STOP = named(PURPOSES), named(RESPONSES), named(STOPS)
