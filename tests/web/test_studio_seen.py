"""The studio in a real browser: a fake microphone plays a clip of ours; a teacher records, trims, saves, approves."""

import re

import pytest
from playwright.sync_api import expect
from studio import BEFORE, LONG
from tablets import PHONE, TABLET, WIDE

pytestmark = pytest.mark.browser


def test_a_teacher_records_a_word_and_the_lead_lets_the_children_hear_it(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1")
    page = studio.page
    studio.go("/studio/word/ship")
    before = studio.present()
    studio.record()
    start, end = studio.trim()
    assert start == pytest.approx(BEFORE, abs=0.25)  # the trim that is suggested lies around the word
    assert 0.2 < end - start < 1.2
    studio.watched.look()

    page.locator("[data-handle]").first.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    assert studio.trim()[0] == pytest.approx(start + 0.09, abs=0.011)
    page.keyboard.press("PageDown")

    page.locator("[data-listen]").tap()
    expect(page.locator("[data-listen]")).to_have_class(re.compile(r"\bon\b"), timeout=LONG)
    expect(page.locator("[data-listen]")).not_to_have_class(re.compile(r"\bon\b"), timeout=LONG)
    preview = studio.heard()[-1]
    assert preview["src"].startswith("blob:")
    assert preview["until"] > 0.2
    page.locator("[data-compare]").tap()
    studio.sounds(3)
    assert [one["src"].removeprefix(studio.url) for one in studio.heard()[-2:]] == [before, preview["src"]]

    page.locator("[data-save]").tap()
    studio.is_in("saved")
    expect(page.locator("[data-status]")).to_have_text("บันทึกแล้ว รออนุมัติ")
    expect(page.locator(".versions > li")).to_have_count(1)
    expect(page.locator(".versions .state")).to_have_text("รออนุมัติ")
    assert page.locator("[data-verdict]").count() == 0
    assert studio.present() == before
    kept = page.locator(".versions [data-hear]").get_attribute("data-hear") or ""

    lead = enter("lead1")
    lead.go("/studio/waiting")
    line = lead.page.locator(".waits > li", has=lead.page.locator(f"[data-hear='{kept}']"))
    line.locator(f"[data-hear='{kept}']").tap()
    lead.sounds(1)
    lead.watched.look()
    line.locator("button[value=approved]").tap()
    expect(lead.page.locator("[data-told]")).to_contain_text("อนุมัติแล้ว", timeout=LONG)
    expect(line).to_have_count(0)
    lead.go("/levels/5/words/ship")
    expect(lead.page.locator("[data-clip]").first).to_have_attribute("data-clip", kept)
    lead.go("/studio/word/ship")
    assert lead.present() == kept
    lead.page.locator("button[value=withdrawn]").tap()
    expect(lead.page.locator("[data-told]")).to_contain_text("ถอนแล้ว", timeout=LONG)
    assert lead.present() == before
    assert studio.watched.complaints == lead.watched.complaints == []


def test_the_sentences_follow_each_other_on_one_page(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1")
    page = studio.page
    studio.go("/studio?section=instructions")
    with page.expect_navigation():
        page.locator(".begin").tap()
    page.evaluate("window.same = true")
    first = page.locator(".card-to-say").inner_text()
    for k in (1, 2):
        expect(page.locator(".steps")).to_contain_text(f"{k} จาก 27")
        studio.record(1.8)
        page.locator("[data-save]").tap()
        studio.is_in("saved")
        page.locator("[data-onward]").tap()
        expect(page.locator(".steps")).to_contain_text(f"{k + 1} จาก 27", timeout=LONG)
        studio.is_in("empty")
    assert page.evaluate("window.same")  # the microphone is not asked for again
    assert page.locator(".card-to-say").inner_text() != first
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator(".steps")).to_contain_text("2 จาก 27", timeout=LONG)
    studio.go("/studio?section=instructions")
    expect(page.locator(".wishes .state.waiting")).to_have_count(2)
    assert studio.watched.complaints == []


def test_a_take_that_did_not_arrive_is_sent_again_under_its_id(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1", lang="en")
    page = studio.page
    sent: list[str] = []

    def lose_the_answer(route) -> None:  # type: ignore[no-untyped-def]
        found = re.search(rb'name="id"\r\n\r\n([0-9a-f-]{36})', route.request.post_data_buffer or b"")
        assert found
        sent.append(found[1].decode())
        if len(sent) == 1:
            route.fetch()  # it is kept, but nobody learns of it
            route.abort()
        else:
            route.continue_()

    studio.go("/studio/word/fish")
    page.route("**/studio/recordings", lose_the_answer)
    studio.record()
    page.locator("[data-save]").tap()
    expect(page.locator("[data-problem]")).to_contain_text("Not sent: nobody answers.", timeout=LONG)
    page.locator("[data-save]").tap()
    studio.is_in("saved")
    assert len(sent) == 2
    assert len(set(sent)) == 1
    expect(page.locator(".versions > li")).to_have_count(1)


def test_leaving_an_unsaved_take_asks_first(enter) -> None:  # type: ignore[no-untyped-def]
    studio = enter("kru1", lang="en")
    page = studio.page
    asked: list[str] = []

    def stay(dialog) -> None:  # type: ignore[no-untyped-def]
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    studio.go("/studio/sound/TH")
    studio.record(1.8)
    page.locator("a[rel=next]").tap()
    page.wait_for_timeout(300)
    assert asked == ["confirm"]
    studio.is_in("taken")
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)


@pytest.mark.parametrize(
    ("screen", "lang"),
    [
        pytest.param(PHONE, "th", marks=pytest.mark.full),
        (TABLET, "th"),
        pytest.param(TABLET, "en", marks=pytest.mark.full),
        pytest.param(WIDE, "th", marks=pytest.mark.full),
    ],
    ids=["phone", "tablet", "tablet in English", "desk"],
)
def test_every_page_fits_its_screen_and_every_reader(enter, screen: dict, lang: str) -> None:  # type: ignore[no-untyped-def]
    studio = enter("lead1", screen, lang)
    lists = ["/studio", "/studio?section=instructions", "/studio?section=names", "/studio/listen", "/studio/waiting"]
    lines = [
        "/studio/sound/TH",
        "/studio/word/ship",
        "/studio/instruction/find-first?section=instructions",
        "/studio/letter/a",
    ]
    for path in (*lists, *lines):
        studio.go(path)
        studio.watched.look()
        studio.fits()
        small = studio.page.evaluate(
            """[...document.querySelectorAll('main :is(button, .act, .votes label, [data-handle])')]
                .map((one) => [one.getBoundingClientRect(), one.textContent.trim()])
                .filter(([box]) => box.width && (box.height < 44 || box.width < 44)).map(([, text]) => text)"""
        )
        assert small == [], path
    assert studio.watched.complaints == []
