"""The builder in a real browser: a test of twenty words made, changed by hand and by dragging, and published."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tablets import PHONE, TABLET, WIDE


@pytest.fixture(
    params=[pytest.param(PHONE, marks=pytest.mark.full), TABLET, pytest.param(WIDE, marks=pytest.mark.full)],
    ids=["phone", "tablet", "desk"],
)
def screen(request, browser: Browser, watch, cookies):  # type: ignore[no-untyped-def]
    """A lead teacher of the demo, signed in on each screen."""
    context = browser.new_context(**request.param)
    context.add_cookies(cookies("lead1"))
    yield watch(context.new_page())
    context.close()


def _revision(page: Page, n: int) -> None:
    expect(page.locator(f"[data-revision='{n}']")).to_have_count(1, timeout=15_000)


def _drag(page: Page, item: Locator, onto: Locator) -> None:
    item.scroll_into_view_if_needed()
    start, end = item.locator("[data-grip]").bounding_box(), onto.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 12, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 12, start["y"] - 20, steps=3)
    page.mouse.move(start["x"] + 12, end["y"] + 2, steps=5)
    page.mouse.up()


@pytest.mark.browser
def test_a_tired_teacher_makes_a_test_of_twenty_words(screen, site) -> None:  # type: ignore[no-untyped-def]
    page = screen.page
    page.goto(f"{site.url}/instruments/new")
    screen.look()
    page.select_option("[name=level]", "P1")
    with page.expect_navigation():
        page.locator(".begin .main").click()
    words = page.locator("[data-edit]")
    expect(words).to_have_count(20)
    screen.look()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0

    page.fill("#p0-w2", "boat")
    page.press("#p0-w2", "Enter")
    _revision(page, 2)
    expect(page.locator("#p0-w3")).to_be_focused()
    expect(page.locator("#i3 .finding.stops")).to_contain_text("boat")
    expect(page.locator(".findings .main")).to_be_disabled()
    screen.look()
    page.locator("#p0-x2").click()
    _revision(page, 3)
    expect(words).to_have_count(19)

    first = words.nth(0).input_value()
    page.locator("#p0-d0").click()
    _revision(page, 4)
    assert words.nth(1).input_value() == first
    moved = words.nth(4).input_value()
    _drag(page, page.locator("[data-item='4']"), page.locator("[data-item='2']"))
    _revision(page, 5)
    assert words.nth(2).input_value() == moved

    page.fill("#p0-text", "ship")
    page.press("#p0-text", "Enter")
    _revision(page, 6)
    expect(page.locator("#p0-text")).to_have_value("")
    page.locator("#p0-bank").click()
    page.fill(".bank [name=q]", "sh")
    picks = page.locator(".picks button:not([aria-pressed])")
    expect(picks.first).to_contain_text("sh")
    screen.look()
    picks.first.click()
    _revision(page, 7)
    expect(page.locator(".picks [aria-pressed]").first).to_be_visible()  # the bank stays open
    page.locator("#undo").click()
    _revision(page, 8)
    expect(words).to_have_count(20)

    with page.expect_navigation():
        page.locator(".findings .main").click()
    expect(page.locator(".said.yes")).to_contain_text("เผยแพร่")
    screen.look()
    expect(page.locator("#ours")).to_have_text(re.compile(r"1|[2-9]"))
    assert screen.complaints == []
