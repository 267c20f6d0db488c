"""How a finger is judged that follows a letter: the tablet's own module, run by the browser tests' Node."""

import json
import subprocess
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from config import ROOT
from phonics.levels.strokes import reach, strokes

CASES = json.loads((Path(__file__).parents[1] / "cases" / "trace.json").read_text(encoding="utf-8"))
MODULE = (ROOT / "static" / "js" / "player" / "strokes.js").as_uri()


def _run(what: str, given: object) -> Any:
    """Evaluate an expression over the module and what is given."""
    program = f"import * as module from {json.dumps(MODULE)}; const given = {json.dumps(given)};"
    command = [
        compute_driver_executable()[0],
        "--input-type=module",
        "-e",
        f"{program} console.log(JSON.stringify({what}))",
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return json.loads(done.stdout)


def test_every_case_is_judged_as_a_teacher_would() -> None:
    found = _run("given.map(c => module.score(c.path, c.reach, c.trail))", CASES)
    for case, score in zip(CASES, found, strict=True):
        assert case["along"][0] - 0.001 <= score["along"] <= case["along"][1] + 0.001, (case["name"], score)
        assert case["off"][0] - 0.001 <= score["off"] <= case["off"][1] + 0.001, (case["name"], score)
        assert score["done"] is case["done"], (case["name"], score)


def test_whoever_follows_a_letter_has_written_it_and_whoever_comes_from_its_end_has_not() -> None:
    paths = [(one.letter, path) for one in strokes().values() for path in one.strokes]
    own = "module.line(path).map(p => [p.x, p.y])"
    scores = f"[module.score(path, {reach(9)}, {own}), module.score(path, {reach(9)}, {own}.reverse())]"
    for (letter, path), (there, back) in zip(
        paths, _run(f"given.map(path => {scores})", [p for _, p in paths]), strict=True
    ):
        assert (there["done"], there["off"]) == (True, 0), letter
        dot = path.startswith(("M11.3", "M12.4"))
        assert back["done"] is dot, letter
