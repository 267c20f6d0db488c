"""The class wall and a lesson under hasty fingers and on mute tablets; what is missing reaches the list."""

import json
from urllib.parse import urlsplit

import pytest
from playing import tap
from playwright.sync_api import Page, expect
from seats import Seat

from phonics.services.demo import PASSWORD

pytestmark = pytest.mark.browser

_MUTE = "globalThis.AudioContext = class { constructor() { throw new Error('no audio device'); } };"
_NOTE_PACE = """
globalThis.pace = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  globalThis.pace.push([this.playbackRate, this.preservesPitch]);
  globalThis.voice = this;
  return play.call(this);
};
"""
_MISSED = """(text) => {
  const { name } = performance.getEntriesByType("resource").find((one) => one.name.endsWith("/lib/missed.js"));
  return import(name).then(({ missed }) => missed({ kind: "word", text }));
}"""


def _way(tile) -> str:  # type: ignore[no-untyped-def]
    return tile.get_attribute("href") or ""


def test_the_last_tile_touched_leads_on(seat: Seat) -> None:
    page = seat.page
    page.goto(f"{seat.url}/wall")
    page.wait_for_load_state("networkidle")
    first, last = page.locator(".kid[data-name]").first, page.locator(".kid[data-name]").last
    way = _way(last)
    assert _way(first) != way
    first.tap(no_wait_after=True)
    last.tap(no_wait_after=True)
    page.wait_for_url(lambda url: urlsplit(url).path != "/wall")
    assert urlsplit(page.url).path == way
    page.wait_for_timeout(2500)  # longer than any name: nothing comes after it
    assert urlsplit(page.url).path == way


def test_a_tablet_that_cannot_sound_lets_the_child_in(seat: Seat) -> None:
    page = seat.page
    page.add_init_script(_MUTE)
    page.goto(f"{seat.url}/wall")
    tile = page.locator(".kid[data-name]").first
    way = _way(tile)
    tap(tile)
    page.wait_for_url(f"**{way}", timeout=5000)


def test_the_turtle_says_the_word_slowly_and_another_touch_cuts_it_short(seat: Seat) -> None:
    seat.place("K2")
    seat.page.add_init_script(_NOTE_PACE)
    seat.open("K2.1")
    page = seat.page
    expect(page.locator(".hears")).to_be_visible(timeout=10_000)
    tap(page.locator(".listen.slow"))
    page.wait_for_function("() => pace.length === 1 && !voice.paused", timeout=10_000)
    assert page.evaluate("pace") == [[0.7, True]]
    expect(page.locator(".hears .card.lit")).to_have_count(1)
    tap(page.locator(".hears .g-tile"))
    assert page.evaluate("voice.paused")
    assert not page.evaluate("voice.ended")
    tap(page.locator(".listen.slow"))
    page.wait_for_function("() => pace.length === 2 && voice.ended", timeout=15_000)
    expect(page.locator(".hears .card.lit")).to_have_count(0)


def _until_told(seat: Seat, text: str) -> bool:
    for _ in range(100):
        if seat.ask("select count(*) from missed_clip where kind = 'word' and text = ?", text) == [(1,)]:
            return True
        seat.page.wait_for_timeout(100)
    return False


def test_what_an_older_page_misses_is_told_with_a_new_token(seat: Seat) -> None:
    page, answers = seat.page, list[int]()
    page.on("response", lambda answer: answer.url.endswith("/clips/missing") and answers.append(answer.status))
    page.goto(f"{seat.url}/wall")
    page.evaluate("document.querySelector('meta[name=csrf-token]').content = 'of an earlier session'")
    page.evaluate(_MISSED, "boat")
    assert _until_told(seat, "boat")
    for _try in range(50):  # the page hears of it a little after the server has kept it
        if len(answers) > 1:
            break
        page.wait_for_timeout(100)
    assert answers == [400, 204]


def test_a_word_that_opens_over_the_page_tells_what_it_misses(seat: Seat) -> None:
    page, told = seat.page, list[dict]()

    def silent(route) -> None:  # type: ignore[no-untyped-def]
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + """<i data-missed='["word","boat"]'></i>""")

    _as_teacher(page, seat.url)
    page.goto(f"{seat.url}/levels/6")
    page.on("request", lambda r: r.url.endswith("/clips/missing") and told.append(json.loads(r.post_data or "")))
    page.route("**/levels/6/words/*", silent)
    tap(page.locator("[data-list] [data-look]").first)
    expect(page.locator("dialog[open] .big")).to_be_visible()
    page.wait_for_timeout(3500)  # longer than a tablet waits before it tells
    assert ["word", "boat"] in [name for body in told for name in body["clips"]]


def _as_teacher(page: Page, url: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{url}/sign-in")
    page.fill("[name=username]", "lead1")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("button.main")
