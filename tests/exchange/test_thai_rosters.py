"""The lists schools have, in the layouts they come in; every child and citizen number here is invented."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from phonics import thai
from phonics.exchange.roster_rows import RosterRow
from phonics.exchange.thai_rosters import read, write

CITIZEN = "1234567890121"  # a right check digit, a number nobody has

HANDMADE = """โรงเรียนทดสอบ อำเภอเมืองลำพูน จังหวัดลำพูน
รายชื่อนักเรียนชั้นประถมศึกษาปีที่ ๑/๒ ปีการศึกษา ๒๕๖๙

ที่,เลขประจำตัว,ชื่อ - สกุล,,,ชื่อเล่น,เลขประจำตัวประชาชน,หมายเหตุ
๑,๐๐๑๒๓,เด็กชาย,ธนา,ใจดี,นุ่น,1234567890121,
๒,124,ด.ญ.,น\u0e4d\u0e49าผึ้ง,ณ ลำพูน,,,ย้ายมา
3,125,เด็กหญิง,เเก้ว,-,,,

,,รวม 3 คน,,,,,
,,ลงชื่อ.........ครูประจำชั้น,,,,,
"""

DMC = f"""10/06/2569 09:00
รหัสโรงเรียน,ชื่อโรงเรียน,เลขประจำตัวนักเรียน,ชั้น,ห้อง,เลขประจำตัวนักเรียน,เพศ,คำนำหน้าชื่อ,ชื่อ,นามสกุล,วันเกิด,ศาสนา,น้ำหนัก,\
คำนำหน้าชื่อผู้ปกครอง,ชื่อผู้ปกครอง,ความด้อยโอกาส
5101,ทดสอบ 1,{CITIZEN},ป.1,1,1001,ช,เด็กชาย,ก้อง,ดี,1/1/2563,พุทธ,20,นาย,แดง,ไม่มี
5101,ทดสอบ 1,G644200000001,ป.1,1,1002,ญ,เด็กหญิง,แก้ว,งาม,2/1/2563,คริสต์,21,นาง,ดำ,ยากจน
5101,ทดสอบ 1,1.23457E+12,อ.3,2,1003,ญ,เด็กหญิง,ขวัญ,งาม,2/1/2563,คริสต์,21,นาง,ดำ,ยากจน
"""


def lec() -> bytes:
    """Return a workbook as LEC exports it: titles above, two rows of headings, groups merged, another sheet first."""
    book = Workbook()
    book.active.title = "ครู"
    book.active.append(["คำนำหน้า", "ชื่อ", "นามสกุล"])
    book.active.append(["นาง", "ครู", "ใหญ่"])
    sheet = book.create_sheet("Sheet2")
    sheet.append(["รายงานรายละเอียดข้อมูลนักเรียน"])
    sheet.append(["อปท. ทดสอบ จังหวัดลำพูน ปีการศึกษา 2569 ภาคเรียนที่ 2"])
    own = ["ลำดับที่", "จังหวัด", "สถานศึกษา", "ระดับชั้น", "ห้องเรียน", "เลขประจำตัวนักเรียน", "คำนำหน้า", "ชื่อ", "นามสกุล"]
    sheet.append([*own, "ศาสนา", "เลขประจำตัวประชาชน", "บิดา", None, None, "ที่อยู่ปัจจุบัน", None])
    sheet.append([None] * 11 + ["คำนำหน้า", "ชื่อ", "นามสกุล", "เลขที่", "หมู่ที่"])
    for column in "ABCDEFGHIJK":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.merge_cells("L3:N3")
    sheet.merge_cells("O3:P3")
    rest = ["พุทธ", int(CITIZEN), "นาย", "พ่อ", "ดี", "5", "4"]
    sheet.append([1, "ลำพูน", "ทดสอบ 1", "ประถมศึกษาปีที่ 2", "ป.2/1", 1234, "เด็กชาย", "ก้อง", "ดี", *rest])
    sheet.append([2, "ลำพูน", "ทดสอบ 1", "ประถมศึกษาปีที่ 3", "1", 1235.0, "เด็กหญิง", "ก้อย", "ดี", *rest])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def told(roster) -> list[tuple[int | None, str]]:
    """Return the line and the sentence of each problem, filled in."""
    return [(problem.line, problem.message % problem.values) for problem in roster.problems]


def test_a_handmade_class_list_is_read_as_it_is():
    roster = read(HANDMADE.encode("cp874"))
    assert roster.problems == ()
    assert roster.rows == (
        RosterRow(5, "00123", "เด็กชาย", "ธนา", "ใจดี", "นุ่น", "m", 4, "2", 1),
        RosterRow(6, "124", "เด็กหญิง", "น้ำผึ้ง", "ณ ลำพูน", "", "f", 4, "2", 2),
        RosterRow(7, "125", "เด็กหญิง", "แก้ว", "", "", "f", 4, "2", 3),
    )
    assert roster.dropped == ("เลขประจำตัวประชาชน",)
    assert roster.ignored == ("หมายเหตุ",)


def test_of_two_equal_headings_in_dmc_the_13_digits_are_the_citizen_number():
    roster = read(DMC.encode("cp874"))
    assert roster.problems == ()
    assert [(row.number, row.given, row.grade, row.room) for row in roster.rows] == [
        ("1001", "ก้อง", 4, "1"),
        ("1002", "แก้ว", 4, "1"),
        ("1003", "ขวัญ", 3, "2"),
    ]
    assert roster.schools == ("ทดสอบ 1",)


def test_lec_groups_are_told_apart_from_the_child():
    roster = read(lec())
    assert roster.problems == ()
    assert [(row.number, row.given, row.grade, row.room, row.roll_no) for row in roster.rows] == [
        ("1234", "ก้อง", 5, "1", None),
        ("1235", "ก้อย", 6, "1", None),
    ]
    assert "บิดา / ชื่อ" in roster.dropped
    assert "ที่อยู่ปัจจุบัน / เลขที่" in roster.dropped
    assert "ครู" in roster.ignored


@pytest.mark.parametrize("data", [HANDMADE.encode(), DMC.encode(), lec()], ids=["handmade", "dmc", "lec"])
def test_what_is_not_ours_to_keep_never_gets_in(data):
    roster = read(data)
    everything = repr(roster.rows) + repr(roster.problems) + write(roster.rows).decode()
    for secret in (CITIZEN, "G644200000001", "พุทธ", "คริสต์", "ยากจน", "แดง", "พ่อ", "2563"):
        assert secret not in everything


def test_religion_health_and_parents_are_reported_as_dropped():
    assert read(DMC.encode()).dropped == (
        "เลขประจำตัวนักเรียน",
        "วันเกิด",
        "ศาสนา",
        "น้ำหนัก",
        "คำนำหน้าชื่อผู้ปกครอง",
        "ชื่อผู้ปกครอง",
        "ความด้อยโอกาส",
    )


def test_headings_come_in_any_order_and_in_english():
    roster = read(table("Grade,Nickname,Family name,Given name,Student number,Room", "ป.๔,Nam,Jai,Anna,007,2"))
    assert roster.rows == (RosterRow(2, "007", "", "Anna", "Jai", "Nam", "", 7, "2", None),)


def test_a_name_in_one_cell_is_taken_apart():
    roster = read(table("รหัสนักเรียน,ชื่อ-นามสกุล,ชั้น/ห้อง,เลขที่", "1,นางสาวมาลี ณ ลำพูน,ม.3/1,12"))
    assert roster.rows == (RosterRow(2, "1", "นางสาว", "มาลี", "ณ ลำพูน", "", "f", 12, "1", 12),)


def test_a_running_number_is_the_roll_only_where_the_file_is_one_class():
    lines = ("ลำดับ,เลขประจำตัว,ชื่อ-สกุล,ชั้น", "1,11,ก ข,ป.1", "2,12,ค ง,ป.2")
    assert [row.roll_no for row in read(table(*lines)).rows] == [None, None]
    assert [row.roll_no for row in read(table(*lines[:2])).rows] == [1]


def test_every_sheet_that_is_a_list_is_read_and_its_tab_names_the_class():
    book = Workbook()
    for n, tab in enumerate(("ป.1-1", "ป.1-2")):
        sheet = book.active if n == 0 else book.create_sheet()
        sheet.title = tab
        sheet.append(["เลขประจำตัว", "ชื่อ-สกุล"])
        sheet.append([10 + n, "เด็กชายธนา ใจดี"])
    out = io.BytesIO()
    book.save(out)
    assert [(row.number, row.grade, row.room, row.sheet) for row in read(out.getvalue()).rows] == [
        ("10", 4, "1", "ป.1-1"),
        ("11", 4, "2", "ป.1-2"),
    ]


def test_a_child_on_two_sheets_is_one_child_and_two_children_of_one_number_a_problem():
    book = Workbook()
    for n, name in enumerate(("เด็กชายธนา ใจดี", "เด็กชายธนา ใจดี", "เด็กหญิงมะลิ ใจดี")):
        sheet = book.active if n == 0 else book.create_sheet()
        sheet.title = f"แผ่น {n + 1}"
        sheet.append(["เลขประจำตัว", "ชื่อ-สกุล", "ชั้น"])
        sheet.append([10, name, "ป.1/1"])
    out = io.BytesIO()
    book.save(out)
    roster = read(out.getvalue())
    assert len(roster.rows) == 1
    assert told(roster) == [(2, "The number 10 is already in row 2 of the sheet แผ่น 1.")]


def test_headings_on_every_printed_page_are_no_children():
    heading = "เลขประจำตัว,ชื่อ-สกุล,ชั้น"
    roster = read(table(heading, "1,ก ข,ป.1", heading, "2,ค ง,ป.1"))
    assert [row.number for row in roster.rows] == ["1", "2"]
    assert roster.problems == ()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",เด็กชายก ข,ป.1,1,ช", "The student number is missing."),
        (
            f"{CITIZEN},เด็กชายก ข,ป.1,1,ช",
            "This is a citizen number, which is not kept. Write the school's own student number.",
        ),
        (
            "G644200000001,เด็กชายก ข,ป.1,1,ช",
            "This is a citizen number, which is not kept. Write the school's own student number.",
        ),
        ("1.23E+05,เด็กชายก ข,ป.1,1,ช", "Excel has shortened this number. Format the column as text and type it again."),
        ("=1+1,เด็กชายก ข,ป.1,1,ช", "=1+1 is not a student number."),
        ("9,,ป.1,1,ช", "The name is missing."),
        ("9,เด็กชายก ข5,ป.1,1,ช", "ข5 is not a name: only letters, spaces, . - ' and ( ) are."),
        ("9,เด็กชาย=HYPERLINK(),ป.1,1,ช", "=HYPERLINK() is not a name: only letters, spaces, . - ' and ( ) are."),
        ("9,เด็กชายก ข,,1,ช", "The grade is missing."),
        ("9,เด็กชายก ข,ป.7,1,ช", "ป.7 is not a grade: write for instance ป.1 or ป.1/2."),
        ("9,เด็กชายก ข,ป.1,46023,ช", "46023 is not a room: write for instance 1."),
        ("9,เด็กชายก ข,ป.1,1,x", "x is not a sex: write ช or ญ."),
        ("9,เด็กชายก ข,ป.1,1,ญ", "The sex ญ does not agree with the title เด็กชาย."),
        ("0001,เด็กชายก ข,ป.1,1,ช", "The number 0001 is already in row 2."),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row, sentence):
    roster = read(table("เลขประจำตัว,ชื่อ-สกุล,ชั้น,ห้อง,เพศ", "1,เด็กชายดี งาม,ป.1,1,ช", row))
    assert told(roster) == [(3, sentence)]


def test_a_strange_cell_is_shown_without_what_may_be_a_private_number():
    roster = read(table("เลขประจำตัว,ชื่อ-สกุล,ชั้น", "1,ก ข,ป.1", f"2,ค ง,{CITIZEN}"))
    assert told(roster) == [(3, "••• is not a grade: write for instance ป.1 or ป.1/2.")]


def test_every_problem_of_a_row_is_told_at_once():
    roster = read(table("เลขประจำตัว,ชื่อ-สกุล,ชั้น,เลขที่", "x!,ก5,ป.9,สอง"))
    assert len(roster.problems) == 4
    assert roster.rows == ()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("ชื่อ-สกุล,ชั้น", "ก ข,ป.1"), "The heading เลขประจำตัวนักเรียน is missing."),
        (("เลขประจำตัวนักเรียน,ชื่อ-สกุล", "1,ก ข", "2,ค ง"), "The heading ชั้น is missing."),
        (("a,b", "1,2"), "No row of headings was found. The list needs at least: เลขประจำตัวนักเรียน, ชื่อ-สกุล, ชั้น."),
        (("เลขประจำตัวนักเรียน,ชื่อ-สกุล,ชั้น",), "There is no child below the headings."),
        (
            ("เลขประจำตัวนักเรียน,ชื่อ-สกุล,ชั้น", f"{CITIZEN},ก ข,ป.1"),
            "The column เลขประจำตัวนักเรียน holds citizen numbers, which are not kept. "
            "Add the school's own student numbers.",
        ),
    ],
)
def test_a_file_that_lacks_what_is_needed_says_so_once(lines, sentence):
    roster = read(table(*lines))
    assert told(roster) == [(None, sentence)]
    assert roster.rows == ()


_words = st.text(alphabet="กขคงนมรวลสAbé", min_size=1, max_size=8)
_given = _words.filter(lambda text: thai.split_title(text) == ("", text))  # นส alone is a title, and no name
_rows = st.builds(
    RosterRow,
    line=st.just(0),
    number=st.from_regex(r"[1-9][0-9]{0,5}", fullmatch=True),
    title=st.sampled_from(["", "เด็กชาย", "เด็กหญิง", "ม.ล."]),
    given=_given,
    family=_words | st.just(""),
    nickname=_words | st.just(""),
    sex=st.just(""),
    grade=st.sampled_from(thai.GRADES),
    room=st.sampled_from(["", "1", "2", "EP"]),
    roll_no=st.none() | st.integers(1, 60),
)


@given(st.lists(_rows, min_size=1, max_size=6, unique_by=lambda row: row.number))
def test_what_is_written_reads_back(rows):
    back = read(write(rows))
    assert back.problems == ()
    keep = ("number", "title", "given", "family", "nickname", "grade", "room", "roll_no")
    assert [[getattr(row, name) for name in keep] for row in back.rows] == [
        [getattr(row, name) for name in keep] for row in rows
    ]


def test_the_example_reads_clean_and_the_template_lacks_only_children():
    data = Path(__file__).parent.parent.parent / "data"
    example = read((data / "roster_example.csv").read_bytes())
    assert (len(example.rows), example.problems) == (30, ())
    template = read((data / "roster_template.csv").read_bytes())
    assert told(template) == [(None, "There is no child below the headings.")]
