"""The studio in a real browser: a fake microphone plays a clip of ours; a teacher records, trims, saves, approves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect
from tablets import PHONE, TABLET, WIDE
from takes import RATE, Samples, file_of, hum, room
from test_studio_pages import picture

from config import ROOT
from phonics.services.demo import PASSWORD
from phonics.voice import library, mp3, trimming

pytestmark = pytest.mark.browser

_LONG = 20_000
_BEFORE = 0.6  # seconds of a quiet room before the word
NOTE_WHAT_SOUNDS = """() => {
  const play = HTMLMediaElement.prototype.play;
  window.heard = [];
  HTMLMediaElement.prototype.play = function () {
    const one = { src: this.src, until: 0 };
    window.heard.push(one);
    const note = () => (one.until = Math.max(one.until, this.currentTime));
    for (const name of ["timeupdate", "ended"]) this.addEventListener(name, () => this.src === one.src && note());
    return play.call(this);
  };
}"""


def _said(wave: Samples) -> Samples:
    """Return what the fake microphone plays, again and again."""
    quiet = room(_BEFORE + len(wave) / RATE + 0.8)
    begin = int(_BEFORE * RATE)
    quiet[begin : begin + len(wave)] += wave * 0.6
    return quiet


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The word ship of the shipped pack, said in a quiet room."""
    shelf = library.load(ROOT / "audio")
    clip = shelf.find("word", "ship")
    assert clip
    path = tmp_path_factory.mktemp("microphone") / "ship.wav"
    path.write_bytes(file_of(_said(mp3.decode(shelf.path(clip).read_bytes())), "wav"))
    return path


@pytest.fixture(scope="module")
def hearing(launch_browser, browser_type_launch_args, microphone: Path) -> Iterator[Browser]:  # type: ignore[no-untyped-def]
    """A browser whose microphone plays that word, and asks nobody for leave."""
    fake = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}",
    ]
    browser = launch_browser(args=[*browser_type_launch_args["args"], *fake])
    yield browser
    browser.close()


