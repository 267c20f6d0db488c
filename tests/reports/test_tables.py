"""The CSV says what the page says."""

import csv
from io import StringIO

from sample_network import ROWS, UNITS

from phonics.reports.charts import Line
from phonics.reports.rollup import NETWORK, release
from phonics.reports.tables import csv_bytes

SHOWN = release(ROWS, UNITS)
LINES = [Line(NETWORK, "ทั้งเครือข่าย"), Line("cohort:1", "รุ่นที่ 1"), Line("unit:u2", "=HYPERLINK()")]


def rows(lang: str = "th") -> list[list[str]]:
    return list(csv.reader(StringIO(csv_bytes(SHOWN, LINES, lang, ["ที่มา: ระบบ"]).decode("utf-8-sig"))))


def test_it_opens_in_thai_spreadsheets() -> None:
    assert csv_bytes(SHOWN, LINES, "th", []).startswith(b"\xef\xbb\xbf")
    assert rows()[0][:4] == ["ประเภท", "รหัส", "ชื่อ", "เด็กทั้งหมด"]


def test_every_line_has_every_column() -> None:
    head, *body = [row for row in rows("en") if len(row) > 1]
    assert {len(row) for row in body} == {len(head)}
    assert body[0][:6] == ["network", "", "ทั้งเครือข่าย", "858", "687", "171"]


def test_small_groups_are_hidden_there_too() -> None:
    unit = rows()[3]
    assert "<10" in unit
    assert "6" not in unit
    assert "7" not in unit


def test_the_source_stands_below() -> None:
    assert ["ที่มา: ระบบ"] in rows()


def test_a_name_is_never_a_formula() -> None:
    assert rows()[3][2] == "'=HYPERLINK()"
