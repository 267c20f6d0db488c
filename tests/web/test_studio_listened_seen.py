"""What a listener of the studio thinks of the sounds, in a real browser."""

import pytest
from playwright.sync_api import expect
from studio import LONG

pytestmark = pytest.mark.browser


def test_what_a_listener_thinks_is_saved_at_once(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1")
    page = studio.page
    studio.go("/studio/listen")
    rows = page.locator("[data-sound]")
    expect(rows).to_have_count(44)
    rows.nth(2).locator("[data-hear]").tap()
    studio.sounds(1, 0.05)
    for k, vote in ((0, "good"), (1, "weak"), (3, "wrong"), (3, "good")):
        rows.nth(k).locator(f"label:has([value={vote}])").tap()
    for k in (0, 3):
        expect(rows.nth(k).locator("[data-told]")).to_have_text("ดี: 1", timeout=LONG)
    expect(rows.nth(1).locator("[data-told]")).to_have_text("ไม่ชัด: 1", timeout=LONG)
    page.reload()
    assert [rows.nth(k).locator(":checked").get_attribute("value") for k in (0, 1, 3)] == ["good", "weak", "good"]
    page.route("**/studio/opinions", lambda route: route.abort())
    rows.nth(5).locator("label:has([value=good])").tap()
    expect(rows.nth(5).locator("[data-told]")).to_have_text("ยังไม่ได้บันทึก กรุณาแตะอีกครั้ง", timeout=LONG)
    expect(rows.nth(5).locator(":checked")).to_have_count(0)
