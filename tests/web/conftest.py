"""A real server (gunicorn, job worker, demo network) and a watched browser for the tests that need one."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import World
from flask.testing import FlaskClient
from grids import teachers_tablet  # noqa: F401
from playwright.sync_api import Page
from seats import cookies, seat, signed_in  # noqa: F401
from sqlalchemy.orm import Session
from studio import enter, hearing, microphone  # noqa: F401
from tokens import hold

from config import ROOT
from phonics.services import tablets

_MANAGE = [sys.executable, str(ROOT / "manage.py")]
# Of two lists the last one counts: Playwright's own, and before it the pages that a browser prepares under its address
# bar for each new context, whether anyone looks at them or not.
_WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "PaintHolding"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
)
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_FLAGS.append("--disable-features=" + ",".join(_WITHOUT))
_ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"]}  # every rule still runs; of what passes nothing is written out


@dataclass(frozen=True)
class Site:
    """A running site: its address and its database."""

    url: str
    database: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo network of 3,000 children, served as `./run` serves it."""
    var = tmp_path_factory.mktemp("site") / "var"
    shutil.copytree(_demo(tmp_path_factory), var)
    database = f"sqlite:///{var / 'site.db'}"
    environment = _environment(var)
    port = _free_port()
    with (var / "log").open("wb") as log:
        server = subprocess.Popen([*_MANAGE, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", var / "log")
            yield Site(f"http://127.0.0.1:{port}", database)
        finally:
            server.terminate()
            server.wait(60)


def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo, made by the first who asks: every worker of pytest-xdist serves a copy of its own."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made, making = folder / "demo", folder / "demo in the making"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making.mkdir()
            command = [*_MANAGE, "demo", "--students", "3000", "--seed", "1"]
            subprocess.run(command, env=_environment(making), check=True, capture_output=True)
            making.rename(made)
    return made


def _environment(var: Path) -> dict[str, str]:
    database = f"sqlite:///{var / 'site.db'}"
    return os.environ | {"PHONICS_VAR": str(var), "DATABASE_URL": database, "PYTHONPATH": str(ROOT)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, log: Path) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the site did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": os.environ.get("CHROMIUM"), "args": _FLAGS}


@dataclass
class Watched:
    """A page that keeps every complaint: console errors, CSP reports, failed requests, clips that were not 200."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    clips: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda m: m.type == "error" and self.complaints.append(f"console: {m.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("response", self._answered)

    def _answered(self, response: object) -> None:
        if "/audio/" in response.url:  # type: ignore[attr-defined]
            self.clips.append(response.status)  # type: ignore[attr-defined]

    def look(self) -> None:
        """Run axe over the page; serious and critical findings are complaints."""
        found = Axe().run(self.page, options=_ONLY_WHAT_IS_WRONG)
        for violation in found.response["violations"]:
            if violation["impact"] in {"serious", "critical"}:
                where = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
                self.complaints.append(f"axe {self.page.url} {violation['id']}: {violation['help']} ({where})")


class Watch:
    """Wraps pages so that none of their complaints is lost."""

    def __init__(self) -> None:
        self.all: list[Watched] = []

    def __call__(self, page: Page) -> Watched:
        self.all.append(Watched(page))
        return self.all[-1]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def alice(world, sign_in):  # type: ignore[no-untyped-def]
    """Alice's browser, in English."""
    client = sign_in(world.alice)
    client.set_cookie("lang", "en")
    return client


@pytest.fixture
def tablet(client: FlaskClient, session: Session, world: World) -> FlaskClient:
    """A tablet on which Alice has opened her class; nobody is signed in."""
    token = tablets.open_here(session, world.alice, world.room.id, "", datetime.now(UTC))
    session.commit()
    hold(client, token)
    return client
