"""Words told apart, known by heart, written by hand: right, wrong, gone on after a reload, with every word hidden."""

from random import Random

import pytest
from aloneness import until
from haste import glimpse, noting
from kinds import STONE, begin_again, open_steps
from playing import _STEPS, spell, tap
from playwright.sync_api import Page, expect
from seats import Seat

from phonics.levels.by_heart import tricky
from phonics.levels.contrasts import pairs_at
from phonics.levels.loader import load
from phonics.levels.strokes import trace
from phonics.levels.telling_apart import pairs, same_different

pytestmark = [pytest.mark.browser, pytest.mark.hasty]

WORDS, ROWS = load().words, load().correspondences
SHIP = next(pair for found in pairs_at("P4").values() for pair in found if (pair.one, pair.other) == ("ship", "sheep"))


def _play(seat: Seat, step: dict, wrong: bool = False) -> None:
    _STEPS[step["kind"]](seat.page, step, wrong)


def test_same_or_different_is_told_by_ear_and_shown_slowly_after_a_mistake(seat: Seat) -> None:
    steps = open_steps(
        seat, same_different(WORDS["ship"], WORDS["sheep"]), same_different(WORDS["cat"], WORDS["cat"]), hidden=True
    )
    expect(seat.page.locator("main.tells .voice img")).to_have_count(0, timeout=20_000)  # only the ear helps at first
    _play(seat, steps[0], wrong=True)
    expect(seat.page.locator(".beads")).to_have_attribute("aria-label", "ก้าวที่ 2 จาก 2")
    begin_again(seat.page)
    _play(seat, steps[1])
    told = [("same_different", "incorrect"), ("same_different", "correct"), ("same_different", "correct")]
    seat.wait_for_marks(STONE, told)
    items = seat.ask("select item, choice from mark where task = 'same_different' order by rowid desc limit 3")
    assert items[::-1] == [("pair:ship~sheep", "same"), ("pair:ship~sheep", "different"), ("pair:cat~cat", "same")]


def test_a_pair_is_heard_and_read_and_its_own_letters_light_up(seat: Seat) -> None:
    steps = open_steps(seat, pairs(SHIP, "P4", Random(1)), pairs(SHIP, "P4", Random(2)))
    _play(seat, steps[0], wrong=True)
    expect(seat.page.locator(".beads")).to_have_attribute("aria-label", "ก้าวที่ 2 จาก 2")
    expect(seat.page.locator("main.pairs .tick")).to_have_count(0)
    begin_again(seat.page)
    expect(seat.page.locator("main.pairs")).to_be_visible(timeout=20_000)
    expect(seat.page.locator(".letter.lit")).to_have_count(0)
    right = [choice["right"] for choice in steps[1]["choices"]].index(True)
    seat.page.evaluate(noting(".letter.lit"))
    tap(seat.page.locator(".choice").nth(right))
    apart = "eei" if steps[1]["choices"][0]["text"] == "sheep" else "iee"
    until(seat.page, lambda: apart in seat.page.evaluate("lit"))
    seat.wait_for_marks(STONE, [("pairs", "incorrect"), ("pairs", "correct"), ("pairs", "correct")])


def test_a_tricky_word_is_looked_at_covered_found_and_spelt(seat: Seat) -> None:
    steps = open_steps(seat, tricky("said", Random(1)), tricky("I", Random(1)))
    page = seat.page
    expect(page.locator("main.looks .heart")).to_have_count(1, timeout=20_000)
    tap(page.locator(".onward"))
    expect(page.locator(".folio.folded")).to_be_visible()
    begin_again(page)  # the step begins anew: the word must be seen first
    expect(page.locator(".folio:not(.folded)")).to_be_visible(timeout=20_000)
    tap(page.locator(".onward"))
    tap(page.locator(".choice").nth([choice["right"] for choice in steps[0]["choices"]].index(True)))
    expect(page.locator("main.spells")).to_be_visible(timeout=20_000)
    expect(page.locator(".folio.folded")).to_be_visible()
    with glimpse(page, ".folio:not(.folded)"):  # seen again for a moment
        tap(page.locator(".tray button").nth(steps[0]["letters"].index("d")))
    expect(page.locator(".folio.folded")).to_be_visible(timeout=20_000)
    spell(page, "said", steps[0]["letters"])
    _play(seat, steps[1])
    seat.wait_for_marks(STONE, [("tricky", "correct"), ("tricky", "incorrect"), ("tricky", "correct")])


_TO_GLASS = """(board, points) => points.map(([x, y]) => {
  const place = new DOMPoint(x, y).matrixTransform(board.getScreenCTM());
  return [place.x, place.y];
})"""
_ALONG = """(path) => Array.from({ length: 41 }, (_, n) => {
  const { x, y } = path.getPointAtLength((path.getTotalLength() * n) / 40);
  return [x, y];
})"""


def _draw(page: Page, points: list[tuple[float, float]]) -> None:
    """Draw on the board through points of its own box."""
    places = page.locator(".board").evaluate(_TO_GLASS, points)
    page.mouse.move(*places[0])
    page.mouse.down()
    for x, y in places[1:]:
        page.mouse.move(x, y, steps=2)
    page.mouse.up()


def _line(page: Page) -> list[tuple[float, float]]:
    """Return the stroke to be written, as it lies on the board."""
    found: list[tuple[float, float]] = page.locator(".guide").evaluate(_ALONG)
    return found


def test_a_letter_is_written_stroke_by_stroke(seat: Seat) -> None:
    steps = open_steps(seat, trace(ROWS["t=T"]), trace(ROWS["i=IH"]), hidden=True)
    page = seat.page
    expect(page.locator(".number.now")).to_have_text("1", timeout=20_000)
    _draw(page, _line(page))
    expect(page.locator(".number.now")).to_have_text("2")
    begin_again(page)  # in mid-letter: it begins anew
    expect(page.locator(".number.now")).to_have_text("1", timeout=20_000)
    _draw(page, _line(page))
    expect(page.locator(".number.now")).to_have_text("2")
    with glimpse(page, ".pad .tick"):
        _draw(page, _line(page))
    _play(seat, steps[1])  # without a finger: the arrow goes along the line
    seat.wait_for_marks(STONE, [("trace", "correct"), ("trace", "correct")])


def test_after_two_poor_tries_the_way_is_shown_wide(seat: Seat) -> None:
    open_steps(seat, trace(ROWS["n=N"]))
    page = seat.page
    expect(page.locator(".traces")).to_be_visible(timeout=20_000)
    expect(page.locator(".corridor[d]")).to_have_count(0)
    line = _line(page)
    for _ in range(2):
        _draw(page, [(x, y + 30) for x, y in line][:20])
        expect(page.locator(".ink")).to_have_count(0)  # no fail, no sound: it fades
    expect(page.locator(".corridor[d]")).to_have_count(1)
    with glimpse(page, ".pad .tick"):
        _draw(page, line)
    seat.wait_for_marks(STONE, [("trace", "incorrect")])
