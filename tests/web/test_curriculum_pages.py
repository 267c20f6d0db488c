"""The curriculum for teachers: who may come in, the levels, their words."""

import re

import pytest
from cast import NOW
from pages import DOORS, words
from sqlalchemy import event

from config import ROOT
from phonics.levels.loader import load
from phonics.roles import Role
from phonics.services import accounts, curriculum, level_words
from phonics.services.voices import Voices
from phonics.store.curriculum import OwnWord
from phonics.store.people import Post
from phonics.web.extensions import db

SOMJAI = "S AO M JH AY"


@pytest.mark.parametrize("path", DOORS)
def test_it_is_for_staff(world, sign_in, client, path: str) -> None:  # type: ignore[no-untyped-def]
    assert "/sign-in" in client.get(path).headers["Location"]
    assert "/sign-in" in sign_in(world.dao).get(path).headers["Location"]
    assert sign_in(world.charlie).get(path).status_code == 200
    assert sign_in(world.ek).get(path).status_code == (404 if path == "/words" else 200)


def test_a_head_looks_at_the_units_words_and_adds_none(session, world, sign_in, alice) -> None:  # type: ignore[no-untyped-def]
    alice.post("/words", data={"word": "somjai", "said": SOMJAI})
    staff = accounts.add_staff(session, "head", "Head", "x", Role.SCHOOL_HEAD, world.unit.id)
    session.commit()
    post = session.query(Post).filter_by(staff_id=staff.id).one()
    with alice.session_transaction() as cookie:
        cookie["_user_id"] = accounts.staff_key(post.id, staff.password_hash)
    page = alice.get("/words?word=sanuk").text
    assert "/sɔmdʒaɪ/" in page
    assert 'action="/words"' not in page
    assert "/removal" not in page
    assert alice.post("/words", data={"word": "sanuk", "said": "S AE N AH K"}).status_code == 404


@pytest.mark.parametrize("actor", ["alice", "ek"])
def test_the_rail_leads_there_once(world, sign_in, actor: str) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(getattr(world, actor)).get("/levels").text
    assert page.count('<a href="/levels" aria-current="page">') == 2  # the rail, and the row of the curriculum's own
    assert ("/words" in page) is (actor == "alice")


