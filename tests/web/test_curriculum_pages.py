"""The curriculum's pages: levels, words, what is printed, the text checker, a unit's own words."""

import re

import pytest
from cast import NOW
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import event
from tablets import PHONE, TABLET, WIDE

from config import ROOT
from phonics.levels.loader import load
from phonics.levels.readability import LONGEST_TEXT
from phonics.roles import Role
from phonics.services import accounts, curriculum
from phonics.services.demo import PASSWORD
from phonics.store.curriculum import OwnWord
from phonics.store.people import Post
from phonics.web.extensions import db

SOMJAI = "S AO M JH AY"
DOORS = ("/levels", "/levels/5", "/levels/5/words/ship", "/levels/5/cards", "/levels/5/sheet", "/texts/check", "/words")


def words(response) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.get_data(as_text=True)))


@pytest.fixture
def alice(world, sign_in):  # type: ignore[no-untyped-def]
    """Alice's browser, in English."""
    client = sign_in(world.alice)
    client.set_cookie("lang", "en")
    return client


# -- who may come in


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


# -- levels


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
    heard = [bool(tile.sound_url) + bool(tile.word_url) for tile in curriculum.level(12, ROOT / "audio").tiles]
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
        assert page.count("data-look") <= curriculum.PAGE
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


# -- a word


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


# -- to print


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
    total = len(curriculum.matching(7, "e", "i_e=AY"))
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


# -- the text checker


def check(client, text: str, level: int = 5):  # type: ignore[no-untyped-def]
    return client.post("/texts/check", data={"text": text, "level": str(level)})


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


# -- own words


def test_from_a_text_one_goes_back_to_it(alice) -> None:  # type: ignore[no-untyped-def]
    assert "/words?word=somjee&amp;level=7&amp;back=text" in check(alice, "Somjee sat.", 7).text
    again = 'href="/texts/check?level=7&amp;again=1"'
    assert again in alice.get("/words?word=somjee&level=7&back=text").text
    kept = alice.post("/words", data={"word": "somjee", "said": "S AA M JH IY", "level": "7", "back": "text"})
    assert again in alice.get(kept.headers["Location"]).text
    for other in ("/words?word=somjee", "/words?level=7", "/words?level=99&back=text"):
        assert "again=1" not in alice.get(other).text


def test_a_wrong_sound_is_told_beside_its_field(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.post("/words", data={"word": "somjai", "typed": "QQ"}).text
    assert page.count('role="alert"') == 1
    assert 'aria-describedby="typed-problem"' in page


def test_a_kept_word_is_said_so_and_a_way_has_thai_hints(alice) -> None:  # type: ignore[no-untyped-def]
    assert re.search(r'lang="th">[^<]+ · [^<]+</span></span></label>', alice.get("/words?word=somjai").text)
    alice.post("/words", data={"word": "somjai", "said": SOMJAI})
    page = alice.get("/words?word=Somjai")
    assert "somjai is already among your own words." in words(page)
    assert 'name="said"' not in page.text


def test_a_word_is_added_by_one_of_its_readings_and_then_known(alice) -> None:  # type: ignore[no-untyped-def]
    assert "unknown" in check(alice, "Somjee sat.").text.split("data-passage")[1].split("</div>")[0]
    page = alice.get("/words?word=somjee").text
    ways = re.findall(r'name="said" value="([A-Z ]+)"', page)
    assert "S AA M JH IY" in ways
    kept = alice.post("/words", data={"word": "somjee", "said": "S AA M JH IY", "gloss": "สมจี"})
    assert kept.status_code == 303
    assert "สมจี" in alice.get("/words").text
    assert "unknown" not in check(alice, "Somjee sat.").text.split("data-passage")[1].split("</div>")[0]


def test_sounds_that_are_typed_come_before_those_chosen(alice, session) -> None:  # type: ignore[no-untyped-def]
    alice.post("/words", data={"word": "somjai", "said": "S AA M JH EY", "typed": "s ao m jh ay"})
    assert session.query(OwnWord.phones).scalar() == SOMJAI


@pytest.mark.parametrize(
    ("word", "said", "why"),
    [
        ("ship", "SH IH P", "The curriculum already has ship, from level 5 on."),
        ("somjai", "K AE T", "No known spelling makes somjai sound like that"),
        ("somjai", "", "Choose how somjai sounds, or write its sounds."),
        ("bitch", "B IH CH", "bitch is not offered to children here."),
        ("ไทย", "T AY", "is not a word of 1–45 letters"),
    ],
)
def test_a_word_that_cannot_be_kept_is_told_why(alice, session, word: str, said: str, why: str) -> None:  # type: ignore[no-untyped-def]
    page = alice.post("/words", data={"word": word, "typed": said, "gloss": "ความหมาย"})
    assert page.status_code == 400
    assert why in words(page)
    assert session.query(OwnWord).count() == 0


def test_a_word_of_the_curriculum_is_said_to_be_one(alice) -> None:  # type: ignore[no-untyped-def]
    page = alice.get("/words?word=Ship")
    assert "The curriculum already has ship, from level 5 on." in words(page)
    assert 'name="said"' not in page.text


def test_a_word_is_taken_off_by_the_unit_and_by_no_other(world, sign_in, alice, session) -> None:  # type: ignore[no-untyped-def]
    alice.post("/words", data={"word": "somjai", "said": SOMJAI})
    assert "somjai is among your words now" in words(alice.get("/words"))
    path = f"/words/{session.query(OwnWord.id).scalar()}/removal"
    assert sign_in(world.charlie).post(path).status_code == 404
    assert "somjai" not in sign_in(world.charlie).get("/words").text
    assert sign_in(world.bob).post(path).status_code == 303
    assert sign_in(world.bob).post(path).status_code == 404


@pytest.mark.parametrize("path", [*DOORS, "/words?word=sanuk", "/levels/15"])
def test_pages_have_no_inline_style_or_script(alice, path: str) -> None:  # type: ignore[no-untyped-def]
    page = alice.get(path).text
    assert " style=" not in page
    assert "<script>" not in page
    assert not re.search(r" on\w+=", page)


# -- in a browser


@pytest.fixture(params=[PHONE, TABLET, WIDE], ids=["phone", "tablet", "desk"])
def screen(request, browser: Browser, site, watch):  # type: ignore[no-untyped-def]
    """A teacher of the demo, signed in on each screen."""
    context = browser.new_context(**request.param)
    yield watch(_signed_in(context.new_page(), site))
    context.close()


def _signed_in(page: Page, site) -> Page:  # type: ignore[no-untyped-def]
    page.goto(f"{site.url}/sign-in")
    page.fill("[name=username]", "lead1")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.locator("button.main").click()
    return page


def _within(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


@pytest.mark.browser
def test_every_page_fits_its_screen_and_every_reader(screen, site) -> None:  # type: ignore[no-untyped-def]
    paths = [f"/levels/{number}" for number in (1, 2, 6, 8, 12, 15, 16)]
    for path in (*DOORS, *paths, "/levels/12/cards?by=12", "/levels/15/sheet?for=teacher", "/words?word=sanuk"):
        screen.page.goto(site.url + path)
        screen.look()
        _within(screen.page)
    assert screen.complaints == []


@pytest.mark.browser
def test_a_text_is_checked_a_word_explained_and_the_sounds_hidden(screen, site) -> None:  # type: ignore[no-untyped-def]
    page = screen.page
    page.goto(f"{site.url}/texts/check?level=5")
    page.fill("#text", "x" * (LONGEST_TEXT + 1))
    expect(page.locator("[data-long]")).to_be_visible()
    page.fill("#text", "The cat is in a boat.\n\nMake a wish with khantoke!")
    expect(page.locator("[data-long]")).to_be_hidden()
    with page.expect_navigation():
        page.locator(".paste .main").click()
    screen.look()
    _within(page)
    page.locator(".passage .not-yet").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .ahead")).to_contain_text("oa")
    screen.look()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".passage .not-yet").first).to_be_focused()
    page.locator("[data-sounds]").click()
    expect(page.locator(".passage")).not_to_have_class(re.compile("sounded"))
    screen.look()
    assert screen.complaints == []


