"""A tablet without a network: children go on, change places, and every mark arrives once."""

import pytest
from aloneness import all_sent, rows, take_along, until
from haste import PROD_MS
from playing import play_lesson, play_some, tap
from playwright.sync_api import expect
from seats import Seat

pytestmark = [pytest.mark.browser, pytest.mark.alone, pytest.mark.hasty]

_KEPT = "select s.verified, s.status, count(m.id), count(distinct m.id), count(distinct m.seq) from sitting s"
_OF = f"{_KEPT} join mark m on m.sitting_id = s.id where s.student_id = ? and s.stone = ? and s.id = ?"


def _arrived(seat: Seat, child: str, stone: str, verified: int, status: str) -> None:
    """Check that every answer made here in the newest sitting of a lesson is in the database exactly once."""
    tally = max((row for row in rows(seat.page, "tally") if row["child"] == child), key=lambda row: row["at"])
    sitting = tally["sitting"].replace("-", "")
    n = tally["made"]
    assert seat.ask(_OF, child.replace("-", ""), stone, sitting) == [(verified, status, n, n, n)]
    assert tally["safe"] == n > 0


@pytest.mark.parametrize("most", [4, pytest.param(0, marks=pytest.mark.full)], ids=["some steps", "whole lessons"])
def test_two_children_learn_without_a_network_and_every_mark_arrives_once(seat: Seat, most: int) -> None:
    page, mine = seat.page, str(seat.child)
    seat.place("K2")
    pack = take_along(page, seat.url)
    assert set(pack["wall"][0]) == {"id", "name", "tile"}
    other = next(child["id"] for child in pack["wall"] if child["id"] != mine)
    page.goto(f"{seat.url}/learn")  # the child who signed in
    until(page, lambda: rows(page, "seat"))
    page.context.set_offline(True)

    page.goto(f"{seat.url}/learn")
    first, second = pack["lessons"][mine]
    before = seat.marks(first)
    tap(page.locator("a.stone.now:visible"))
    page.wait_for_url(f"**/learn/{first}")
    if most:
        play_some(page, most)
    else:
        play_lesson(page, mistakes=1)
        expect(page.locator("a.stone.now:visible")).to_have_attribute("href", f"/learn/{second}")

    tap(page.locator(".me"))
    page.wait_for_timeout(PROD_MS)  # a double prod counts once
    tap(page.locator(".me.sure"))
    page.wait_for_url("**/wall")
    tap(page.locator(f".kid[href$='{other}']"))
    page.wait_for_url(f"**/wall/{other}")
    assert not page.locator(".pick").count()  # no secret is on the tablet
    tap(page.locator("[data-yes]"))
    page.wait_for_url("**/learn")
    tap(page.locator("a.stone.now:visible"))
    theirs = pack["lessons"][other][0]
    page.wait_for_url(f"**/learn/{theirs}")
    if most:
        play_some(page, most)
    else:
        play_lesson(page)
    assert seat.marks(first) == before  # not one has come through

    page.context.set_offline(False)
    all_sent(page)
    status = "open" if most else "finished"
    _arrived(seat, mine, first, 1, status)
    _arrived(seat, other, theirs, 0, status)
    page.goto(f"{seat.url}/learn")  # there is someone to ask again: the two pictures
    page.wait_for_url(f"**/wall/{other}")
    expect(page.locator(".pick")).to_have_count(9)
