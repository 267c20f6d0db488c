"""The invented units and their staff."""

from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from phonics.roles import Actor, Role
from phonics.services import accounts
from phonics.store.people import Post, Staff, Unit

PASSWORD = "lamphun-demo"
_COHORTS = (6, 6, 6, 5, 5, 4, 5)  # 37 units
_LEADS = 303


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """Who leads what: lead teachers by unit, and the teacher of the class with marks."""

    leads: dict[int, list[UUID]]
    teacher: Actor


def make(session: Session, chance: Random, today: date) -> list[Unit]:
    """Add 4 schools and 37 units of 7 cohorts that joined half a year apart, the last one this year."""
    made = [
        Unit(code=f"demo-school-{n}", name_th=f"โรงเรียนตัวอย่าง {n}", name_en=f"Example School {n}", kind="municipal")
        for n in range(1, 5)
    ]
    number = 0
    for cohort, size in enumerate(_COHORTS, start=1):
        for _ in range(size):
            number += 1
            made.append(
                Unit(
                    code=f"demo-unit-{number:02}",
                    name_th=f"หน่วยงานตัวอย่าง {number}",
                    name_en=f"Example Unit {number}",
                    kind="network",
                    cohort=cohort,
                    joined_on=date(today.year - (8 - cohort) // 2, 6 if cohort % 2 else 11, chance.randint(1, 28)),
                )
            )
    for position, unit in enumerate(made, start=1):
        unit.position, unit.status = position, "active"
    session.add_all(made)
    session.flush()
    return made


def staff(session: Session, chance: Random, units: list[Unit]) -> DemoStaff:
    """Add an officer, each unit's head and coordinator, 303 lead teachers, and the teacher of the marked class."""
    kept = accounts.hash_password(PASSWORD)
    people: list[dict[str, object]] = []
    posts: list[dict[str, object]] = []

    def add(username: str, name: str, role: Role, unit: Unit | None) -> UUID:
        key = new_id(chance)
        people.append({"id": key, "username": username, "name": name, "password_hash": kept, "active": True})
        cohort = unit.cohort if unit and role is Role.LEAD_TEACHER else None
        posts.append({"staff_id": key, "unit_id": unit.id if unit else None, "role": role, "cohort": cohort})
        return key

    add("officer", "เจ้าหน้าที่ตัวอย่าง", Role.OFFICER, None)
    teacher = add("kru1", "ครูตัวอย่าง พิมพ์ใจ", Role.TEACHER, units[0])
    for n, unit in enumerate(units, start=1):
        add(f"head{n}", f"ผู้บริหารตัวอย่าง {n}", Role.SCHOOL_HEAD, unit)
        add(f"coord{n}", f"ผู้ประสานงานตัวอย่าง {n}", Role.COORDINATOR, unit)
    leads: dict[int, list[UUID]] = {unit.id: [] for unit in units}
    for n in range(_LEADS):
        unit = units[n % len(units)]
        leads[unit.id].append(add(f"lead{n + 1}", f"ครูแกนนำตัวอย่าง {n + 1}", Role.LEAD_TEACHER, unit))
    session.execute(insert(Staff), people)
    session.execute(insert(Post), posts)
    return DemoStaff(leads, Actor(Role.TEACHER, teacher, units[0].id, "ครูตัวอย่าง พิมพ์ใจ"))


def new_id(chance: Random) -> UUID:
    """Return an id that the seed decides."""
    return UUID(int=chance.getrandbits(128), version=4)
