"""The words inside pictures, their alt texts and the CSV, in Thai and English; pages have their own translations."""

from phonics.reports.rollup import BANDS, MUNICIPAL, Cell, Unit
from phonics.reports.suppression import Hidden

_WORDS = {
    "th": {
        "level": "เลเวล {n}",
        "levels": "เลเวล {band}",
        "cohort": "รุ่นที่ {n}",
        "municipal": "โรงเรียนเทศบาล",
        "municipal_short": "เทศบาล",
        "network": "ทั้งเครือข่าย",
        "this_unit": "หน่วยงานนี้",
        "small": "<10",
        "closed": "ปิด",
        "untested": "ยังไม่ประเมิน",
        "tested": "ประเมินแล้ว",
        "closed_parts": "กลุ่มเล็กรวมกัน (ปิด)",
        "total": "เด็กทั้งหมด",
        "rose": "เลื่อนเลเวลเทอมนี้",
        "stayed": "คงเลเวล",
        "group": "กลุ่ม",
        "children": "คน",
        "people": "คน",
        "percent": "ร้อยละ",
        "demo": "ข้อมูลสมมติ",
        "places": "แห่ง",
        "code": "รหัส",
        "kind": "ประเภท",
        "kind_network": "เครือข่าย",
        "kind_cohort": "รุ่น",
        "kind_unit": "หน่วยงาน",
        "name": "ชื่อ",
        "hidden_note": "<10 = น้อยกว่า 10 คน จึงไม่แสดง · ปิด = ไม่แสดงเพื่อไม่ให้คำนวณย้อนได้",
        "alt_levels": "แผนภูมิแท่ง: เด็กที่ประเมินแล้วตามเลเวล 1–16 ของ{name}",
        "alt_tallest": "แท่งสูงสุดคือเลเวล {n} ({count} คน)",
        "alt_untested": "ยังไม่ประเมิน {count} คน",
        "alt_coverage": "แผนภูมิแท่ง: เด็กที่ประเมินแล้วจากเด็กทั้งหมด {lines} กลุ่ม",
        "alt_rose": "แผนภูมิจุด: ร้อยละของเด็กที่เลื่อนอย่างน้อยหนึ่งเลเวลในภาคเรียนนี้ จากเด็กที่ประเมินแล้ว {lines} กลุ่ม",
        "alt_range": "ตั้งแต่ {low} % ({low_name}) ถึง {high} % ({high_name})",
        "alt_strips": "แถบ {lines} แถบ แต่ละแถบคือเด็กทั้งหมดของ{what} แบ่งตามช่วงเลเวล",
        "alt_first": "แถบแรกคือ{name} ประเมินแล้วที่เลเวล 5 ขึ้นไป {part} จาก {total} คน",
        "alt_closed": "{lines} กลุ่มไม่แสดงเพราะมีน้อยกว่า 10 คน หรือเพื่อไม่ให้คำนวณย้อนได้",
        "alt_merged": "{lines} แถบรวมกลุ่มที่ต่ำกว่า 10 คนไว้ด้วยกัน",
        "alt_table": "ตัวเลขอยู่ในตารางข้างล่าง",
        "map_children": "เด็ก ร้อยละ",
        "map_items": "ข้อที่เด็กตรงนี้ตอบถูกครึ่งหนึ่ง",
        "map_up": "↑ อ่านเก่งกว่า · ข้อยากกว่า",
        "map_down": "↓ ยังอ่านได้น้อย · ข้อง่ายกว่า",
        "alt_map": "แผนที่เด็กกับข้อสอบบนมาตราเดียวกัน ข้อยากที่สุด: {hard} ข้อง่ายที่สุด: {easy} ตัวเลขอยู่ในตาราง",
        "unit_word": "หน่วยงาน",
        "cohort_word": "รุ่น",
    },
    "en": {
        "level": "Level {n}",
        "levels": "Levels {band}",
        "cohort": "Cohort {n}",
        "municipal": "Municipal schools",
        "municipal_short": "Municipal",
        "network": "Whole network",
        "this_unit": "This unit",
        "small": "<10",
        "closed": "closed",
        "untested": "Not yet assessed",
        "tested": "Assessed",
        "closed_parts": "Small groups together (closed)",
        "total": "All children",
        "rose": "Rose a level this term",
        "stayed": "Stayed",
        "group": "Group",
        "children": "Children",
        "people": "children",
        "percent": "Percent",
        "demo": "Invented data",
        "places": "places",
        "code": "Code",
        "kind": "Kind",
        "kind_network": "network",
        "kind_cohort": "cohort",
        "kind_unit": "unit",
        "name": "Name",
        "hidden_note": "<10 = fewer than 10 children · closed = not shown, so that nothing can be worked back",
        "alt_levels": "Bar chart: assessed children at levels 1 to 16, {name}",
        "alt_tallest": "The tallest bar is level {n} ({count} children)",
        "alt_untested": "{count} not yet assessed",
        "alt_coverage": "Bar chart: assessed children out of all children, {lines} groups",
        "alt_rose": "Dot chart: share of assessed children who rose at least one level this term, {lines} groups",
        "alt_range": "From {low} % ({low_name}) to {high} % ({high_name})",
        "alt_strips": "{lines} strips, each of them all children of one {what}, parted by band of levels",
        "alt_first": "The first strip is {name}: {part} of {total} children assessed at level 5 or above",
        "alt_closed": "{lines} groups are not shown: under 10 children, or closed against working back",
        "alt_merged": "{lines} strips put groups under 10 together",
        "alt_table": "The figures are in the table below",
        "map_children": "Children, percent",
        "map_items": "Items half of the children there get",
        "map_up": "↑ reads better · harder items",
        "map_down": "↓ reads less yet · easier items",
        "alt_map": "Children and items on one scale. Hardest: {hard}. Easiest: {easy}. The numbers are in the table.",
        "unit_word": "unit",
        "cohort_word": "cohort",
    },
}


def say(lang: str, key: str, **values: object) -> str:
    return _WORDS[lang][key].format(**values)


def bands(lang: str) -> list[str]:
    """Return the four band names: the first says that these are levels."""
    names = [f"{first}–{last}" for first, last in BANDS]
    return [say(lang, "levels", band=names[0]), *names[1:]]


def count(lang: str, cell: Cell) -> str:
    """Return a count as it is printed: `1,234`, `<10` or `closed`."""
    if cell.value is not None:
        return f"{cell.value:,}"
    return say(lang, "small" if cell.why is Hidden.SMALL else "closed")


def share(part: Cell, whole: Cell) -> int | None:
    """Return the rounded percentage if both counts are shown and there is anyone; 0 and 100 mean none and all."""
    if part.value is None or not whole.value:
        return None
    if part.value in {0, whole.value}:
        return 100 * part.value // whole.value
    return min(max(round(100 * part.value / whole.value), 1), 99)


def cohort_name(lang: str, number: int, *, short: bool = False) -> str:
    if number == MUNICIPAL:
        return say(lang, "municipal_short" if short else "municipal")
    return say(lang, "cohort", n=number)


def unit_name(lang: str, unit: Unit) -> str:
    return (unit.name_en if lang == "en" else "") or unit.name_th
