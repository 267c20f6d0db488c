"""A test of five parts in a real browser, from its first script to the signature, with a reload alone in the middle."""

from datetime import UTC, datetime

import pytest
from grids import Grid, first_child
from parts import LETTERS, PASSAGE, QUESTIONS, RUBRIC, WORDS, of_five_parts, publish
from playwright.sync_api import expect
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from phonics.assess.scoring import parts
from phonics.services.kept_marks import marks_of
from phonics.store.people import Student

pytestmark = pytest.mark.browser


@pytest.fixture
def given(site, teachers_tablet) -> Grid:  # type: ignore[no-untyped-def]
    """The page of the five parts for a child of the demo."""
    child = first_child(site)
    with Session(create_engine(site.database)) as session:
        version = publish(session, session.get_one(Student, child).unit_id, datetime.now(UTC)).id
        session.commit()
    return Grid(teachers_tablet, site, child=child, version=version)


def test_a_test_of_five_parts_is_given_mended_and_signed(site, given, watch) -> None:  # type: ignore[no-untyped-def]
    page, watched = given.page, watch(given.page)
    given.do("begin")
    expect(page.locator(".practice:visible")).to_have_text("m")  # tried together, never marked
    watched.look()
    _letters(given)
    watched.look()
    given.end_part("all")
    _words(given)
    given.end_part()
    _passage(given)
    given.end_part()
    _questions(given)
    page.locator(f"[data-set='{RUBRIC}'][data-points='3']").tap()
    given.end_part()
    expect(page.locator("[data-line='3']")).to_contain_text("1 จาก 2")
    page.locator("[data-turn='0']").tap()
    given.tap(LETTERS + 1)  # until it is signed every mark can be mended
    given.end_part()
    expect(page.locator("[data-line='0']")).to_contain_text("แก้เองได้ 1")
    watched.look()
    given.do("sign")
    sitting = given.result()
    assert page.evaluate("caches.keys().then(names => names.includes('test under way'))") is False
    expect(page.locator("main")).to_contain_text("รวมทุกตอน ถูก 47 จาก 52 ข้อ")
    assert _parts(site, sitting) == [(30, 30), (7, 10), (9, 10), (1, 2)]
    assert [one for one in watched.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []


def _letters(given: Grid) -> None:
    given.do("start")
    given.tap(LETTERS + 1, LETTERS + 2)
    given.detail("accent")  # right, with a Thai accent
    assert given.marks() == {LETTERS + 1: "incorrect", LETTERS + 2: "accent"}


def _words(given: Grid) -> None:
    """Four in a row are wrong: it stops; one was a slip, and it goes on."""
    given.do("start")
    given.tap(WORDS + 1)
    given.detail("choice")  # the first sound was misread
    given.tap(WORDS + 2, WORDS + 3, WORDS + 4)
    given.do("stop")
    expect(given.page.locator(f"[data-item='{WORDS + 5}']")).to_have_class("cell after")
    given.tap(WORDS + 4)
    given.do("go-on")
    given.do("last")
    given.tap(WORDS + 9)


def _passage(given: Grid) -> None:
    """A word unanswered, a word put in; then the tablet is alone and is reloaded, and all is there."""
    page = given.page
    given.do("start")
    given.tap(PASSAGE + 2)
    given.detail("no_response")
    given.do("insert")
    given.tap(PASSAGE + 4)
    kept = "caches.open('test under way').then(kept => kept.keys()).then(keys => keys.length > 5)"
    page.wait_for_function(kept, timeout=60_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)")
    given.context.set_offline(True)
    page.reload()
    given.live()
    assert given.marks() == {PASSAGE + 2: "no_response"}
    expect(page.locator(f"[data-item='{PASSAGE + 4}'] .put-in")).to_have_text("+1")
    given.context.set_offline(False)
    if page.locator("[data-ask=resume]").is_visible():
        page.locator("[data-ask=resume] [data-do=pause]").tap()
    given.do("last")
    given.tap(PASSAGE + 9)


def _questions(given: Grid) -> None:
    """What has no mark is asked for: nothing is guessed."""
    given.do("start")
    given.do("finish")
    expect(given.page.locator("[data-tell]")).to_contain_text(f"{QUESTIONS}, {QUESTIONS + 1}")
    for item, outcome in ((QUESTIONS, "correct"), (QUESTIONS + 1, "no_response")):
        given.page.locator(f"[data-set='{item}'][data-outcome={outcome}]").tap()
    given.end_part()


def _parts(site, sitting) -> list[tuple[int, int]]:  # type: ignore[no-untyped-def]
    """Return (correct, attempted) of each part but the rubric, from the marks the server has."""
    with Session(create_engine(site.database)) as session:
        found = parts(of_five_parts(), marks_of(session, sitting))
    return [(one.correct, one.attempted) for one in found if not one.ratings]
