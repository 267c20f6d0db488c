"""A child takes a seat: two pictures, a PIN from ป.4, a badge; and what wrong tries lead to."""

from datetime import timedelta
from uuid import UUID

import pytest
from both_databases import at_once
from cast import NOW, World, make_world
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.services import accounts, seating
from phonics.store.people import Classroom, Lockout
from phonics.store.programme import Audit

UNTIL = NOW + timedelta(minutes=5)


def older(world: World) -> Classroom:
    """The class of the cast, five years on: ป.6."""
    world.room.grade = 9
    return world.room


@pytest.mark.parametrize("pictures", ["3-7", "7-3"])
def test_two_pictures_in_any_order_let_a_child_in(session: Session, world: World, pictures: str) -> None:
    tried = seating.seat_child(session, world.room, world.children[0].id, pictures, NOW)
    assert tried.key == f"child:{world.dao.id}"


@pytest.mark.parametrize("pictures", ["", "-", "3", "3-3", "3-7-7", "3-8", "x", "2701"])
def test_wrong_pictures_do_not(session: Session, world: World, pictures: str) -> None:
    assert seating.seat_child(session, world.room, world.children[0].id, pictures, NOW) == accounts.Try()


def test_from_p4_a_pin_lets_a_child_in_and_pictures_no_longer_do(session: Session, world: World) -> None:
    room, child = older(world), world.children[0]
    assert seating.seat_child(session, room, child.id, "2701", NOW).key == f"child:{child.id}"
    for wrong in ("3-7", "2702", "", "๒๗๐๑", "02701", " 2701"):
        assert seating.seat_child(session, room, child.id, wrong, NOW).key is None
        session.query(Lockout).delete()


@pytest.mark.parametrize(
    ("grade", "pin", "age"),
    [(1, False, "little"), (4, False, "little"), (5, False, "middle"), (6, False, "middle"), (7, True, "older"),
     (15, True, "older")],
)  # fmt: skip
def test_sign_in_and_look_follow_the_grade(world: World, grade: int, pin: bool, age: str) -> None:
    world.room.grade = grade
    assert (seating.by_pin(world.room), seating.age_of(grade)) == (pin, age)


@pytest.mark.parametrize("grade", [4, 7])
def test_a_child_without_a_card_cannot_be_entered_with_nothing(session: Session, world: World, grade: int) -> None:
    world.room.grade = grade
    child = world.children[0]
    child.secret = child.pin = child.badge = ""
    assert seating.seat_child(session, world.room, child.id, "", NOW) == accounts.Try()
    with pytest.raises(NotFound):
        seating.badge_holder(session, world.room, "")


