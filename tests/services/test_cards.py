"""Cards: what is printed on them, a new one for whoever forgot or lost theirs, and another try for everyone."""

import pytest
from cast import NOW, World
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.services import accounts, cards, seating
from phonics.services.tiles import tile_for
from phonics.store.people import Lockout
from phonics.store.programme import Audit

WRONG = "0-1"


def lock(session: Session, world: World, place: int) -> None:
    for _ in range(5):
        seating.seat_child(session, world.room, world.children[place].id, WRONG, NOW)
    session.flush()


def test_a_card_shows_pictures_or_a_pin_by_grade(session: Session, world: World) -> None:
    nine = world.room.pictures.split(",")
    room, found = cards.of_class(session, world.alice, world.room.id)
    assert room is world.room
    assert [card.child.number for card in found] == ["00001", "00002", "00003", "00004", "00005"]
    assert [name for name, _dye in found[0].pictures] == [nine[3], nine[7]]
    assert (found[0].pin, found[0].tile, found[0].badge) == ("", tile_for(0), world.children[0].badge)
    world.room.grade = 7
    _room, card = cards.of_child(session, world.alice, world.children[0].id)
    assert (card.pictures, card.pin) == ((), "2701")


def test_a_new_card_makes_the_old_one_void_and_opens_the_door(session: Session, world: World) -> None:
    lock(session, world, 0)
    child, old = world.children[0], world.children[0].badge
    assert cards.resting(session, world.room, NOW) == [child]
    cards.renew(session, world.bob, child.id, NOW)
    assert cards.resting(session, world.room, NOW) == []
    assert seating.seat_child(session, world.room, child.id, "3-7", NOW) == accounts.Try()
    assert seating.seat_child(session, world.room, child.id, child.secret, NOW).key
    with pytest.raises(NotFound):
        seating.badge_holder(session, world.room, old)
    assert seating.badge_holder(session, world.room, child.badge) is child
    assert session.scalars(select(Audit.action)).all() == ["student.card"]
    assert session.scalars(select(Audit.about)).one().keys() == {"student", "class"}  # nothing that opens a door


def test_a_new_card_is_never_the_old_one_again(session: Session, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    child = world.children[0]
    drawn = iter(
        [
            {"secret": "7-3", "pin": "1590", "badge": "x"},
            {"secret": "1-2", "pin": "2701", "badge": "y"},
            {"secret": "1-2", "pin": "1590", "badge": "z"},
        ]
    )
    monkeypatch.setattr(cards, "new_card", lambda: next(drawn))
    cards.renew(session, world.alice, child.id, NOW)
    assert (child.secret, child.pin, child.badge) == ("1-2", "1590", "z")


def test_everyone_may_try_again_with_the_card_they_have(session: Session, world: World) -> None:
    lock(session, world, 0)
    lock(session, world, 1)
    cards.let_try(session, world.alice, world.room.id, NOW)
    assert session.scalars(select(Lockout)).all() == []
    assert seating.seat_child(session, world.room, world.children[0].id, "3-7", NOW).key
    assert session.scalars(select(Audit.action)).all() == ["class.tries"]


def test_a_teacher_of_another_unit_opens_nothing(session: Session, world: World) -> None:
    lock(session, world, 0)
    before = world.children[0].secret
    for nobody in (world.charlie, world.dao, world.ek):
        for deed in (
            lambda who=nobody: cards.of_class(session, who, world.room.id),
            lambda who=nobody: cards.of_child(session, who, world.children[0].id),
            lambda who=nobody: cards.renew(session, who, world.children[0].id, NOW),
            lambda who=nobody: cards.let_try(session, who, world.room.id, NOW),
        ):
            with pytest.raises(NotFound):
                deed()
    assert world.children[0].secret == before
    assert cards.resting(session, world.room, NOW) == [world.children[0]]
