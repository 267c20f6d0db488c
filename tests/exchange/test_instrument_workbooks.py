"""A test goes into a workbook and comes back identical; what a teacher mistyped is told with its cell."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from made_instruments import instruments
from openpyxl import load_workbook

from phonics.assess.ready_made import ready_made
from phonics.errors import Invalid
from phonics.exchange import instrument_rows, instrument_workbooks
from phonics.exchange.instrument_headings import FACTS_SHEET, ITEMS, ITEMS_SHEET, PARTS, PARTS_SHEET

FACTS_ROW = {"title_th": 1, "levels": 4, "cut": 8}


def changed(**sheets):
    """Return the template with cells changed: `changed(items={(3, "points"): "x"})`."""
    book = load_workbook(io.BytesIO(instrument_workbooks.template()))
    for (line, name), value in sheets.get("items", {}).items():
        book[ITEMS_SHEET].cell(line, place(ITEMS, name)).value = value
    for (line, name), value in sheets.get("parts", {}).items():
        book[PARTS_SHEET].cell(line, place(PARTS, name)).value = value
    for name, value in sheets.get("facts", {}).items():
        book[FACTS_SHEET].cell(FACTS_ROW[name], 2).value = value
    return saved(book)


def place(columns, name):
    return [column.field for column in columns].index(name) + 1


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def told(incoming):
    return [(one.file, one.line, one.at, one.message % one.values) for one in incoming.problems]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments())
def test_what_was_written_is_read_back_identical(instrument):
    incoming = instrument_rows.read(instrument_workbooks.write(instrument))
    assert incoming.problems == ()
    assert incoming.instrument() == instrument


def test_the_ready_made_tests_come_back_with_their_hashes():
    for instrument in ready_made()[::5]:
        incoming = instrument_rows.read(instrument_workbooks.write(instrument))
        assert (incoming.problems, incoming.instrument().content_hash) == ((), instrument.content_hash)


def test_the_template_is_a_test_to_write_over():
    test = instrument_rows.read(instrument_workbooks.template()).instrument()
    assert [item.prompt for item in test.items] == ["ship", "chin", "moth", "มีเรือกี่ลำ"]
    assert test.levels == ("P1",)


def test_the_sheets_show_numbers_of_levels_and_offer_their_words():
    book = load_workbook(io.BytesIO(instrument_workbooks.template()))
    assert book[FACTS_SHEET]["B4"].value == "5"
    assert book[PARTS_SHEET].data_validations.count == 3
    assert book.sheetnames[0] == "วิธีกรอก"


def test_a_text_that_looks_like_a_formula_stays_a_text():
    data = changed(items={(3, "prompt"): "ship"}, facts={"title_th": "x"})
    instrument = instrument_rows.read(data).instrument()
    from dataclasses import replace

    book = load_workbook(io.BytesIO(instrument_workbooks.write(replace(instrument, title_th='=HYPERLINK("x")'))))
    assert book[FACTS_SHEET]["B1"].data_type == "s"


@pytest.mark.parametrize(
    ("sheets", "where", "words"),
    [
        ({"items": {(3, "points"): "two"}}, (ITEMS_SHEET, 3, "H3"), "two is not a whole number."),
        ({"items": {(6, "answers"): "9"}}, (ITEMS_SHEET, 6, "F6"), "needs an answer that is among its options"),
        ({"items": {(4, "part"): 7}}, (ITEMS_SHEET, 4, "A4"), "no part 7"),
        ({"items": {(4, "kind"): "poem"}}, (ITEMS_SHEET, 4, "K4"), "poem is not one of: ชื่อตัวอักษร"),
        ({"items": {(4, "prompt"): "x" * 301}}, (ITEMS_SHEET, 4, "C4"), "too long"),
        ({"items": {(4, "prompt"): None}}, (ITEMS_SHEET, 4, "C4"), "is empty"),
        ({"parts": {(3, "cut"): 50}}, (PARTS_SHEET, 3, "M3"), "between 1 and 3"),
        (
            {"parts": {(3, "stop_k"): 5, (3, "stop_type"): "ผิดติดกัน"}},
            (PARTS_SHEET, 3, "K3"),
            "more items than there are",
        ),
        ({"parts": {(3, "kind"): None}}, (PARTS_SHEET, 3, "B3"), "what kind"),
        ({"parts": {(4, "part"): 1}}, (PARTS_SHEET, 4, "A4"), "stands twice"),
        ({"facts": {"levels": "17"}}, (FACTS_SHEET, 4, "B4"), "from 1 to 16"),
        ({"facts": {"cut": "99"}}, (FACTS_SHEET, 8, "B8"), "between 1 and 4"),
    ],
)
def test_a_mistyped_cell_is_told_and_the_rest_comes_in(sheets, where, words):
    incoming = instrument_rows.read(changed(**sheets))
    assert where in [one[:3] for one in told(incoming)]
    assert any(words in one[3] for one in told(incoming))
    assert len(incoming.instrument().items) >= 1


def test_an_empty_part_is_as_in_the_row_above_and_thai_digits_are_numbers():
    incoming = instrument_rows.read(changed(items={(4, "part"): None, (5, "part"): None, (3, "points"): "๒"}))
    assert not incoming.problems
    assert [len(one.items) for one in incoming.instrument().subtests] == [3, 1]
    assert incoming.instrument().items[0].points == 2


def test_answers_may_be_the_text_of_an_option_and_options_need_no_names():
    incoming = instrument_rows.read(
        changed(items={(6, "options"): "two | three", (6, "answers"): "three", (6, "response"): None})
    )
    question = incoming.instrument().items[3]
    assert [(one.key, one.text) for one in question.options] == [("a", "two"), ("b", "three")]
    assert question.answers == ("b",)


def test_a_story_becomes_an_item_a_word():
    story = "“Mum,” said Dr. Tan,\n“3 ships –  not 4!”"
    data = changed(
        parts={(3, "kind"): "อ่านเรื่องออกเสียง", (3, "story"): story}, items={(n, "prompt"): "x" for n in (3, 4, 5)}
    )
    words = instrument_rows.read(data).instrument().items[:8]
    assert [item.prompt for item in words] == ["Mum", "said", "Dr", "Tan", "3", "ships", "not", "4"]
    assert [item.shown for item in words] == ["“Mum,”", "said", "Dr.", "Tan,\n", "“3", "ships –", "not", "4!”"]


def test_ten_thousand_items_are_too_many():
    data = changed(items={(line, "prompt"): "ship" for line in range(3, 10_003)})
    incoming = instrument_rows.read(data)
    assert (ITEMS_SHEET, "At most 1000 rows are read.") in [(one[0], one[3]) for one in told(incoming)]
    assert any("at most 500 items" in one[3] for one in told(incoming))
    assert len(incoming.instrument().items) <= 500


def test_another_workbook_is_told_sheet_by_sheet():
    book = load_workbook(io.BytesIO(instrument_workbooks.template()))
    del book[ITEMS_SHEET]
    book[PARTS_SHEET].title = "Sheet1"
    problems = told(instrument_rows.read(saved(book)))
    assert [one[0] for one in problems if "missing" in one[3]] == [PARTS_SHEET, ITEMS_SHEET]


def test_merged_cells_formulas_and_macros_do_no_harm():
    book = load_workbook(io.BytesIO(instrument_workbooks.template()))
    book[ITEMS_SHEET].merge_cells("A3:A5")
    book[ITEMS_SHEET]["H3"] = "=1+1"
    buffer = io.BytesIO(saved(book))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Auto_Open")
    incoming = instrument_rows.read(buffer.getvalue())
    assert (incoming.problems, len(incoming.instrument().items)) == ((), 4)


def rezipped(data, member, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return buffer.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        (b"%PDF-1.7", "PDF"),
        (rezipped(instrument_workbooks.template(), "xl/worksheets/sheet1.xml", BOMB), "damaged"),
        (
            rezipped(instrument_workbooks.template(), "xl/worksheets/sheet1.xml", b" " * 151 * 1024 * 1024),
            "far too large",
        ),
    ],
    ids=["empty", "large", "pdf", "dtd", "bomb"],
)
def test_a_hostile_file_is_refused_in_a_sentence(data, words):
    with pytest.raises(Invalid) as refused:
        instrument_rows.read(data, "test.xlsx")
    assert words in refused.value.message % refused.value.details
