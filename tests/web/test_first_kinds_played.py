"""Steps of the youngest under a finger: blend, build, clap, read; each wrong, after a reload, and right."""

from random import Random

import pytest
from haste import PROD_MS
from kinds import STONE, begin_again, open_steps
from playing import _STEPS, insist, tap
from playwright.sync_api import Page, expect
from seats import Seat

from phonics.levels import steps
from phonics.levels.loader import load
from phonics.levels.stones import stone

pytestmark = [pytest.mark.browser, pytest.mark.hasty]
_LONG = 20_000


def _choose_wrong(page: Page, step: dict) -> None:
    place = [choice["right"] for choice in step["choices"]].index(False)
    insist(page.locator(".cards .card").nth(place), ".cards .card.rest[aria-disabled=true]")


def _blend_wrong(page: Page, step: dict) -> None:
    expect(page.locator("main.blends .cards.waiting")).to_be_visible(timeout=_LONG)  # first the sounds
    for _segment in step["segments"]:
        tap(page.locator(".onward"))
        page.wait_for_timeout(PROD_MS)
    expect(page.locator(".cards.waiting")).to_have_count(0, timeout=_LONG)
    _choose_wrong(page, step)


def _build_wrong(page: Page, step: dict) -> None:
    graphemes = [tile["grapheme"] for tile in step["tiles"]]
    expect(page.locator("main.builds .place")).to_have_count(3, timeout=_LONG)
    for place, segment in enumerate(reversed(step["segments"]), start=1):
        tile = page.locator(".tray button").nth(graphemes.index(segment["grapheme"]))
        insist(tile, f".builds .place:nth-child({place}).full")
    expect(page.locator(".place.full")).to_have_count(1, timeout=_LONG)  # what lies right stays
    expect(page.locator(".place").nth(1)).to_have_class("place full")


def _clap_wrong(page: Page, _step: dict) -> None:
    expect(page.locator("main.claps")).to_be_visible(timeout=_LONG)
    tap(page.locator(".drum"))
    expect(page.locator(".beat.full")).to_have_count(1)
    tap(page.locator(".onward"))
    expect(page.locator(".beat.full")).to_have_count(0)


def _read_wrong(page: Page, step: dict) -> None:
    expect(page.locator("main.reads")).to_be_visible(timeout=_LONG)
    _choose_wrong(page, step)


_WRONG = {"blend": _blend_wrong, "build": _build_wrong, "clap": _clap_wrong, "read": _read_wrong}


def test_each_is_tried_again_after_a_mistake_and_a_reload(seat: Seat) -> None:
    words, dice = load().words, Random(1)
    pictured = [word for word in words.values() if word.lesson and word.picture and len(word.segments) == 3]
    chosen = (
        steps.blend(words["cat"], pictured, dice, silent=True),
        steps.build(words["cat"], stone("K3.1"), dice),
        steps.clap(words["rabbit"]),
        steps.read(words["cat"], pictured, dice),
    )
    for step in open_steps(seat, *chosen, hidden=True):
        _WRONG[step["kind"]](seat.page, step)
        begin_again(seat.page)
        _STEPS[step["kind"]](seat.page, step, False)
    expect(seat.page.locator("main.ends")).to_be_visible(timeout=_LONG)
    seat.wait_for_marks(STONE, [(step.kind, how) for step in chosen for how in ("incorrect", "correct")])
