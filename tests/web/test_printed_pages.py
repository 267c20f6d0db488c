"""Cards and sheets to print."""

import re

import segno
from pages import words

from phonics.services import level_words


def test_a_card_never_lies_across_two_pages(alice) -> None:  # type: ignore[no-untyped-def]
    for by in (8, 12):
        page = alice.get(f"/levels/6/cards?by={by}").text
        leaves = re.findall(rf'<ul class="leaf by-{by}.*?</ul>', page, re.S)
        assert [leaf.count("<li") for leaf in leaves] == [by] * (24 // by)


def test_the_choice_of_cards_is_kept(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/levels/5/cards?chosen=1&words=ship+shop&by=12").text
    assert page.count('<li class="words') == 2
    assert "unbuttoned" in page
    assert "drawn-word" not in page
    assert 'value="ship shop"' in page
    assert alice.get("/levels/5/cards?words=ship").text.count("drawn-word") == 1


def test_a_wrong_word_for_a_card_is_said_and_stays_in_the_box(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/levels/5/cards?words=ship+%E0%B9%84%E0%B8%97%E0%B8%A2")
    assert page.status_code == 400
    assert "is not a word" in words(page)
    assert 'value="ship ไทย"' in page.text


def test_sifted_words_lead_to_their_cards_and_the_sift_is_taken_off(alice) -> None:  # type: ignore[no-untyped-def]
    assert 'href="/levels/7/cards?gpc=i_e%3DAY&amp;q=e"' in alice.get("/levels/7?gpc=i_e%3DAY&q=e").text
    page = alice.get("/levels/7/cards?gpc=i_e%3DAY&q=e")
    total = len(level_words.matching(7, "e", "i_e=AY"))
    assert f"Cards: 24 of {total}" in words(page)
    links = re.findall(r'href="(/levels/7/cards[^"]*)"', page.text)
    assert [("gpc=" in link, "q=" in link, "set=2" in link) for link in links] == [
        (False, True, False),
        (True, False, False),
        (True, True, True),
    ]
    assert "Cards: 24 of" in words(alice.get(links[2].replace("&amp;", "&")))
    assert alice.get("/levels/7/cards?set=9999").status_code == 404


def test_the_same_number_prints_the_same_sheet(alice) -> None:  # type: ignore[no-untyped-def]
    first = alice.get("/levels/6/sheet?seed=12").text.split("<article")[1]
    assert alice.get("/levels/6/sheet?seed=12").text.split("<article")[1] == first
    assert alice.get("/levels/6/sheet?seed=13").text.split("<article")[1] != first


def test_only_the_teachers_sheet_has_directions_and_answers(alice) -> None:  # type: ignore[no-untyped-def]
    alice.set_cookie("lang", "th")
    child, teacher = alice.get("/levels/6/sheet"), alice.get("/levels/6/sheet?for=teacher")
    for only_teachers in ("ครูไม่อ่านนำ", 'class="ipa"'):
        assert only_teachers in teacher.text.split("<article")[1]
        assert only_teachers not in child.text.split("<article")[1]
    assert "วันที่" in child.text.split("<article")[1]


def test_the_sheet_of_a_class_has_the_code_to_scan_and_to_type_and_both_languages(alice, world) -> None:  # type: ignore[no-untyped-def]
    address = f"/teacher/classes/{world.room.id}/code"
    assert alice.get(address).location.startswith(f"/teacher/classes/{world.room.id}"), "there is no code yet"
    alice.post(address)
    page = alice.get(address)
    code = re.search(r'<p class="digits">([\d ]{19})</p>', page.text)[1]
    wanted = segno.make(f"http://localhost/open#{code.replace(' ', '')}", error="m")
    drawn = re.search(r'<path class="qrline"[^>]* d="([^"]+)"', page.text)[1]
    assert drawn in wanted.svg_inline(border=4, omitsize=True)
    for language, words_of_it in (("th", "วิธีเปิดห้องเรียนบนแท็บเล็ต"), ("en", "How to open the class on a tablet")):
        section = page.text.split(f'<section lang="{language}">')[1].split("</section>")[0]
        assert words_of_it in section
        assert section.count("<li>") == 4
    assert "B.E. 25" in words(page)
