"""A take on its way: what is made, moved, turned or lost meanwhile; in a real browser, with a server that is slow."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tablets import TABLET
from takes import file_of, take

from phonics.services.demo import PASSWORD

pytestmark = pytest.mark.browser

_LONG = 20_000
_NOTE_PLAYS = """
window.heard = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.heard.push(this.src); return play.call(this); };
"""
_SLOW_LEAVE = """
window.tracks = [];
navigator.mediaDevices.getUserMedia = () => new Promise((resolve) => {
  window.allow = () => {
    const { stream } = new AudioContext().createMediaStreamDestination();
    window.tracks.push(...stream.getTracks());
    resolve(stream);
  };
});
"""
_UNREADABLE = "OfflineAudioContext.prototype.decodeAudioData = () => Promise.reject(new Error('unreadable'));"


@dataclass
class Held:
    """Requests of which the first is kept waiting until it is let go."""

    routes: list[Route] = field(default_factory=list)

    def __call__(self, route: Route) -> None:
        self.routes.append(route)
        if len(self.routes) > 1:
            route.continue_()

    def wait(self, page: Page) -> None:
        for _ in range(_LONG // 50):
            if self.routes:
                return
            page.wait_for_timeout(50)
        raise AssertionError("nothing was sent")


@pytest.fixture
def page(browser: Browser, site) -> Iterator[Page]:  # type: ignore[no-untyped-def]
    """A lead teacher's tablet, in English; what it plays is noted."""
    context = browser.new_context(**TABLET, permissions=[])
    context.add_init_script(_NOTE_PLAYS)
    context.add_cookies([{"name": "lang", "value": "en", "url": site.url}])
    page = context.new_page()
    _sign_in(page, site.url)
    yield page
    context.close()


def _sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/sign-in")
    page.fill("[name=username]", "lead1")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.locator("button.main").click()


def _choose(page: Page, spoken: float, state: str = "taken") -> None:
    """Choose a file that says something for so many seconds."""
    data = file_of(take(spoken=spoken), "wav")
    page.locator("[data-file]").set_input_files({"name": "said.wav", "mimeType": "audio/wav", "buffer": data})
    _is_in(page, state)
    expect(page.locator("[data-save]")).to_be_enabled()


def _is_in(page: Page, state: str) -> None:
    expect(page.locator("[data-recorder]")).to_have_attribute("data-state", state, timeout=_LONG)


def _asks_before_leaving(page: Page) -> bool:
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("a[rel=next]").tap()
    page.wait_for_timeout(300)
    return asked == ["confirm"]


# --- another take meanwhile ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("meanwhile", ["another take", "another trim"])
@pytest.mark.parametrize("answered", [True, False], ids=["kept", "lost"])
def test_an_answer_about_an_earlier_take_says_nothing_of_this_one(  # type: ignore[no-untyped-def]
    page: Page, site, meanwhile: str, answered: bool
) -> None:
    held = Held()
    page.goto(f"{site.url}/studio/sound/TH")
    before = page.locator(".versions > li").count()
    page.route("**/studio/recordings", held)
    _choose(page, 0.8)
    page.locator("[data-save]").tap()
    held.wait(page)
    if meanwhile == "another take":
        _choose(page, 0.5)
    else:
        page.locator("[data-handle]").last.focus()
        page.keyboard.press("PageDown")
    if answered:
        with page.expect_response("**/studio/recordings") as answer:
            held.routes[0].continue_()
        assert answer.value.status == 200
    else:
        held.routes[0].abort()
    page.wait_for_timeout(500)
    _is_in(page, "taken")
    expect(page.locator("[data-problem]")).to_be_hidden()
    assert _asks_before_leaving(page)
    expect(page.locator("[data-save]")).to_be_visible()
    page.locator("[data-save]").tap()
    _is_in(page, "saved")
    expect(page.locator(".versions > li")).to_have_count(before + 1 + answered)