def test_a_child_of_another_class_is_not_on_this_wall(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        seating.seat_child(session, world.room, world.stranger.id, "3-7", NOW)


def test_five_wrong_tries_let_this_child_rest_and_no_other(session: Session, world: World) -> None:
    dao, other = world.children[0].id, world.children[1].id
    for _ in range(4):
        assert seating.seat_child(session, world.room, dao, "0-1", NOW) == accounts.Try()
    assert seating.shut_until(session, world.room, dao, NOW) is None
    assert seating.seat_child(session, world.room, dao, "0-1", NOW).shut_until == UNTIL
    assert seating.seat_child(session, world.room, dao, "3-7", NOW) == accounts.Try(shut_until=UNTIL)
    assert seating.shut_until(session, world.room, dao, NOW) == UNTIL
    assert seating.seat_child(session, world.room, other, "3-7", NOW).key
    assert seating.seat_child(session, world.room, dao, "3-7", UNTIL).key
    assert seating.shut_until(session, world.room, dao, UNTIL) is None


def test_guessing_through_a_whole_class_lets_the_class_rest(session: Session, world: World) -> None:
    """Whoever knows one child's pictures cannot go on guessing the others' by being right in between."""
    dao, guessed, other = (child.id for child in world.children[:3])
    for n in range(seating.CLASS_TRIES + 1):
        moment = NOW + timedelta(seconds=n)
        session.query(Lockout).filter(Lockout.subject == f"child:{guessed}").delete()
        tried = seating.seat_child(session, world.room, guessed, "0-1", moment)
        if n < seating.CLASS_TRIES:
            assert tried == accounts.Try()
            assert seating.seat_child(session, world.room, dao, "3-7", moment).key
    assert tried.shut_until == moment + timedelta(minutes=5)
    assert seating.seat_child(session, world.room, other, "3-7", moment).shut_until == tried.shut_until
    assert seating.seat_child(session, world.room, other, "3-7", tried.shut_until).key


def test_slips_of_a_class_over_a_morning_do_not_add_up(session: Session, world: World) -> None:
    for n in range(3 * seating.CLASS_TRIES):
        session.query(Lockout).filter(Lockout.subject.startswith("child:")).delete()
        moment = NOW + timedelta(seconds=6 * n)  # fifty in five minutes
        assert seating.seat_child(session, world.room, world.children[0].id, "0-1", moment) == accounts.Try()


def test_tries_at_the_same_time_are_counted_one_by_one(shared: Engine) -> None:
    """Twelve guesses at once, from any worker: four were just wrong, the fifth shut the door."""
    with Session(shared) as session:
        world = make_world(session)
        room_id, child_id = world.room.id, world.children[0].id
    guess = lambda s: seating.seat_child(s, s.get_one(Classroom, room_id), child_id, "0-1", NOW)  # noqa: E731
    tries = at_once(shared, [guess] * 12)
    assert [tried.shut_until is None for tried in tries].count(True) == 4
    with Session(shared) as session:
        assert session.get_one(Lockout, f"child:{child_id}").failures == 5


def test_only_who_is_right_at_the_first_try_needs_no_counting(session: Session, world: World) -> None:
    dao = world.children[0].id
    assert seating.seat_at_once(session, world.room, dao, "7-3", NOW) == accounts.Try(key=f"child:{dao}")
    assert seating.seat_at_once(session, world.room, dao, "0-1", NOW) is None
    assert session.scalars(select(Lockout)).all() == []
    seating.seat_child(session, world.room, dao, "0-1", NOW)
    session.flush()
    assert seating.seat_at_once(session, world.room, dao, "3-7", NOW) is None  # a slip is on record: it is counted
    other = world.children[1].id
    assert seating.seat_at_once(session, world.room, other, "3-7", NOW)
    session.get_one(Lockout, f"class:{world.room.id}").until = UNTIL
    session.flush()
    assert seating.seat_at_once(session, world.room, other, "3-7", NOW) is None
    with pytest.raises(NotFound):
        seating.seat_at_once(session, world.room, world.stranger.id, "3-7", NOW)


def test_a_badge_is_good_in_its_own_class_only(session: Session, world: World) -> None:
    child = world.children[1]
    assert seating.badge_holder(session, world.room, child.badge) is child
    for strange in (world.stranger.badge, "x" * 32, "", "\0" * 30, child.badge[:-1], "%" * 30):
        with pytest.raises(NotFound):
            seating.badge_holder(session, world.room, strange)
    child.active = False
    with pytest.raises(NotFound):
        seating.badge_holder(session, world.room, child.badge)


def test_new_cards_are_hard_to_guess() -> None:
    cards = [seating.new_card() for _ in range(200)]
    assert len({card["badge"] for card in cards}) == 200
    assert all(len(card["badge"]) == 24 for card in cards)  # 18 bytes: 144 bits
    for card in cards:
        places = {int(place) for place in card["secret"].split("-")}
        assert len(places) == 2
        assert places <= set(range(9))
        assert len(card["pin"]) == 4
        assert card["pin"].isdecimal()


def test_no_pin_is_one_that_everybody_tries_first(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([1111, 1234, 9876, 0, 907])
    monkeypatch.setattr(seating.secrets, "randbelow", lambda _n: next(drawn))
    assert seating.new_pin() == "0907"


def test_a_teacher_chooses_how_long_a_tablet_waits(session: Session, world: World) -> None:
    assert world.room.idle_minutes == 5
    seating.leave_after(session, world.bob, world.room.id, 3, NOW)
    assert world.room.idle_minutes == 3
    session.flush()
    assert session.scalars(select(Audit.about)).all() == [{"class": str(world.room.id), "before": 5, "after": 3}]
    for minutes in (0, -1, 4, 9999):
        with pytest.raises(Invalid):
            seating.leave_after(session, world.alice, world.room.id, minutes, NOW)
    for nobody in (world.charlie, world.dao, world.ek):
        with pytest.raises(NotFound):
            seating.leave_after(session, nobody, world.room.id, 3, NOW)
    with pytest.raises(NotFound):
        seating.leave_after(session, world.alice, UUID(int=1), 3, NOW)
