"""The marking grid on a tablet, with a child and an instrument of the demo."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import create_engine, text
from tablets import TABLET


@pytest.fixture
def teachers_tablet(browser: Browser, cookies) -> Iterator[BrowserContext]:  # type: ignore[no-untyped-def]
    """A Thai touch tablet, 800 × 1280, in the hands of a lead teacher."""
    context = browser.new_context(**TABLET)
    context.add_cookies(cookies("lead1"))
    yield context
    context.close()


class Grid:
    """The marking page on a tablet, with a child of the demo and a card of this kind, or with those that are named."""

    def __init__(self, context: BrowserContext, site, kind: str = "", child=None, version=None) -> None:  # type: ignore[no-untyped-def]
        self.context, self.page, self.site = context, context.new_page(), site
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        child, version = child or first_child(site), version or version_of(site, kind)
        self.page.goto(f"{site.url}/sittings/new?child={child}&version={version}")
        self.live()

    def live(self) -> None:
        expect(self.page.locator("[data-probe][data-live]")).to_be_attached()

    def do(self, name: str) -> None:
        self.page.locator(f"[data-do={name}]:visible").tap()

    def end(self, *how: str) -> None:
        """Finish, answer how far the child came, and sign."""
        self.end_part(*how, "sign")

    def end_part(self, *how: str) -> None:
        """Finish a part and answer how far the child came."""
        for name in ("finish", *how):
            self.do(name)

    def tap(self, *items: int) -> None:
        for item in items:
            self.page.locator(f"[data-item='{item}']").tap()
            self.page.wait_for_timeout(100)  # beyond a bounce

    def detail(self, name: str) -> None:
        """Say more about the item just tapped: the first sound (choice), no_response or accent."""
        self.page.locator(f"[data-detail*='{name}']").first.tap()

    def marks(self) -> dict[int, str]:
        found = self.page.locator("[data-mark]:not([data-mark=right])").evaluate_all(
            "cells => cells.map(cell => [Number(cell.dataset.item), cell.dataset.mark])"
        )
        return dict(found)

    def result(self) -> UUID:
        self.page.wait_for_url(re.compile(r"/sittings/[0-9a-f-]{36}$"), timeout=20_000)
        assert self.errors == []
        return UUID(self.page.url.rsplit("/", 1)[-1])


def first_child(site) -> UUID:  # type: ignore[no-untyped-def]
    """Return a child of the lead teacher's unit."""
    with create_engine(site.database).connect() as connection:
        unit = connection.execute(
            text("select p.unit_id from post p join staff s on s.id = p.staff_id where s.username = 'lead1'")
        ).scalar_one()
        child = connection.execute(
            text("select id from student where unit_id = :unit and level = 'K3' and active order by number limit 1"),
            {"unit": unit},
        ).scalar_one()
    return UUID(str(child))


def version_of(site, kind: str) -> UUID:  # type: ignore[no-untyped-def]
    """Return form A of a ready-made card of level 3."""
    with create_engine(site.database).connect() as connection:
        version = connection.execute(
            text(
                "select v.id from instrument_version v join instrument i on i.id = v.instrument_id "
                "where i.level = 'K3' and i.kind = :kind and i.form = 'A'"
            ),
            {"kind": kind},
        ).scalar_one()
    return UUID(str(version))


def score(site, sitting: UUID) -> tuple[int, int, int]:  # type: ignore[no-untyped-def]
    with create_engine(site.database).connect() as connection:
        row = connection.execute(
            text("select n_correct, n_self_corrected, n_attempted from score where replace(sitting_id, '-', '') = :id"),
            {"id": sitting.hex},
        ).one()
    return tuple(row)