def test_all_levels_stand_on_one_page_with_ones_own_children(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/levels")
    assert page.text.count('href="/levels/') == 16
    row = re.search(r'<tr class="usual">(.*?)</tr>', page.text, re.S)
    assert row
    assert "Three-sound words" in row[1]
    assert '<td class="num">5</td>' in row[1]


@pytest.mark.parametrize("number", range(1, 17))
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_level_has_its_page_its_cards_and_from_2_on_its_sheet(alice, number: int, lang: str) -> None:  # type: ignore[no-untyped-def]
    alice.set_cookie("lang", lang)
    level = load().level_numbered(number)
    page = alice.get(f"/levels/{number}")
    assert (level.title_th if lang == "th" else level.title_en) in page.text
    assert (level.teaches[0] if lang == "th" else level.teaches[1]) in page.text.replace("&#39;", "'")
    assert page.text.count('class="face"') == len(load().new_at(level.code))
    assert not re.search(r"\b[KPS]\d\b", words(page)), "a level is called by its number"
    for what in ("words", "tricky", "sounds"):
        assert alice.get(f"/levels/{number}/cards?what={what}").status_code == 200
    assert alice.get(f"/levels/{number}/sheet?for=teacher").status_code == (200 if number > 1 else 404)


@pytest.mark.parametrize(
    "path",
    """/levels/0 /levels/17 /levels/5?page=99 /levels/5?page=x /levels/5?gpc=zz /levels/5?page=0 /levels/5/cards?what=x
    /levels/5/cards?by=7 /levels/17/cards /levels/5/sheet?seed=0 /levels/5/sheet?seed=² /levels/17/words/cat
    /texts/check?level=x""".split(),
)
def test_what_does_not_exist_is_not_found(alice, path: str) -> None:  # type: ignore[no-untyped-def]
    assert alice.get(path).status_code == 404


def test_a_sound_can_be_heard_where_a_clip_is_and_only_there(alice) -> None:  # type: ignore[no-untyped-def]
    tiles = re.findall(
        r"<li>(.*?)</li>", alice.get("/levels/12").text.split('class="sounds"')[1].split("</ul>")[0], re.S
    )
    view = curriculum.level(12, Voices(None, None, ROOT / "audio", ROOT))
    heard = [bool(tile.sound_url) + bool(tile.word_url) for tile in view.tiles]
    assert [tile.count("data-clip") for tile in tiles] == heard
    assert 0 < sum(heard) < 2 * len(heard)


def test_a_word_is_cut_into_its_graphemes_with_its_e_and_its_silent_letters(alice) -> None:  # type: ignore[no-untyped-def]
    cake = alice.get("/levels/7/words/cake").text
    assert re.search(r'data-s="k">c</span><span class="arc"><span class="bare" data-s="eɪ">a</span>', cake)
    assert re.search(r'<span class="g silent">h</span><span class="g one"', alice.get("/levels/15/words/honest").text)
    assert '<span class="g more" data-s="ʃ">sh</span>' in alice.get("/levels/5/words/ship").text


def test_words_come_a_page_at_a_time_and_all_of_them_come(alice) -> None:  # type: ignore[no-untyped-def]
    seen, path = list[str](), "/levels/12?part=words"
    while path:
        page = alice.get(path).text
        assert page.count("data-look") <= level_words.PAGE
        seen += re.findall(r"/words/([^\"]+)\" data-look", page)
        more = re.search(r'href="([^"#]+)[^"]*" data-more', page)
        path = more[1].replace("&amp;", "&") + "&part=words" if more else ""
    assert len(seen) == len(set(seen)) == len(load().words_at("S1")) > 2_000


def test_words_are_sifted_by_a_spelling_and_by_letters(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/levels/5?gpc=sh%3DSH&q=i").text
    found = re.findall(r"/words/([^\"]+)\" data-look", page)
    assert "ship" in found
    assert all("sh" in word and "i" in word for word in found)
    assert '<option value="sh=SH" selected>' in page
    assert "No word of this level is like that" in alice.get("/levels/5?q=%3Cb%3E").text


@pytest.mark.parametrize("path", DOORS)
def test_no_page_asks_the_database_more_when_there_is_more(session, world, alice, path: str) -> None:  # type: ignore[no-untyped-def]
    def asked() -> int:
        asked_for: list[str] = []
        listen = ("before_cursor_execute", lambda *call: asked_for.append(call[2]))
        event.listen(db.engine, *listen)
        assert alice.get(path).status_code == 200
        event.remove(db.engine, *listen)
        return len(asked_for)

    before = asked()
    for n in range(20):
        text = f"somj{'aeiou'[n % 5]}{'bdfgk'[n // 5]}"
        session.add(OwnWord(unit_id=world.unit.id, text=text, phones="S", added_by=world.alice.id, added_at=NOW))
    session.commit()
    assert asked() == before


def test_a_word_says_which_spelling_comes_later_and_what_to_use_instead(alice) -> None:  # type: ignore[no-untyped-def]
    told = words(alice.get("/levels/5/words/boat"))
    assert "Not yet at level 5: it can be read from level 8 on." in told
    assert re.search(r"oa /oʊ/ \S+ Level 8 not yet", told)
    assert "Readable instead:" in told
    assert "Can be read at level 8" in words(alice.get("/levels/8/words/boat"))
    assert "Known by heart since level 2" in words(alice.get("/levels/5/words/the"))
    assert "Nobody has said how this word sounds" in words(alice.get("/levels/5/words/khantoke"))
    assert "consonants side by side at the end not yet" in words(alice.get("/levels/5/words/hand"))


def test_a_part_of_a_page_is_only_that(alice) -> None:  # type: ignore[no-untyped-def]
    assert "<html" not in alice.get("/levels/5/words/boat?part=word").text
    assert "<html" not in alice.get("/levels/5?part=words").text


@pytest.mark.parametrize("word", ["ไทย", "123", "x" * 46])
def test_what_is_no_word_is_said_so(alice, word: str) -> None:  # type: ignore[no-untyped-def]
    page = alice.get(f"/levels/5/words/{word}")
    assert page.status_code == 400
    assert "is not a word of 1–45 letters" in words(page)


@pytest.mark.parametrize("path", [*DOORS, "/words?word=sanuk", "/levels/15"])
def test_pages_have_no_inline_style_or_script(alice, path: str) -> None:  # type: ignore[no-untyped-def]
    page = alice.get(path).text
    assert " style=" not in page
    assert "<script>" not in page
    assert not re.search(r" on\w+=", page)
