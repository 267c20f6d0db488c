"""A child of five who cannot read learns alone: from the class wall to the gold stone, by ear, pictures and letters."""

import re
from uuid import uuid4

import pytest
from kinds import serve
from playing import tap
from playwright.sync_api import expect
from seats import Seat
from young import Child

from phonics.levels.lessons import plan, stone, stones
from phonics.services import tiles
from phonics.services.telling import code_of

pytestmark = pytest.mark.browser

_ONE_OF_EACH = {"blends", "hears", "traces", "finds", "looks", "tells", "builds", "reads"}


def _has_done(seat: Seat, key: str) -> None:
    """Let the child's level begin with this stone: those before it are gold."""
    seat.place(stone(key).level)
    for before in stones(stone(key).level):
        if before.key == key:
            return
        address = f"{seat.url}/api/v1/sittings/{uuid4()}"
        began, ended = "2026-11-20T10:00:00+07:00", "2026-11-20T10:09:00+07:00"
        lesson = {"student_id": str(seat.child), "stone": before.key, "seed": 7, "started_at": began}
        assert seat.page.request.put(address, data=lesson).ok
        ending = {"ended_at": ended, "ended_by": "finished", "seconds_used": 540.0}
        assert seat.page.request.put(f"{address}/ending", data=ending).ok


def _come_in(seat: Seat) -> None:
    """Find one's own tile on the wall, then one's two pictures among the nine."""
    page = seat.page
    page.goto(f"{seat.url}/wall")
    number, secret = seat.ask("select tile, secret from student where id = ?", seat.child.hex)[0]
    mine = tiles.tile_for(number)
    drawn = f"svg.dye-{mine.dye}{'.flip' if mine.flip else ':not(.flip)'} use[href='#{mine.drawing}']"
    expect(page.locator(".kid .say").first).to_have_css("-webkit-text-fill-color", "rgba(0, 0, 0, 0)")  # not to be read
    tap(page.locator(f".kid:has(.tint-{mine.tint} {drawn})"))
    expect(page.locator(".pick")).to_have_count(9)
    page.wait_for_load_state()
    nine = page.locator(".pick use")
    for known in [nine.nth(int(place)).get_attribute("href") for place in secret.split("-")]:
        tap(page.locator(f".pick:has(use[href='{known}'])"))
        page.wait_for_timeout(450)
    expect(page).to_have_url(re.compile("/learn$"), timeout=30_000)


def _one_of_each(key: str) -> list:
    """Return the lesson of a stone with the first step alone of each thing to do."""
    first = {code_of(step.to_dict()): step for step in reversed(plan(stone(key), 1).steps)}
    return [step for step in plan(stone(key), 1).steps if step in first.values()]


@pytest.mark.parametrize(
    ("key", "whole"),
    [
        ("K2.3", False),
        pytest.param("K1.1", True, marks=pytest.mark.full),
        pytest.param("K2.1", True, marks=pytest.mark.full),
        pytest.param("K2.3", True, marks=pytest.mark.full),
    ],
)
def test_a_child_who_sees_no_words_goes_from_the_wall_to_the_gold_stone(seat: Seat, key: str, whole: bool) -> None:
    _has_done(seat, key)
    page, child = seat.page, Child(seat.page, mistakes=1)
    if not whole:
        serve(page, *_one_of_each(key))
    _come_in(seat)
    tap(page.locator("a.stone.now:visible"))
    page.wait_for_url(f"**/learn/{key}")
    scenes = child.play()
    assert len(scenes) >= 16 if whole else set(scenes) == _ONE_OF_EACH
    tap(page.locator("main.ends button:has(use[href='#arrow'])"))
    page.wait_for_url("**/learn?fresh=*")
    expect(page.locator(f".stone.fresh[href='/learn/{key}']:visible")).to_be_visible()
    outcomes = [outcome for _task, outcome in seat.marks(key)]
    assert len(outcomes) > len(scenes)
    assert outcomes.count("incorrect") == 1  # the one that was meant
    ended = "select ended_by from sitting where student_id = ? and stone = ? order by started_at desc limit 1"
    assert seat.ask(ended, seat.child.hex, key) == [("finished",)]
