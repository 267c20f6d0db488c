"""Who comes in: staff by password, children by class and two pictures; and how long a door stays shut."""

from datetime import timedelta
from uuid import UUID

import pytest
from both_databases import at_once
from cast import NOW, PASSWORD, World, make_world
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotFound
from phonics.roles import Role
from phonics.services import accounts
from phonics.store.people import Classroom, Lockout, Staff, Student

WRONG = "not the password"


def alice(session: Session) -> Staff:
    return session.scalars(select(Staff).where(Staff.username == "alice")).one()


def test_the_right_password_gives_a_key_that_opens_one_post(session: Session, world: World) -> None:
    tried = accounts.sign_in(session, "alice", PASSWORD, NOW)
    assert tried.key is not None
    assert accounts.actor_of(session, tried.key) == world.alice


def test_a_user_name_is_taken_as_people_type_it(session: Session, world: World) -> None:
    assert accounts.sign_in(session, "  Alice ", PASSWORD, NOW).key


@pytest.mark.parametrize("name", ["nobody", "", "alice' or 1=1 --", "a\0lice", "ก" * 5000, "😀" * 900])
def test_a_name_nobody_has_is_just_wrong(session: Session, world: World, name: str) -> None:
    assert accounts.sign_in(session, name, "x", NOW) == accounts.Try()
    session.commit()


