"""The studio on a tablet whose microphone plays a clip of ours: signed in and watched."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tablets import TABLET
from takes import RATE, Samples, file_of, room

from config import ROOT
from phonics.voice import library, mp3

LONG = 20_000
BEFORE = 0.6  # seconds of a quiet room before the word
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


def said_in_a_room(wave: Samples) -> Samples:
    """Return what the fake microphone plays, again and again."""
    quiet = room(BEFORE + len(wave) / RATE + 0.8)
    begin = int(BEFORE * RATE)
    quiet[begin : begin + len(wave)] += wave * 0.6
    return quiet


@pytest.fixture(scope="session")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The word ship of the shipped pack, said in a quiet room."""
    shelf = library.load(ROOT / "audio")
    clip = shelf.find("word", "ship")
    assert clip
    path = tmp_path_factory.mktemp("microphone") / "ship.wav"
    path.write_bytes(file_of(said_in_a_room(mp3.decode(shelf.path(clip).read_bytes())), "wav"))
    return path


@pytest.fixture(scope="session")
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
        expect(self.page.locator("[data-recorder]")).to_have_attribute("data-state", "recording", timeout=LONG)
        self.page.wait_for_timeout(seconds * 1000)
        self.page.locator("[data-record]").tap()
        self.is_in("taken")

    def is_in(self, state: str) -> None:
        expect(self.page.locator("[data-recorder]")).to_have_attribute("data-state", state, timeout=LONG)

    def trim(self) -> list[float]:
        return [float(one.get_attribute("aria-valuenow") or "") for one in self.page.locator("[data-handle]").all()]

    def present(self) -> str:
        return self.page.locator("[data-present]").get_attribute("data-present") or ""

    def heard(self) -> list[dict]:
        """Return what this page has played: its address, and up to which second."""
        return self.page.evaluate("window.heard")

    def sounds(self, plays: int, until: float = 0.2) -> None:
        """Wait until so many plays have begun, and the last of them has come that far."""
        for _ in range(LONG // 50):
            if len(self.heard()) >= plays and self.heard()[-1]["until"] > until:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"it does not sound: {self.heard()}")

    def fits(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"


@pytest.fixture
def enter(hearing: Browser, site, watch, cookies):  # type: ignore[no-untyped-def]
    """Let someone of the demo into the studio, on a screen."""
    contexts = []

    def come(username: str = "lead1", screen: dict = TABLET, lang: str = "th") -> Studio:
        context = hearing.new_context(**screen)
        contexts.append(context)
        context.add_init_script(f"({NOTE_WHAT_SOUNDS})()")
        context.add_cookies([*cookies(username), {"name": "lang", "value": lang, "url": site.url}])
        return Studio(watch(context.new_page()), site.url)

    yield come
    for context in contexts:
        context.close()


def file_named(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}
