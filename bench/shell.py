"""What the child's face weighs and how soon the first lesson is ready: `python bench/shell.py`.

Prints the gzipped sizes of the shell (what a lesson's page asks for, by kind) beside their ceilings, and, in headless
Chromium slowed down (CPU 4×, 1.6 Mbit/s, 150 ms), the time from the tap on a stone until the lesson can begin: cold
(nothing kept) and warm (the shell and the class kept by the tablet). Ceiling: 2.5 s.

It serves a demo of its own. The sizes are those of `gzip -6`; the times are of the server as it is, which sends them
compressed.
"""

import gzip
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CEILINGS_KB = {"js": 45, "css": 12, "fonts": 60, "all": 120}
READY_S = 2.5
SLOW = {"offline": False, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 1.6e6 / 8, "latency": 150}
TABLET = {"viewport": {"width": 800, "height": 1280}, "has_touch": True, "locale": "th-TH", "reduced_motion": "reduce"}
KINDS = {".js": "js", ".css": "css", ".woff2": "fonts"}


def main() -> None:
    """Print both tables."""
    with _site() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(**TABLET)
        page = context.new_page()
        _sign_in(page, url)
        stone = page.locator("a.stone.now:visible").get_attribute("href")
        kept = context.storage_state()
        context.close()
        _sizes(browser.new_context(**TABLET, storage_state=kept).new_page(), url + str(stone))
        for name, warm in (("cold", False), ("warm", True)):
            page = browser.new_context(**TABLET, storage_state=kept).new_page()
            print(f"first lesson ready, {name}: {_ready(page, url, str(stone), warm):.2f} s (at most {READY_S} s)")
            page.context.close()
        page = browser.new_context(**TABLET).new_page()
        print(f"first lesson ready, by way of wall, pictures and map: {_by_the_wall(page, url):.2f} s")
        browser.close()


def _by_the_wall(page: Page, url: str) -> float:
    """Return the seconds from the tap on the stone, on a tablet that first saw the site when its class was opened."""
    _sign_in(page, url, slow=True)
    begun = time.perf_counter()
    page.locator("a.stone.now:visible").tap()
    page.locator("#start.next").wait_for()
    return time.perf_counter() - begun


def _sizes(page: Page, lesson: str) -> None:
    found: dict[str, bytes] = {}

    def note(answer: Response) -> None:
        suffix = Path(answer.url.split("?")[0]).suffix
        if answer.ok and suffix in KINDS:
            found[answer.url] = answer.body()

    page.on("response", note)
    page.goto(lesson)
    page.wait_for_load_state("networkidle")
    sums = dict.fromkeys(CEILINGS_KB, 0)
    for address, body in found.items():
        size = len(body) if address.endswith(".woff2") else len(gzip.compress(body, 6))
        sums[KINDS[Path(address).suffix]] += size
        sums["all"] += size
    for kind, most in CEILINGS_KB.items():
        print(f"{kind:6} {sums[kind] / 1000:6.1f} kB gzipped (at most {most} kB)")
    page.context.close()


def _ready(page: Page, url: str, stone: str, warm: bool) -> float:
    """Return the seconds from asking for the lesson until its start button has its module behind it and shows."""
    if warm:
        page.goto(f"{url}/wall")
        ready = "async () => Boolean((await navigator.serviceWorker.ready).active) && (await caches.has('clips'))"
        while not page.evaluate(ready):
            page.wait_for_timeout(200)
        page.goto(f"{url}/learn")
    _slow_down(page)
    begun = time.perf_counter()
    page.goto(url + stone, wait_until="commit")
    page.locator("#start.next").wait_for()
    return time.perf_counter() - begun


def _slow_down(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def _sign_in(page: Page, url: str, slow: bool = False) -> None:
    """Open a class and come in as its last child, by what its printed cards show."""
    page.goto(f"{url}/sign-in")
    page.fill("[name=username]", "lead1")
    page.fill("[name=password]", "lamphun-demo")
    page.click("button.main")
    page.goto(f"{url}/teacher/classes")
    page.locator("a[href*='/teacher/classes/']").first.click()
    page.wait_for_url("**/teacher/classes/*-*")
    if slow:
        _slow_down(page)
    page.locator("form[action$='/wall'] button").click()
    page.wait_for_url("**/wall")
    page.locator("li:last-child .kid").tap()
    page.wait_for_url("**/wall/*")
    for place in _secret(page.url.rsplit("/", 1)[1]).split("-"):
        page.locator(".pick").nth(int(place)).tap()
        page.wait_for_timeout(500)
    page.wait_for_url("**/learn")


def _secret(child: str) -> str:
    from sqlalchemy import create_engine, text  # noqa: PLC0415 - of the demo that was made here, and of no other

    asked = text("select secret from student where id = :id")
    with create_engine(_DATABASE["url"]).connect() as connection:
        return str(connection.execute(asked, {"id": child.replace("-", "")}).scalar_one())


_DATABASE: dict[str, str] = {}


@contextmanager
def _site() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        _DATABASE["url"] = f"sqlite:///{folder}/bench.db"
        environment = os.environ | {"DATABASE_URL": _DATABASE["url"], "PHONICS_VAR": folder}
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "demo", "--students", "600"], env=environment, check=True, capture_output=True)
        server = subprocess.Popen([*manage, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the site did not start")


if __name__ == "__main__":
    main()
