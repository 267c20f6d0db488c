"""Thai facts of life, with dates and numbers worked by hand."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonics import thai


def test_names_sort_as_in_a_thai_dictionary():
    ordered = ["Anna", "กล้า", "กา", "ก่า", "ก้า", "กาญจนา", "เก่ง", "แก้ว", "โก้", "ไก่", "ขวัญ", "นา", "น้ำ", "ปู", "ปู่", "ปูน"]
    assert sorted(Random(1).sample(ordered, len(ordered)), key=thai.sort_key) == ordered


def test_the_family_name_decides_between_equal_given_names_only():
    names = [("กา", "ฮ"), ("ก่า", "ก"), ("กาง", "ก"), ("กา", "ก")]
    assert sorted(names, key=lambda name: thai.sort_key(*name)) == [("กา", "ก"), ("กา", "ฮ"), ("ก่า", "ก"), ("กาง", "ก")]


def test_one_name_in_two_spellings_has_one_key():
    assert thai.sort_key("น้ำฝน") == thai.sort_key("น\u0e49\u0e4d\u0e32ฝน") == thai.sort_key("น\u0e4d\u0e49าฝน")
    assert thai.sort_key("แก้ว") == thai.sort_key("เ" + "เก้ว")


@given(st.text(alphabet="กขนเแ้่็ ำาZa9-๙", max_size=12))
def test_a_key_sorts_alike_under_any_collation(name):
    """Lower-case hexadecimal only: no collation knows a second opinion about that."""
    assert set(thai.sort_key(name, "ดี")) <= set("0123456789abcdef")


def test_thai_digits_become_ascii():
    assert thai.to_ascii_digits("ป.๑/๒ ๓๔๕๖๗๘๙๐") == "ป.1/2 34567890"


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  ก\u00a0ข\t ค ", "ก ข ค"),
        ("\ufeffก\u200bข", "กข"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("ก\u0e4d\u0e32", "กำ"),
        ("เ" + "เก้ว", "แก้ว"),
        ("Anna  Bell", "Anna Bell"),
    ],
)
def test_text_comes_in_one_spelling(typed, clean):
    assert thai.clean(typed) == clean
    assert thai.clean(clean) == clean


@pytest.mark.parametrize(
    ("lang", "style", "text"),
    [
        ("th", "long", "22 พฤศจิกายน 2569"),
        ("th", "short", "22 พ.ย. 2569"),
        ("th", "day", "22 พ.ย."),
        ("en", "long", "22 November B.E. 2569"),
        ("en", "short", "22 Nov B.E. 2569"),
    ],
)
def test_dates_are_written_in_the_buddhist_era(lang, style, text):
    assert thai.thai_date(date(2026, 11, 22), lang, style) == text


@pytest.mark.parametrize(
    "typed",
    ["22/11/2569", "๒๒/๑๑/๒๕๖๙", "22 พ.ย. 69", "22 พฤศจิกายน พ.ศ. 2569", "22-11-2026", "22 Nov B.E. 2569", "2026-11-22"],
)
def test_a_date_is_read_however_it_was_typed(typed):
    assert thai.parse_thai_date(typed) == date(2026, 11, 22)


def test_the_leap_day_of_2563_exists():
    assert thai.parse_thai_date("29/02/2563") == date(2020, 2, 29)
    assert thai.parse_thai_date("29/02/2562") is None


@pytest.mark.parametrize("typed", ["", "เมื่อวาน", "31/02/2569", "22 สมมติ 2569", "5"])
def test_what_is_no_date_is_none(typed):
    assert thai.parse_thai_date(typed) is None


@given(st.dates(min_value=date(1960, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["th", "en"]))
def test_a_written_date_reads_back(day, lang):
    assert thai.parse_thai_date(thai.thai_date(day, lang, "long")) == day
    assert thai.parse_thai_date(thai.thai_date(day, lang, "short")) == day


def test_the_academic_year_begins_on_16_may():
    assert thai.academic_year(date(2026, 5, 15)) == 2568
    assert thai.academic_year(date(2026, 5, 16)) == 2569
    assert thai.academic_year(date(2027, 1, 10)) == 2569
    assert thai.academic_year(date(2026, 5, 2), starts=(5, 1)) == 2569


@pytest.mark.parametrize(
    ("typed", "grade", "room"),
    [
        ("ป.๑/๑", 4, "1"),
        ("ชั้น ป.1/2", 4, "2"),
        ("ป1", 4, ""),
        ("ป 1 / 2", 4, "2"),
        ("ประถมศึกษาปีที่ 6 ห้อง 3", 9, "3"),
        ("อนุบาล 2", 2, ""),
        ("อนุบาลปีที่ 3/1", 3, "1"),
        ("อ.1", 1, ""),
        ("ชั้นมัธยมศึกษาปีที่ 3", 12, ""),
        ("ม.6/EP", 15, "EP"),
        ("Primary 4", 7, ""),
    ],
)
def test_a_grade_is_read_in_every_way_schools_write_it(typed, grade, room):
    assert thai.parse_grade(typed) == (grade, room)


@pytest.mark.parametrize("typed", ["", "ป.7", "อ.4", "ม.0", "ป.11", "1", "K2", "ปวช.1", "1/2"])
def test_what_is_no_grade_is_none(typed):
    assert thai.parse_grade(typed) is None


@pytest.mark.parametrize("code", thai.GRADES)
def test_a_grade_name_reads_back_in_both_languages(code):
    assert thai.parse_grade(thai.grade_name(code)) == (code, "")
    assert thai.parse_grade(thai.grade_name(code, "en")) == (code, "")


def test_grade_codes_grow_with_the_child():
    assert [thai.grade_name(code) for code in (1, 3, 4, 9, 10, 15)] == ["อ.1", "อ.3", "ป.1", "ป.6", "ม.1", "ม.6"]
    assert thai.grade_name(0) == thai.grade_name(16) == ""


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("รายชื่อนักเรียนชั้นประถมศึกษาปีที่ ๑/๒ ปีการศึกษา ๒๕๖๙", (4, "2")),
        ("บัญชีรายชื่อ ป.2/1 ภาคเรียนที่ 2", (5, "1")),
        ("แบบ ป.พ. 5 ชั้น ม.1", (10, "")),
        ("โรงเรียนอนุบาลลำพูน", None),
        ("ปีการศึกษา 2569", None),
    ],
)
def test_a_grade_is_found_in_a_title(title, found):
    assert thai.find_grade(title) == found


@pytest.mark.parametrize(
    ("name", "title", "rest"),
    [
        ("เด็กชายธนา ใจดี", "เด็กชาย", "ธนา ใจดี"),
        ("ด.ช. ธนา", "เด็กชาย", "ธนา"),
        ("ดช.ธนา", "เด็กชาย", "ธนา"),
        ("ด.ญ.มะลิ", "เด็กหญิง", "มะลิ"),
        ("นางสาวมาลี", "นางสาว", "มาลี"),
        ("น.ส. มาลี", "นางสาว", "มาลี"),
        ("นายสม", "นาย", "สม"),
        ("นางแก้ว", "นาง", "แก้ว"),
        ("นายิกา แก้ว", "", "นายิกา แก้ว"),
        ("นางฟ้า ใจดี", "", "นางฟ้า ใจดี"),
        ("พระพาย", "", "พระพาย"),
        ("พระ พาย", "พระ", "พาย"),
        ("ดชนา", "", "ดชนา"),
    ],
)
def test_a_title_is_cut_off_but_a_name_never(name, title, rest):
    assert thai.split_title(name) == (title, rest)


def test_titles_are_written_in_full_and_ranks_stay():
    assert [thai.normal_title(text) for text in ("ด.ญ.", "นส.", "นาย", "ม.ล.")] == ["เด็กหญิง", "นางสาว", "นาย", "ม.ล."]
    assert [thai.sex_of_title(title) for title in ("เด็กหญิง", "นาย", "ม.ล.", "")] == ["f", "m", "", ""]


def test_the_check_digit_of_a_citizen_number():
    """1·13 + 2·12 + 3·11 + 4·10 + 5·9 + 6·8 + 7·7 + 8·6 + 9·5 + 0·4 + 1·3 + 2·2 = 352 = 32·11; (11 − 0) mod 10 = 1."""
    assert thai.is_citizen_id("1234567890121")
    assert thai.is_citizen_id("1-2345-67890-12-1")
    assert thai.is_citizen_id("๑๒๓๔๕๖๗๘๙๐๑๒๑")
    assert not thai.is_citizen_id("1234567890122")
    assert not thai.is_citizen_id("123456789012")


def test_a_mistyped_citizen_number_and_a_g_code_are_still_someones():
    assert thai.is_citizen_number("1234567890122")
    assert thai.is_citizen_number("G644200000001")
    assert thai.is_g_code("G644200000001")
    assert not thai.is_g_code("1234567890121")
    assert not thai.is_citizen_number("00123")
