"""Steps of words under a finger: real or alien, sort, syllables, word parts; each right, wrong, and after a reload."""

from random import Random

import pytest
from haste import PROD_MS, glimpse
from kinds import STONE, begin_again, open_steps
from playing import insist, tap
from playwright.sync_api import Page, expect
from seats import Seat
from standing import readable, standing

from phonics.levels import aliens, sorting, syllables, wordparts
from phonics.levels.loader import load

pytestmark = [pytest.mark.browser, pytest.mark.hasty]
_LONG = 25_000


def items(seat: Seat) -> list[tuple[str, str, str]]:
    """Return (item, outcome, choice) of the newest sitting."""
    sql = "select id from sitting where student_id = ? and stone = ? order by started_at desc limit 1"
    newest = seat.ask(sql, seat.child.hex, STONE)
    query = "select item, outcome, choice from mark where sitting_id = ? order by seq"
    return seat.ask(query, newest[0][0]) if newest else []


def wait_for(seat: Seat, wanted: list[tuple[str, str, str]]) -> None:
    for _ in range(100):
        if items(seat) == wanted:
            return
        seat.page.wait_for_timeout(100)
    assert items(seat) == wanted


def begun(page: Page, scene: str) -> None:
    """Wait for a step, past what shows how it is done."""
    expect(page.locator(f"main.{scene}")).to_be_visible(timeout=_LONG)


def ended(page: Page) -> None:
    expect(page.locator("main.ends")).to_be_visible(timeout=_LONG)


def test_real_words_go_into_the_basket_and_made_up_ones_to_the_alien(seat: Seat) -> None:
    ship = aliens.real(load().words["ship"])
    invented = aliens.made_up_words(standing("P1"))[0]
    open_steps(seat, ship, aliens.made_up(invented), hidden=True)
    page = seat.page
    begun(page, "aliens")
    with glimpse(page, ".part.said"):  # a sound helps, and is no answer
        tap(page.locator(".part").first)
    tap(page.locator(".home.alien"))
    expect(page.locator(".home.alien")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".home.real.next")).to_be_visible(timeout=_LONG)
    begin_again(page)  # nothing of the step is lost but its place
    begun(page, "aliens")
    with glimpse(page, ".home.real .tick"):
        tap(page.locator(".home.real"))
    expect(page.get_by_role("group", name=invented.text)).to_be_visible(timeout=_LONG)
    tap(page.locator(".home.alien"))
    ended(page)
    word, pseudo = "word:ship", f"pseudo:{invented.text}"
    wait_for(seat, [(word, "incorrect", "alien"), (word, "correct", "real"), (pseudo, "correct", "alien")])


def test_each_sorted_word_is_a_mark_and_a_wrong_basket_teaches_both(seat: Seat) -> None:
    stone = standing("P4")
    rule = next(one for one in sorting.rules(stone, readable(stone)) if {"ai=EY", "ay=EY"} <= one.codes)
    (step,) = open_steps(seat, sorting.sort_by(rule, Random(2)), hidden=True)
    page = seat.page
    begun(page, "sorts")
    tile, basket = page.locator(".tile"), page.locator(".basket")
    first, many = step["words"][0], len(step["baskets"])
    wrong = (first["basket"] + 1) % many
    with glimpse(page, ".basket.lit"):
        tap(basket.nth(wrong))  # without a word in hand it only speaks
    expect(tile.first).not_to_have_text(first["text"])  # its letters are what is asked for
    for _ in range(2):
        tap(tile.first)
        expect(tile.first).to_have_class("tile held" if first["picture"] else "tile plain held")
        with glimpse(page, f".basket.lit[aria-label='{basket.nth(first['basket']).get_attribute('aria-label')}']"):
            tap(basket.nth(wrong))
        expect(tile.first).to_have_attribute("aria-pressed", "true", timeout=_LONG)  # it is in the hand again
    expect(basket.nth(first["basket"])).to_have_class("basket next", timeout=_LONG)
    begin_again(page)
    begun(page, "sorts")
    tile.first.drag_to(basket.nth(first["basket"]))
    for place, one in enumerate(step["words"][1:], start=1):
        page.wait_for_timeout(PROD_MS)
        for target in (tile.nth(place), basket.nth(one["basket"])):
            if place == 1:
                target.press("Enter")
            else:
                tap(target)
        expect(basket.nth(one["basket"]).get_by_text(one["text"], exact=True)).to_be_visible()
    ended(page)
    marks = items(seat)
    assert [item for item, _, _ in marks] == [first["item"]] * 2 + [one["item"] for one in step["words"]]
    assert [outcome for _, outcome, _ in marks] == ["incorrect"] * 2 + ["correct"] * 6
    assert {choice for _, _, choice in marks} <= {
        f"{one['grapheme']}={one['sound']['text']}" for one in step["baskets"]
    }