def test_an_unknown_name_costs_a_hash_as_a_known_one_does(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(accounts, "_matches", lambda kept, _password: bool(hashed.append(kept)))
    accounts.sign_in(session, "alice", WRONG, NOW)
    accounts.sign_in(session, "nobody", WRONG, NOW)
    known, unknown = (kept.split("$")[:4] for kept in hashed)
    assert known == unknown
    assert known[1:] == ["argon2id", "v=19", "m=19456,t=2,p=1"]


def test_someone_who_left_cannot_sign_in_and_their_session_ends(session: Session, world: World) -> None:
    key = accounts.sign_in(session, "alice", PASSWORD, NOW).key
    assert key
    alice(session).active = False
    session.commit()
    assert accounts.sign_in(session, "alice", PASSWORD, NOW) == accounts.Try()
    assert accounts.actor_of(session, key) is None


def test_a_hash_that_is_none_lets_nobody_in(session: Session, world: World) -> None:
    alice(session).password_hash = "!"
    session.commit()
    assert accounts.sign_in(session, "alice", "!", NOW) == accounts.Try()


def test_a_changed_password_ends_every_session(session: Session, world: World) -> None:
    key = accounts.sign_in(session, "alice", PASSWORD, NOW).key
    assert key
    accounts.change_password(session, "Alice", accounts.hash_password("another long one"))
    session.commit()
    assert accounts.actor_of(session, key) is None
    assert accounts.sign_in(session, "alice", PASSWORD, NOW).key is None
    assert accounts.sign_in(session, "alice", "another long one", NOW).key
    with pytest.raises(NotFound):
        accounts.change_password(session, "nobody", "x")


def test_five_wrong_passwords_shut_the_door_for_five_minutes(session: Session, world: World) -> None:
    for _ in range(4):
        assert accounts.sign_in(session, "alice", WRONG, NOW) == accounts.Try()
        session.commit()
    until = NOW + timedelta(minutes=5)
    assert accounts.sign_in(session, "alice", WRONG, NOW).shut_until == until
    session.commit()
    assert accounts.sign_in(session, "alice", PASSWORD, until - timedelta(seconds=1)).shut_until == until
    session.commit()
    assert accounts.sign_in(session, "alice", PASSWORD, until).key
    session.commit()
    assert session.get(Lockout, "staff:alice") is None


def test_a_door_shut_to_one_is_open_to_others(session: Session, world: World) -> None:
    for _ in range(5):
        accounts.sign_in(session, "alice", WRONG, NOW)
        session.commit()
    assert accounts.sign_in(session, "bob", PASSWORD, NOW).key


def test_after_the_five_minutes_one_slip_does_not_shut_it_again(session: Session, world: World) -> None:
    for _ in range(5):
        accounts.sign_in(session, "alice", WRONG, NOW)
        session.commit()
    later = NOW + timedelta(minutes=5)
    assert accounts.sign_in(session, "alice", WRONG, later) == accounts.Try()
    session.commit()
    assert accounts.sign_in(session, "alice", PASSWORD, later).key


def test_slips_far_apart_do_not_add_up(session: Session, world: World) -> None:
    for n in range(8):
        tried = accounts.sign_in(session, "alice", WRONG, NOW + n * timedelta(minutes=6))
        session.commit()
        assert tried == accounts.Try()


def test_tries_at_the_same_time_are_counted_one_by_one(shared: Engine) -> None:
    """Twelve guesses at once, from any worker: four were just wrong, the fifth shut the door."""
    with Session(shared) as session:
        world = make_world(session)
        room_id, child_id = world.room.id, world.children[0].id
    guess = lambda s: accounts.seat_child(s, s.get_one(Classroom, room_id), child_id, "0-1", NOW)  # noqa: E731
    tries = at_once(shared, [guess] * 12)
    assert [tried.shut_until is None for tried in tries].count(True) == 4
    with Session(shared) as session:
        assert session.get_one(Lockout, f"child:{child_id}").failures == 5


def test_passwords_are_kept_as_argon2_and_not_too_short() -> None:
    assert accounts.hash_password("eight ok").startswith("$argon2id$")
    with pytest.raises(Invalid):
        accounts.hash_password("seven 7")


def test_a_user_name_belongs_to_one_person(session: Session, world: World) -> None:
    with pytest.raises(Conflict):
        accounts.add_staff(session, "ALICE", "Another", "x", Role.TEACHER, world.unit.id)
    for name in ("  ", "x" * 101):
        with pytest.raises(Invalid):
            accounts.add_staff(session, name, "", "x", Role.TEACHER, world.unit.id)


@pytest.mark.parametrize("key", ["", "staff:999999:abc", f"child:{UUID(int=7)}", "ghost:1"])
def test_a_key_of_nobody_opens_nothing(session: Session, world: World, key: str) -> None:
    assert accounts.actor_of(session, key) is None


def test_a_child_who_left_is_signed_out(session: Session, world: World) -> None:
    key = f"child:{world.dao.id}"
    assert accounts.actor_of(session, key) == world.dao
    world.children[0].active = False
    assert accounts.actor_of(session, key) is None


def test_the_wall_shows_the_class_by_roll_number(session: Session, world: World) -> None:
    world.children[2].active = False
    assert [child.number for child in accounts.classmates(session, world.room)] == ["00001", "00002", "00004", "00005"]


@pytest.mark.parametrize("pictures", ["3-7", "7-3"])
def test_two_pictures_in_any_order_let_a_child_in(session: Session, world: World, pictures: str) -> None:
    tried = accounts.seat_child(session, world.room, world.children[0].id, pictures, NOW)
    assert tried.key == f"child:{world.dao.id}"


@pytest.mark.parametrize("pictures", ["", "-", "3", "3-3", "3-7-7", "3-8", "x"])
def test_wrong_pictures_do_not(session: Session, world: World, pictures: str) -> None:
    assert accounts.seat_child(session, world.room, world.children[0].id, pictures, NOW) == accounts.Try()


def test_a_child_without_a_secret_cannot_be_entered_with_nothing(session: Session, world: World) -> None:
    world.children[0].secret = ""
    assert accounts.seat_child(session, world.room, world.children[0].id, "", NOW) == accounts.Try()


def test_a_child_of_another_class_is_not_on_this_wall(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        accounts.seat_child(session, world.room, world.stranger.id, "3-7", NOW)


def test_guessing_a_childs_pictures_shuts_the_door_too(session: Session, world: World) -> None:
    for _ in range(5):
        tried = accounts.seat_child(session, world.room, world.children[0].id, "0-1", NOW)
    assert tried.shut_until == NOW + timedelta(minutes=5)
    assert accounts.seat_child(session, world.room, world.children[0].id, "3-7", NOW).key is None
    assert accounts.seat_child(session, world.room, world.children[1].id, "3-7", NOW).key


def test_a_new_secret_is_two_different_places_of_nine() -> None:
    for _ in range(50):
        places = {int(place) for place in accounts.new_secret().split("-")}
        assert len(places) == 2
        assert places <= set(range(9))


def test_the_cast_is_small_and_known(session: Session, world: World) -> None:
    assert session.scalar(select(func.count()).select_from(Student)) == 6