@dataclass
class Studio:
    """A signed-in page of the studio, watched."""

    watched: object
    url: str

    @property
    def page(self) -> Page:
        return self.watched.page  # type: ignore[attr-defined]

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)

    def record(self, seconds: float = 2.0) -> None:
        """Tap, let the microphone speak, tap again."""
        self.page.locator("[data-record]").tap()
        expect(self.page.locator("[data-recorder]")).to_have_attribute("data-state", "recording", timeout=_LONG)
        self.page.wait_for_timeout(seconds * 1000)
        self.page.locator("[data-record]").tap()
        self.is_in("taken")

    def is_in(self, state: str) -> None:
        expect(self.page.locator("[data-recorder]")).to_have_attribute("data-state", state, timeout=_LONG)

    def trim(self) -> list[float]:
        return [float(one.get_attribute("aria-valuenow") or "") for one in self.page.locator("[data-handle]").all()]

    def present(self) -> str:
        return self.page.locator("[data-present]").get_attribute("data-present") or ""

    def heard(self) -> list[dict]:
        """Return what this page has played: its address, and up to which second."""
        return self.page.evaluate("window.heard")

    def sounds(self, plays: int, until: float = 0.2) -> None:
        """Wait until so many plays have begun, and the last of them has come that far."""
        for _ in range(_LONG // 50):
            if len(self.heard()) >= plays and self.heard()[-1]["until"] > until:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"it does not sound: {self.heard()}")

    def fits(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"


@pytest.fixture
def enter(hearing: Browser, site, watch):  # type: ignore[no-untyped-def]
    """Let someone of the demo into the studio, on a screen."""
    contexts = []

    def come(username: str = "lead1", screen: dict = TABLET, lang: str = "th") -> Studio:
        context = hearing.new_context(**screen)
        contexts.append(context)
        context.add_init_script(f"({NOTE_WHAT_SOUNDS})()")
        context.add_cookies([{"name": "lang", "value": lang, "url": site.url}])
        watched = watch(context.new_page())
        watched.page.goto(f"{site.url}/sign-in")
        watched.page.fill("[name=username]", username)
        watched.page.fill("[name=password]", PASSWORD)
        with watched.page.expect_navigation():
            watched.page.locator("button.main").click()
        return Studio(watched, site.url)

    yield come
    for context in contexts:
        context.close()


def test_a_teacher_records_a_word_and_the_lead_lets_the_children_hear_it(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1")
    page = studio.page
    studio.go("/studio/word/ship")
    before = studio.present()
    studio.record()
    start, end = studio.trim()
    assert start == pytest.approx(_BEFORE, abs=0.25)  # the trim that is suggested lies around the word
    assert 0.2 < end - start < 1.2
    studio.watched.look()

    page.locator("[data-handle]").first.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    assert studio.trim()[0] == pytest.approx(start + 0.09, abs=0.011)
    page.keyboard.press("PageDown")

    page.locator("[data-listen]").tap()
    expect(page.locator("[data-listen]")).to_have_class(re.compile(r"\bon\b"), timeout=_LONG)
    expect(page.locator("[data-listen]")).not_to_have_class(re.compile(r"\bon\b"), timeout=_LONG)
    preview = studio.heard()[-1]
    assert preview["src"].startswith("blob:")
    assert preview["until"] > 0.2
    page.locator("[data-compare]").tap()
    studio.sounds(3)
    assert [one["src"].removeprefix(studio.url) for one in studio.heard()[-2:]] == [before, preview["src"]]

    page.locator("[data-save]").tap()
    studio.is_in("saved")
    expect(page.locator("[data-status]")).to_have_text("บันทึกแล้ว รออนุมัติ")
    expect(page.locator(".versions > li")).to_have_count(1)
    expect(page.locator(".versions .state")).to_have_text("รออนุมัติ")
    assert page.locator("[data-verdict]").count() == 0
    assert studio.present() == before
    kept = page.locator(".versions [data-hear]").get_attribute("data-hear") or ""

    lead = enter("lead1")
    lead.go("/studio/waiting")
    line = lead.page.locator(".waits > li", has=lead.page.locator(f"[data-hear='{kept}']"))
    line.locator(f"[data-hear='{kept}']").tap()
    lead.sounds(1)
    lead.watched.look()
    line.locator("button[value=approved]").tap()
    expect(lead.page.locator("[data-told]")).to_contain_text("อนุมัติแล้ว", timeout=_LONG)
    expect(line).to_have_count(0)
    lead.go("/levels/5/words/ship")
    expect(lead.page.locator("[data-clip]").first).to_have_attribute("data-clip", kept)
    lead.go("/studio/word/ship")
    assert lead.present() == kept
    lead.page.locator("button[value=withdrawn]").tap()
    expect(lead.page.locator("[data-told]")).to_contain_text("ถอนแล้ว", timeout=_LONG)
    assert lead.present() == before
    assert studio.watched.complaints == lead.watched.complaints == []


def test_the_fourteen_sentences_follow_each_other_on_one_page(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1")
    page = studio.page
    studio.go("/studio?section=instructions")
    with page.expect_navigation():
        page.locator(".begin").tap()
    page.evaluate("window.same = true")
    first = page.locator(".card-to-say").inner_text()
    for k in (1, 2):
        expect(page.locator(".steps")).to_contain_text(f"{k} จาก 14")
        studio.record(1.8)
        page.locator("[data-save]").tap()
        studio.is_in("saved")
        page.locator("[data-onward]").tap()
        expect(page.locator(".steps")).to_contain_text(f"{k + 1} จาก 14", timeout=_LONG)
        studio.is_in("empty")
    assert page.evaluate("window.same")  # the microphone is not asked for again
    assert page.locator(".card-to-say").inner_text() != first
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator(".steps")).to_contain_text("2 จาก 14", timeout=_LONG)
    studio.go("/studio?section=instructions")
    expect(page.locator(".wishes .state.waiting")).to_have_count(2)
    assert studio.watched.complaints == []


def _file(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def test_a_refused_file_is_told_why_and_a_good_one_is_trimmed_again(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1", lang="en")
    page = studio.page
    studio.go("/studio/word/shop")
    problem = page.locator("[data-problem]")
    refused = [
        ("silence.wav", file_of(room(1.2), "wav"), "This recording is silent. Is the microphone on?"),
        ("long.wav", file_of(hum(16.0), "wav"), "This recording is longer than 15 seconds."),
        ("loud.wav", file_of(np.clip(hum(1.0) * 30, -1, 1), "wav"), "This recording is too loud"),
        ("white.png", picture(), "This is not a sound recording."),
    ]
    for name, data, why in refused:
        page.locator("[data-file]").set_input_files(_file(name, data))
        expect(page.locator("[data-save]")).to_be_visible(timeout=_LONG)
        expect(problem).to_be_hidden()
        page.locator("[data-save]").tap()
        expect(problem).to_contain_text(why, timeout=_LONG)
        expect(page.locator("[data-save]")).to_be_enabled()
    said = np.concatenate([room(0.8), hum(0.7), room(0.8), np.clip(hum(0.5) * 30, -1, 1), room(0.3)])
    page.locator("[data-file]").set_input_files(_file("two.wav", file_of(said, "wav")))
    studio.is_in("taken")
    page.locator("[data-save]").tap()
    expect(problem).to_contain_text("This recording is too loud", timeout=_LONG)
    page.locator("[data-handle]").last.focus()
    for _ in range(9):
        page.keyboard.press("PageDown")
    expect(problem).to_be_hidden()
    page.locator("[data-save]").tap()
    studio.is_in("saved")
    studio.watched.look()
    only = [one for one in studio.watched.complaints if "400 (BAD REQUEST)" not in one]
    assert only == []


def test_a_take_that_did_not_arrive_is_sent_again_under_its_id(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1", lang="en")
    page = studio.page
    sent: list[str] = []

    def lose_the_answer(route) -> None:  # type: ignore[no-untyped-def]
        found = re.search(rb'name="id"\r\n\r\n([0-9a-f-]{36})', route.request.post_data_buffer or b"")
        assert found
        sent.append(found[1].decode())
        if len(sent) == 1:
            route.fetch()  # it is kept, but nobody learns of it
            route.abort()
        else:
            route.continue_()

    studio.go("/studio/word/fish")
    page.route("**/studio/recordings", lose_the_answer)
    studio.record()
    page.locator("[data-save]").tap()
    expect(page.locator("[data-problem]")).to_contain_text("Not sent: nobody answers.", timeout=_LONG)
    page.locator("[data-save]").tap()
    studio.is_in("saved")
    assert len(sent) == 2
    assert len(set(sent)) == 1
    expect(page.locator(".versions > li")).to_have_count(1)


def test_leaving_an_unsaved_take_asks_first(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1", lang="en")
    page = studio.page
    asked: list[str] = []

    def stay(dialog) -> None:  # type: ignore[no-untyped-def]
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    studio.go("/studio/sound/TH")
    studio.record(1.8)
    page.locator("a[rel=next]").tap()
    page.wait_for_timeout(300)
    assert asked == ["confirm"]
    studio.is_in("taken")
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["confirm", "beforeunload"]


_DENIED = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"


@pytest.mark.parametrize(
    ("hindrance", "told"),
    [
        (_DENIED, "ยังไม่ได้รับอนุญาตให้ใช้ไมโครโฟน"),
        ("Object.defineProperty(window, 'isSecureContext', { value: false })", "ขึ้นต้นด้วย https"),
        ("delete window.MediaRecorder", "ไม่มีไมโครโฟนที่หน้านี้ใช้ได้"),
    ],
    ids=["denied", "http", "none"],
)
def test_without_a_microphone_there_is_a_sentence_and_the_way_of_a_file(  # type: ignore[no-untyped-def]
    browser: Browser, site, watch, hindrance: str, told: str
) -> None:
    context = browser.new_context(**TABLET, permissions=[])
    context.add_init_script(hindrance)
    watched = watch(context.new_page())
    page = watched.page
    page.goto(f"{site.url}/sign-in")
    page.fill("[name=username]", "kru1")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.locator("button.main").click()
    page.goto(f"{site.url}/studio/sound/V")
    page.locator("[data-record]").tap()
    expect(page.locator("[data-problem]")).to_contain_text(told)
    page.locator("[data-file]").set_input_files(_file("v.wav", file_of(_said(hum(0.8)), "wav")))
    expect(page.locator("[data-recorder]")).to_have_attribute("data-state", "taken", timeout=_LONG)
    page.locator("[data-save]").tap()
    expect(page.locator("[data-recorder]")).to_have_attribute("data-state", "saved", timeout=_LONG)
    assert watched.complaints == []
    context.close()


def test_the_trim_is_the_servers_own_and_a_handle_follows_the_finger(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1", screen=TABLET | {"has_touch": False})
    page = studio.page
    studio.go("/studio/sound/F")
    said = _said(hum(0.8))
    page.locator("[data-file]").set_input_files(_file("f.wav", file_of(said, "wav")))
    studio.is_in("taken")
    start, end = studio.trim()
    assert (start, end) == pytest.approx(trimming.suggested(said), abs=0.011)  # the page and the server trim alike
    handle = page.locator("[data-handle]").last
    box = handle.bounding_box()
    assert box
    assert box["width"] >= 48
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 20)
    page.mouse.down()
    page.mouse.move(box["x"] - 80, box["y"] + box["height"] - 20, steps=5)
    page.mouse.up()
    assert studio.trim()[0] == start
    assert start < studio.trim()[1] < end - 0.05


def test_what_a_listener_thinks_is_saved_at_once(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1")
    page = studio.page
    studio.go("/studio/listen")
    rows = page.locator("[data-sound]")
    expect(rows).to_have_count(44)
    rows.nth(2).locator("[data-hear]").tap()
    studio.sounds(1, 0.05)
    for k, vote in ((0, "good"), (1, "weak"), (3, "wrong"), (3, "good")):
        rows.nth(k).locator(f"label:has([value={vote}])").tap()
    for k in (0, 3):
        expect(rows.nth(k).locator("[data-told]")).to_have_text("ดี: 1", timeout=_LONG)
    expect(rows.nth(1).locator("[data-told]")).to_have_text("ไม่ชัด: 1", timeout=_LONG)
    page.reload()
    assert [rows.nth(k).locator(":checked").get_attribute("value") for k in (0, 1, 3)] == ["good", "weak", "good"]
    page.route("**/studio/opinions", lambda route: route.abort())
    rows.nth(5).locator("label:has([value=good])").tap()
    expect(rows.nth(5).locator("[data-told]")).to_have_text("ยังไม่ได้บันทึก กรุณาแตะอีกครั้ง", timeout=_LONG)
    expect(rows.nth(5).locator(":checked")).to_have_count(0)


@pytest.mark.parametrize(
    ("screen", "lang"),
    [
        pytest.param(PHONE, "th", marks=pytest.mark.full),
        (TABLET, "th"),
        pytest.param(TABLET, "en", marks=pytest.mark.full),
        pytest.param(WIDE, "th", marks=pytest.mark.full),
    ],
    ids=["phone", "tablet", "tablet in English", "desk"],
)
def test_every_page_fits_its_screen_and_every_reader(enter, screen: dict, lang: str) -> None:  # type: ignore[no-untyped-def]
    studio = enter("lead1", screen, lang)
    lists = ["/studio", "/studio?section=instructions", "/studio?section=names", "/studio/listen", "/studio/waiting"]
    lines = [
        "/studio/sound/TH",
        "/studio/word/ship",
        "/studio/instruction/find-first?section=instructions",
        "/studio/letter/a",
    ]
    for path in (*lists, *lines):
        studio.go(path)
        studio.watched.look()
        studio.fits()
        small = studio.page.evaluate(
            """[...document.querySelectorAll('main :is(button, .act, .votes label, [data-handle])')]
                .map((one) => [one.getBoundingClientRect(), one.textContent.trim()])
                .filter(([box]) => box.width && (box.height < 44 || box.width < 44)).map(([, text]) => text)"""
        )
        assert small == [], path
    assert studio.watched.complaints == []
