"""The word tables are made from a pronouncing dictionary and a frequency list, and keep what people wrote."""

import csv
import shutil
from pathlib import Path

import pytest

from phonics.errors import Unavailable
from phonics.levels.compiling import Sources, alike, compile_tables, sources
from phonics.levels.loader import load, word_problems
from phonics.levels.tables import DATA
from phonics.levels.words import FIELDS

SAID = {
    "ship": ["SH IH1 P"],
    "rabbit": ["R AE1 B AH0 T", "R AE1 B IH0 T"],
    "read": ["R EH1 D", "R IY1 D"],
    "two": ["T UW1"],
    "blorf": ["Z IY1"],
    "zyx": ["Z IH1 K S"],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [{"word": "rabbit", "gloss_th": "กระต่าย"}, {"word": "ship"}, {"word": "two"}]
    rows.append({"word": "read", "phones": "R IY D", "chosen": "yes"})
    with (tmp_path / "words.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "pronunciations.csv").write_text("word,zipf,said\n")
    return tmp_path


def compiled(data: Path) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]], tuple[str, ...]]:
    found = Sources({word: [way.split() for way in ways] for word, ways in SAID.items()}, dict.fromkeys(SAID, 4.0))
    report = compile_tables(data, Sources(found.said, {**found.zipf, "zyx": 1.0}))
    return rows(data / "words.csv"), rows(data / "pronunciations.csv"), report.problems


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["word"]: row for row in csv.DictReader(file)}


def test_a_row_that_holds_only_its_word_is_filled_in(data: Path) -> None:
    ship = compiled(data)[0]["ship"]
    assert (ship["level"], ship["phones"], ship["segments"]) == ("P1", "SH IH P", "sh=SH i=IH p=P")
    assert (ship["syllables"], ship["zipf"]) == ("1", "4.00")


def test_of_like_pronunciations_the_one_readable_earliest_is_taken(data: Path) -> None:
    rabbit = compiled(data)[0]["rabbit"]
    assert (rabbit["level"], rabbit["phones"], rabbit["gloss_th"]) == ("P2", "R AE B IH T", "กระต่าย")


def test_a_pronunciation_chosen_by_hand_stays(data: Path) -> None:
    assert compiled(data)[0]["read"]["phones"] == "R IY D"


def test_a_word_cut_by_hand_keeps_its_cut(data: Path) -> None:
    assert compiled(data)[0]["two"]["segments"] == "t=T wo=UW"


def test_a_word_that_does_not_sound_as_it_is_spelt_is_named_and_nothing_is_lost(data: Path) -> None:
    with (data / "words.csv").open("a", encoding="utf-8") as file:
        file.write("blorf,,,,,,,,,,,ไม่มี\n")
    before = (data / "words.csv").read_bytes()
    assert compiled(data)[2] == ("No pronunciation of blorf fits its letters",)
    assert (data / "words.csv").read_bytes() == before


def test_rare_words_stay_out_of_the_dictionary(data: Path) -> None:
    said = compiled(data)[1]
    assert said["read"]["said"] == "R EH D/R IY D"
    assert "zyx" not in said


def test_compiling_twice_changes_nothing(data: Path) -> None:
    compiled(data)
    first = (data / "words.csv").read_bytes()
    compiled(data)
    assert (data / "words.csv").read_bytes() == first


@pytest.mark.parametrize(
    ("said", "usual", "good"),
    [
        ("D AA G", "D AO G", True),
        ("R AE B IH T", "R AE B AX T", True),
        ("DH AX", "DH IY", False),  # a full vowel may not be weakened
        ("EH V R IY", "EH V ER IY", True),
        ("R IY D", "R EH D", False),
        ("R AH0 K AO1 R D", "R EH1 K ER0 D", False),  # the stress moves
    ],
)
def test_only_an_accent_or_a_fuller_vowel_is_as_good(said: str, usual: str, good: bool) -> None:
    assert alike(said.split(), usual.split()) == good


def test_the_shipped_words_are_what_the_engine_makes_of_them() -> None:
    assert word_problems(load()) == []
    assert len(load().words) >= 6000


def test_the_shipped_tables_are_up_to_date(tmp_path: Path) -> None:
    """Where the build-time packages are installed, compiling reproduces the files to the byte."""
    try:
        found = sources()
    except Unavailable:
        pytest.skip("the packages of requirements-levels.lock are not installed")
    shutil.copy(DATA / "words.csv", tmp_path)
    assert compile_tables(tmp_path, found).problems == ()
    for name in ("words.csv", "pronunciations.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()
