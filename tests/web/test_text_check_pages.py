"""A text pasted by a teacher."""

import re

import pytest
from pages import check, words

from phonics.levels.loader import load
from phonics.levels.readability import LONGEST_TEXT


def test_a_text_is_checked_word_by_word(alice) -> None:  # type: ignore[no-untyped-def]
    page = check(alice, "The cat sat in a boat, a BOAT with qzxj.")
    assert page.status_code == 200
    assert "7 of 10 words can be read at level 5" in words(page)
    kinds = re.findall(r'<a class="w ([\w-]+)" href="/levels/5/words/(\w+)"', page.text)
    assert kinds == [
        *(("tricky", "the"), ("decodable", "cat"), ("decodable", "sat"), ("decodable", "in"), ("tricky", "a")),
        *(("not-yet", "boat"), ("tricky", "a"), ("not-yet", "boat"), ("decodable", "with"), ("unknown", "qzxj")),
    ]
    replace = re.search(r'<table class="quiet-table dense replace">.*?</table>', page.text, re.S)
    assert replace
    assert re.findall(r"data-look>(\w+)</a></th><td class=\"num\">(\d)</td>", replace[0]) == [
        ("boat", "2"),
        ("qzxj", "1"),
    ]
    assert "/words?word=qzxj" in replace[0]
    assert page.text.count('<rect class="part"') == 16


def test_the_sounds_stand_under_a_short_text_and_wait_under_a_long_one(alice) -> None:  # type: ignore[no-untyped-def]
    assert 'class="passage sounded"' in check(alice, "cat " * 150).text
    long = check(alice, "cat " * 151).text
    assert 'class="passage"' in long
    assert 'aria-pressed="false" data-sounds' in long
    longer = check(alice, "cat " * 1001).text
    assert "data-sounds" not in longer
    assert "data-s=" not in longer


def test_a_checked_text_comes_back_whole_and_harmless(alice) -> None:  # type: ignore[no-untyped-def]
    text = '\n\n<script>alert(1)</script> & "cat" – ไทย 12\n\nsat'
    page = check(alice, text).text
    assert "<script>alert" not in page
    box = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)
    assert box
    assert box[1].startswith("\n\n&lt;script&gt;")


@pytest.mark.parametrize(("length", "status"), [(LONGEST_TEXT, 200), (LONGEST_TEXT + 1, 400), (1_000_000, 400)])
def test_a_text_that_is_too_long_is_told_so_and_stays_in_its_box(alice, length: int, status: int) -> None:  # type: ignore[no-untyped-def]
    page = check(alice, (("ก" * 3 + " cat ") * (length // 8 + 1))[:length])
    assert page.status_code == status
    assert ("A text may have 60000 characters" in words(page)) is (status == 400)
    assert page.text.count("กกก cat") >= length // 8


def test_an_empty_text_is_answered_kindly(alice) -> None:  # type: ignore[no-untyped-def]
    for text in ("", "  \n", "123 ไทย"):
        page = check(alice, text)
        assert page.status_code == 200
        assert "There is no English word in the box yet" in words(page)


def test_the_checker_begins_with_the_level_of_ones_children(alice) -> None:  # type: ignore[no-untyped-def]
    assert '<option value="3" selected>' in alice.get("/texts/check").text
    assert '<option value="9" selected>' in alice.get("/texts/check?level=9").text


@pytest.mark.parametrize("level", ["", "x", "0", "17"])
def test_a_level_that_is_none_is_not_found(alice, level: str) -> None:  # type: ignore[no-untyped-def]
    assert alice.post("/texts/check", data={"text": "cat", "level": level}).status_code == 404


def test_a_word_taught_by_heart_before_it_can_be_decoded_has_that_level(alice) -> None:  # type: ignore[no-untyped-def]
    row = re.search(r">said</a></th>.*?</tr>", check(alice, "said", 2).text, re.S)
    heart, decoded = load().tricky()["said"], load().words["said"].level
    assert row
    assert heart != decoded
    assert f'<td class="num">{load().level(heart).number}</td>' in row[0]
    told = words(alice.get("/levels/2/words/said"))
    assert f"it is known by heart from level {load().level(heart).number} on" in told


def test_a_comma_stays_with_its_word(alice) -> None:  # type: ignore[no-untyped-def]
    page = check(alice, '"Cat," (sat)! ไทย cat ?!').text.split("data-passage>")[1].split("</div>")[0]
    held = re.findall(r'<span class="together">(.*?</a>)(?:<span class="between">(.*?)</span>)?</span>', page, re.S)
    assert [(re.sub(r"<[^>]+>|\s", "", word), signs) for word, signs in held] == [
        ("&#34;Cat", ",&#34;"),
        ("(sat", ")!"),
    ]
    assert re.sub("<[^>]+>|\\n *", "", page).strip() == "&#34;Cat,&#34; (sat)! ไทย cat ?!"


def test_what_could_stand_instead_has_its_meaning(alice) -> None:  # type: ignore[no-untyped-def]
    page = check(alice, "A boat.").text
    assert re.search(r'<li><span lang="en">ship</span> <span class="soft small" lang="th">เรือ</span></li>', page)


def test_from_a_text_one_goes_back_to_it(alice) -> None:  # type: ignore[no-untyped-def]
    assert "/words?word=somjee&amp;level=7&amp;back=text" in check(alice, "Somjee sat.", 7).text
    again = 'href="/texts/check?level=7&amp;again=1"'
    assert again in alice.get("/words?word=somjee&level=7&back=text").text
    kept = alice.post("/words", data={"word": "somjee", "said": "S AA M JH IY", "level": "7", "back": "text"})
    assert again in alice.get(kept.headers["Location"]).text
    for other in ("/words?word=somjee", "/words?level=7", "/words?level=99&back=text"):
        assert "again=1" not in alice.get(other).text