def test_a_new_take_is_not_heard_by_the_preview_of_the_last(page: Page, site) -> None:  # type: ignore[no-untyped-def]
    held = Held()
    page.add_init_script(_UNREADABLE)  # so that both go by the same trim: none
    page.goto(f"{site.url}/studio/sound/TH")
    page.route("**/studio/previews", held)
    _choose(page, 0.8, "unread")
    page.locator("[data-listen]").tap()
    held.wait(page)
    _choose(page, 0.5, "unread")
    with page.expect_response("**/studio/previews"):
        held.routes[0].continue_()
    page.wait_for_timeout(500)
    assert page.evaluate("heard") == []
    page.locator("[data-listen]").tap()
    page.wait_for_function("() => heard.length === 1", timeout=_LONG)
    page.locator("[data-listen]").tap()
    page.wait_for_function("() => heard.length === 2", timeout=_LONG)
    first, second = page.evaluate("heard")
    assert first == second
    assert len(held.routes) == 2  # the server was asked about each once


def test_a_microphone_that_is_allowed_after_the_page_has_turned_is_closed(page: Page, site) -> None:  # type: ignore[no-untyped-def]
    page.add_init_script(_SLOW_LEAVE)
    page.goto(f"{site.url}/studio/sound/TH")
    heading = page.locator("h1").inner_text()
    page.locator("[data-record]").tap()
    _is_in(page, "asking")
    page.locator("a[rel=next]").tap()
    expect(page.locator("h1")).not_to_have_text(heading)
    page.evaluate("allow()")
    page.wait_for_function("() => tracks.length === 1 && tracks[0].readyState === 'ended'", timeout=5000)
    _is_in(page, "empty")


# --- signed out, offline ------------------------------------------------------------------------------------------


def test_who_signs_in_again_in_another_tab_keeps_the_take(page: Page, site) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site.url}/studio/sound/TH")
    before = page.locator(".versions > li").count()
    _choose(page, 0.8)
    page.context.clear_cookies(name="session")
    page.locator("[data-save]").tap()
    expect(page.locator("[data-problem]")).to_contain_text("Sign in again in another tab", timeout=_LONG)
    _is_in(page, "taken")
    other = page.context.new_page()
    _sign_in(other, site.url)
    other.close()
    page.locator("[data-save]").tap()
    _is_in(page, "saved")
    expect(page.locator(".versions > li")).to_have_count(before + 1)
    page.locator("[data-verdict] button[value=approved]").first.tap()  # the forms of the page have a new token too
    expect(page.locator("[data-told]")).to_contain_text("Approved", timeout=_LONG)


@pytest.mark.parametrize("status", [0, 409], ids=["silence", "refusal"])
def test_a_verdict_that_fails_leaves_an_unsaved_take_where_it_is(page: Page, site, status: int) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site.url}/studio/sound/DH")
    _choose(page, 0.8)
    page.locator("[data-save]").tap()
    _is_in(page, "saved")
    approve = page.locator("[data-verdict] button[value=approved]").first
    expect(approve).to_be_visible()
    _choose(page, 0.5)
    page.evaluate("window.same = true")
    page.route("**/verdicts", lambda route: route.fulfill(status=status) if status else route.abort())
    approve.tap()
    expect(page.locator("[data-told]")).to_have_text("Not saved. Please tap again.", timeout=_LONG)
    expect(approve).to_be_enabled()
    page.unroute("**/verdicts")
    approve.tap()
    expect(page.locator("[data-told]")).to_contain_text("Approved", timeout=_LONG)
    _is_in(page, "taken")
    assert page.evaluate("window.same")
    assert _asks_before_leaving(page)


def test_a_verdict_that_is_refused_shows_the_page_as_it_is_now(page: Page, site) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{site.url}/studio/sound/V")
    _choose(page, 0.8)
    page.locator("[data-save]").tap()
    _is_in(page, "saved")
    page.route("**/verdicts", lambda route: route.fulfill(status=409))
    with page.expect_navigation():
        page.locator("[data-verdict] button[value=approved]").first.tap()
    _is_in(page, "empty")
