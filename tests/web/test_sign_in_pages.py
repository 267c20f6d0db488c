"""PIN, badge and cards through their doors: who gets in, what is printed, what a teacher puts right."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cast import World
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.services import sittings
from phonics.services.kept_marks import IncomingMark
from phonics.services.sittings import Ending, NewSitting
from phonics.store.people import Lockout, Student
from phonics.store.sittings import Sitting


def enter(tablet: FlaskClient, child: UUID, shown: str):  # type: ignore[no-untyped-def]
    return tablet.post(f"/wall/{child}", data={"shown": shown})


def lock(tablet: FlaskClient, child: UUID) -> None:
    for _ in range(5):
        enter(tablet, child, "0-0")


@pytest.fixture
def p4(session: Session, world: World) -> World:
    """The cast, in ป.4."""
    world.room.grade = 7
    session.commit()
    return world


def test_from_p4_four_digits_open_the_map(tablet: FlaskClient, p4: World) -> None:
    page = tablet.get(f"/wall/{p4.dao.id}").text
    assert re.findall(r'data-digit="(\d)"', page) == list("1234567890")
    assert "2701" not in page
    assert "data-secret" not in page
    assert "ลองแตะใหม่อีกครั้ง" in enter(tablet, p4.dao.id, "3-7").text
    assert enter(tablet, p4.dao.id, "2701").location == "/learn"
    assert tablet.get("/learn").status_code == 200


@pytest.mark.parametrize(("grade", "age"), [(3, "little"), (6, "middle"), (9, "older")])
def test_every_page_looks_as_the_grade_is_whatever_level_is_read(
    tablet: FlaskClient, session: Session, world: World, grade: int, age: str
) -> None:
    world.room.grade = grade
    session.commit()
    assert f'class="child wall {age}"' in tablet.get("/wall").text
    assert f'class="child secret {age}"' in tablet.get(f"/wall/{world.dao.id}").text
    enter(tablet, world.dao.id, "2701" if grade > 6 else "3-7")
    assert f'class="child map {age}"' in tablet.get("/learn").text
    assert f'class="child lesson {age}"' in tablet.get("/learn/K3.1").text


def test_a_badge_is_looked_at_first_and_opened_by_a_touch(tablet: FlaskClient, world: World) -> None:
    door = f"/badge/{world.children[0].badge}"
    page = tablet.get(door)
    assert "Dao" in page.text
    assert tablet.get("/learn").location == "/wall"  # a link that is looked at lets nobody in
    assert tablet.post(door).location == "/learn"
    assert tablet.get("/learn").status_code == 200


def test_a_badge_opens_nothing_elsewhere(
    client: FlaskClient, tablet: FlaskClient, session: Session, world: World
) -> None:
    for badge in (world.stranger.badge, "x" * 32, "no"):
        assert tablet.get(f"/badge/{badge}").location == "/wall?card=no"
        assert tablet.post(f"/badge/{badge}").location == "/wall"
    assert "บัตรนี้ใช้กับแท็บเล็ตเครื่องนี้ไม่ได้" in tablet.get("/wall?card=no").text
    tablet.delete_cookie("tablet")
    own = f"/badge/{world.children[0].badge}"
    assert tablet.get(own).location == "/wall"
    assert tablet.post(own).location == "/wall"
    assert tablet.get("/learn").location == "/wall"


def test_a_badge_opens_for_a_child_who_rests(tablet: FlaskClient, world: World) -> None:
    """The token on the card cannot be guessed: it is proof also when someone has been guessing pictures."""
    lock(tablet, world.dao.id)
    assert "ไปหาคุณครู" in tablet.get(f"/wall/{world.dao.id}").text
    assert tablet.post(f"/badge/{world.children[0].badge}").location == "/learn"


def test_only_the_wall_may_look_through_the_camera(tablet: FlaskClient, world: World) -> None:
    assert "camera=(self)" in tablet.get("/wall").headers["Permissions-Policy"]
    for door in ("/", f"/wall/{world.dao.id}", "/sign-in", f"/badge/{world.children[0].badge}"):
        assert "camera=()" in tablet.get(door).headers["Permissions-Policy"], door


def test_that_is_not_me_and_the_idle_time_are_on_every_page_of_a_child(
    tablet: FlaskClient, session: Session, world: World
) -> None:
    world.room.idle_minutes = 3
    session.commit()
    doors = [f"/wall/{world.dao.id}", f"/badge/{world.children[0].badge}"]
    lock(tablet, world.children[1].id)
    doors.append(f"/wall/{world.children[1].id}")
    enter(tablet, world.dao.id, "3-7")
    for door in (*doors, "/learn", "/learn/K3.1"):
        page = tablet.get(door).text
        assert 'data-idle="3"' in page, door
        assert 'href="/wall"' in page or 'action="/wall/leave"' in page, door


def test_the_class_page_renews_a_card_in_one_tap_and_shows_it(
    tablet: FlaskClient, session: Session, world: World, sign_in
) -> None:  # type: ignore[no-untyped-def]
    dao, old = world.dao.id, world.children[0].badge
    lock(tablet, dao)
    alice = sign_in(world.alice)
    page = alice.get(f"/teacher/classes/{world.room.id}").text
    assert "1 คนลองหลายครั้งเกินไปและกำลังรอ" in page
    assert f'action="/teacher/children/{dao}/card"' in page.split("</section>")[0]
    answer = alice.post(f"/teacher/children/{dao}/card")
    assert answer.location == f"/teacher/children/{dao}/card"
    card = alice.get(answer.location).text
    assert "บัตรเดิมใช้ไม่ได้แล้ว" in card
    assert card.count('<li class="">') == 1
    session.expire_all()
    assert session.get_one(Student, dao).badge != old
    assert session.get(Lockout, f"child:{dao}") is None
    assert "กำลังรอ" not in alice.get(f"/teacher/classes/{world.room.id}").text


def test_everyone_may_try_again(tablet: FlaskClient, session: Session, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    lock(tablet, world.dao.id)
    sign_in(world.alice).post(f"/teacher/classes/{world.room.id}/tries")
    assert session.scalars(select(Lockout)).all() == []


def test_cards_are_ten_on_a_page_with_or_without_a_badge(session: Session, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    alice, door = sign_in(world.alice), f"/teacher/classes/{world.room.id}/cards"
    plain, badged = alice.get(door).text, alice.get(f"{door}?badge=1").text
    assert (plain.count("<li class"), plain.count('class="qr"'), badged.count('class="qr"')) == (5, 0, 5)
    assert plain.count('class="pair"') == 5
    assert "2701" not in plain
    assert world.children[0].badge not in badged  # only in the squares
    assert "style=" not in badged
    world.room.grade = 7
    session.commit()
    older = alice.get(door).text
    assert [f"270{n}" in older for n in range(1, 6)] == [True] * 5
    assert 'class="pair"' not in older


def test_a_teacher_sets_how_long_a_tablet_waits(session: Session, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    alice, door = sign_in(world.alice), f"/teacher/classes/{world.room.id}/idle"
    assert alice.post(door, data={"minutes": "10"}).status_code == 302
    for wrong in ("", "7", "-5", "1e3", "99999999999"):
        assert alice.post(door, data={"minutes": wrong}).status_code == 400
    session.expire_all()
    assert world.room.idle_minutes == 10


def test_a_lesson_is_moved_on_the_childs_page_and_back(session: Session, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    dao, other, now = world.children[0], world.children[1], datetime.now(UTC)
    new = NewSitting(uuid4(), dao.id, now, stone="K3.1", seed=1)
    sittings.open_sitting(session, world.dao, new, now)
    marks = [IncomingMark(uuid4(), n, "word:ship", "correct", n, task="read") for n in range(2)]
    sittings.record_marks(session, world.dao, new.id, marks, now)
    sittings.finish(session, world.dao, new.id, Ending(now + timedelta(minutes=5), "finished", 300.0), now)
    session.commit()
    alice, door = sign_in(world.alice), f"/teacher/lessons/{new.id}/child"
    page = alice.get(f"/teacher/children/{dao.id}").text
    assert "2 คำตอบ" in page
    assert f'action="{door}"' in page
    assert alice.post(door, data={"child": ""}).status_code == 400
    assert alice.post(door, data={"child": str(dao.id)}).status_code == 400
    assert alice.post(door, data={"child": str(world.stranger.id)}).status_code == 404
    assert alice.post(door, data={"child": str(other.id)}).location == f"/teacher/children/{other.id}#lessons"
    assert "ย้ายมาจากDao" in alice.get(f"/teacher/children/{other.id}").text
    assert door not in alice.get(f"/teacher/children/{dao.id}").text
    assert alice.post(door, data={"child": str(dao.id)}).status_code == 302
    session.expire_all()
    assert session.get_one(Sitting, new.id).student_id == dao.id


def test_a_teacher_of_another_unit_finds_no_card_and_changes_nothing(session: Session, world: World, sign_in) -> None:  # type: ignore[no-untyped-def]
    charlie, before = sign_in(world.charlie), world.children[0].badge
    child, room = world.dao.id, world.room.id
    for door in (f"/teacher/children/{child}/card", f"/teacher/classes/{room}/cards"):
        assert charlie.get(door).status_code == 404
    for door in (f"/teacher/children/{child}/card", f"/teacher/classes/{room}/tries", f"/teacher/classes/{room}/idle"):
        assert charlie.post(door, data={"minutes": "3"}).status_code == 404
    session.expire_all()
    assert (world.children[0].badge, world.room.idle_minutes) == (before, 5)
