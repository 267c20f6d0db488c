"""The marking grid's doors, and (in a real browser) the grid itself: taps, time, a cut network, a reload."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from giving import give, version_of
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import create_engine, select, text
from tablets import TABLET

from phonics.assess import scoring
from phonics.assess.instruments import Instrument, ready_made
from phonics.assess.marks import Mark, Outcome, fold_marks
from phonics.services import promotions
from phonics.services.demo import PASSWORD
from phonics.store.sittings import ScoreRow, Sitting

NOW = datetime.now(UTC)


def test_the_test_that_is_needed_most_is_offered_first(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0]
    give(session, world.alice, child, "letter_sounds", "A", NOW)
    give(session, world.alice, child, "words", "A", NOW)
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/new?child={child.id}").text
    offered = re.findall(r"<b>((?:อ่านคำ|เสียงตัวอักษร) ชุด .)</b>", page)
    assert offered == ["อ่านคำ ชุด ข", "เสียงตัวอักษร ชุด ข", "เสียงตัวอักษร ชุด ก", "อ่านคำ ชุด ก"]


def test_a_level_without_a_test_offers_none(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    promotions.place(session, world.children[0], "P7", NOW)
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/new?child={world.children[0].id}").text
    assert "ยังไม่มีเครื่องมือวัดของเลเวลนี้" in page


def test_what_is_done_by_ear_shows_its_parts_to_the_teacher_and_has_no_card(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0]
    promotions.place(session, child, "K2", NOW)
    session.commit()
    version = version_of(session, world.alice, "blending", level="K2")
    client = sign_in(world.alice)
    page = client.get(f"/sittings/new?child={child.id}&version={version.id}").text
    assert re.findall(r'class="parts" lang="en">(.+?)</span> <small lang="en">(.+?)<', page)[4] == (
        "f · i · sh",
        "fish",
    )
    assert "เปิดรายการคำที่ครูพูด" in page
    assert "บัตรของเด็ก" not in page
    told = client.get(f"/instruments/{version.id}/card").text
    assert "f · i · sh" in told
    assert "ครูพูดทีละเสียง" in told


def test_the_result_of_blending_says_what_was_joined(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0]
    promotions.place(session, child, "K1", NOW)
    sitting = give(session, world.alice, child, "blending", "A", NOW, wrong=[3, 8], last=10)
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/{sitting}").text
    assert "ฟังแล้วผสมเป็นคำได้ 8 จาก 10 คำ" in page
    assert "ba · na · na" in page


def test_real_and_made_up_words_are_told_apart_for_the_teacher(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    version = version_of(session, world.alice, "words")
    page = sign_in(world.alice).get(f"/sittings/new?child={world.children[0].id}&version={version.id}").text
    assert re.findall(r"<small>(คำ..+?)</small>", page) == ["คำจริง", "คำจริง", "คำลวง", "คำลวง"]


def test_the_result_says_how_many_out_of_how_many(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    sitting = give(session, world.alice, world.children[0], "letter_sounds", "A", NOW, wrong=[2, 5], last=32)
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/{sitting}").text
    assert "ออกเสียงถูก 30 ตัวต่อนาที" in page
    assert "30/32" in page
    assert "(94 %)" in page
    assert "68/100" in page
    assert page.count('<td class="incorrect">') == 2
    assert page.count('<td class="after">') == 68


def test_of_a_bare_total_no_single_answer_is_shown(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW, wrong=[2])
    session.scalars(select(ScoreRow).where(ScoreRow.sitting_id == sitting)).one().by_code = None
    session.commit()
    page = sign_in(world.alice).get(f"/sittings/{sitting}").text
    assert "อ่านคำถูก 19 จาก 20 คำ" in page
    assert "ผลนี้เก็บไว้เพียงคะแนนรวม" in page
    assert "readback" not in page


def test_a_stopped_test_says_why_it_scores_nothing(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW, wrong=range(1, 6), last=5)
    session.commit()
    assert "หยุดตามเกณฑ์ 5 ข้อแรกผิดทั้งหมด" in sign_in(world.alice).get(f"/sittings/{sitting}").text


def test_a_test_is_set_aside_with_a_reason_only(session, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW)
    session.commit()
    client = sign_in(world.alice)
    assert client.post(f"/sittings/{sitting}/void", data={"reason": " "}).status_code == 400
    assert client.post(f"/sittings/{sitting}/void", data={"reason": "ไฟดับ"}).status_code == 302
    assert "ยกเลิกผลครั้งนี้แล้ว" in client.get(f"/sittings/{sitting}").text


@pytest.mark.parametrize("who", ["charlie", "ek"])
def test_another_unit_finds_no_test_here(session, world, sign_in, who: str) -> None:  # type: ignore[no-untyped-def]
    child = world.children[0].id
    version = version_of(session, world.alice, "words").id
    sitting = give(session, world.alice, world.children[0], "words", "A", NOW)
    session.commit()
    client = sign_in(getattr(world, who))
    for path in (
        f"/sittings/new?child={child}",
        f"/sittings/new?child={child}&version={version}",
        f"/sittings/{sitting}",
        f"/sittings/{uuid4()}",
        "/sittings/new",
        "/sittings/new?child=nonsense",
    ):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "Dao" not in answer.text
    assert client.post(f"/sittings/{sitting}/void", data={"reason": "x"}).status_code == 404
    session.expire_all()
    assert session.scalars(select(Sitting.status)).all() == ["finished"]


def test_a_stranger_and_a_child_are_asked_to_sign_in(client, world, sign_in) -> None:  # type: ignore[no-untyped-def]
    for who in (client, sign_in(world.dao)):
        for path in (f"/sittings/new?child={world.children[0].id}", f"/sittings/{uuid4()}"):
            assert "/sign-in" in who.get(path).headers["Location"]


# In a browser


@pytest.fixture
def tablet(browser: Browser) -> Iterator[BrowserContext]:
    """A Thai touch tablet, 800 × 1280."""
    context = browser.new_context(**TABLET)
    yield context
    context.close()


class Grid:
    """The marking grid on a tablet, with a child and an instrument of the demo."""

    def __init__(self, context: BrowserContext, site, kind: str) -> None:  # type: ignore[no-untyped-def]
        self.context, self.page, self.site = context, context.new_page(), site
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{site.url}/sign-in")
        self.page.fill("[name=username]", "lead1")
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button.main")
        child, version = _child_and_version(site, kind)
        self.page.goto(f"{site.url}/sittings/new?child={child}&version={version}")
        self.live()

    def live(self) -> None:
        expect(self.page.locator("[data-probe][data-live]")).to_be_attached()

    def do(self, name: str) -> None:
        self.page.locator(f"[data-do={name}]:visible").tap()

    def tap(self, *items: int) -> None:
        for item in items:
            self.page.locator(f"[data-item='{item}']").tap()
            self.page.wait_for_timeout(100)  # beyond a bounce

    def marks(self) -> dict[int, str]:
        found = self.page.locator("[data-mark]:not([data-mark=right])").evaluate_all(
            "cells => cells.map(cell => [Number(cell.dataset.item), cell.dataset.mark])"
        )
        return dict(found)

    def result(self) -> UUID:
        self.page.wait_for_url(re.compile(r"/sittings/[0-9a-f-]{36}$"), timeout=20_000)
        assert self.errors == []
        return UUID(self.page.url.rsplit("/", 1)[-1])


def _child_and_version(site, kind: str) -> tuple[UUID, UUID]:  # type: ignore[no-untyped-def]
    with create_engine(site.database).connect() as connection:
        unit = connection.execute(
            text("select p.unit_id from post p join staff s on s.id = p.staff_id where s.username = 'lead1'")
        ).scalar_one()
        child = connection.execute(
            text("select id from student where unit_id = :unit and level = 'K3' and active order by number limit 1"),
            {"unit": unit},
        ).scalar_one()
        version = connection.execute(
            text(
                "select v.id from instrument_version v join instrument i on i.id = v.instrument_id "
                "where i.level = 'K3' and i.kind = :kind and i.form = 'A'"
            ),
            {"kind": kind},
        ).scalar_one()
    return UUID(str(child)), UUID(str(version))


def _score(site, sitting: UUID) -> tuple[int, int, int]:  # type: ignore[no-untyped-def]
    with create_engine(site.database).connect() as connection:
        row = connection.execute(
            text("select n_correct, n_self_corrected, n_attempted from score where replace(sitting_id, '-', '') = :id"),
            {"id": sitting.hex},
        ).one()
    return tuple(row)


@pytest.mark.browser
def test_a_tap_is_wrong_again_is_self_corrected_once_more_is_right(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "words")
    grid.do("start")
    grid.tap(1, 2, 2, 3, 3, 3)
    assert grid.marks() == {1: "incorrect", 2: "self_corrected"}
    grid.page.locator("[data-row='1']").tap()
    assert [grid.marks()[item] for item in range(6, 11)] == ["row"] * 5
    grid.do("undo")
    assert grid.marks() == {1: "incorrect", 2: "self_corrected"}
    grid.page.locator("[data-item='4']").evaluate(
        """cell => { for (let i = 0; i < 2; i++) for (const kind of ["pointerdown", "pointerup"]) {
             const box = cell.getBoundingClientRect();
             cell.dispatchEvent(new PointerEvent(kind, {bubbles: true, isPrimary: true, pointerId: 7,
               clientX: box.x + 5, clientY: box.y + 5})) } }"""
    )
    assert grid.marks()[4] == "incorrect"  # a bounce is one tap
    grid.do("finish")
    grid.do("all")
    assert _score(site, grid.result()) == (18, 1, 20)


@pytest.mark.browser
def test_nothing_is_lost_when_the_network_is_cut_in_the_middle(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "words")
    grid.do("start")
    grid.tap(1)
    tablet.set_offline(True)
    grid.tap(2, 3)
    grid.do("finish")
    grid.do("all")
    expect(grid.page.locator("[data-figure]")).to_have_text("อ่านถูก 17 จาก 20 ข้อ (85 %)")
    expect(grid.page.locator("[data-sent]")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    tablet.set_offline(False)
    assert _score(site, grid.result()) == (17, 0, 20)


@pytest.mark.browser
def test_a_tablet_that_was_closed_sends_what_it_kept_when_the_next_page_opens(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "words")
    grid.do("start")
    tablet.set_offline(True)
    grid.tap(7)
    grid.do("finish")
    grid.do("all")
    expect(grid.page.locator("[data-sent]")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    grid.page.close()
    tablet.set_offline(False)
    page = tablet.new_page()
    page.goto(f"{site.url}/teacher/")
    expect(page.locator("[data-outbox]")).to_have_text("ส่งจากเครื่องนี้ครบทุกครั้งแล้ว", timeout=20_000)


@pytest.mark.browser
def test_what_one_teacher_kept_waits_while_another_uses_the_tablet(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "words")
    grid.do("start")
    tablet.set_offline(True)
    grid.do("finish")
    grid.do("all")
    expect(grid.page.locator("[data-sent]")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    grid.page.close()
    tablet.set_offline(False)
    page = tablet.new_page()
    for name, said in ((_of_another_unit(site), "เป็นของผู้ใช้คนอื่น"), ("lead1", "ครบทุกครั้งแล้ว")):
        tablet.clear_cookies()
        page.goto(f"{site.url}/sign-in")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.click("button.main")
        page.goto(f"{site.url}/teacher/")
        expect(page.locator("[data-outbox]")).to_contain_text(said, timeout=20_000)


def _of_another_unit(site) -> str:  # type: ignore[no-untyped-def]
    with create_engine(site.database).connect() as connection:
        return str(
            connection.execute(
                text(
                    "select s.username from staff s join post p on p.staff_id = s.id where p.role = 'lead_teacher' and "
                    "p.unit_id != (select p.unit_id from post p join staff s on s.id = p.staff_id "
                    "where s.username = 'lead1') limit 1"
                )
            ).scalar_one()
        )


@pytest.mark.browser
def test_what_the_server_refuses_is_kept_and_said(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "words")
    refusal = {"status": 409, "json": {"error": "This sitting was already saved with another content."}}
    grid.page.route("**/ending", lambda route: route.fulfill(**refusal))
    grid.do("start")
    grid.do("finish")
    grid.do("all")
    expect(grid.page.locator("[data-sent]")).to_contain_text("เซิร์ฟเวอร์ยังไม่รับ")
    grid.page.goto(f"{site.url}/teacher/")
    expect(grid.page.locator("[data-outbox]")).to_contain_text("1 รายการเซิร์ฟเวอร์ไม่รับ")


@pytest.mark.browser
def test_a_reload_goes_on_with_the_same_test(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "letter_sounds")
    grid.do("start")
    grid.tap(4, 5, 5)
    grid.do("pause")
    grid.page.reload()
    grid.live()
    assert grid.marks() == {4: "incorrect", 5: "self_corrected"}
    grid.page.locator("[data-ask=resume] [data-do=pause]").tap()
    grid.do("last")
    grid.tap(12)
    grid.do("finish")
    assert _score(site, grid.result()) == (11, 1, 12)


@pytest.mark.browser
def test_when_time_is_up_the_last_one_read_must_be_chosen(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "letter_sounds")
    grid.page.clock.install()
    grid.page.reload()
    grid.live()
    grid.do("start")
    grid.tap(3)
    grid.page.clock.run_for(61_000)
    expect(grid.page.locator("[data-tell]")).to_contain_text("หมดเวลา")
    grid.do("finish")
    expect(grid.page.locator("[data-probe]")).to_have_attribute("data-phase", "going")
    grid.tap(30)
    assert grid.page.locator("[data-item='31']").get_attribute("class") == "cell after"
    grid.do("finish")
    assert _score(site, grid.result()) == (29, 0, 30)


@pytest.mark.browser
def test_the_first_row_all_wrong_may_stop_kindly(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "words")
    grid.do("start")
    grid.page.locator("[data-row='0']").tap()
    grid.do("stop")
    assert _score(site, grid.result()) == (0, 0, 5)
    expect(grid.page.locator("main")).to_contain_text("หยุดตามเกณฑ์")


@pytest.mark.browser
def test_the_keyboard_does_it_all(site, tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(tablet, site, "letter_sounds")
    page = grid.page
    page.locator("[data-do=start]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-item='1']").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter", "ArrowRight", "Space"):
        page.keyboard.press(key)
    assert grid.marks() == {12: "incorrect", 13: "incorrect"}
    for key in ("l", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-item='23']")).to_have_class("cell last")
    page.locator("[data-do=finish]").focus()
    page.keyboard.press("Enter")
    assert _score(site, grid.result()) == (21, 0, 23)


@pytest.mark.browser
def test_the_score_on_the_tablet_is_the_servers(site, tablet) -> None:  # type: ignore[no-untyped-def]
    page = Grid(tablet, site, "words").page
    cases = [_random_case(random.Random(seed)) for seed in range(60)]
    told = [
        {
            "test": {"n": len(i.items), "limit_s": i.limit_s, "stop_first": i.stop_first},
            "folded": {item: outcome.value for item, outcome in fold_marks(marks).items()},
            "last": last,
            "seconds": seconds,
        }
        for i, marks, last, seconds in cases
    ]
    found = _run(page, "probe/score.js", "cases.map(c => module.localScore(c.test, c.folded, c.last, c.seconds))", told)
    for (instrument, marks, last, seconds), local in zip(cases, found, strict=True):
        kept = scoring.score(instrument, marks, last, seconds)
        assert local["attempted"] == kept.n_attempted
        assert local["correct"] == kept.n_correct
        assert local["selfCorrected"] == kept.n_self_corrected
        assert local["stopped"] == kept.discontinued
        assert local["perMinute"] == pytest.approx(kept.correct_per_minute)
        assert local["accuracy"] == pytest.approx(kept.accuracy)


def _random_case(dice: random.Random) -> tuple[Instrument, list[Mark], int, float]:
    instrument = dice.choice(ready_made())
    last = dice.randint(0, len(instrument.items))
    share = dice.choice([0.1, 0.5, 1.0])
    marks = [
        Mark(
            uuid4(),
            item.number,
            item.key,
            dice.choice([Outcome.INCORRECT, Outcome.INCORRECT, Outcome.SELF_CORRECTED]),
            1,
        )
        for item in instrument.items
        if dice.random() < share
    ]
    if share == 1.0:
        marks = [Mark(mark.id, mark.seq, mark.item, Outcome.INCORRECT, 1) for mark in marks]
    return instrument, marks, last, dice.choice([12.5, 59.9, 60.0, 75.0])


def _run(page: Page, module: str, what: str, cases: object) -> list[dict[str, float]]:
    """Evaluate an expression over `module` and `cases` in the page."""
    main = page.locator("script[type=module]").first.get_attribute("src") or ""
    address = main.rsplit("/js/", 1)[0] + f"/js/{module}"
    found: list[dict[str, float]] = page.evaluate(
        "async ([address, cases]) => { const module = await import(address); return " + what + " }", [address, cases]
    )
    return found
