"""A class opened on a tablet, seen: the code is typed, the teacher says yes, the wall appears; closed, it is gone."""

from collections.abc import Callable, Iterator

import pytest
from playing import tap
from playwright.sync_api import Browser, Page, expect
from tablets import PHONE, TABLET, WIDE
from touch import amiss

pytestmark = pytest.mark.browser


@pytest.fixture
def teacher(site, browser: Browser, cookies: Callable[[str], list]) -> Iterator[Page]:  # type: ignore[no-untyped-def]
    """A lead teacher at her desk, on the page of a class, in English."""
    context = browser.new_context(**WIDE)
    context.add_cookies([*cookies("lead1"), {"name": "lang", "value": "en", "url": site.url}])
    page = context.new_page()
    page.goto(f"{site.url}/teacher/classes")
    with page.expect_navigation():
        page.locator("a[href*='/teacher/classes/']").last.click()
    yield page
    context.close()


def _code(teacher: Page) -> str:
    with teacher.expect_navigation():
        teacher.locator("form[action$='/code'] button").click()
    return teacher.locator(".digits").inner_text()


def test_code_yes_wall_and_closed(site, browser: Browser, teacher: Page, watch) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(**TABLET)
    tablet, desk = watch(context.new_page()), watch(teacher)
    code, page = _code(teacher), tablet.page
    page.goto(f"{site.url}/wall")
    tablet.look()
    assert amiss(page) == []
    page.locator("#code").press_sequentially(code.replace(" ", ""))
    expect(page.locator("#code")).to_have_value(code)  # grouped as it is typed
    tap(page.locator(".typed button"))
    expect(page.locator(".which b")).to_be_visible()
    tablet.look()
    assert amiss(page) == []
    number = page.locator(".which b").inner_text()
    shown = [use.get_attribute("href") for use in page.locator(".shown-picture use").all()]
    row = teacher.locator(".asking li").filter(has=teacher.locator(".number", has_text=number))
    expect(row).to_be_visible(timeout=20_000)  # by itself: the page was open before the tablet asked
    assert [use.get_attribute("href") for use in row.locator("use").all()] == shown
    desk.look()
    with teacher.expect_navigation():
        row.get_by_role("button", name="Yes, open it").click()
    expect(page.locator(".kid").first).to_be_visible(timeout=20_000)  # by itself too
    page.reload()
    expect(page.locator(".kid").first).to_be_visible()
    with teacher.expect_navigation():
        teacher.locator("form[action$='/closing'] button", has_text="Close on all").click()
    page.reload()
    expect(page.locator("#code")).to_be_visible()
    # What the tablet was still fetching when the class was closed is answered 401: it is closed.
    assert not [told for watched in watch.all for told in watched.complaints if "401 (UNAUTHORIZED)" not in told]
    context.close()


def test_the_scanned_sheet_brings_the_code_along(site, browser: Browser, teacher: Page) -> None:  # type: ignore[no-untyped-def]
    code = _code(teacher).replace(" ", "")
    context = browser.new_context(**PHONE)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/open#{code}")
    page.wait_for_url("**/wall")
    expect(page.locator(".which b")).to_be_visible()
    assert not [url for url in asked if code in url.partition("#")[0]]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
