"""Takes that come as files in a real browser: refused, trimmed, and sent where there is no microphone."""

import numpy as np
import pytest
from playwright.sync_api import Browser, expect
from studio import LONG, file_named, said_in_a_room
from tablets import TABLET
from takes import file_of, hum, room
from test_studio_pages import picture

from phonics.voice import trimming

pytestmark = pytest.mark.browser


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
        page.locator("[data-file]").set_input_files(file_named(name, data))
        expect(page.locator("[data-save]")).to_be_visible(timeout=LONG)
        expect(problem).to_be_hidden()
        page.locator("[data-save]").tap()
        expect(problem).to_contain_text(why, timeout=LONG)
        expect(page.locator("[data-save]")).to_be_enabled()
    said = np.concatenate([room(0.8), hum(0.7), room(0.8), np.clip(hum(0.5) * 30, -1, 1), room(0.3)])
    page.locator("[data-file]").set_input_files(file_named("two.wav", file_of(said, "wav")))
    studio.is_in("taken")
    page.locator("[data-save]").tap()
    expect(problem).to_contain_text("This recording is too loud", timeout=LONG)
    page.locator("[data-handle]").last.focus()
    for _ in range(9):
        page.keyboard.press("PageDown")
    expect(problem).to_be_hidden()
    page.locator("[data-save]").tap()
    studio.is_in("saved")
    studio.watched.look()
    only = [one for one in studio.watched.complaints if "400 (BAD REQUEST)" not in one]
    assert only == []


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
    browser: Browser, site, watch, cookies, hindrance: str, told: str
) -> None:
    context = browser.new_context(**TABLET, permissions=[])
    context.add_cookies(cookies("kru1"))
    context.add_init_script(hindrance)
    watched = watch(context.new_page())
    page = watched.page
    page.goto(f"{site.url}/studio/sound/V")
    page.locator("[data-record]").tap()
    expect(page.locator("[data-problem]")).to_contain_text(told)
    page.locator("[data-file]").set_input_files(file_named("v.wav", file_of(said_in_a_room(hum(0.8)), "wav")))
    expect(page.locator("[data-recorder]")).to_have_attribute("data-state", "taken", timeout=LONG)
    page.locator("[data-save]").tap()
    expect(page.locator("[data-recorder]")).to_have_attribute("data-state", "saved", timeout=LONG)
    assert watched.complaints == []
    context.close()


def test_the_trim_is_the_servers_own_and_a_handle_follows_the_finger(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1", screen=TABLET | {"has_touch": False})
    page = studio.page
    studio.go("/studio/sound/F")
    said = said_in_a_room(hum(0.8))
    page.locator("[data-file]").set_input_files(file_named("f.wav", file_of(said, "wav")))
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
