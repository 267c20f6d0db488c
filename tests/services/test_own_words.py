"""Words a unit adds, as the service keeps them; on both databases."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from both_databases import at_once
from cast import NOW, make_world
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.levels.decoding import explain
from phonics.levels.loader import load
from phonics.services import own_words
from phonics.store.curriculum import OwnWord
from phonics.store.programme import Audit

SOMJAI = "S AO M JH AY"


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


def test_a_moment_has_a_time_zone(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    assert session.scalar(select(OwnWord.added_at)) == NOW == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "why"), [("tuk-tuk", "one by one"), ("doi suthep", "one by one"), ("café", "without")]
)
def test_what_is_written_otherwise_is_told_how(word: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        own_words.propose(word)


def test_a_word_that_is_kept_already_is_said_so_at_once(session, world, somjai) -> None:  # type: ignore[no-untyped-def]
    assert own_words.propose("Somjai", own_words.spoken(session, world.bob)).kept
    assert not own_words.propose("Somjai", own_words.spoken(session, world.charlie)).kept
