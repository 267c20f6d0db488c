"""Sign-in on a real tablet: a PIN, a badge, a lesson left lying and taken up again."""

import json
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from kinds import first_steps, serve
from playing import _STEPS, tap
from playwright.sync_api import Browser, Page, expect
from seats import Seat
from tablets import CHILDS
from touch import amiss

pytestmark = pytest.mark.browser

_IDLE_MS = 5 * 60_000
_CAMERA = """
globalThis.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return globalThis.shown ? [{ rawValue: globalThis.shown }] : []; }
};
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
"""


@pytest.fixture(params=CHILDS)
def p4(request: pytest.FixtureRequest, site, browser: Browser, cookies: Callable[[str], list]) -> Iterator[Seat]:  # type: ignore[no-untyped-def]
    """A tablet on which the teacher has opened a class of ป.4; the seat is its second child's."""
    context = browser.new_context(**request.param, service_workers="block")
    context.add_cookies(cookies("lead1"))
    page = context.new_page()
    page.add_init_script(_CAMERA)
    made = Seat(page, site.url, site.database.removeprefix("sqlite:///"), UUID(int=0))
    sql = "select c.id from classroom c join unit u on u.id = c.unit_id where u.code = 'demo-school-1' and c.grade = 7"
    room = UUID(made.ask(f"{sql} order by c.room")[0][0])
    page.goto(f"{site.url}/teacher/classes/{room}")
    with page.expect_navigation():
        tap(page.locator("form[action$='/wall'] button"))
    made.child = UUID((page.locator(".kid").nth(1).get_attribute("href") or "").rsplit("/", 1)[-1])
    yield made
    context.close()


def test_an_older_child_comes_in_by_touched_and_typed_digits_or_by_the_badge(p4: Seat, watch) -> None:  # type: ignore[no-untyped-def]
    page = p4.page
    watched = watch(page)
    [(pin, badge)] = p4.ask("select pin, badge from student where id = ?", p4.child.hex)
    watched.look()
    found = amiss(page)
    page.goto(f"{p4.url}/wall/{p4.child}")
    watched.look()
    assert [*found, *amiss(page)] == []
    wrong = "1" if pin[0] != "1" else "2"
    tap(page.locator(f"[data-digit='{wrong}']"))
    tap(page.locator("[data-back]"))
    expect(page.locator(".slot.full")).to_have_count(0)
    for digit in pin[:2]:
        tap(page.locator(f"[data-digit='{digit}']"))
        page.wait_for_timeout(80)
    expect(page.locator(".slot.full")).to_have_count(2)
    page.keyboard.type(pin[2:])
    page.wait_for_url("**/learn")
    tap(page.locator("[data-not-me] button"))
    page.wait_for_timeout(400)  # sooner it would be a double prod
    tap(page.locator("[data-not-me] button.sure"))
    page.wait_for_url("**/wall")
    page.goto(f"{p4.url}/wall")  # with the camera on
    tap(page.locator("[data-badge]"))
    expect(page.locator(".looking video")).to_be_visible()
    watched.look()
    for strange in ("just words", f"{p4.url}/learn", "https://elsewhere.test/?/badge/x"):
        page.evaluate("(text) => (globalThis.shown = text)", strange)
        page.wait_for_timeout(300)
        assert page.url.endswith("/wall")
    page.evaluate("(text) => (globalThis.shown = text)", f"https://an-earlier-name.test/badge/{badge}")
    page.wait_for_url(f"{p4.url}/badge/{badge}")
    watched.look()
    tap(page.locator("[data-card] button"))
    page.wait_for_url("**/learn")
    assert watched.complaints == []


def test_a_lesson_left_lying_goes_back_to_the_wall_and_on_at_the_same_step(seat: Seat) -> None:
    page = seat.page
    seat.place("K2")
    serve(page, *first_steps())
    page.clock.install()
    sittings = "select count(*) from sitting where student_id = ? and stone = 'K2.1'"
    before = seat.ask(sittings, seat.child.hex)[0][0]
    plan = seat.open("K2.1")
    first = plan["steps"][0]
    _STEPS[first["kind"]](page, first, False)
    expect(page.locator("#beads .bead.done")).to_have_count(1)
    page.clock.fast_forward(_IDLE_MS + 1000)
    tap(page.locator(".still-there button"))
    expect(page.locator(".still-there")).to_have_count(0)
    page.clock.fast_forward(_IDLE_MS - 5000)
    expect(page.locator(".still-there")).to_have_count(0)
    page.clock.fast_forward(6000)
    expect(page.locator(".still-there .bead.done")).to_have_count(5)
    page.clock.fast_forward(20_000)
    page.wait_for_url("**/wall")
    page.goto(f"{seat.url}/learn")
    assert page.url.endswith("/wall")  # the server has signed the child out too
    other = page.context.new_page()  # the tab is gone, the tablet is the same
    page.close()
    _come_back(other, seat)
    other.goto(f"{seat.url}/learn/K2.1")
    assert json.loads(other.locator("#lesson").text_content() or "")["seed"] == plan["seed"]
    expect(other.locator("#beads .bead.done")).to_have_count(1)
    tap(other.locator("#start"))
    second = plan["steps"][1]
    _STEPS[second["kind"]](other, second, False)
    expect(other.locator("#beads .bead.done")).to_have_count(2)
    assert seat.ask(sittings, seat.child.hex) == [(before + 1,)]


def _come_back(page: Page, seat: Seat) -> None:
    page.goto(f"{seat.url}/wall/{seat.child}")
    for place in seat.ask("select secret from student where id = ?", seat.child.hex)[0][0].split("-"):
        tap(page.locator(".pick").nth(int(place)))
        page.wait_for_timeout(450)
    page.wait_for_url("**/learn")