def test_a_word_is_divided_then_its_loud_part_is_found(seat: Seat) -> None:
    (step,) = open_steps(seat, syllables.syllables(load().words["rabbit"]), hidden=True)
    page = seat.page
    begun(page, "divides")
    knife = page.locator(".knife")
    tap(knife.first)
    tap(page.locator(".onward"))
    expect(page.locator(".units.hearts")).to_be_visible()
    expect(knife.first).to_have_attribute("aria-pressed", "false")  # a bad cut heals
    begin_again(page)
    begun(page, "divides")
    good = knife.nth(step["places"].index(3))
    tap(good)
    expect(good).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(PROD_MS)
    tap(page.locator(".onward"))
    expect(page.locator("main.stresses")).to_be_visible(timeout=_LONG)
    tap(page.locator(".beaten").nth(1))
    expect(page.locator(".beaten").first).to_have_class("beaten next", timeout=_LONG)
    insist(page.locator(".beaten").first, ".beaten.loud .tick")
    ended(page)
    divided = [("word:rabbit", "incorrect", "r-abbit"), ("word:rabbit", "correct", "rab-bit")]
    wait_for(seat, [*divided, ("stress:rabbit", "incorrect", "bit"), ("stress:rabbit", "correct", "rab")])


def test_a_word_is_built_from_its_parts_and_what_they_mean_is_chosen(seat: Seat) -> None:
    stone = standing("P4")
    baking = wordparts.word_parts(load().words["baking"], readable(stone), Random(4))
    (step,) = open_steps(seat, baking)
    page = seat.page
    texts = [tile["text"] for tile in step["tiles"]]
    tile, place = page.locator(".tray button"), page.locator(".place")
    begun(page, "joins")
    own = {part["text"] for part in step["parts"]}
    stray = next(n for n, one in enumerate(step["tiles"]) if one["place"] == "base" and one["text"] not in own)
    tap(tile.nth(stray))
    expect(place.first).to_have_class("place base full")
    tap(tile.nth(texts.index("ing")))
    expect(place.nth(1)).to_have_class("place last full", timeout=_LONG)
    expect(place.first).not_to_have_class("place base full", timeout=_LONG)  # goes back; what is right stays
    begin_again(page)
    begun(page, "joins")
    tap(tile.nth(texts.index("bake")))
    expect(place.first).to_have_text("bake")
    with glimpse(page, ".fused .lost", "e"):
        tap(tile.nth(texts.index("ing")))
    expect(page.locator("main.means")).to_be_visible(timeout=_LONG)
    right = [one["right"] for one in step["meanings"]].index(True)
    other = page.locator(".meaning").nth((right + 1) % 3)
    tap(other)
    expect(other).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".meaning").nth(right)).to_contain_text("กำลัง")
    insist(page.locator(".meaning").nth(right), ".meaning.right .tick")  # first the word without its part, and with it
    ended(page)
    outcomes = [(item, outcome) for item, outcome, _ in items(seat)]
    built = [("word:baking", "incorrect"), ("word:baking", "correct")]
    assert outcomes == [*built, ("meaning:-ing", "incorrect"), ("meaning:-ing", "correct")]
