"""The marking grid in a real browser: taps, time, the keyboard, and the score it tells."""

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from grids import Grid, score
from playwright.sync_api import Page, expect

from phonics.assess import grids
from phonics.assess.grids import Ending, part
from phonics.assess.marks import Mark, MarkKind
from phonics.assess.subtests import Stop, StopType

pytestmark = pytest.mark.browser

FOLDS, CASES = (
    json.loads((Path(__file__).parents[1] / "cases" / f"{name}_marks.json").read_text(encoding="utf-8"))
    for name in ("fold", "score")
)


def test_a_tap_is_wrong_again_is_self_corrected_once_more_is_right(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "words")
    grid.do("start")
    grid.tap(1, 2, 2, 3, 3, 3)
    assert grid.marks() == {1: "incorrect", 2: "self_corrected"}
    grid.page.locator("[data-row='1']").tap()
    assert [grid.marks()[item] for item in range(6, 11)] == ["row"] * 5
    grid.do("undo")
    assert grid.marks() == {1: "incorrect", 2: "self_corrected"}
    grid.page.locator("[data-item='4']").evaluate(
        """cell => { for (let i = 0; i < 2; i++) for (const kind of ["pointerdown", "pointerup"]) {
             const box = cell.getBoundingClientRect();
             cell.dispatchEvent(new PointerEvent(kind, {bubbles: true, isPrimary: true, pointerId: 7,
               clientX: box.x + 5, clientY: box.y + 5})) } }"""
    )
    assert grid.marks()[4] == "incorrect"  # a bounce is one tap
    grid.end("all")
    assert score(site, grid.result()) == (18, 1, 20)


def test_when_time_is_up_the_last_one_read_must_be_chosen(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "letter_sounds")
    grid.page.clock.install()
    grid.page.reload()
    grid.live()
    grid.do("start")
    grid.tap(3)
    grid.page.clock.run_for(61_000)
    expect(grid.page.locator("[data-tell]")).to_contain_text("หมดเวลา")
    grid.do("finish")
    expect(grid.page.locator("[data-probe]")).to_have_attribute("data-phase", "going")
    grid.tap(30)
    assert grid.page.locator("[data-item='31']").get_attribute("class") == "cell after"
    grid.end()
    assert score(site, grid.result()) == (29, 0, 30)


def test_the_first_row_all_wrong_may_stop_kindly(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "words")
    grid.do("start")
    grid.page.locator("[data-row='0']").tap()
    grid.do("stop")
    grid.tap(3)  # after the stop a slip is mended, and then it is no stop
    assert grid.marks()[3] == "self_corrected"
    grid.do("undo")
    grid.end()
    assert score(site, grid.result()) == (0, 0, 5)
    expect(grid.page.locator("main")).to_contain_text("หยุดตามเกณฑ์")


def test_the_keyboard_does_it_all(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "letter_sounds")
    page = grid.page
    page.locator("[data-do=start]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-item='1']").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter", "ArrowRight", "Space"):
        page.keyboard.press(key)
    assert grid.marks() == {12: "incorrect", 13: "incorrect"}
    for key in ("l", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-item='23']")).to_have_class("cell last")
    for name in ("finish", "sign"):
        page.locator(f"[data-do={name}]").focus()
        page.keyboard.press("Enter")
    assert score(site, grid.result()) == (21, 0, 23)


def test_the_score_on_the_tablet_is_the_servers(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    page = Grid(teachers_tablet, site, "words").page
    by_hand = [(_grid(case["subtest"]), case["marks"], {}) for case in CASES]
    made_up = [_random_case(random.Random(seed)) for seed in range(300)]
    asked = [{"grid": _told(grid), "marks": marks, "ending": ending} for grid, marks, ending in (*by_hand, *made_up)]
    found = _run(page, "probe/score.js", "cases.map(c => module.score(c.grid, c.marks, c.ending))", asked)
    for case, local in zip(CASES, found, strict=False):
        assert local == pytest.approx(case["score"]), case["name"]
    for (grid, marks, ending), local in zip(made_up, found[len(by_hand) :], strict=True):
        kept = part(grid, [Mark.from_dict(mark) for mark in marks], Ending(**ending))
        assert local == pytest.approx({name: getattr(kept, name) for name in local}), (grid, marks, ending)


def test_marks_fold_on_the_tablet_as_on_the_server(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    page = Grid(teachers_tablet, site, "words").page
    asked = [[{"id": f"{n:032x}", **mark} for n, mark in enumerate(case["marks"])] for case in FOLDS]
    folded = _run(page, "probe/marks.js", "cases.map(marks => module.foldMarks(marks))", asked)
    assert folded == [case["folded"] for case in FOLDS]


def _grid(told: dict[str, Any]) -> grids.Grid:
    stop = Stop(StopType(told["discontinue"]["type"]), told["discontinue"]["k"])
    return grids.Grid(tuple(str(n) for n in range(1, told["n"] + 1)), told["columns"], told["timed_s"], stop)


def _told(grid: grids.Grid) -> dict[str, Any]:
    return asdict(grid) | {"stop": {"type": grid.stop.type.value, "k": grid.stop.k}}


def _random_case(dice: random.Random) -> tuple[grids.Grid, list[dict[str, Any]], dict[str, Any]]:
    """Return a grid, marks of every kind in any order, and an ending."""
    n, kinds = dice.randint(1, 12), [*MarkKind, *[MarkKind.MARK] * 8, MarkKind.ROW]
    rule = dice.choice([StopType.FIRST_K_ALL_WRONG, StopType.K_CONSECUTIVE])
    grid = grids.Grid(
        tuple(str(i) for i in range(1, n + 1)),
        dice.randint(1, 5),
        dice.choice([None, 20, 60]),
        dice.choice([Stop(), Stop(rule, dice.randint(1, 4))]),
        dice.random() < 0.8,
        {"2": 3},
    )
    marks = [_random_mark(dice, dice.choice(kinds), seq, n) for seq in range(dice.randint(0, 25))]
    ending = {"last": dice.choice([None, n // 2]), "seconds_used": dice.choice([None, 12.5, 60.0, 75.0])}
    return grid, dice.sample(marks, len(marks)), ending | {"timed_out": dice.random() < 0.3}


def _random_mark(dice: random.Random, kind: MarkKind, seq: int, n: int) -> dict[str, Any]:
    heard = dice.choice(["incorrect"] * 4 + ["correct", "self_corrected", "no_response", "clear"])
    made = {"id": str(UUID(int=dice.getrandbits(128))), "seq": seq // 2, "kind": kind.value}
    made |= {"item": str(dice.randint(0, n + 1)), "outcome": heard, "at_ms": 900 * (seq - dice.randint(0, 1) * seq % 3)}
    return made | ({"points": dice.randint(0, 3), "outcome": None} if kind is MarkKind.MARK and seq % 9 == 0 else {})


def _run(page: Page, module: str, what: str, cases: object) -> list[dict[str, Any]]:
    """Evaluate an expression over `module` and `cases` in the page."""
    main = page.locator("script[type=module]").first.get_attribute("src") or ""
    address = main.rsplit("/js/", 1)[0] + f"/js/{module}"
    found: list[dict[str, Any]] = page.evaluate(
        "async ([address, cases]) => { const module = await import(address); return " + what + " }", [address, cases]
    )
    return found
