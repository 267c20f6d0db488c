"""The marking grid in a real browser: nothing is lost by a cut network, a reload or another teacher."""

import pytest
from grids import Grid, score
from playwright.sync_api import expect
from sqlalchemy import create_engine, text

from phonics.services.demo import PASSWORD

pytestmark = pytest.mark.browser


def test_nothing_is_lost_when_the_network_is_cut_in_the_middle(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "words")
    grid.do("start")
    grid.tap(1)
    teachers_tablet.set_offline(True)
    grid.tap(2, 3)
    grid.end("all")
    expect(grid.page.locator("[data-figure]")).to_have_text("อ่านถูก 17 จาก 20 ข้อ (85 %)")
    expect(grid.page.locator("[data-sent]")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    teachers_tablet.set_offline(False)
    assert score(site, grid.result()) == (17, 0, 20)


def test_a_tablet_that_was_closed_sends_what_it_kept_when_the_next_page_opens(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "words")
    grid.do("start")
    teachers_tablet.set_offline(True)
    grid.tap(7)
    grid.end("all")
    expect(grid.page.locator("[data-sent]")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    grid.page.close()
    teachers_tablet.set_offline(False)
    page = teachers_tablet.new_page()
    page.goto(f"{site.url}/teacher/")
    expect(page.locator("[data-outbox]")).to_have_text("ส่งจากเครื่องนี้ครบทุกครั้งแล้ว", timeout=20_000)


def test_what_one_teacher_kept_waits_while_another_uses_the_tablet(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "words")
    grid.do("start")
    teachers_tablet.set_offline(True)
    grid.end("all")
    expect(grid.page.locator("[data-sent]")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    grid.page.close()
    teachers_tablet.set_offline(False)
    page = teachers_tablet.new_page()
    for name, said in ((_of_another_unit(site), "เป็นของผู้ใช้คนอื่น"), ("lead1", "ครบทุกครั้งแล้ว")):
        teachers_tablet.clear_cookies()
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


def test_what_the_server_refuses_is_kept_and_said(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "words")
    refusal = {"status": 409, "json": {"error": "This sitting was already saved with another content."}}
    grid.page.route("**/ending", lambda route: route.fulfill(**refusal))
    grid.do("start")
    grid.end("all")
    expect(grid.page.locator("[data-sent]")).to_contain_text("เซิร์ฟเวอร์ยังไม่รับ")
    grid.page.goto(f"{site.url}/teacher/")
    expect(grid.page.locator("[data-outbox]")).to_contain_text("1 รายการเซิร์ฟเวอร์ไม่รับ")


def test_a_reload_goes_on_with_the_same_test(site, teachers_tablet) -> None:  # type: ignore[no-untyped-def]
    grid = Grid(teachers_tablet, site, "letter_sounds")
    grid.do("start")
    grid.tap(4, 5, 5)
    grid.do("pause")
    grid.page.reload()
    grid.live()
    assert grid.marks() == {4: "incorrect", 5: "self_corrected"}
    grid.page.locator("[data-ask=resume] [data-do=pause]").tap()
    grid.do("last")
    grid.tap(12)
    grid.end()
    assert score(site, grid.result()) == (11, 1, 12)
