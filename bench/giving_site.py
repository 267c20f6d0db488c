"""A demo of its own for the benches of giving a test: a served site, a signed-in tablet, children of one class."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from playwright.sync_api import BrowserContext, Playwright
from sqlalchemy import create_engine, text

ROOT = Path(__file__).resolve().parent.parent
TABLET = {"viewport": {"width": 800, "height": 1280}, "has_touch": True, "locale": "th-TH"}
TEACHER = "lead1"


@dataclass(frozen=True)
class Site:
    """Where it is served, and its database."""

    url: str
    database: str

    def children(self, level: str, n: int) -> list[UUID]:
        """Return the first n children of the teacher's unit, all put on this level."""
        with create_engine(self.database).begin() as connection:
            unit = "(select p.unit_id from post p join staff s on s.id = p.staff_id where s.username = :who)"
            values = {"who": TEACHER, "level": level, "n": n}
            query = (
                f"select id from student where unit_id = {unit} and active order by level <> :level, number limit :n"
            )
            found = [str(row[0]) for row in connection.execute(text(query), values)]
            connection.execute(text(f"update student set level = :level where unit_id = {unit}"), values)
        return [UUID(one) for one in found]

    def version(self, code: str) -> UUID:
        """Return the published version of a ready-made instrument."""
        query = "select v.id from instrument_version v join instrument i on i.id = v.instrument_id where i.code = :code"
        with create_engine(self.database).connect() as connection:
            return UUID(str(connection.execute(text(query), {"code": code}).scalar_one()))

    def marks_of(self, sitting: str) -> int:
        """Return how many marks on items of a sitting have reached the server."""
        query = "select count(*) from mark where kind in ('mark', 'clear') and replace(sitting_id, '-', '') = :id"
        with create_engine(self.database).connect() as connection:
            return int(connection.execute(text(query), {"id": sitting.replace("-", "")}).scalar_one())


@contextmanager
def served(students: int = 300) -> Iterator[Site]:
    """Yield a demo of its own, served as `./run` serves it."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        database = f"sqlite:///{folder}/site.db"
        own = {"PHONICS_VAR": folder, "DATABASE_URL": database, "PYTHONPATH": str(ROOT)}
        manage = [sys.executable, str(ROOT / "manage.py")]
        demo = [*manage, "demo", "--students", str(students), "--seed", "1"]
        subprocess.run(demo, env=os.environ | own, check=True, capture_output=True)
        server = subprocess.Popen(
            [*manage, "serve", "--port", str(port)],
            env=os.environ | own,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/healthz")
            yield Site(f"http://127.0.0.1:{port}", database)
        finally:
            server.terminate()
            server.wait(30)


def _wait(url: str) -> None:
    for _try in range(300):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the site did not start")


def signed_in(playwright: Playwright, url: str) -> BrowserContext:
    """Return a tablet on which the teacher has signed in."""
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    context = browser.new_context(**TABLET)
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.fill("[name=username]", TEACHER)
    page.fill("[name=password]", "lamphun-demo")
    page.click("button.main")
    page.wait_for_url("**/teacher/**")
    page.close()
    return context
