"""Every kind of step and every page of a child, measured under the rules of touch and looked over by axe."""

import pytest
from every_kind import every_kind
from kinds import STONE, serve
from playing import tap
from playwright.sync_api import Browser, Page, expect
from seats import Seat
from tablets import PHONE, TABLET, WIDE
from touch import amiss, moving, unfocused

pytestmark = pytest.mark.browser

_STEADY = 20_000
_OLD = TABLET | {"viewport": {"width": 1024, "height": 768}}
_MORE = {"wide": WIDE, "old": _OLD, "phone": PHONE}
_SCREENS = [TABLET, *(pytest.param(screen, id=name, marks=pytest.mark.full) for name, screen in _MORE.items())]
_GO_TO = """(number) => {
  const key = Object.keys(sessionStorage).find((one) => one.startsWith("lesson of"));
  sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(key)), step: number, place: 0 }));
}"""


@pytest.fixture(params=_SCREENS)
def child(request: pytest.FixtureRequest, site, browser: Browser, signed_in):  # type: ignore[no-untyped-def]
    """A child signed in, on each screen."""
    kept, who = signed_in
    context = browser.new_context(**request.param, storage_state=kept, service_workers="block")
    yield Seat(context.new_page(), site.url, site.database.removeprefix("sqlite:///"), who)
    context.close()


def _show(page: Page, scene: str) -> None:
    """Go on from the first screen to a step, past what shows how it is done."""
    tap(page.locator("#start"))
    shown, demo = page.locator(f"main.{scene}"), page.locator(".demo")
    expect(shown.or_(demo)).to_be_visible(timeout=_STEADY)
    if demo.is_visible():
        assert amiss(page) == []
        tap(demo)
    expect(shown).to_be_visible(timeout=_STEADY)


def test_every_kind_of_step_can_be_touched_and_read_by_machine(  # type: ignore[no-untyped-def]
    child: Seat, watch, request: pytest.FixtureRequest
) -> None:
    page, kinds = child.page, every_kind()
    if not request.config.getoption("--full"):
        firsts = {step.kind: name for name, (_scene, step) in reversed(kinds.items())}.values()
        kinds = {name: kinds[name] for name in kinds if name in firsts}
    watched, found = watch(page), dict[str, list[str]]()
    serve(page, *(step for _scene, step in kinds.values()))
    child.place("K2")
    page.goto(f"{child.url}/learn/{STONE}")
    assert amiss(page) == []
    for number, (name, (scene, _step)) in enumerate(kinds.items()):
        if number:
            page.evaluate(_GO_TO, number)
            page.reload()
        _show(page, scene)
        watched.look()
        found[name] = [*amiss(page), *moving(page), *unfocused(page), *watched.complaints]
        watched.complaints.clear()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_pages_around_the_lessons_can_be_touched_and_read_by_machine(child: Seat, watch) -> None:  # type: ignore[no-untyped-def]
    page, found = child.page, dict[str, list[str]]()
    watched = watch(page)

    def look(name: str, path: str) -> None:
        page.goto(f"{child.url}{path}")
        page.wait_for_load_state("networkidle")
        watched.look()
        found[name] = [*amiss(page), *watched.complaints]
        watched.complaints.clear()

    for level in ("K1", "K2", "P3", "S1", "S5"):
        child.place(level)
        look(f"map {level}", "/learn")
    look("wall", "/wall")
    look("pictures", f"/wall/{child.child}")
    [(badge,)] = child.ask("select badge from student where id = ?", child.child.hex)
    look("card", f"/badge/{badge}")
    look("without a network", "/offline")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
