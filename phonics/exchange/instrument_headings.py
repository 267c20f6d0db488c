"""The sheets of a test's workbook: their names, and their columns in Thai and English."""

from dataclasses import dataclass

from phonics.exchange import instrument_words as say
from phonics.exchange.instrument_words import Codec


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a sheet; `width` in characters."""

    field: str
    thai: str
    english: str
    codec: Codec
    width: int = 14


HOW, FACTS_SHEET, PARTS_SHEET, ITEMS_SHEET, CHOICES = ("วิธีกรอก", "แบบทดสอบ", "ตอน", "ข้อ", "ตัวเลือกในช่อง")
ENGLISH = {FACTS_SHEET: "test", PARTS_SHEET: "parts", ITEMS_SHEET: "items"}

PART, STORY, PRACTICE, NUMBER, STOP_TYPE, STOP_K = "part", "story", "practice", "number", "stop_type", "stop_k"

FACTS = (
    Column("title_th", "ชื่อ (ไทย)", "Title in Thai", say.TEXT),
    Column("title_en", "ชื่อ (อังกฤษ)", "Title in English", say.TEXT),
    Column("purpose", "ใช้ทำอะไร", "What for", say.PURPOSE),
    Column("levels", "เลเวล (1–16)", "Levels (1–16)", say.LEVELS),
    Column("form", "ชุด (A, B, C)", "Form (A, B, C)", say.TEXT),
    Column("directions_th", "คำชี้แจง (ไทย)", "Directions in Thai", say.TEXT),
    Column("directions_en", "คำชี้แจง (อังกฤษ)", "Directions in English", say.TEXT),
    Column("cut", "ผ่านที่ (คะแนน)", "Passed from (points)", say.NUMBER),
    Column("note_th", "หมายเหตุ (ไทย)", "Note in Thai", say.TEXT),
    Column("note_en", "หมายเหตุ (อังกฤษ)", "Note in English", say.TEXT),
    Column("code", "รหัส (เว้นว่างได้)", "Code (may stay empty)", say.TEXT),
    Column("card", "บัตรสำเร็จรูป (เว้นว่างไว้)", "Ready-made card (leave empty)", say.TEXT),
)

PARTS = (
    Column(PART, "ตอนที่", "Part", say.NUMBER, 8),
    Column("kind", "ชนิดของตอน", "Kind", say.KIND, 24),
    Column("title_th", "ชื่อตอน (ไทย)", "Title in Thai", say.TEXT, 24),
    Column("title_en", "ชื่อตอน (อังกฤษ)", "Title in English", say.TEXT, 24),
    Column("directions_th", "คำสั่ง (ไทย)", "Directions in Thai", say.TEXT, 36),
    Column("directions_en", "คำสั่ง (อังกฤษ)", "Directions in English", say.TEXT, 36),
    Column("mode", "วิธีสอบ", "How it is given", say.MODE, 22),
    Column("timed_s", "จำกัดเวลา (วินาที)", "Time limit (seconds)", say.NUMBER),
    Column("wait_s", "รอคำตอบ (วินาที)", "Wait (seconds)", say.NUMBER),
    Column("columns", "ข้อต่อแถว", "Items in a row", say.NUMBER),
    Column(STOP_TYPE, "เกณฑ์หยุด", "Stop rule", say.STOP, 24),
    Column(STOP_K, "หยุดเมื่อผิดกี่ข้อ", "Stop after so many", say.NUMBER),
    Column("cut", "ผ่านที่ (คะแนน)", "Passed from (points)", say.NUMBER),
    Column("sound", "เสียง", "Sound", say.TEXT),
    Column("picture", "ภาพ", "Picture", say.TEXT),
    Column(STORY, "เรื่องที่ให้อ่าน (ทั้งเรื่อง)", "Story to read (all of it)", say.TEXT, 40),
)

ITEMS = (
    Column(PART, "ตอนที่", "Part", say.NUMBER, 8),
    Column(NUMBER, "ข้อที่", "Item", say.NUMBER, 8),
    Column("prompt", "คำหรือคำถาม", "Word or question", say.TEXT, 28),
    Column("prompt_en", "คำถาม (อังกฤษ)", "Question in English", say.TEXT, 28),
    Column("options", "ตัวเลือก", "Options", say.OPTIONS, 36),
    Column("answers", "คำตอบ", "Answers", say.LIST, 18),
    Column("response", "วิธีตอบ", "How it is answered", say.RESPONSE, 16),
    Column("points", "คะแนน", "Points", say.NUMBER, 8),
    Column("tricky", "จำทั้งคำ", "Known by heart", say.FLAG, 10),
    Column(PRACTICE, "ข้อซ้อม", "Practice", say.FLAG, 10),
    Column("kind", "ชนิดของข้อ (ถ้าต่างจากตอน)", "Kind (if not the part's)", say.ITEM_KIND, 24),
    Column("printed", "พิมพ์ว่า", "Printed as", say.TEXT),
    Column("sound", "เสียง", "Sound", say.TEXT, 18),
    Column("picture", "ภาพ", "Picture", say.TEXT),
    Column("targets", "จับคู่กับ", "Matched with", say.OPTIONS, 28),
    Column("codes", "เสียงกับตัวอักษร", "Correspondences", say.WORDS, 24),
    Column("phones", "หน่วยเสียง", "Phones", say.WORDS, 18),
    Column("also", "อ่านแบบนี้ก็ถูก", "Also right", say.ROWS, 18),
    Column("parts", "ครูพูดทีละส่วน", "Said in parts", say.WORDS, 18),
)
