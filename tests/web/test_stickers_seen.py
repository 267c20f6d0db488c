"""Stickers on a tablet: the same rule as the server's, earned at the end of a lesson, in the book at once and alone."""

import json
import subprocess
from pathlib import Path

import pytest
from aloneness import all_sent, take_along
from playing import _STEPS, tap
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Locator, Page, expect
from seats import Seat

from config import ROOT

CASES = json.loads((Path(__file__).parents[1] / "cases" / "stickers.json").read_text(encoding="utf-8"))
MODULE = (ROOT / "static" / "js" / "player" / "stickers.js").as_uri()


def test_the_tablet_earns_by_the_servers_rule() -> None:
    told = (
        "given.map((one) => module.earned(one.lessons, one).map(({ effort, lesson }) => `${effort} ${lesson.sitting}`))"
    )
    program = f"import * as module from {json.dumps(MODULE)}; const given = {json.dumps(CASES)};"
    node = [
        compute_driver_executable()[0],
        "--input-type=module",
        "-e",
        f"{program} console.log(JSON.stringify({told}))",
    ]
    done = subprocess.run(node, check=True, capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout) == [case["earned"] for case in CASES]


def _classes(many: Locator) -> list[str]:
    return many.evaluate_all("all => all.map((one) => one.className)")


def _one_mistake_and_the_last_step(page: Page) -> None:
    """Play until something went wrong once, then go on at the last step, as if the lesson had been taken up again."""
    lesson = json.loads(page.locator("#lesson").text_content() or "")
    tap(page.locator("#start"))
    for step in lesson["steps"]:
        if _STEPS[step["kind"]](page, step, True):
            break
    page.wait_for_timeout(600)
    page.evaluate(
        """([key, step]) => { for (const store of [sessionStorage, localStorage]) {
             const kept = JSON.parse(store.getItem(key));
             (kept.state ?? kept).step = step;
             store.setItem(key, JSON.stringify(kept));
           } }""",
        [f"lesson of {lesson['child']}", len(lesson["steps"]) - 1],
    )
    page.reload()
    tap(page.locator("#start"))
    _STEPS[lesson["steps"][-1]["kind"]](page, lesson["steps"][-1], False)


def _book(page: Page) -> list[str]:
    """Open the book from the map; return the efforts in it, the newest first."""
    tap(page.locator("a.book"))
    page.wait_for_url("**/learn/stickers")
    expect(page.locator(".sheet .free")).not_to_have_count(0)
    page.wait_for_function("document.querySelector('.sheet button') !== null")
    return [one.removeprefix("sticker ") for one in _classes(page.locator(".sheet .sticker:not(.free)"))]


@pytest.mark.browser
@pytest.mark.alone
def test_stickers_earned_without_a_network_are_in_the_book_then_and_after(seat: Seat) -> None:
    page = seat.page
    seat.place("K1")
    pack = take_along(page, seat.url)
    page.goto(f"{seat.url}/learn")
    first = pack["lessons"][str(seat.child)][0]
    page.context.set_offline(True)
    tap(page.locator("a.stone.now:visible"))
    page.wait_for_url(f"**/learn/{first}")
    _one_mistake_and_the_last_step(page)
    earned = page.locator("main.ends .earned .sticker")
    expect(earned).to_have_count(3)
    assert [one.removeprefix("sticker ") for one in _classes(earned)] == ["stone", "day", "tried"]
    expect(earned.first.locator("img")).to_have_js_property("complete", value=True)
    assert earned.first.locator("img").evaluate("one => one.naturalWidth")  # it is on this tablet
    tap(page.locator("main.ends .onward"))
    page.wait_for_url("**/learn?fresh=*")
    expect(page.locator("a.book .sticker")).to_be_visible()
    alone = _book(page)
    assert alone == ["tried", "day", "stone"]
    one = page.locator(".sheet .tried button")
    tap(one)
    expect(page.locator("#for .say")).to_have_text(one.get_attribute("aria-label") or "nothing")
    box = one.bounding_box()
    assert box
    assert box["width"] >= 72

    page.context.set_offline(False)
    all_sent(page)
    page.goto(f"{seat.url}/learn")
    assert _book(page) == alone  # now from the server, each once
