"""`phonics assess score`: one JSON object in, the score out; bad input is one sentence and exit 2."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from phonics.cli import score_files
from phonics.cli.door import phonics
from phonics.errors import Invalid

CASES = json.loads((Path(__file__).parent / "cases" / "score_marks.json").read_text(encoding="utf-8"))
KEYS = [
    "correct", "attempted", "incorrect", "self_corrected", "not_reached",
    "seconds_used", "per_minute", "accuracy", "discontinued", "needs_last_item",
]  # fmt: skip
WRONG = {"id": str(UUID(int=2)), "seq": 2, "kind": "mark", "item": "3", "outcome": "incorrect", "at_ms": 1200}


def told(**changes: Any) -> dict[str, Any]:
    items = [{"id": str(n), "prompt": "s"} for n in range(1, 5)]
    stop = {"type": "none", "k": 10}
    subtest = {"kind": "letter_sound", "items": items, "columns": 2, "timed_s": 60, "discontinue": stop}
    start = {"id": str(UUID(int=1)), "seq": 1, "kind": "start", "at_ms": 0}
    finish = {"id": str(UUID(int=9)), "seq": 9, "kind": "finish", "at_ms": 30_000}
    return {"subtest": subtest, "marks": [start, WRONG, finish]} | changes


def subtest(**changes: Any) -> dict[str, Any]:
    return told(subtest=told()["subtest"] | changes)


def marked(*changes: dict[str, Any]) -> dict[str, Any]:
    start, wrong, finish = told()["marks"]
    return told(marks=[start, *({**wrong, **change} for change in changes), finish])


def run(said: str | bytes | dict[str, Any], *arguments: str) -> Result:
    sent = json.dumps(said) if isinstance(said, dict) else said
    return CliRunner(mix_stderr=False).invoke(phonics, ["assess", "score", *(arguments or ("-",))], input=sent)


def test_the_answer_is_one_line_of_json_with_the_keys_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "sitting.json"
    file.write_text(json.dumps(told()), encoding="utf-8")
    answer = run("", str(file))
    assert (answer.exit_code, answer.stderr, answer.stdout.count("\n")) == (0, "", 1)
    assert list(json.loads(answer.stdout)) == KEYS
    assert json.loads(answer.stdout) == json.loads(run(told()).stdout)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_case_worked_by_hand_comes_to_what_it_says(case: dict[str, Any]) -> None:
    told = case["subtest"]
    items = [{"id": str(n)} for n in range(1, told["n"] + 1)]
    marks = [{"id": str(UUID(int=mark["seq"])), **mark} for mark in case["marks"]]
    score = score_files.score(json.dumps({"subtest": {**told, "items": items}, "marks": marks}).encode())
    assert score == pytest.approx(case["score"])


def test_items_may_have_any_name_and_a_spreadsheets_file_a_mark_of_order() -> None:
    named = subtest(items=[{"id": name, "prompt": name} for name in ("ก", "3", "x y", "0")])
    answer = run(b"\xef\xbb\xbf" + json.dumps(named).encode())
    assert json.loads(answer.stdout)["incorrect"] == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "must be a JSON object"),
        ('{"subtest": NaN}', "NaN is not a number"),
        (told(subtest=None), "must be a JSON object"),
        (subtest(items=[]), "needs items"),
        (subtest(items=None), "must be a list"),
        (subtest(items=[{"id": str(n)} for n in range(10_000)]), "10000 items are too many"),
        (subtest(items=[{"id": 1}]), "needs an “id”"),
        (subtest(items=[{"id": ""}]), "needs an “id”"),
        (subtest(items=["s"]), "must be a JSON object"),
        (subtest(items=[{"id": "3", "prompt": 4}]), "“prompt”"),
        (subtest(items=[{"id": "3"}, {"id": "3"}]), "Two items have the id 3"),
        (subtest(kind=7), "“kind”"),
        (subtest(columns=0), "“columns”"),
        (subtest(columns=True), "“columns”"),
        (subtest(columns="2"), "“columns”"),
        (subtest(timed_s=0), "“timed_s”"),
        (subtest(timed_s=-60), "“timed_s”"),
        (subtest(timed_s="60"), "“timed_s”"),
        (subtest(timed_s=10**400), "“timed_s”"),
        (subtest(discontinue="none"), "must be a JSON object"),
        (subtest(discontinue={"type": "row", "k": 3}), "stop rule"),
        (subtest(discontinue={"type": "k_consecutive"}), "“k”"),
        (subtest(discontinue={"type": "k_consecutive", "k": 0}), "“k”"),
        (told(marks=None), "must be a list"),
        (told(marks=["start"]), "must be an object"),
        (marked({"item": "5"}), "mark for item 5, and no such item"),
        (marked({"item": 3}), "“item”"),
        (marked({"kind": "last_item", "item": "9"}), "mark for item 9, and no such item"),
        (marked({"kind": "wrong"}), "kind"),
        (marked({"outcome": "wrong"}), "outcome"),
        (marked({"outcome": "no_answer"}), "outcome"),
        (marked({"outcome": None}), "outcome"),
        (marked({"id": "1"}), "UUID"),
        (marked({"seq": -1}), "“seq”"),
        (marked({"seq": 1.5}), "“seq”"),
        (marked({"seq": None}), "“seq”"),
        (marked({"at_ms": -1}), "“at_ms”"),
        (marked({"at_ms": 1e300}), "“at_ms”"),
        (marked({"at_ms": "now"}), "“at_ms”"),
        (marked({}, {"outcome": "correct"}), "different things"),
        (marked({"seq": 10, "kind": "finish", "at_ms": 29_999}), "runs backwards"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence_and_nothing_else(said: Any, sentence: str) -> None:
    answer = run(said)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1
    assert sentence in answer.stderr


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.json"):
        answer = run("", str(path))
        assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


def test_too_many_marks_and_too_large_a_file_are_refused() -> None:
    with pytest.raises(Invalid, match="marks are too many"):
        score_files.score(json.dumps(told(marks=[0] * (score_files.MOST_MARKS + 1))).encode())
    with pytest.raises(Invalid, match="MB"):
        score_files.score(b" " * (score_files.LARGEST + 1))