@pytest.mark.browser
def test_a_pasted_text_is_there_again_after_words_language_and_back(screen, site) -> None:  # type: ignore[no-untyped-def]
    page = screen.page
    page.goto(f"{site.url}/texts/check?level=7")
    page.fill("#text", "Khantoke is on the boat.")
    page.locator(".paste .main").click()
    page.locator(".replace a[href*='back=text']").click()
    page.wait_for_url("**/words?**")
    page.go_back()
    expect(page.locator("[data-passage]")).to_contain_text("boat")
    page.locator("a[hreflang]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[data-passage]")).to_contain_text("boat")
    expect(page.locator("[name=level]")).to_have_value("7")
    page.goto(f"{site.url}/texts/check")
    expect(page.locator("#text")).to_have_value("Khantoke is on the boat.")
    expect(page.locator("[name=level]")).to_have_value("7")
    assert screen.complaints == []


@pytest.mark.browser
def test_words_are_sifted_while_typing_and_more_come_below(screen, site) -> None:  # type: ignore[no-untyped-def]
    page = screen.page
    page.goto(f"{site.url}/levels/6")
    assert page.locator("[data-list] > li").count() == curriculum.PAGE
    page.locator("[data-more]").click()
    expect(page.locator("[data-list] > li")).to_have_count(2 * curriculum.PAGE)
    page.locator("[name=q]").press_sequentially("spr", delay=30)
    expect(page.locator("[data-list]")).to_contain_text("spring")
    expect(page.locator("[data-list]")).not_to_contain_text("black")
    expect(page.locator("[name=q]")).to_be_focused()
    expect(page.locator("[name=q]")).to_have_value("spr")
    assert "q=spr" in page.url
    page.fill("[name=q]", "black")
    page.locator(".sift button").click()
    page.wait_for_url("**q=black*")
    expect(page.locator(".sift button")).to_be_focused()
    assert screen.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "pages"),
    [("/levels/6/cards", 3), ("/levels/6/cards?by=12", 2), ("/levels/7/cards", 3), ("/levels/6/sheet", 2)],
)
def test_what_is_printed_fits_its_pages(browser: Browser, site, path: str, pages: int) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(**WIDE)
    page = _signed_in(context.new_page(), site)
    page.goto(site.url + path)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == pages
    page.emulate_media(media="print")
    assert not page.locator(".screen").is_visible()
    cut = page.evaluate(
        "[...document.querySelectorAll('.leaf li')].filter(c => c.scrollHeight > c.clientHeight + 1).length"
    )
    assert cut == 0
    arcs = page.evaluate(
        """[...document.querySelectorAll('.leaf li .arc')].filter(arc =>
            arc.getBoundingClientRect().bottom + .34 * parseFloat(getComputedStyle(arc).fontSize)
            > arc.closest('li').getBoundingClientRect().bottom).length"""
    )
    assert arcs == 0
    context.close()
