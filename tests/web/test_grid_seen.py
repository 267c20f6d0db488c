"""The marking grid in a real browser: taps, time, the keyboard, and the score it tells."""

import random
from uuid import uuid4

import pytest
from grids import Grid, score
from playwright.sync_api import Page, expect

from phonics.assess import scoring
from phonics.assess.instruments import Instrument
from phonics.assess.marks import Mark, Outcome, fold_marks
from phonics.assess.ready_made import ready_made

pytestmark = pytest.mark.browser


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
    grid.do("finish")
    grid.do("all")
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
    grid.do("finish")
    assert score(site, grid.result()) == (29, 0, 30)


def test_the_first_row_all_wrong_may_stop_kindly(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "words")
    grid.do("start")
    grid.page.locator("[data-row='0']").tap()
    grid.do("stop")
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
    page.locator("[data-do=finish]").focus()
    page.keyboard.press("Enter")
    assert score(site, grid.result()) == (21, 0, 23)


def test_the_score_on_the_tablet_is_the_servers(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    page = Grid(teachers_tablet, site, "words").page
    cases = [_random_case(random.Random(seed)) for seed in range(60)]
    told = [
        {
            "test": {"n": len(i.items), "limit_s": i.subtests[0].timed_s, "stop_first": i.subtests[0].stop.k},
            "folded": {item: outcome.value for item, outcome in fold_marks(marks).items()},
            "last": last,
            "seconds": seconds,
        }
        for i, marks, last, seconds in cases
    ]
    found = _run(page, "probe/score.js", "cases.map(c => module.localScore(c.test, c.folded, c.last, c.seconds))", told)
    for (instrument, marks, last, seconds), local in zip(cases, found, strict=True):
        kept = scoring.score(instrument, marks, last, seconds)
        assert local["attempted"] == kept.n_attempted
        assert local["correct"] == kept.n_correct
        assert local["selfCorrected"] == kept.n_self_corrected
        assert local["stopped"] == kept.discontinued
        assert local["perMinute"] == pytest.approx(kept.correct_per_minute)
        assert local["accuracy"] == pytest.approx(kept.accuracy)


def _random_case(dice: random.Random) -> tuple[Instrument, list[Mark], int, float]:
    instrument = dice.choice(ready_made())
    last = dice.randint(0, len(instrument.items))
    share = dice.choice([0.1, 0.5, 1.0])
    marks = [
        Mark(
            uuid4(),
            item.number,
            item.key,
            dice.choice([Outcome.INCORRECT, Outcome.INCORRECT, Outcome.SELF_CORRECTED]),
            1,
        )
        for item in instrument.items
        if dice.random() < share
    ]
    if share == 1.0:
        marks = [Mark(mark.id, mark.seq, mark.item, Outcome.INCORRECT, 1) for mark in marks]
    return instrument, marks, last, dice.choice([12.5, 59.9, 60.0, 75.0])


def _run(page: Page, module: str, what: str, cases: object) -> list[dict[str, float]]:
    """Evaluate an expression over `module` and `cases` in the page."""
    main = page.locator("script[type=module]").first.get_attribute("src") or ""
    address = main.rsplit("/js/", 1)[0] + f"/js/{module}"
    found: list[dict[str, float]] = page.evaluate(
        "async ([address, cases]) => { const module = await import(address); return " + what + " }", [address, cases]
    )
    return found
