"""The main job in a real browser: a list comes in, a child learns, is tested, moves up, and the charts move."""

import io
import re
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from haste import hasten
from playing import play_lesson, tap
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, text
from tablets import OLDER, PHONE, TABLET, WIDE

from phonics.services.demo import PASSWORD

pytestmark = pytest.mark.browser

_GIVEN = (
    "จันทร์เจ้า ดาว ฟ้า เมฆ ฝน ลม ดิน ทราย ธารา ภูผา ไผ่ บัว กล้วย ข้าว งา ถั่ว มะลิ จำปี ลำไย มะม่วง "
    "เต่า ปลา นก กวาง ช้าง แก้ว เงิน ทอง เพชร พลอย"
).split()
_CHILD = f"น้อง{_GIVEN[0]}"
_DAYS_AGO = 12  # at least five school days lie between


def _sign_in(page: Page, site, username: str) -> None:
    page.goto(f"{site.url}/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    _go(page, page.locator("button.main"))
    assert "/sign-in" not in page.url


def _go(page: Page, target: Locator) -> None:
    """Touch what leads to another page, and be there."""
    with page.expect_navigation():
        tap(target)


def _sign_out(page: Page) -> None:
    _go(page, page.locator("form[action='/sign-out'] button"))


def _list_of_thirty(room: int) -> bytes:
    """Return a list as Excel: a title above, Thai headings in an order of its own, Thai digits, a column to drop."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["รายชื่อนักเรียน ปีการศึกษา ๒๕๖๙"])
    sheet.append(["เลขที่", "ชื่อ-สกุล", "ชื่อเล่น", "ชั้น/ห้อง", "เลขประจำตัวนักเรียน", "เพศ", "ศาสนา"])
    thai_digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    for n, given in enumerate(_GIVEN, start=1):
        name = f"{'เด็กหญิง' if n % 2 else 'เด็กชาย'}{given} สมมติยิ่ง"
        roll_no, sex = str(n).translate(thai_digits), "ญ" if n % 2 else "ช"
        sheet.append([roll_no, name, f"น้อง{given}", f"ป.1/{room}".translate(thai_digits), f"{room}{n:04}", sex, "พุทธ"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _bring_in(watched, site, room: int) -> None:
    page = watched.page
    _sign_in(page, site, "coord1")
    for expected in ("30", None):
        page.goto(f"{site.url}/rosters/")
        watched.look()
        file = {"name": "ป1-9.xlsx", "mimeType": "application/xlsx", "buffer": _list_of_thirty(room)}
        page.set_input_files("[name=list]", file)
        _go(page, page.locator("form[enctype] button.main"))
        watched.look()
        if expected:
            expect(page.locator("h1")).to_contain_text(expected)
            expect(page.locator("main")).to_contain_text("ศาสนา")  # said to be left out
            _go(page, page.locator("main form .main"))
        else:
            expect(page.locator("main form .main")).to_have_count(0)  # the second time there is nothing to change
    _sign_out(page)


def _open_class(watched, site, room: int) -> dict[str, str]:
    """Open the class on the tablet; return the drawings of the first child's two secret pictures."""
    page = watched.page
    _sign_in(page, site, "lead1")
    page.goto(f"{site.url}/teacher/classes")
    _go(page, page.get_by_role("link", name=f"ป.1/{room}").first)
    watched.look()
    address = page.url
    page.goto(f"{address}/cards")
    slip = page.locator(".passes li").filter(has_text=_CHILD).first
    secret = [use.get_attribute("href") for use in slip.locator(".pair use").all()]
    child = page.goto(address) and page.get_by_role("link", name=_CHILD).first.get_attribute("href")
    _go(page, page.locator("form[action$='/wall'] button"))
    return {"secret": secret, "child": child.rsplit("/", 1)[-1]}


def _learn(watched, secret: list[str]) -> None:
    page = watched.page
    watched.look()
    _go(page, page.locator(".kid").filter(has_text=_CHILD))
    watched.look()
    for href in secret:
        tap(page.locator(f".pick:has(use[href='{href}'])"))
        page.wait_for_timeout(450)
    page.wait_for_url("**/learn")
    watched.look()
    hasten(page)
    _go(page, page.locator(".scene:visible a[data-now]").first)
    watched.look()
    assert play_lesson(page, mistakes=1) >= 8
    watched.look()
    assert len(watched.clips) >= 8
    assert set(watched.clips) <= {200, 206, 304}


def _place_at(page: Page, site, child: str, level: str) -> None:
    page.goto(f"{site.url}/promotions/{child}")
    page.fill("[name=reason]", "ทดสอบจัดระดับแล้ว")
    page.select_option("[name=to_level]", level)
    _go(page, page.locator("form.else button"))


def _test(watched, site, child: str, version: str, wrong: list[int], timed: bool) -> None:
    page = watched.page
    page.goto(f"{site.url}/sittings/new?child={child}&version={version}")
    expect(page.locator("[data-probe][data-live]")).to_be_attached()
    watched.look()
    tap(page.locator("[data-do=start]"))
    for item in wrong:
        tap(page.locator(f"[data-item='{item}']"))
        page.wait_for_timeout(120)
    if timed:
        page.clock.run_for(61_000)
        expect(page.locator("[data-do=finish]")).to_be_visible()
        tap(page.locator("[data-item='45']"))  # time is up: the last one read must be chosen
        tap(page.locator("[data-do=finish]"))
    else:
        page.clock.run_for(70_000)
        tap(page.locator("[data-do=finish]"))
        tap(page.locator("[data-do=all]"))
    tap(page.locator("[data-do=sign]"))
    page.wait_for_url(re.compile(r"/sittings/[0-9a-f-]{36}$"))
    watched.look()


_VERSIONS = """
    select i.kind, i.form, v.id from instrument i
    join instrument_version v on v.instrument_id = i.id where i.level = :level
"""


def _versions(site, level: str) -> dict[tuple[str, str], str]:
    with create_engine(site.database).connect() as connection:
        rows = connection.execute(text(_VERSIONS), {"level": level}).all()
    return {(kind, form): str(key) for kind, form, key in rows}


def _figures(page: Page, site) -> dict[str, str]:
    """Return what the unit's and the network's pages show: tables as text, charts as drawn."""
    seen = {}
    for name, path in (("unit", "/unit"), ("network", "/network")):
        page.goto(site.url + path)
        seen[f"{name} table"] = "\n".join(page.locator("table").all_inner_texts())
        picture = page.locator("picture.chart img[src*='/levels.svg']").evaluate("image => image.currentSrc")
        seen[f"{name} chart"] = page.request.get(picture).text()
    return seen


def _moved(page: Page, site, before: dict[str, str]) -> set[str]:
    """Return which figures changed, once all did or the 5 s are over that the job worker may take."""
    end = datetime.now(UTC) + timedelta(seconds=5)
    while True:
        last_look = datetime.now(UTC) > end
        changed = {name for name, shown in _figures(page, site).items() if shown != before[name]}
        if last_look or changed == set(before):
            return changed


@pytest.mark.parametrize(
    ("screen", "room"),
    [(TABLET, 9), *(pytest.param(*other, marks=pytest.mark.full) for other in ((WIDE, 8), (PHONE, 7), (OLDER, 6)))],
    ids=["tablet", "wide", "phone", "older"],
)
def test_from_a_schools_list_to_the_networks_chart(browser, site, watch, screen, room):
    tablet = browser.new_context(**screen)
    office = watch(tablet.new_page())
    _bring_in(office, site, room)

    school = watch(tablet.new_page())
    opened = _open_class(school, site, room)
    _learn(school, opened["secret"])
    child = opened["child"]

    versions = _versions(site, "K3")
    now = datetime.now(UTC)
    for days_ago, form in ((_DAYS_AGO, "A"), (0, "B")):
        context = browser.new_context(**screen)
        desk = watch(context.new_page())
        _sign_in(desk.page, site, "lead1")
        if form == "A":
            _place_at(desk.page, site, child, "K3")
        desk.page.clock.install(time=now - timedelta(days=days_ago))
        _test(desk, site, child, versions["letter_sounds", form], wrong=[3], timed=True)
        _test(desk, site, child, versions["words", form], wrong=[7], timed=False)
        context.close()

    desk = watch(tablet.new_page())
    _sign_in(desk.page, site, "lead1")
    before = _figures(desk.page, site)
    desk.page.goto(f"{site.url}/promotions/{child}")
    desk.look()
    expect(desk.page.locator("h1")).to_contain_text("พร้อมเลื่อน")
    _go(desk.page, desk.page.locator(".choose form").first.locator("button"))
    expect(desk.page.locator(".said")).to_contain_text("เลเวล 4")
    assert _moved(desk.page, site, before) == set(before)

    desk.page.goto(f"{site.url}/unit")
    desk.look()
    desk.page.goto(f"{site.url}/network")
    desk.look()
    tablet.close()
    for watched in watch.all:
        assert watched.complaints == []
