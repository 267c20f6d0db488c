"""What `phonics assess analyse` answers, and what it refuses in one sentence."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phonics.cli.door import phonics

STAIRS = "person,a,b,c,d\nA,1,1,1,1\nB,1,1,1,0\nC,1,1,0,0\nD,1,0,0,0\nE,0,0,0,0\n"


@pytest.fixture
def analyse(tmp_path: Path):  # type: ignore[no-untyped-def]
    def run(content: str | bytes, *options: str) -> Result:
        file = tmp_path / "answers.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return CliRunner(mix_stderr=False).invoke(phonics, ["assess", "analyse", str(file), *options])

    return run


def numbers(result: Result) -> dict:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_the_numbers_of_a_staircase(analyse) -> None:
    """Worked by hand in test_reliability.py and test_item_statistics.py."""
    found = numbers(analyse(STAIRS, "--json"))
    assert (found["persons"], found["complete"], found["model"], found["stage"]) == (5, 5, None, "too_few")
    assert (found["kr20"], found["sem"]) == pytest.approx((0.8, 0.5**0.5))
    assert [item["p"] for item in found["items"]] == pytest.approx([0.8, 0.6, 0.4, 0.2])
    assert found["items"][0]["p_interval"] == pytest.approx([0.3755, 0.9638], abs=1e-4)
    assert found["items"][1]["point_biserial"] == pytest.approx(0.72058, abs=1e-5)
    assert any("5 persons are few" in note for note in found["notes"])


@pytest.mark.parametrize("heading", ["PERSON", "Id", "﻿person", " person "])
def test_the_person_column_is_known_by_its_heading(analyse, heading: str) -> None:
    found = numbers(analyse(STAIRS.replace("person", heading, 1), "--json"))
    assert [item["id"] for item in found["items"]] == list("abcd")


def test_a_file_may_come_without_a_person_column_and_with_windows_line_ends(analyse) -> None:
    found = numbers(analyse("a,b\r\n1,0\r\n0,1\r\n\r\n1,1\r\n", "--json"))
    assert (found["persons"], [item["id"] for item in found["items"]]) == (3, ["a", "b"])


def test_a_model_stands_beside_the_items(analyse) -> None:
    with (Path(__file__).parent / "cases" / "lsat6.csv").open(newline="", encoding="utf-8") as file:
        heading, *lines = csv.reader(file)
    rows = [",".join(line[:5]) for line in lines for _ in range(int(line[5]))]
    found = numbers(analyse("\n".join([",".join(heading[:5]), *rows]), "--model", "rasch", "--json"))
    assert found["model"]["log_likelihood"] == pytest.approx(-2466.9376, abs=1e-4)
    assert [one["difficulty"] for one in found["model"]["items"]] == pytest.approx(
        [-3.6153, -1.3224, -0.3176, -1.7301, -2.7802], abs=1e-3
    )
    assert {round(one["discrimination"], 4) for one in found["model"]["items"]} == {0.7551}
    assert found["model"]["quadrature_points"] >= 21
    assert found["notes"] == []


def test_gaps_and_constant_items_are_handled_and_said(analyse) -> None:
    found = numbers(
        analyse("id,a,b,c,always,nobody\n1,1,0,1,1,\n2,0,,0,1,\n3,1,1,0,1,\n4,0,0,1,1,\n", "--model", "2pl", "--json")
    )
    assert [item["n"] for item in found["items"]] == [4, 3, 4, 4, 0]
    assert found["items"][4]["p"] is None
    assert [one["difficulty"] for one in found["model"]["items"]][3:] == [None, None]
    said = " ".join(found["notes"])
    assert "5 of 20 cells are empty" in said
    assert "Items always, nobody: all answers are the same" in said
    assert "KR-20 and SEM are of the 0 of 4 persons" in said


def test_points_have_alpha_and_no_model(analyse) -> None:
    points = "a,b\n0,2\n1,1\n3,3\n4,2\n"
    found = numbers(analyse(points, "--json"))
    assert (found["alpha"], "kr20" in found) == (pytest.approx(0.5), False)
    refused = analyse(points, "--model", "rasch")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "Rasch and 2PL need answers of 0 and 1; here are points.\n"


def test_a_person_reads_it_in_thai_and_english(analyse) -> None:
    told = analyse(STAIRS, "--model", "2pl")
    assert told.exit_code == 0
    assert "ผู้สอบ 5 คน · 5 persons, 4 items" in told.stdout
    assert "KR-20 0.80" in told.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty"),
        ("\n\n", "The file is empty"),
        ("a,b\n", "The file has 0 persons"),
        ("person\nA\n", "names no item"),
        ("a,b\n1\n", "Line 2 has 1 cells"),
        ("a,b\n1,0,1\n", "Line 2 has 3 cells"),
        ("a,b\n1,ok\n", "“ok” is not 0, 1, points"),
        ("a,b\n1,nan\n", "“nan” is not"),
        ("a,b\n1,inf\n", "“inf” is not"),
        ("a,b\n1,-1\n", "“-1” is not"),
        ("a,b\n1,1e5\n", "“1e5” is not"),
        ("a,b\n1,2000\n", "points up to 1,000"),
        ("a,b\n1,๑\n", "“๑” is not"),
        ("a,a\n1,0\n", "“a” stands twice"),
        ("a,,c\n1,0,1\n", "Column 2 of the items has no id"),
        ('a,b\n1,"0\n', "not CSV"),
        (",".join(f"i{n}" for n in range(10_000)) + "\n", "10,000 items; more than 1,000"),
        ("ก,ข\n1,0\n".encode("cp874"), "not UTF-8"),
        ("a,b\n1,0\n".encode("utf-16"), "not UTF-8"),
        (b"a,b\n" + b"1,0\n" * 100_001, "100,001 persons"),
        (b"x" * (20 * 2**20 + 1), "larger than 20 MB"),
        (b"a,b\n1,\x000\n", "is not"),
    ],
    ids=range(22),
)
def test_a_bad_file_gets_one_clear_sentence(analyse, content: str | bytes, said: str) -> None:
    refused = analyse(content, "--json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1
