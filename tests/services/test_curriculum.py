"""Levels, texts, sheets and a unit's own words, as the services give them; on both databases."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from both_databases import at_once
from cast import NOW, World, make_world
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from config import ROOT
from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.levels.decoding import explain
from phonics.levels.loader import load
from phonics.levels.readability import LONGEST_TEXT, check_text
from phonics.levels.sequence import RANK
from phonics.services import curriculum, own_words, sheets, text_checks
from phonics.store.curriculum import OwnWord
from phonics.store.programme import Audit

AUDIO = ROOT / "audio"
SOMJAI = "S AO M JH AY"
TEXT = "Nat and Pim went to the market. Somjai made a khantoke lunch, and the old clock struck. Don't run!"


@pytest.fixture
def somjai(session: Session, world: World) -> OwnWord:
    row = own_words.add(session, world.alice, " Somjai ", SOMJAI, " สม ใจ ", NOW)
    session.commit()
    return row


# -- own words


def test_a_teachers_word_is_kept_for_the_whole_unit_and_for_no_other(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    assert own_words.spoken(session, world.bob) == {"somjai": tuple(SOMJAI.split())}
    assert own_words.spoken(session, world.charlie) == own_words.spoken(session, world.ek) == {}
    (line,) = own_words.listed(session, world.bob)
    assert (line.text, line.gloss_th, line.added_by) == ("somjai", "สม ใจ", "Alice")
    assert [segment.grapheme for segment in line.segments] == ["s", "o", "m", "j", "ai"]
    assert own_words.listed(session, world.charlie) == own_words.listed(session, world.ek) == []


def test_the_trail_keeps_who_added_and_who_removed(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    own_words.remove(session, world.bob, somjai.id, NOW)
    trail = session.execute(select(Audit.action, Audit.staff_id, Audit.unit_id, Audit.about).order_by(Audit.id)).all()
    assert [(action, staff, unit) for action, staff, unit, _about in trail] == [
        ("own_word.add", world.alice.id, world.unit.id),
        ("own_word.remove", world.bob.id, world.unit.id),
    ]
    assert trail[0].about == {"word": "somjai", "phones": SOMJAI}


def test_a_removed_word_keeps_its_row_and_may_come_back(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    own_words.remove(session, world.alice, somjai.id, NOW)
    assert own_words.listed(session, world.alice) == []
    with pytest.raises(NotFound):
        own_words.remove(session, world.alice, somjai.id, NOW)
    own_words.add(session, world.alice, "somjai", SOMJAI, "", NOW)
    assert session.query(OwnWord).count() == 2
    assert len(own_words.listed(session, world.alice)) == 1


def test_the_same_word_twice_is_a_conflict_and_the_first_stays(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Conflict, match="already among your own words"):
        own_words.add(session, world.bob, "SOMJAI", "S AA M JH AY", "", NOW)
    assert own_words.spoken(session, world.alice) == {"somjai": tuple(SOMJAI.split())}
    own_words.add(session, world.charlie, "somjai", "S AA M JH AY", "", NOW)  # another unit has its own


def test_of_many_who_add_a_word_at_once_one_succeeds(shared: Engine) -> None:
    with Session(shared, expire_on_commit=False) as session:
        world = make_world(session)
    deeds = [lambda s: own_words.add(s, world.alice, "somjai", SOMJAI, "", NOW) and "kept"] * 4
    found = at_once(shared, deeds)
    assert found.count("kept") == 1
    assert [type(one) for one in found if one != "kept"] == [Conflict] * 3
    with Session(shared) as session:
        assert session.query(OwnWord).count() == 1


@pytest.mark.parametrize("who", ["ek", "dao"])
def test_only_who_teaches_adds_a_word(session, world, who: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed):
        own_words.add(session, getattr(world, who), "somjai", SOMJAI, "", NOW)


def test_another_units_word_does_not_exist(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    for actor, word_id in ((world.charlie, somjai.id), (world.ek, somjai.id), (world.alice, uuid4())):
        with pytest.raises(NotFound):
            own_words.remove(session, actor, word_id, NOW)
    assert somjai.removed_at is None


@pytest.mark.parametrize(
    ("word", "phones", "why"),
    [
        ("somjai", "K AE T", "No known spelling"),
        ("somjai", "QQ", "Unknown sounds"),
        ("somjai", " ", "Choose how"),
        ("สมใจ", SOMJAI, "not a word of"),
        ("", SOMJAI, "not a word of"),
        ("x" * 46, "K S", "not a word of"),
        ("bitch", "B IH CH", "not offered to children"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(session, world, word: str, phones: str, why: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid, match=why):
        own_words.add(session, world.alice, word, phones, "", NOW)
    assert session.query(OwnWord).count() == session.query(Audit).count() == 0


def test_a_meaning_has_an_end(session, world) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid, match="The meaning"):
        own_words.add(session, world.alice, "somjai", SOMJAI, "ก" * 61, NOW)


@pytest.mark.parametrize(("word", "level"), [("ship", "P1"), ("the", "K2"), ("pim", "K3"), ("lamphun", "P2")])
def test_a_word_of_the_curriculum_is_named_with_its_level(session, world, word: str, level: str) -> None:  # type: ignore[no-untyped-def]
    assert own_words.propose(word).known_at == level
    phones = " ".join(phone for segment in explain(word, "S5").segments for phone in segment.phones)
    with pytest.raises(Conflict) as refused:
        own_words.add(session, world.alice, word, phones, "", NOW)
    assert refused.value.details["n"] == load().level(level).number


def test_the_dictionary_comes_before_the_letters() -> None:
    assert own_words.propose("abacus").source == "dictionary"
    found = own_words.propose("pimjai")
    assert found.source == "letters"
    assert 1 < len(found.ways) <= 6
    assert all("".join(s.grapheme for s in way) == "pimjai" for way in found.ways)
    assert len({tuple(p for s in way for p in s.phones) for way in found.ways}) == len(found.ways)


def test_letters_that_tell_nothing_propose_nothing() -> None:
    assert own_words.propose("o'jj'o").ways == ()


# -- texts


def test_the_text_checker_knows_the_units_own_words(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    for actor, known in ((world.alice, True), (world.charlie, False)):
        found = text_checks.check(session, actor, TEXT, 16)
        assert ("somjai" not in {one.word for one in found.unknown}) is known
        assert "khantoke" in {one.word for one in found.unknown}


def test_the_share_at_each_level_is_what_a_check_at_that_level_says(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    own = own_words.spoken(session, world.alice)
    for fit in text_checks.check(session, world.alice, TEXT, 5).fits:
        assert fit.readable == check_text(TEXT, fit.level.code, own).readable, fit.level.number


def test_the_fitting_level_is_the_first_with_95_of_100_words(session, world) -> None:  # type: ignore[no-untyped-def]
    found = text_checks.check(session, world.alice, "sat " * 95 + "boat " * 5, 2)
    assert found.fitting
    assert found.fitting.level.number == 2
    found = text_checks.check(session, world.alice, "sat " * 94 + "boat " * 6, 2)
    assert found.fitting
    assert found.fitting.level.number == load().level(load().words["boat"].level).number
    assert text_checks.check(session, world.alice, "qzxj vvbk", 2).fitting is None


def test_an_empty_text_is_no_failure_and_a_too_long_one_is(session, world) -> None:  # type: ignore[no-untyped-def]
    assert text_checks.check(session, world.alice, " 123 ไทย ", 2).found.words == 0
    assert text_checks.check(session, world.alice, "a" * LONGEST_TEXT, 2).found.words == 1
    with pytest.raises(Invalid, match="A text may have"):
        text_checks.check(session, world.alice, "a" * (LONGEST_TEXT + 1), 2)
    with pytest.raises(NotFound):
        text_checks.check(session, world.alice, "a", 17)


def test_a_look_at_a_word_says_why_and_what_instead(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    hard = text_checks.look(session, world.alice, "boat", 5)
    assert hard.explanation.untaught == ("oa=OW",)
    assert all(explain(other, "P1").readable for other in hard.instead)
    assert text_checks.look(session, world.alice, "ship", 5).instead == ()
    assert text_checks.look(session, world.alice, "Somjai", 5).own
    assert not text_checks.look(session, world.charlie, "Somjai", 5).own


# -- levels and words


def test_the_usual_level_is_that_of_most_of_ones_own_children(session, world) -> None:  # type: ignore[no-untyped-def]
    for child, level in zip(world.children, ["K3", "P2", "P2", "K4", "P2"], strict=True):
        child.level = level
    session.commit()
    assert curriculum.standing(session, world.alice).own == {"K3": 1, "K4": 1, "P2": 3}
    assert curriculum.standing(session, world.alice).usual.code == "P2"
    assert curriculum.standing(session, world.bob).own == {}  # Bob's unit, not his class
    assert curriculum.standing(session, world.bob).usual.code == "P2"
    assert curriculum.standing(session, world.ek) == curriculum.Standing()
    assert curriculum.standing(session, world.ek).usual.number == 5


def test_where_children_stand_costs_one_query(session, world) -> None:  # type: ignore[no-untyped-def]
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))
    curriculum.standing(session, world.alice)
    assert len([one for one in asked if one.lstrip().upper().startswith("SELECT")]) == 1


@pytest.mark.parametrize("number", range(1, 17))
def test_a_level_shows_what_it_teaches(number: int) -> None:
    view = curriculum.level(number, AUDIO)
    assert [tile.row for tile in view.tiles] == list(load().new_at(view.level.code))
    for tile in view.tiles:
        assert bool(tile.key) == bool(tile.row.key_word)
        for url in (tile.sound_url, tile.word_url):
            assert not url or (AUDIO / "generated" / url.removeprefix("/audio/")).exists()
    assert all(RANK[earlier.code] < number for earlier, _words in view.tricky)


def test_where_no_clip_is_no_address_is_given(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert {tile.sound_url + tile.word_url for tile in curriculum.level(5, tmp_path).tiles} == {""}


@pytest.mark.parametrize("number", [0, 17])
def test_there_are_sixteen_levels(number: int) -> None:
    with pytest.raises(NotFound):
        curriculum.level(number, AUDIO)


def test_pages_of_words_give_every_word_once_commonest_first() -> None:
    found, page = list[str](), 1
    while page:
        there = curriculum.words(6, page=page)
        found += [word.text for word in there.words]
        page = there.next or 0
    assert found == [word.text for word in sorted(load().words_at("P2"), key=curriculum.known_by_heart)]
    assert there.total == len(found) > 2 * curriculum.PAGE
    with pytest.raises(NotFound):
        curriculum.words(6, page=there.page + 1)


def test_words_are_found_by_letters_by_meaning_and_by_what_is_in_them() -> None:
    assert {word.text for word in curriculum.words(5, "SHI").words} >= {"ship", "shin"}
    assert "ship" in {word.text for word in curriculum.words(5, "เรือ").words}
    holding = curriculum.words(5, holding="sh=SH")
    assert 5 < holding.total < curriculum.words(5).total
    assert all("sh=SH" in word.codes for word in holding.words)
    assert all("sh" in word.text for word in curriculum.words(5, "i", "sh=SH").words)
    assert {"black", "flag"} <= {word.text for word in curriculum.every_word(6, "start:l")}
    assert curriculum.words(5, "no such word").total == 0
    with pytest.raises(NotFound):
        curriculum.words(5, holding="sh=QQ")


def test_level_1_has_words_for_the_ear() -> None:
    assert {word.text for word in curriculum.every_word(1)} == {word.text for word in load().listening_words()}


# -- sheets


def test_cards_begin_with_the_words_that_have_a_picture() -> None:
    pictured = [bool(card.picture) for card in sheets.cards(5, "words").cards]
    assert len(pictured) == 24
    assert pictured == sorted(pictured, reverse=True)


def test_cards_of_chosen_words_stand_in_that_order_once_each() -> None:
    dealt = sheets.cards(5, "words", "shop, ship shop  Somjai", own={"somjai": tuple(SOMJAI.split())}).cards
    assert [card.text for card in dealt] == ["shop", "ship", "Somjai"]
    assert all(card.segments for card in dealt)
    (unheard,) = sheets.cards(5, "words", "khantoke").cards
    assert unheard.segments == ()


@pytest.mark.parametrize("bad", ["ship ไทย", "x" * 46, "123", "bitch"])
def test_no_card_is_made_of_what_is_no_word_or_unsuited(bad: str) -> None:
    with pytest.raises(Invalid):
        sheets.cards(5, "words", bad)


def test_cards_of_a_level_hold_its_sounds_or_its_tricky_words() -> None:
    assert [card.code for card in sheets.cards(5, "sounds").cards] == [row.code for row in load().new_at("P1")]
    assert [card.text for card in sheets.cards(5, "tricky").cards] == list(load().level("P1").tricky)
    assert all(
        "ch=CH" in [s.code for s in card.segments] for card in sheets.cards(5, "words", sift=sheets.Sift("ch=CH")).cards
    )


@pytest.mark.parametrize("number", range(2, 17))
def test_everything_on_a_sheet_can_be_read_at_its_level(number: int) -> None:
    sheet = sheets.sheet(number, 7)
    code = load().level_numbered(number).code
    words = [word.text for row in sheet.rows for word in row]
    assert len(words) == len(set(words)) >= 10
    assert all(explain(word, code).readable for word in words)
    assert {s.code for row in sheet.made_up for made in row for s in made.segments} <= load().taught_by(code)
    for text in (*(sentence.text for sentence in sheet.sentences), sheet.story.text if sheet.story else ""):
        assert not check_text(text, code).missing, text
    assert sheets.sheet(number, 7) == sheet


def test_another_number_makes_another_sheet() -> None:
    assert sheets.sheet(6, 1).rows != sheets.sheet(6, 2).rows
    assert sheets.sheet(6, 1).made_up != sheets.sheet(6, 2).made_up


def test_level_1_has_no_sheet() -> None:
    with pytest.raises(NotFound, match="for the ear"):
        sheets.sheet(1, 1)


def test_a_moment_has_a_time_zone(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    assert session.scalar(select(OwnWord.added_at)) == NOW == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def test_words_long_known_by_heart_come_last_in_a_level() -> None:
    for level in load().levels[1:]:
        late = [curriculum.known_by_heart(word) for word in curriculum.every_word(level.number)]
        assert late == sorted(late), level.number
    assert curriculum.known_by_heart(load().words["the"])
    assert not curriculum.known_by_heart(load().words["ship"])


def test_a_thai_word_is_found_whole_first_and_never_inside_another_sound() -> None:
    for number in range(2, 17):
        found = [word.gloss_th for word in curriculum.matching(number, "ครู")]
        whole = ["ครู" in gloss.replace(",", " ").split() for gloss in found]
        assert whole == sorted(whole, reverse=True), number
        assert not any("ครู่" in gloss and "ครู" not in gloss.replace("ครู่", "") for gloss in found)
    held = {word.text for number in range(2, 17) for word in curriculum.matching(number, "ครู")}
    assert "teacher" in held
    assert any("ครู่" in word.gloss_th for word in load().words.values()), "nothing to be kept out"


def test_cards_come_in_sets_until_every_word_has_been_dealt() -> None:
    seen, turn, more = list[str](), 1, True
    while more:
        deal = sheets.cards(7, "words", sift=sheets.Sift("i_e=AY", "e", turn))
        assert (deal.set, deal.total) == (turn, len(curriculum.matching(7, "e", "i_e=AY")))
        seen += [card.text for card in deal.cards]
        turn, more = turn + 1, deal.more
    assert sorted(seen) == sorted(word.text for word in curriculum.matching(7, "e", "i_e=AY"))
    with pytest.raises(NotFound):
        sheets.cards(7, "words", sift=sheets.Sift("i_e=AY", "e", turn))


def test_the_n_before_k_is_shown_with_its_k() -> None:
    assert "nk" in dict(sheets.sheet(5, 1).sounds)
    assert "nk" in [card.text for card in sheets.cards(5, "sounds").cards]


@pytest.mark.parametrize(
    ("word", "why"), [("tuk-tuk", "one by one"), ("doi suthep", "one by one"), ("café", "without")]
)
def test_what_is_written_otherwise_is_told_how(word: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        own_words.propose(word)


def test_a_word_that_is_kept_already_is_said_so_at_once(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    assert own_words.propose("Somjai", own_words.spoken(session, world.bob)).kept
    assert not own_words.propose("Somjai", own_words.spoken(session, world.charlie)).kept


def test_the_first_level_of_a_word_is_the_one_that_teaches_it_by_heart_when_that_is_earlier() -> None:
    the, boat = explain("the", "K2"), explain("boat", "K2")
    assert text_checks.first_level(the) == the.tricky_from != the.level
    assert text_checks.first_level(boat) == boat.level
    assert text_checks.first_level(explain("qzxj", "K2")) is None
