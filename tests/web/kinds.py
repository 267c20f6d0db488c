"""Lessons of chosen steps: the site's own page of a lesson, with other steps in it; marks go where they always go."""

import json
import re
from random import Random
from typing import Any

from playing import tap
from playwright.sync_api import Page, Route
from seats import Seat

from config import ROOT
from phonics.levels import steps
from phonics.levels.loader import load
from phonics.levels.steps import Step
from phonics.levels.stones import stone
from phonics.services import lessons, step_clips
from phonics.services.telling import code_of, told
from phonics.services.voices import Voices

STONE = "K2.1"  # the stone these lessons lie on; every child may open it
_LESSON = re.compile(r'(<script type="application/json" id="lesson">)(.*?)(</script>)', re.DOTALL)
_OF_THE_FIRST_BODY = {"content-encoding", "content-length", "etag"}


def serve(page: Page, *chosen: Step, language: str = "th") -> None:
    """Let every lesson this page opens hold these steps, made ready as the server makes them; a reload too."""
    voices = Voices(None, None, ROOT / "audio", ROOT / "audio")
    clips = step_clips.Clips(voices)
    ready = [{**clips.resolve(step.to_dict()), "told": code_of(step.to_dict())} for step in chosen]
    codes = [*(step["told"] for step in ready), *lessons.IN_EVERY_LESSON]
    plan = {"steps": ready, "told": {code: told(voices, code, language) for code in codes}, "audio": list(clips.heard)}
    page.unroute("**/learn/*")
    page.route("**/learn/*", lambda route: _answer(route, plan))


def first_steps() -> tuple[Step, ...]:
    """Return a short lesson of the first stone with letters: a sound to meet, to find twice, a word to blend."""
    here, rng = stone(STONE), Random(1)
    row = load().correspondences[here.askable[0]]
    pictured = [word for word in load().words.values() if word.lesson and word.picture and len(word.segments) == 3]
    found = [steps.find_letters(row, here, rng) for _ in range(2)]
    return steps.hear(row), *found, steps.blend(pictured[0], pictured, rng, silent=True)


def open_steps(seat: Seat, *chosen: Step, hidden: bool = False) -> list[dict[str, Any]]:
    """Open a lesson of these steps and begin; return them as the tablet has them. `hidden`: without any words."""
    serve(seat.page, *chosen)
    seat.place("K2")
    if hidden:
        hide_words(seat.page)
    return list(seat.open(STONE)["steps"])


def hide_words(page: Page) -> None:
    """Take every word meant for reading off the pages to come: what a child who cannot read sees."""
    hide = "const style = new CSSStyleSheet(); style.replaceSync('.say { visibility: hidden !important; }');"
    page.add_init_script(f"{hide} document.adoptedStyleSheets = [style];")


def begin_again(page: Page) -> None:
    """Reload in the middle of a lesson and begin: it goes on at the same step."""
    page.reload()
    tap(page.locator("#start"))


def _answer(route: Route, plan: dict[str, Any]) -> None:
    answer = route.fetch()

    def other(found: re.Match[str]) -> str:
        whole = json.dumps(json.loads(found[2]) | plan).replace("<", "\\u003c")
        return found[1] + whole + found[3]

    headers = {name: value for name, value in answer.headers.items() if name not in _OF_THE_FIRST_BODY}
    route.fulfill(status=answer.status, headers=headers, body=_LESSON.sub(other, answer.text()))
