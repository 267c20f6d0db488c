"""Lessons under a finger: what happens after a mistake, a reload, a lost clip, a lost network."""

import pytest
from haste import glimpse
from kinds import first_steps, serve
from playing import _STEPS, insist, tap
from playwright.sync_api import Page, expect
from seats import Seat

pytestmark = pytest.mark.browser


def _choices(page: Page, step: dict):  # type: ignore[no-untyped-def]
    cards = page.locator(".choice, .cards .card")
    right = [choice["right"] for choice in step["choices"]].index(True)
    return cards.nth(right), [cards.nth(place) for place in range(len(step["choices"])) if place != right]


@pytest.mark.hasty
def test_two_wrong_choices_ring_the_right_one_and_every_answer_is_a_mark(seat: Seat) -> None:
    seat.place("K2")
    serve(seat.page, *first_steps())
    hear, find, *_ = seat.open("K2.1")["steps"]
    _STEPS["hear"](seat.page, hear, False)
    right, wrong = _choices(seat.page, find)
    for card in wrong[:2]:
        insist(card, f".choice[aria-label='{card.get_attribute('aria-label')}'][aria-disabled=true]")
    expect(right).to_have_class("choice next", timeout=10_000)
    with glimpse(seat.page, ".right .tick"):
        tap(right)
    answers = [("hear", "correct"), ("find", "incorrect"), ("find", "incorrect"), ("find", "correct")]
    seat.wait_for_marks("K2.1", answers)


def test_a_step_that_is_over_does_not_speak_into_the_next(seat: Seat) -> None:
    seat.place("K2")
    serve(seat.page, *first_steps())
    count = "globalThis.begun = 0; const start = AudioBufferSourceNode.prototype.start;"
    seat.page.add_init_script(
        f"{count} AudioBufferSourceNode.prototype.start = function () {{ begun += 1; start.call(this); }};"
    )
    plan = seat.open("K2.1")
    _STEPS["hear"](seat.page, plan["steps"][0], False)  # at once: its word has not been said yet
    expect(seat.page.locator(".finds")).to_be_visible()
    seat.page.wait_for_timeout(2500)
    assert seat.page.evaluate("begun") == 2  # the sound met, and the sound asked for


def test_a_lesson_goes_on_at_the_same_step_after_a_reload(seat: Seat) -> None:
    seat.place("K2")
    serve(seat.page, *first_steps())
    plan = seat.open("K2.1")
    _STEPS["hear"](seat.page, plan["steps"][0], False)
    expect(seat.page.locator(".finds")).to_be_visible()
    assert seat.open("K2.1") == plan
    expect(seat.page.locator(".finds")).to_be_visible()
    expect(seat.page.locator(".beads")).to_have_attribute("aria-label", f"ก้าวที่ 2 จาก {len(plan['steps'])}")
    right, _ = _choices(seat.page, plan["steps"][1])
    tap(right)
    seat.wait_for_marks("K2.1", [("hear", "correct"), ("find", "correct")])


def test_a_lesson_left_for_another_stone_is_ended_as_left(seat: Seat) -> None:
    seat.place("K2")
    seat.open("K2.1")
    expect(seat.page.locator(".hears")).to_be_visible()
    seat.open("K1.1")
    expect(seat.page.locator(".hears")).to_be_visible()
    query = "select ended_by from sitting where student_id = ? and stone = 'K2.1' order by started_at desc limit 1"
    for _ in range(50):
        if seat.ask(query, seat.child.hex) == [("left",)]:
            break
        seat.page.wait_for_timeout(100)
    assert seat.ask(query, seat.child.hex) == [("left",)]


def test_what_is_answered_without_a_network_arrives_when_it_is_back(seat: Seat) -> None:
    seat.place("K2")
    serve(seat.page, *first_steps())
    plan = seat.open("K2.1")
    expect(seat.page.locator(".hears")).to_be_visible()
    seat.page.wait_for_load_state("networkidle")
    seat.page.context.set_offline(True)
    _STEPS["hear"](seat.page, plan["steps"][0], False)
    right, _ = _choices(seat.page, plan["steps"][1])
    with glimpse(seat.page, ".right .tick"):
        tap(right)
    assert ("find", "correct") not in seat.marks("K2.1")
    seat.page.context.set_offline(False)
    seat.wait_for_marks("K2.1", [("hear", "correct"), ("find", "correct")])


def test_a_clip_that_cannot_be_had_is_shown_and_the_lesson_goes_on(seat: Seat) -> None:
    seat.place("K2")
    serve(seat.page, *first_steps())
    seat.page.route("**/audio/**", lambda route: route.abort())
    plan = seat.open("K2.1")
    expect(seat.page.locator("#mute")).to_be_visible()
    _STEPS["hear"](seat.page, plan["steps"][0], False)
    right, _ = _choices(seat.page, plan["steps"][1])
    with glimpse(seat.page, ".right .tick"):
        tap(right)


@pytest.mark.full
@pytest.mark.hasty
def test_letters_can_be_dragged_into_their_places(seat: Seat) -> None:
    seat.place("K3")
    page = seat.page
    for step in seat.open("K3.1")["steps"]:
        if step["kind"] == "build":
            break
        _STEPS[step["kind"]](page, step, False)
    expect(page.locator(".builds")).to_be_visible(timeout=20_000)
    last = len(step["segments"]) - 1
    tile = next(n for n, one in enumerate(step["tiles"]) if one["grapheme"] == step["segments"][last]["grapheme"])
    page.locator(".tray button").nth(tile).drag_to(page.locator(".place").nth(last))
    expect(page.locator(".place").nth(last)).to_have_class("place full")
    expect(page.locator(".place.full")).to_have_count(1)
    tap(page.locator(".place").nth(last))  # and be taken back
    expect(page.locator(".place.full")).to_have_count(0)


def test_that_is_not_me_takes_two_taps(seat: Seat) -> None:
    me = seat.page.locator(".me")
    tap(me)
    expect(me).to_have_class("me sure")
    seat.page.wait_for_timeout(400)
    tap(me)
    seat.page.wait_for_url("**/wall")
