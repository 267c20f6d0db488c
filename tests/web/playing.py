"""A child at a tablet: plays any lesson step by the lesson's own plan, with a finger."""

import json

from haste import PROD_MS, glimpse
from playwright.sync_api import ElementHandle, Locator, Page, expect

_LONG = 20_000


def play_lesson(page: Page, mistakes: int = 0) -> int:
    """Play the open lesson to its end, with so many wrong choices at first; return how many steps it had."""
    lesson = json.loads(page.locator("#lesson").text_content() or "")
    tap(page.locator("#start"))
    for step in lesson["steps"]:
        mistakes -= _STEPS[step["kind"]](page, step, mistakes > 0)
    expect(page.locator("main.ends")).to_be_visible(timeout=_LONG)
    tap(page.locator("main.ends .onward"))
    page.wait_for_url("**/learn?fresh=*")
    return len(lesson["steps"])


def play_some(page: Page, most: int) -> None:
    """Play the first steps of the open lesson and stay in it."""
    lesson = json.loads(page.locator("#lesson").text_content() or "")
    tap(page.locator("#start"))
    for step in lesson["steps"][:most]:
        _STEPS[step["kind"]](page, step, False)


def tap(target: Locator) -> None:
    """Touch the middle of a target once it is there and live."""
    expect(target).to_be_visible(timeout=_LONG)
    expect(target).to_be_enabled(timeout=_LONG)
    target.tap()


def insist(target: Locator, shows: str) -> None:
    """Touch a target until what it does is seen, however short: nothing is taken while something is being said."""
    page = target.page
    with glimpse(page, shows):
        for _try in range(200):
            tap(target)
            if page.evaluate("glimpsed"):
                return
            page.wait_for_timeout(PROD_MS)


def _scene(page: Page, name: str) -> tuple[Locator, ElementHandle]:
    """Return a step's stage, and something on it that goes when the step is over."""
    scene = page.locator(f"main.{name}")
    expect(scene).to_be_visible(timeout=_LONG)
    shown = scene.locator(":scope > *").first.element_handle()
    assert shown is not None
    return scene, shown


def _over(shown: ElementHandle) -> None:
    shown.wait_for_element_state("hidden", timeout=_LONG)


def _hear(page: Page, _step: dict, _wrong: bool) -> int:
    scene, shown = _scene(page, "hears")
    tap(scene.locator(".onward"))
    _over(shown)
    return 0


def _choose(page: Page, scene: Locator, shown: ElementHandle, step: dict, wrong: bool) -> int:
    cards = scene.locator(".choice, .cards .card")
    right = [choice["right"] for choice in step["choices"]].index(True)
    if wrong:
        other = cards.nth((right + 1) % len(step["choices"]))
        tap(other)
        expect(other).to_have_attribute("aria-disabled", "true")
    insist(cards.nth(right), ".right .tick")  # after a mistake both are heard again
    _over(shown)
    return int(wrong)


def _find(page: Page, step: dict, wrong: bool) -> int:
    return _choose(page, *_scene(page, "finds"), step, wrong)


def _blend(page: Page, step: dict, wrong: bool) -> int:
    scene, shown = _scene(page, "blends")
    for _segment in step["segments"]:
        tap(scene.locator(".onward"))
        page.wait_for_timeout(PROD_MS)
    expect(scene.locator(".cards.waiting")).to_have_count(0, timeout=_LONG)
    return _choose(page, scene, shown, step, wrong)


def _build(page: Page, step: dict, _wrong: bool) -> int:
    scene, shown = _scene(page, "builds")
    used: set[int] = set()
    for place, segment in enumerate(step["segments"]):
        tile = next(n for n, t in enumerate(step["tiles"]) if t["grapheme"] == segment["grapheme"] and n not in used)
        used.add(tile)
        insist(scene.locator(".tray button").nth(tile), f".builds .place:nth-child({place + 1}).full")
    _over(shown)
    return 0


def _clap(page: Page, step: dict, _wrong: bool) -> int:
    scene, shown = _scene(page, "claps")
    for beat in range(1, step["count"] + 1):
        tap(scene.locator(".drum"))
        expect(scene.locator(".beat.full")).to_have_count(beat)
        page.wait_for_timeout(PROD_MS)
    tap(scene.locator(".onward"))
    _over(shown)
    return 0


def _read(page: Page, step: dict, wrong: bool) -> int:
    scene, shown = _scene(page, "reads")
    if step["choices"][0].get("picture"):
        return _choose(page, scene, shown, step, wrong)
    right = [choice["right"] for choice in step["choices"]].index(True)
    tap(scene.locator(".cards .card").nth(right))
    tap(scene.locator(".onward"))
    _over(shown)
    return 0


def _same_different(page: Page, step: dict, wrong: bool) -> int:
    scene, shown = _scene(page, "tells")
    right = 0 if step["same"] else 1
    expect(scene.locator(".verdicts.waiting")).to_have_count(0, timeout=_LONG)  # both have been heard
    if wrong:
        other = scene.locator(".verdict").nth(1 - right)
        tap(other)
        expect(other).to_have_class("card verdict rest")
        expect(other).to_have_class("card verdict", timeout=_LONG)  # both were heard again
    with glimpse(page, ".verdict .tick"):
        tap(scene.locator(".verdict").nth(right))
    _over(shown)
    return int(wrong)


def _pairs(page: Page, step: dict, wrong: bool) -> int:
    return _choose(page, *_scene(page, "pairs"), step, wrong)


def _tricky(page: Page, step: dict, wrong: bool) -> int:
    scene, shown = _scene(page, "looks")
    tap(scene.locator(".onward"))
    expect(page.locator("main.seeks")).to_be_visible()
    card = page.locator(".choice").nth([choice["right"] for choice in step["choices"]].index(True))
    if wrong:
        other = page.locator(".choice").nth([choice["right"] for choice in step["choices"]].index(False))
        tap(other)
        expect(other).to_have_attribute("aria-disabled", "true")
    insist(card, ".right .tick")  # after a mistake it is seen once more
    if len(step["letters"]) > 1:
        expect(page.locator("main.spells")).to_be_visible(timeout=_LONG)
        spell(page, step["word"], step["letters"])
    _over(shown)
    return int(wrong)


def spell(page: Page, word: str, letters: list[str]) -> None:
    """Put the letters of a word in order."""
    laid: list[int] = []
    for letter in word:
        laid.append(next(n for n, one in enumerate(letters) if one == letter and n not in laid))
        with glimpse(page, f".spot.full:nth-child({len(laid)})"):
            tap(page.locator(".tray button").nth(laid[-1]))


def _trace(page: Page, step: dict, _wrong: bool) -> int:
    expect(page.locator(f"main.traces .pad[aria-label='{step['grapheme']}']")).to_be_visible(timeout=_LONG)
    scene, shown = _scene(page, "traces")
    while scene.locator(".onward:enabled").count():
        scene.locator(".onward").tap()
        page.wait_for_timeout(PROD_MS // 2)
    _over(shown)
    return 0


_STEPS = {
    "hear": _hear,
    "find": _find,
    "blend": _blend,
    "build": _build,
    "clap": _clap,
    "read": _read,
    "same_different": _same_different,
    "pairs": _pairs,
    "tricky": _tricky,
    "trace": _trace,
}
