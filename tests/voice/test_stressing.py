"""The list of loud places, filled in from a dictionary."""

from pathlib import Path

import pytest

from phonics.voice.stressing import fill

SAID = {
    "relax": [["R", "IH0", "L", "AE1", "K", "S"]],
    "record": [["R", "EH1", "K", "ER0", "D"], ["R", "AH0", "K", "AO1", "R", "D"]],
    "fourteen": [["F", "AO1", "R", "T", "IY1", "N"]],
    "cat": [["K", "AE1", "T"]],
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "stress.csv"
    file.write_text("word,stress\nbanana,010\nrabbit,01\n", encoding="utf-8")
    return file


def test_a_word_gets_the_stress_of_the_pronunciation_it_has(table: Path) -> None:
    words = [("relax", "R IH L AE K S".split()), ("record", "R AX K AO R D".split()), ("cat", "K AE T".split())]
    assert fill(table, words, SAID) == ()
    assert table.read_text("utf-8") == "word,stress\nbanana,010\nrabbit,01\nrecord,01\nrelax,01\n"


def test_what_people_wrote_stays_while_it_fits(table: Path) -> None:
    said = {"rabbit": [["R", "AE1", "B", "AH0", "T"]], "banana": [["B", "AE1", "N", "AH0"]]}
    fill(table, [("rabbit", "R AE B AX T".split()), ("banana", "B AE N AX".split())], said)
    assert table.read_text("utf-8") == "word,stress\nbanana,10\nrabbit,01\n"


def test_a_word_nobody_knows_or_loud_in_two_places_is_told(table: Path) -> None:
    words = [("nonok", "N AA N AX K".split()), ("fourteen", "F AO R T IY N".split())]
    before = table.read_text("utf-8")
    assert fill(table, words, SAID) == ("nonok", "fourteen")
    assert table.read_text("utf-8") == before
