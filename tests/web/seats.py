"""A child at a tablet of the real site: signed in with two pictures, ready to open a lesson."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import pytest
from haste import hasten
from playing import tap
from playwright.sync_api import Browser, Page
from tablets import CHILDS, TABLET

from phonics.services.demo import PASSWORD


@dataclass
class Seat:
    """A child's tablet, and a look into the site's database."""

    page: Page
    url: str
    database: str
    child: UUID

    def ask(self, sql: str, *values: object) -> list[tuple]:
        with sqlite3.connect(self.database, timeout=20) as connection:
            return connection.execute(sql, values).fetchall()

    def place(self, level: str) -> None:
        """Put the child on the first stone of a level, nothing done yet."""
        self.ask("update student set level = ? where id = ?", level, self.child.hex)
        self.ask("update sitting set ended_by = 'left' where student_id = ? and kind = 'lesson'", self.child.hex)

    def open(self, stone: str) -> dict:
        """Open a lesson, begin, and return its plan."""
        self.page.goto(f"{self.url}/learn/{stone}")
        plan = json.loads(self.page.locator("#lesson").text_content() or "")
        tap(self.page.locator("#start"))
        return plan

    def marks(self, stone: str) -> list[tuple[str, str]]:
        """Return (task, outcome) of the newest sitting on a stone, in order."""
        sql = "select id from sitting where student_id = ? and stone = ? order by started_at desc limit 1"
        newest = self.ask(sql, self.child.hex, stone)
        return (
            self.ask("select task, outcome from mark where sitting_id = ? order by seq", newest[0][0]) if newest else []
        )

    def wait_for_marks(self, stone: str, wanted: list[tuple[str, str]]) -> None:
        for _ in range(100):
            if self.marks(stone) == wanted:
                return
            self.page.wait_for_timeout(100)
        assert self.marks(stone) == wanted


@pytest.fixture(scope="session")
def cookies(site, browser: Browser) -> Callable[[str], list]:  # type: ignore[no-untyped-def]
    """The cookies of who signed in at the door, once for all tests: `context.add_cookies(cookies("lead1"))`."""

    @cache
    def of(username: str) -> list:
        context = browser.new_context(**TABLET)
        page = context.new_page()
        page.goto(f"{site.url}/sign-in")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        _go(page, "button.main")
        assert "/sign-in" not in page.url
        found = context.cookies()
        context.close()
        return found

    return of


@pytest.fixture(scope="session")
def signed_in(site, browser: Browser, cookies: Callable[[str], list]) -> tuple[dict, UUID]:  # type: ignore[no-untyped-def]
    """The cookies of a tablet on which a child signed in with their two pictures, and who it is."""
    context = browser.new_context(**TABLET)
    context.add_cookies(cookies("lead1"))
    page = context.new_page()
    page.goto(f"{site.url}/teacher/classes")
    _go(page, "a[href*='/teacher/classes/']")
    _go(page, "form[action$='/wall'] button")
    _go(page, "li:last-child .kid")
    seat = Seat(page, site.url, site.database.removeprefix("sqlite:///"), UUID(page.url.rsplit("/", 1)[-1]))
    for place in seat.ask("select secret from student where id = ?", seat.child.hex)[0][0].split("-"):
        tap(page.locator(".pick").nth(int(place)))
        page.wait_for_timeout(450)
    page.wait_for_url("**/learn")
    kept = context.storage_state()
    context.close()
    return kept, seat.child


def _go(page: Page, target: str) -> None:
    with page.expect_navigation():
        tap(page.locator(target).first)


@pytest.fixture(params=CHILDS)
def seat(request: pytest.FixtureRequest, site, browser: Browser, signed_in: tuple[dict, UUID]) -> Iterator[Seat]:  # type: ignore[no-untyped-def]
    """The child's tablet, at the map; with --full an older tablet too."""
    kept, child = signed_in
    workers = "allow" if request.node.get_closest_marker("alone") else "block"  # what one answers no test can replace
    context = browser.new_context(**request.param, storage_state=kept, service_workers=workers)
    if request.node.get_closest_marker("hasty"):
        hasten(context)
    made = Seat(context.new_page(), site.url, site.database.removeprefix("sqlite:///"), child)
    made.page.goto(f"{site.url}/learn")
    yield made
    context.close()
