"""What the command line answers about letters, sounds and levels."""

import json

import pytest
from click.testing import CliRunner, Result

from phonics.cli.door import main, phonics
from phonics.levels.loader import load


def run(*arguments: str, said: str | None = None) -> Result:
    return CliRunner().invoke(phonics, list(arguments), input=said, catch_exceptions=True)


def answers(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_word_is_aligned_with_the_phones_given() -> None:
    [ship] = answers(run("sounds", "align", "--json", "--phones", "SH IH1 P", "ship"))
    assert ship["phones"] == ["SH", "IH", "P"]
    assert ship["segments"][0] == {"grapheme": "sh", "letters": [0, 1], "phones": ["SH"]}
    assert (ship["level"], ship["status"]) == ("P1", "decodable")


def test_a_word_without_phones_is_said_as_usual() -> None:
    [make] = answers(run("sounds", "align", "--json", "make"))
    assert [segment["letters"] for segment in make["segments"]] == [[0], [1, 3], [2]]


def test_lines_are_read_from_stdin_with_or_without_phones() -> None:
    found = answers(run("sounds", "align", "--json", "-", said="ship\nread\tR EH1 D\n\nblorfing\n"))
    assert [one["word"] for one in found] == ["ship", "read", "blorfing"]
    assert found[1]["phones"] == ["R", "EH", "D"]
    assert found[2]["segments"] is None
    assert "Nobody has said" in found[2]["reason"]


@pytest.mark.parametrize("line", ["", "12", "แมว", "a" * 60, "ship\tQQ", "cat\t", "\t", "co-op", "ship\tD AO G"])
def test_what_cannot_be_aligned_gets_a_reason_and_never_a_crash(line: str) -> None:
    result = run("sounds", "align", "--json", "-", said=line + "\n")
    assert result.exit_code == 0
    assert all(one["segments"] is None and one["reason"] for one in answers(result))


def test_every_pronunciation_comes_on_request() -> None:
    found = answers(run("sounds", "align", "--json", "--all", "read"))
    assert {" ".join(one["phones"]) for one in found} == {"R IY D", "R EH D"}


def test_a_tricky_word_says_so() -> None:
    [said] = answers(run("sounds", "align", "--json", "said"))
    assert (said["status"], said["tricky_from"]) == ("tricky", "P2")
    [one] = answers(run("sounds", "align", "--json", "one"))
    assert one["status"] == "exception"


def test_a_text_is_checked() -> None:
    [checked] = answers(run("sounds", "decodable", "--level", "P1", "--json", "-", said="The ship had a green flag."))
    assert (checked["words"], checked["readable"]) == (6, 4)
    assert {one["word"]: one["level"] for one in checked["missing"]} == {"green": "P4", "flag": "P2"}


def test_a_megabyte_of_text_is_refused_in_words() -> None:
    result = run("sounds", "decodable", "--level", "P1", "-", said="cat " * 250_000)
    assert result.exit_code == 1
    assert "may have" in str(result.exception) or "may have" in result.output


def test_made_up_words_are_read_and_made() -> None:
    [read] = answers(run("sounds", "pseudo", "read", "--json", "snape"))
    assert read["readings"][0]["phones"] == ["S", "N", "EY", "P"]
    made = answers(run("sounds", "pseudo", "make", "--level", "P1", "-n", "5", "--seed", "7", "--json"))
    again = answers(run("sounds", "pseudo", "make", "--level", "P1", "-n", "5", "--seed", "7", "--json"))
    assert len(made) == 5
    assert made == again


def test_forms_share_no_word() -> None:
    a, b, c = answers(run("sounds", "forms", "--level", "P1", "--seed", "7", "--json"))
    words = [*a["real"], *a["pseudo"], *b["real"], *b["pseudo"], *c["real"], *c["pseudo"]]
    assert len(words) == len(set(words)) == 60


def test_a_level_is_shown() -> None:
    [level] = answers(run("levels", "show", "P1", "--json"))
    assert level["number"] == 5
    assert "sh=SH" in level["correspondences"]
    assert "ship" in level["words"]
    assert "เ" in run("levels", "show", "P1").stdout


def test_the_curriculum_has_no_inconsistency() -> None:
    result = run("levels", "check")
    assert result.stdout.splitlines()[-1] == "0 problems", result.stdout
    assert result.exit_code == 0


def test_each_level_opens_more_english() -> None:
    shares = [row["with_tricky"] for row in answers(run("levels", "coverage", "--json"))]
    assert len(shares) == len(load().levels)
    assert shares == sorted(shares)


def test_a_known_failure_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(None, ["sounds", "pseudo", "make", "--level", "K1", "-n", "5"])
    assert ended.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1
