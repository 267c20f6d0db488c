"""The cast: Alice and Bob teach in unit 1, Charlie in unit 2; Dao is a child of unit 1, Ek the municipal officer."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from phonics import thai
from phonics.roles import Actor, Role
from phonics.services import accounts, instruments, programme, promotions
from phonics.services.tiles import nine_pictures
from phonics.store.people import Classroom, Enrolment, Staff, Student, Unit

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # Friday 20 November 2569, 10.00 in Bangkok
CARDS_OF = ("K1", "K2", "K3", "K4", "P1", "P2")  # 24 cards: the others would only slow every test down
PASSWORD = "a long enough one"
_HASH = accounts.hash_password(PASSWORD)  # once: hashing is slow on purpose


@dataclass
class World:
    """Two units, their people, and class ป.1/1 of unit 1 with five children."""

    unit: Unit
    other_unit: Unit
    alice: Actor
    bob: Actor
    charlie: Actor
    dao: Actor
    ek: Actor
    room: Classroom
    children: list[Student]
    stranger: Student  # a child of unit 2


def make_world(session: Session) -> World:
    """Fill an empty database with the cast."""
    programme.ensure_terms(session, NOW.date())
    instruments.publish_ready_made(session, NOW, CARDS_OF)
    units = [
        Unit(code=f"u{n}", name_th=f"โรงเรียนทดสอบ {n}", name_en=f"Test School {n}", kind="municipal", position=n)
        for n in (1, 2)
    ]
    session.add_all(units)
    session.flush()
    alice = _staff(session, "alice", Role.TEACHER, units[0])
    rooms = [_room(session, unit, alice if unit is units[0] else None) for unit in units]
    children = [_child(session, units[0], rooms[0], n) for n in range(1, 6)]
    stranger = _child(session, units[1], rooms[1], 1)
    world = World(
        unit=units[0],
        other_unit=units[1],
        alice=_actor(alice),
        bob=_actor(_staff(session, "bob", Role.LEAD_TEACHER, units[0])),
        charlie=_actor(_staff(session, "charlie", Role.LEAD_TEACHER, units[1])),
        dao=Actor(Role.STUDENT, children[0].id, units[0].id, children[0].nickname),
        ek=_actor(_staff(session, "ek", Role.OFFICER, None)),
        room=rooms[0],
        children=children,
        stranger=stranger,
    )
    session.commit()
    return world


def _staff(session: Session, name: str, role: Role, unit: Unit | None) -> Staff:
    return accounts.add_staff(session, name, name.title(), _HASH, role, unit.id if unit else None)


def _actor(staff: Staff) -> Actor:
    post = staff.posts[0]
    return Actor(Role(post.role), staff.id, post.unit_id, staff.name)


def _room(session: Session, unit: Unit, teacher: Staff | None) -> Classroom:
    room = Classroom(
        unit_id=unit.id,
        year_be=2569,
        grade=thai.parse_grade("ป.1")[0],
        room="1",
        teacher_id=teacher.id if teacher else None,
        pictures=nine_pictures(unit.id),
    )
    session.add(room)
    session.flush()
    return room


_NAMES = (("ดาว", "ใจดี"), ("เมฆ", "สุขใจ"), ("ฟ้า", "มีทรัพย์"), ("ก้อง", "แก้วตา"), ("ใบบัว", "ทองดี"))


def _child(session: Session, unit: Unit, room: Classroom, n: int) -> Student:
    given, family = _NAMES[n - 1]
    given = given if unit.code == "u1" else "ชาลี"
    child = Student(
        unit_id=unit.id,
        number=f"{n:05}",
        title="ด.ญ.",
        given=given,
        family=family,
        nickname="Dao" if n == 1 and unit.code == "u1" else given,
        sex="f",
        sort_key=thai.sort_key(given, family),
        tile=n - 1,
        secret="3-7",
        pin=f"270{n}",
        badge=f"badge-of-child-{n}-of-{unit.code}-made-up",
    )
    session.add(child)
    session.flush()
    promotions.place(session, child, "K3", datetime(2026, 5, 18, 2, 0, tzinfo=UTC))
    session.add(Enrolment(unit_id=unit.id, student_id=child.id, classroom_id=room.id, year_be=2569, roll_no=n))
    session.flush()
    return child


assert NOW.date() == date(2026, 11, 20)
