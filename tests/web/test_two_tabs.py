"""One child, two tabs: the lesson goes over from one to the other, or is played in both; no mark is lost or doubled."""

import pytest
from aloneness import all_sent, rows
from kinds import STONE, begin_again, first_steps, serve
from playing import _STEPS, tap
from playwright.sync_api import Page, expect
from seats import Seat

pytestmark = pytest.mark.browser

_SIGHT = """(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def _other_tab(seat: Seat) -> Page:
    """Open the same lesson beside the one that is being played, and begin."""
    other = seat.page.context.new_page()
    serve(other, *first_steps())
    other.goto(f"{seat.url}/learn/{STONE}")
    tap(other.locator("#start"))
    return other


def _sittings(seat: Seat) -> list[tuple]:
    """Return (marks, their ids, their places) of each lesson the child has begun since `place()`."""
    sql = "select count(*), count(distinct m.id), count(distinct m.seq) from mark m join sitting s on s.id = sitting_id"
    lasting = "coalesce(s.ended_by, '') <> 'left' and s.kind = 'lesson' and s.stone = ?"
    return seat.ask(f"{sql} where s.student_id = ? and {lasting} group by s.id", seat.child.hex, STONE)


def test_a_lesson_goes_over_to_another_tab_and_back(seat: Seat) -> None:
    page = seat.page
    seat.place("K2")
    serve(page, *first_steps())
    hear, find, more, _blend = seat.open(STONE)["steps"]
    _STEPS["hear"](page, hear, False)
    expect(page.locator(".finds")).to_be_visible(timeout=20_000)
    page.evaluate(_SIGHT, "hidden")
    other = _other_tab(seat)
    _STEPS["find"](other, find, False)  # it goes on at the second step
    other.evaluate(_SIGHT, "hidden")
    with page.expect_navigation():  # who comes back finds where the lesson stands now
        page.evaluate(_SIGHT, "visible")
    tap(page.locator("#start"))
    _STEPS["find"](page, more, False)
    seat.wait_for_marks(STONE, [("hear", "correct"), ("find", "correct"), ("find", "correct")])
    assert _sittings(seat) == [(3, 3, 3)]
    all_sent(page)


def test_a_lesson_played_in_two_tabs_at_once_is_two_sittings_and_a_reload_mixes_them_up_no_more(seat: Seat) -> None:
    page = seat.page
    seat.place("K2")
    serve(page, *first_steps())
    hear, find, *_ = seat.open(STONE)["steps"]
    _STEPS["hear"](page, hear, False)
    other = _other_tab(seat)
    page.context.set_offline(True)  # what both have waits in the one queue of this tablet, and both will send it
    _STEPS["hear"](other, hear, False)
    _STEPS["find"](page, find, False)
    _STEPS["find"](other, find, True)
    page.context.set_offline(False)
    all_sent(page)
    assert sorted(_sittings(seat)) == [(2, 2, 2), (3, 3, 3)]
    begin_again(page)
    expect(page.locator(".beads")).to_have_attribute("aria-label", "ก้าวที่ 3 จาก 4")
    assert rows(page, "parked", "phonics-outbox") == []
