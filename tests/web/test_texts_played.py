"""Sentences, stories and dictation under a finger: right, wrong and resumed, and with every word for reading hidden."""

import re
from random import Random

import pytest
from haste import PROD_MS, glimpse
from kinds import begin_again, open_steps
from playing import _LONG, tap
from playwright.sync_api import Locator, Page, expect
from seats import Seat

from phonics.levels import texts
from phonics.levels.dictation import dictation
from phonics.levels.loader import load
from phonics.levels.stones import stone
from phonics.levels.text_steps import sentence, story

pytestmark = [pytest.mark.browser, pytest.mark.hasty]


def _scene(page: Page, name: str) -> Locator:
    """Return the stage of a step, past what a hand shows before it."""
    scene = page.locator(f"main.{name}")
    expect(scene).to_be_visible(timeout=_LONG)
    return scene


def _place(step: dict, right: bool) -> int:
    return [choice["right"] for choice in step["choices"]].index(right)


def _answers(seat: Seat) -> list[tuple]:
    newest = "(select id from sitting where student_id = ? order by started_at desc limit 1)"
    sql = f"select item, outcome, choice, replays from mark where sitting_id = {newest} order by seq"
    return seat.ask(sql, seat.child.hex)


def _wait_for_answers(seat: Seat, n: int) -> list[tuple]:
    for _ in range(100):
        if len(found := _answers(seat)) == n:
            return found
        seat.page.wait_for_timeout(100)
    raise AssertionError(f"{n} answers wanted: {_answers(seat)}")


def test_a_sentence_is_read_touched_and_understood(seat: Seat) -> None:
    shown, ordered = texts.sentences("K3")[1], texts.sentences("K3")[0]
    first, second = open_steps(seat, sentence(shown, Random(1)), sentence(ordered, Random(2), "order"), hidden=True)
    page = seat.page
    scene = _scene(page, "sentences")
    word = scene.locator(".word").nth(1)
    with glimpse(page, ".word .button.lit, .word .button.said"):
        tap(word)
    expect(word.locator(".button")).to_have_count(3)  # c a t
    wrong = scene.locator(".scene").nth(_place(first, right=False))
    expect(scene.locator(".word.lit")).to_have_count(0)
    with glimpse(page, ".word.lit"):  # the sentence is read again
        tap(wrong)
        expect(wrong).to_have_attribute("aria-disabled", "true")
    begin_again(page)  # in the middle of it: the same step, and what was answered stays
    scene = _scene(page, "sentences")
    tap(scene.locator(".scene").nth(_place(first, right=True)))

    scene = page.locator("main.sentences.alone")
    expect(scene).to_be_visible(timeout=_LONG)
    tap(scene.locator(".onward"))
    scene = page.locator("main.orders")
    expect(scene).to_be_visible()
    _lay(scene, [*second["order"][1::-1], *second["order"][2:]])  # the first two the wrong way round
    expect(scene.locator(".slot.full")).to_have_count(len(second["order"]) - 2, timeout=_LONG)
    _lay(scene, second["order"][:2])
    expect(page.locator("main.ends")).to_be_visible(timeout=_LONG)
    key, other = f"sent:{shown.key}", f"sent:{ordered.key}"
    answers = _wait_for_answers(seat, 4)
    assert [(item, outcome) for item, outcome, *_ in answers] == [
        (key, "incorrect"), (key, "correct"), (other, "incorrect"), (other, "correct"),
    ]  # fmt: skip
    assert answers[0][3] == 1  # a word had been touched before
    assert answers[3][2] == ordered.text


def _lay(scene: Locator, words: list[str]) -> None:
    for text in words:
        tiles = scene.locator(".word-tile:not(.gone)")
        tap(tiles.nth(tiles.all_text_contents().index(text)))
        scene.page.wait_for_timeout(PROD_MS)


