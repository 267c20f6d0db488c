"""The grid for answers from paper, in a real browser: typed, pasted, taken back, found again, saved."""

from uuid import UUID

from grids import first_child, version_of
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import create_engine, text

PASTE = """(copied) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", copied);
  const pasted = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector("[data-field]").dispatchEvent(pasted);
}"""


def test_answers_are_typed_pasted_taken_back_kept_and_saved(teachers_tablet: BrowserContext, site, watch) -> None:  # type: ignore[no-untyped-def]
    page = teachers_tablet.new_page()
    seen = watch(page)
    child, version = first_child(site), version_of(site, "words")
    with create_engine(site.database).connect() as connection:
        query = text(
            "select classroom_id from enrolment where replace(student_id, '-', '') = :id order by year_be desc limit 1"
        )
        room = UUID(connection.execute(query, {"id": child.hex}).scalar_one())
    page.goto(f"{site.url}/together/{room}/{version}/grid")
    live = page.locator("[data-entering][data-live]")
    expect(live).to_be_attached()
    state, row = page.locator("[data-state-of]"), page.locator("tbody tr")
    for key in "10s-":
        page.keyboard.press(key)
    expect(state.first).to_have_text("✓ ครบแล้ว")
    expect(row.first.locator("[data-total]")).to_have_text("2/4")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")  # the fourth is empty, the fifth is not
    expect(state.first).to_have_text("ข้อ 4 ว่าง")
    for left in ("2/3", "2/4"):
        page.locator("[data-undo]").click()
        expect(row.first.locator("[data-total]")).to_have_text(left)
    page.locator("tbody tr:nth-child(2) [data-c='0']").click()
    page.evaluate(PASTE, "✓\tx\t?\n1\t0\t1\n")
    expect(page.locator("[data-tell]")).to_contain_text("อ่านไม่ออก")
    expect(state.nth(1)).to_have_text("ข้อ 3: อ่าน “?” ไม่ออก")
    expect(row.nth(2).locator("[data-total]")).to_have_text("2/3")
    page.reload()
    expect(live).to_be_attached()
    expect(row.nth(1).locator("[data-c='0']")).to_have_text("1")
    seen.look()
    page.locator("[data-save]").click()
    expect(state.first).to_have_text("✓ บันทึกแล้ว", timeout=20_000)
    expect(state.nth(2)).to_have_text("✓ บันทึกแล้ว")
    expect(state.nth(1)).to_contain_text("ข้อ 3")
    state.first.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("2 จาก 4")
    assert seen.complaints == []
