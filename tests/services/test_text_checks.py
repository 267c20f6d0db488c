"""A text against a level, with the unit's own words."""

import pytest

from phonics.errors import Invalid, NotFound
from phonics.levels.decoding import explain
from phonics.levels.loader import load
from phonics.levels.readability import LONGEST_TEXT, check_text
from phonics.services import own_words, text_checks

TEXT = "Nat and Pim went to the market. Somjai made a khantoke lunch, and the old clock struck. Don't run!"


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


def test_the_first_level_of_a_word_is_the_one_that_teaches_it_by_heart_when_that_is_earlier() -> None:
    the, boat = explain("the", "K2"), explain("boat", "K2")
    assert the.readable_from == the.tricky_from != the.level
    assert boat.readable_from == boat.level
    assert explain("qzxj", "K2").readable_from is None
