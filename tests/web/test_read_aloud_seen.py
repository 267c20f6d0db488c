"""Reading aloud on a tablet whose microphone says ship; a teacher notes the consent, hears the reading and rates it."""

from pathlib import Path

import pytest
from kinds import STONE, serve
from playing import _LONG, tap
from playwright.sync_api import Browser, Page, expect
from seats import Seat
from tablets import TABLET

from phonics.levels.loader import load
from phonics.levels.text_steps import read_aloud

pytestmark = pytest.mark.browser
STEP = read_aloud(load().words["ship"], "P1")


@pytest.fixture
def reader(hearing: Browser, site, signed_in):  # type: ignore[no-untyped-def]
    """The child's tablet, with a microphone."""
    kept, child = signed_in
    context = hearing.new_context(**TABLET, storage_state=kept, service_workers="block")
    yield Seat(context.new_page(), site.url, site.database.removeprefix("sqlite:///"), child)
    context.close()


def _open(seat: Seat) -> None:
    serve(seat.page, STEP)
    seat.place("K2")
    seat.open(STONE)
    demo, scene = seat.page.locator(".demo"), seat.page.locator("main.alouds")
    expect(demo.or_(scene)).to_be_visible(timeout=_LONG)
    if demo.is_visible():
        tap(demo)
    expect(scene).to_be_visible(timeout=_LONG)


def _readings(seat: Seat) -> list[tuple]:
    return seat.ask("select item, file from read_aloud where student_id = ?", seat.child.hex)


def _wait_for_readings(seat: Seat, n: int) -> None:
    for _ in range(100):
        if len(_readings(seat)) == n:
            return
        seat.page.wait_for_timeout(100)
    raise AssertionError(f"{n} readings wanted: {_readings(seat)}")


def _record(page: Page) -> None:
    mic = page.locator(".mic")
    page.wait_for_timeout(500)  # two taps at once count as one
    tap(mic)
    expect(mic).to_have_class("mic on next", timeout=_LONG)
    page.wait_for_timeout(2500)  # the word comes round once at least
    mic.tap()
    expect(page.locator(".own")).to_be_visible(timeout=_LONG)
    expect(page.locator("main.alouds .onward")).to_be_enabled(timeout=_LONG)


def test_a_child_is_recorded_hears_it_and_a_teacher_rates_it(reader: Seat, enter) -> None:  # type: ignore[no-untyped-def]
    desk = enter("lead1")
    desk.go(f"/teacher/children/{reader.child}")
    desk.page.locator("#read-aloud + p + form button").tap()  # the parents agreed on paper
    expect(desk.page.locator("#read-aloud ~ details")).to_be_visible()

    _open(reader)
    page = reader.page
    _record(page)
    _record(page)  # once more
    expect(page.locator(".mic")).to_be_disabled()
    page.context.set_offline(True)
    tap(page.locator("main.alouds .onward"))
    expect(page.locator("main.ends")).to_be_visible(timeout=_LONG)
    assert _readings(reader) == []
    page.context.set_offline(False)  # what lies on the tablet goes by itself
    _wait_for_readings(reader, 1)

    desk.go("/teacher/read-aloud")
    line = desk.page.locator(".readings li").filter(has_text="ship").first
    with desk.page.expect_response("**/sound") as answered:
        line.locator("[data-hear]").tap()
    assert answered.value.headers["cache-control"] == "no-store, private"
    desk.fits()
    desk.watched.look()  # type: ignore[attr-defined]
    before = desk.page.locator(".readings li").count()
    line.locator("button[value=helped]").tap()
    expect(desk.page.locator(".readings li")).to_have_count(before - 1)
    desk.go(f"/teacher/children/{reader.child}")
    expect(desk.page.locator(".readings button[aria-pressed=true]")).to_have_attribute("value", "helped")
    desk.watched.look()  # type: ignore[attr-defined]
    var = Path(reader.database).parent
    assert len(list((var / "voice" / "children").glob("*.mp3"))) == 1
    desk.page.locator("#read-aloud ~ details summary").first.tap()
    desk.page.locator("#read-aloud ~ details button[value=no]").tap()
    expect(desk.page.locator("#read-aloud + p + form button")).to_be_visible()
    assert not list((var / "voice" / "children").glob("*.mp3"))


def test_a_reading_nobody_agreed_to_leaves_the_tablet_and_one_without_a_microphone_goes_on(reader: Seat) -> None:
    page = reader.page
    _open(reader)
    _record(page)
    with page.expect_response("**/api/read-aloud") as answered:
        tap(page.locator("main.alouds .onward"))
    assert (answered.value.status, answered.value.json()["reason"]) == (403, "consent")
    expect(page.locator("main.ends")).to_be_visible(timeout=_LONG)
    kept = """() => new Promise((resolve) => {
      const opening = indexedDB.open("phonics-takes");
      opening.onsuccess = () => {
        const asked = opening.result.transaction("takes").objectStore("takes").count();
        asked.onsuccess = () => resolve(asked.result);
      };
    })"""
    for _ in range(50):
        if page.evaluate(kept) == 0:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(kept) == 0

    page.add_init_script("delete globalThis.MediaRecorder")
    _open(reader)
    expect(page.locator(".mic")).to_be_hidden()
    tap(page.locator("main.alouds .listen:not(.own)"))
    tap(page.locator("main.alouds .onward"))
    expect(page.locator("main.ends")).to_be_visible(timeout=_LONG)
    reader.wait_for_marks(STONE, [("read_aloud", "correct")])
