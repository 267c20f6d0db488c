"""Cards and reading sheets."""

import pytest

from phonics.errors import Invalid, NotFound
from phonics.levels.decoding import explain
from phonics.levels.loader import load
from phonics.levels.readability import check_text
from phonics.services import level_words, sheets

SOMJAI = "S AO M JH AY"


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


def test_cards_come_in_sets_until_every_word_has_been_dealt() -> None:
    seen, turn, more = list[str](), 1, True
    while more:
        deal = sheets.cards(7, "words", sift=sheets.Sift("i_e=AY", "e", turn))
        assert (deal.set, deal.total) == (turn, len(level_words.matching(7, "e", "i_e=AY")))
        seen += [card.text for card in deal.cards]
        turn, more = turn + 1, deal.more
    assert sorted(seen) == sorted(word.text for word in level_words.matching(7, "e", "i_e=AY"))
    with pytest.raises(NotFound):
        sheets.cards(7, "words", sift=sheets.Sift("i_e=AY", "e", turn))


def test_the_n_before_k_is_shown_with_its_k() -> None:
    assert "nk" in dict(sheets.sheet(5, 1).sounds)
    assert "nk" in [card.text for card in sheets.cards(5, "sounds").cards]
