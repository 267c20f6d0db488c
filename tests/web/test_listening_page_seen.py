"""The listening page in a real browser, from a file: hear, mark, come back, save, and read the marks back."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from config import ROOT
from phonics.cli import marks
from phonics.services import listening_page

pytestmark = pytest.mark.browser


NOTE_WHAT_ENDS = """() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const note = () => (document.querySelector(".sounds").dataset.heard = this.currentTime);
    this.addEventListener("ended", note, { once: true });
    return play.call(this);
  };
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("listening")
    path = folder / "listen.html"
    path.write_text(listening_page.page(ROOT, folder, datetime(2026, 11, 22, tzinfo=UTC)), "utf-8")
    return path


@pytest.fixture
def seen(browser: Browser, watch, file: Path):  # type: ignore[no-untyped-def]
    """The page, opened from its file."""
    context = browser.new_context()
    page = context.new_page()
    watched = watch(page)
    page.goto(file.as_uri())
    yield watched
    context.close()


def test_a_teacher_hears_marks_and_saves(seen, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = seen.page
    page.evaluate(NOTE_WHAT_ENDS)
    page.locator(".hear").first.click()
    expect(page.locator(".sounds")).to_have_attribute("data-heard", re.compile(r"^(0\.[2-9]|1\.)"))  # seconds
    assert page.locator(".on").count() == 0
    assert page.locator("[data-save]").is_disabled()
    for place, opinion in enumerate(("good", "weak", "wrong")):
        page.locator(f".votes label.{opinion}").nth(place).click()
    page.locator(".votes label.good").nth(1).click()
    assert page.locator(".th [data-done]").inner_text() == "3"
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(".th [data-done]")).to_have_text("3")
    with page.expect_download() as saving:
        page.locator("[data-save]").click()
    saving.value.save_as(tmp_path / "sound-marks.csv")
    told = marks.read((tmp_path / "sound-marks.csv").read_bytes())
    assert [(mark.kind, mark.opinion) for mark in told] == [("sound", "good"), ("sound", "good"), ("sound", "wrong")]
    assert all(re.fullmatch(r"[0-9a-f]{20}\.mp3", mark.file) for mark in told)
    assert page.locator("[data-after]").is_visible()
    assert seen.complaints == []


@pytest.mark.parametrize(
    ("width", "height"),
    [(800, 1280), pytest.param(1280, 800, marks=pytest.mark.full), pytest.param(360, 740, marks=pytest.mark.full)],
)
def test_it_fits_and_can_be_touched_in_both_languages(seen, width: int, height: int) -> None:  # type: ignore[no-untyped-def]
    page = seen.page
    page.set_viewport_size({"width": width, "height": height})
    for tongue in ("th", "en"):
        assert page.evaluate("document.documentElement.lang") == tongue
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        too_small = page.evaluate(
            "[...document.querySelectorAll('button, .votes label')].map((one) => one.getBoundingClientRect())"
            ".filter((box) => box.width && (box.width < 48 || box.height < 48)).length"
        )
        assert too_small == 0
        seen.look()
        page.locator("[data-tongue]").click()
    assert seen.complaints == []
