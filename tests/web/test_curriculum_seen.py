"""The curriculum in a real browser: on three screens, with a keyboard, on paper."""

import re

import pytest
from pages import DOORS
from playwright.sync_api import Browser, Page, expect
from tablets import PHONE, TABLET, WIDE

from phonics.levels.readability import LONGEST_TEXT
from phonics.services import level_words


@pytest.fixture(
    params=[pytest.param(PHONE, marks=pytest.mark.full), TABLET, pytest.param(WIDE, marks=pytest.mark.full)],
    ids=["phone", "tablet", "desk"],
)
def screen(request, browser: Browser, watch, cookies):  # type: ignore[no-untyped-def]
    """A teacher of the demo, signed in on each screen."""
    context = browser.new_context(**request.param)
    context.add_cookies(cookies("lead1"))
    yield watch(context.new_page())
    context.close()


def _within(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


@pytest.mark.browser
def test_every_page_fits_its_screen_and_every_reader(screen, site) -> None:  # type: ignore[no-untyped-def]
    paths = [f"/levels/{number}" for number in (1, 2, 6, 8, 12, 15, 16)]
    for path in (*DOORS, *paths, "/levels/12/cards?by=12", "/levels/15/sheet?for=teacher", "/words?word=sanuk"):
        screen.page.goto(site.url + path)
        screen.look()
        _within(screen.page)
    assert screen.complaints == []


@pytest.mark.browser
def test_a_text_is_checked_a_word_explained_and_the_sounds_hidden(screen, site) -> None:  # type: ignore[no-untyped-def]
    page = screen.page
    page.goto(f"{site.url}/texts/check?level=5")
    page.fill("#text", "x" * (LONGEST_TEXT + 1))
    expect(page.locator("[data-long]")).to_be_visible()
    page.fill("#text", "The cat is in a boat.\n\nMake a wish with khantoke!")
    expect(page.locator("[data-long]")).to_be_hidden()
    with page.expect_navigation():
        page.locator(".paste .main").click()
    screen.look()
    _within(page)
    page.locator(".passage .not-yet").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .ahead")).to_contain_text("oa")
    screen.look()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".passage .not-yet").first).to_be_focused()
    page.locator("[data-sounds]").click()
    expect(page.locator(".passage")).not_to_have_class(re.compile("sounded"))
    screen.look()
    assert screen.complaints == []


@pytest.mark.browser
def test_a_word_without_end_does_not_widen_the_page(screen, site) -> None:  # type: ignore[no-untyped-def]
    page = screen.page
    page.goto(f"{site.url}/texts/check?level=5")
    page.fill("#text", "The cat sat. " + "abcdefghij" * 4 + "abcd end.")
    with page.expect_navigation():
        page.locator(".paste .main").click()
    _within(page)


@pytest.mark.browser
def test_a_pasted_text_is_there_again_after_words_language_and_back(screen, site) -> None:  # type: ignore[no-untyped-def]
    page = screen.page
    page.goto(f"{site.url}/texts/check?level=7")
    page.fill("#text", "Khantoke is on the boat.")
    page.locator(".paste .main").click()
    page.locator(".replace a[href*='back=text']").click()
    page.wait_for_url("**/words?**")
    page.go_back()
    expect(page.locator("[data-passage]")).to_contain_text("boat")
    page.locator("a[hreflang]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[data-passage]")).to_contain_text("boat")
    expect(page.locator("[name=level]")).to_have_value("7")
    page.goto(f"{site.url}/texts/check")
    expect(page.locator("#text")).to_have_value("Khantoke is on the boat.")
    expect(page.locator("[name=level]")).to_have_value("7")
    assert screen.complaints == []


@pytest.mark.browser
def test_words_are_sifted_while_typing_and_more_come_below(screen, site) -> None:  # type: ignore[no-untyped-def]
    page = screen.page
    page.goto(f"{site.url}/levels/6")
    assert page.locator("[data-list] > li").count() == level_words.PAGE
    page.locator("[data-more]").click()
    expect(page.locator("[data-list] > li")).to_have_count(2 * level_words.PAGE)
    page.locator("[name=q]").press_sequentially("spr", delay=30)
    expect(page.locator("[data-list]")).to_contain_text("spring")
    expect(page.locator("[data-list]")).not_to_contain_text("black")
    expect(page.locator("[name=q]")).to_be_focused()
    expect(page.locator("[name=q]")).to_have_value("spr")
    assert "q=spr" in page.url
    page.fill("[name=q]", "black")
    page.locator(".sift button").click()
    page.wait_for_url("**q=black*")
    expect(page.locator(".sift button")).to_be_focused()
    assert screen.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "pages"),
    [("/levels/6/cards", 3), ("/levels/6/cards?by=12", 2), ("/levels/7/cards", 3), ("/levels/6/sheet", 2)],
)
def test_what_is_printed_fits_its_pages(browser: Browser, site, cookies, path: str, pages: int) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(**WIDE)
    context.add_cookies(cookies("lead1"))
    page = context.new_page()
    page.goto(site.url + path)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == pages
    page.emulate_media(media="print")
    assert not page.locator(".screen").is_visible()
    cut = page.evaluate(
        "[...document.querySelectorAll('.leaf li')].filter(c => c.scrollHeight > c.clientHeight + 1).length"
    )
    assert cut == 0
    arcs = page.evaluate(
        """[...document.querySelectorAll('.leaf li .arc')].filter(arc =>
            arc.getBoundingClientRect().bottom + .34 * parseFloat(getComputedStyle(arc).fontSize)
            > arc.closest('li').getBoundingClientRect().bottom).length"""
    )
    assert arcs == 0
    context.close()