def test_a_story_is_turned_heard_and_asked_about(seat: Seat) -> None:
    one = next(story for story in texts.stories("K3") if story.title == "The Hot Bun")
    (step,) = open_steps(seat, story(one, Random(1)), hidden=True)
    page = seat.page
    scene = _scene(page, "stories")
    expect(scene.locator(".word")).to_have_text(["The", "Hot", "Bun"])
    expect(scene.locator(".leaf-back")).to_be_disabled()
    _swipe(page, scene.locator(".sheet"))
    expect(scene.locator(".word").first).to_have_text("Tin")
    with glimpse(page, ".word.lit", "Tin"):
        tap(scene.locator(".reader"))
    tap(scene.locator(".onward").last)
    expect(scene.locator(".word").first).to_have_text("A")
    begin_again(page)  # at the same page
    scene = _scene(page, "stories")
    expect(scene.locator(".word").first).to_have_text("A")
    tap(scene.locator(".leaf-back"))
    expect(scene.locator(".word").first).to_have_text("Tin")
    for _page in step["pages"]:
        tap(scene.locator(".onward").last)
        page.wait_for_timeout(PROD_MS)

    scene = page.locator("main.asks")
    for number, asked in enumerate(step["questions"]):
        expect(scene.locator(".asked [lang=en]")).to_have_text(asked["en"], timeout=_LONG)
        if number == 0:
            with glimpse(page, ".asks .sheet .word:first-child", "A"):  # A duck got it.
                _take(scene, _place(asked, right=False))
            expect(scene.locator(".asked")).to_be_attached(timeout=_LONG)
        _take(scene, _place(asked, right=True))
    expect(page.locator("main.ends")).to_be_visible(timeout=_LONG)
    answers = _wait_for_answers(seat, 4)
    assert {item for item, *_ in answers} == {"story:K3.3"}
    assert [outcome for _item, outcome, *_ in answers] == ["incorrect", "correct", "correct", "correct"]
    assert answers[1][2] == "1: a duck"


def _swipe(page: Page, sheet: Locator) -> None:
    box = sheet.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 30, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 30, steps=4)
    page.mouse.up()


def _take(scene: Locator, place: int) -> None:
    answer = scene.locator(".answer").nth(place)
    tap(answer)
    expect(answer).to_have_class("card answer held")
    scene.page.wait_for_timeout(PROD_MS)
    tap(scene.locator(".onward"))


def test_a_word_is_written_and_a_near_miss_teaches(seat: Seat) -> None:
    step = dictation(load().words["bell"], stone("K4.1"), Random(1))
    open_steps(seat, step, hidden=True)
    page = seat.page
    scene = _scene(page, "dictates")
    page.keyboard.type("be")  # what is not on the glass types too
    tap(scene.locator(".key", has_text="m"))
    expect(scene.locator(".boxes")).to_have_text("bem")
    expect(scene.locator(".buttons")).to_have_count(0)
    tap(scene.locator(".rub"))
    tap(scene.locator(".key", has_text="l"))
    with glimpse(page, ".box.swapped", "l"):
        tap(scene.locator(".writing .onward"))  # bel
    expect(scene.locator(".box.swapped")).to_have_count(0, timeout=_LONG)
    expect(scene.locator(".box")).to_have_count(4)
    expect(scene.locator(".button")).to_have_count(3)  # b e ll
    page.keyboard.type("bill")
    page.keyboard.press("Enter")
    expect(scene.locator(".box.given")).to_have_text("b", timeout=_LONG)  # now the first letter is there
    begin_again(page)
    scene = _scene(page, "dictates")
    for letter in "bell":
        tap(scene.locator(f".key:text-is('{letter}')"))
        page.wait_for_timeout(PROD_MS // 2)
    with glimpse(page, ".penned.right"):
        tap(scene.locator(".writing .onward"))
    expect(page.locator("main.ends")).to_be_visible(timeout=_LONG)
    answers = [(item, outcome, choice) for item, outcome, choice, _replays in _wait_for_answers(seat, 3)]
    assert answers == [
        ("word:bell", "incorrect", "bel"), ("word:bell", "incorrect", "bill"), ("word:bell", "correct", "bell"),
    ]  # fmt: skip


def test_what_was_written_is_laid_beside_the_word_with_the_fewest_differences(seat: Seat) -> None:
    script = "cases => import('{}').then(({{ beside }}) => cases.map(([written, text]) => beside(written, text)))"
    module = seat.page.locator("script[type=module]").first.get_attribute("src") or ""
    address = re.sub(r"/js/.*", "/js/player/spelling.js", module)
    cases = [["bel", "bell"], ["sop", "shop"], ["chop", "shop"], ["caek", "cake"], ["shipp", "ship"], ["", "at"]]
    found = seat.page.evaluate(script.format(address), cases)
    assert [("".join(letter or "_" for letter in one["letters"]), one["extra"]) for one in found] == [
        ("be_l", 0), ("s_op", 0), ("chop", 0), ("caek", 0), ("ship", 1), ("__", 0),
    ]  # fmt: skip
