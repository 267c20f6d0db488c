"""What may go wrong with a tablet: replies lost, two pages at once, a reload, other versions, a closed class."""

import pytest
from aloneness import all_sent, rows, take_along, until
from haste import glimpse
from playing import _STEPS, tap
from playwright.sync_api import Browser, Page, Route, expect
from seats import Seat
from tablets import TABLET

pytestmark = [pytest.mark.browser, pytest.mark.alone, pytest.mark.hasty]


class Wire:
    """A bad line: of each post the first is lost on the way there, the reply to the second on the way back."""

    def __init__(self) -> None:
        self.tries: dict[str, int] = {}

    def __call__(self, route: Route) -> None:
        asked = route.request
        post = f"{asked.method} {asked.url} {asked.post_data}"
        self.tries[post] = self.tries.get(post, 0) + 1
        if self.tries[post] == 1:
            return route.abort()
        if self.tries[post] == 2:
            route.fetch()  # the server has it, and the tablet will never know
            return route.abort()
        return route.continue_()


def _answer(page: Page, step: dict) -> None:
    cards = page.locator(".choice, .cards .card")
    right = cards.nth([choice["right"] for choice in step["choices"]].index(True))
    with glimpse(page, ".right .tick"):
        tap(right)


def test_a_reload_in_mid_step_two_pages_and_lost_replies_cost_no_mark_and_double_none(seat: Seat) -> None:
    page, context = seat.page, seat.page.context
    seat.place("K2")
    take_along(page, seat.url)
    hear, trace, find, *rest = seat.open("K2.1")["steps"]
    _STEPS["hear"](page, hear, False)
    _STEPS["trace"](page, trace, False)
    expect(page.locator(".finds")).to_be_visible(timeout=20_000)
    context.set_offline(True)
    page.reload()
    tap(page.locator("#start"))
    expect(page.locator(".beads")).to_have_attribute("aria-label", f"ก้าวที่ 3 จาก {len(rest) + 3}")
    _answer(page, find)
    other = context.new_page()  # from what the tablet keeps
    other.goto(f"{seat.url}/tablet")
    until(other, lambda: "1 รายการ" in (other.locator("[data-rows]").text_content() or ""))
    wire = Wire()
    context.route("**/api/v1/**", wire)
    context.set_offline(False)
    all_sent(other)
    context.unroute("**/api/v1/**")
    assert max(wire.tries.values()) >= 2
    seat.wait_for_marks("K2.1", [("hear", "correct"), ("trace", "correct"), ("find", "correct")])
    until(other, lambda: "ทำบนเครื่องนี้ 3 ข้อ · ถึงเซิร์ฟเวอร์แล้ว 3 ข้อ" in (other.locator("[data-rows]").text_content() or ""))


def test_a_closed_class_is_forgotten_and_the_queue_is_not(seat: Seat) -> None:
    page, context = seat.page, seat.page.context
    seat.place("K2")
    take_along(page, seat.url)
    hear, *_ = seat.open("K2.1")["steps"]
    expect(page.locator(".hears")).to_be_visible()
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    _STEPS["hear"](page, hear, False)
    until(page, lambda: rows(page, "queue", "phonics-outbox"))
    context.clear_cookies()  # no class is open on this tablet any more
    context.set_offline(False)
    page.goto(f"{seat.url}/wall")
    until(page, lambda: not rows(page, "packs"))
    until(page, lambda: page.evaluate("caches.has('clips')") is False)
    assert not rows(page, "seat")
    assert [entry["kind"] for entry in rows(page, "queue", "phonics-outbox")] == ["mark"]
    page.goto(f"{seat.url}/tablet")
    with page.expect_download() as saved:
        page.locator("[data-export]").tap()
    text = saved.value.path().read_text("utf-8")
    assert '"kind":"mark"' in text


_PARTS = """async (path) => {
  const { part } = await import(path + "worker/clips.js");
  const whole = new Blob(["0123456789"], { type: "audio/mpeg" });
  const said = [];
  for (const range of ["bytes=0-1", "bytes=4-", "bytes=-3", "bytes=8-99", "bytes=10-", "bytes=-", "lines=1-2"]) {
    const answer = part(whole, range);
    said.push([answer.status, answer.headers.get("Content-Range"), await answer.text()]);
  }
  return said;
}"""
_VERSIONS = """async (path) => {
  const { openDatabase, read, write } = await import(path + "lib/device.js");
  const first = await openDatabase("versions", 1, { a: { keyPath: "n" } });
  await write(first, ["a"], (a) => a.put({ n: 1 }));
  const newer = await openDatabase("versions", 2, { a: { keyPath: "n" }, b: { keyPath: "n" } });
  await write(newer, ["b"], (b) => b.put({ n: 2 }));
  await write(first, ["a"], (a) => a.put({ n: 3 }));
  const old = await openDatabase("versions", 1, { a: { keyPath: "n" } });
  return (await read(old, ["a"], (a) => a.getAll())).map(({ n }) => n);
}"""
_SHELL = """async (path) => {
  const { fill, sweep } = await import(path + "worker/shell.js");
  const files = [[path + "lib/ids.js", 1]];
  await fill("old", [], files);
  const broken = await fill("new", [], [...files, [path + "none.js", 1]]).then(() => "whole", () => "broken");
  const during = (await caches.keys()).filter((name) => /old|new/.test(name)).sort();
  await fill("new", [], files);
  await sweep("new");
  return [broken, during, (await caches.keys()).filter((name) => /old|new/.test(name))];
}"""
_QUEUE = """async (path) => {
  const { openDatabase, write } = await import(path + "lib/device.js");
  const stores = { parked: { keyPath: "n" }, answers: { keyPath: "sitting" }, later: { keyPath: "n" } };
  const later = await openDatabase("phonics-outbox", 9, { queue: { keyPath: "n", autoIncrement: true }, ...stores });
  await write(later, ["queue"], (queue) => queue.add({ kind: "mark", sitting: "1", body: {} }));
  const { kept } = await import(path + "offline/outbox.js");
  return (await kept()).queue.length;
}"""


def test_parts_of_clips_other_versions_and_half_a_shell(site, browser: Browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(**TABLET)
    page.goto(f"{site.url}/no-such-page")
    path = (page.locator("link[rel=stylesheet]").first.get_attribute("href") or "").split("css/")[0] + "js/"
    assert page.evaluate(_PARTS, path) == [
        [206, "bytes 0-1/10", "01"],
        [206, "bytes 4-9/10", "456789"],
        [206, "bytes 7-9/10", "789"],
        [206, "bytes 8-9/10", "89"],
        [416, "bytes */10", ""],
        [200, None, "0123456789"],
        [200, None, "0123456789"],
    ]
    assert page.evaluate(_VERSIONS, path) == [1, 3]  # each goes on with what the other has made of the database
    assert page.evaluate(_QUEUE, path) == 1  # a newer version's queue is sent by an older page
    assert page.evaluate(_SHELL, path) == ["broken", ["shell new", "shell old"], ["shell new"]]
    page.context.close()
