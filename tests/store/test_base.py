"""The ground of every table: moments keep their instant, keys decide, and SQLite is durable and lets writers queue."""

from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from both_databases import at_once
from cast import NOW, World
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from phonics.roles import Actor, Role
from phonics.services.audit import note
from phonics.store.base import Base, begins, insert_new, prepare
from phonics.store.people import Enrolment, Lockout, Student, Unit
from phonics.store.programme import Audit, SiteFact, Term
from phonics.store.sittings import Sitting
from phonics.store.voice import MissedClip

BANGKOK = timezone(timedelta(hours=7))


def test_a_moment_comes_back_as_the_same_instant_in_utc(session: Session) -> None:
    session.add(Lockout(subject="x", last_at=datetime(2026, 11, 20, 10, 0, 0, 123456, tzinfo=BANGKOK)))
    session.commit()
    kept = session.get_one(Lockout, "x").last_at
    assert kept == datetime(2026, 11, 20, 3, 0, 0, 123456, tzinfo=UTC)
    assert kept.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    session.add(Lockout(subject="x", last_at=datetime(2026, 11, 20)))
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_moments_are_compared_as_instants(session: Session) -> None:
    session.add_all(Lockout(subject=str(n), last_at=NOW + timedelta(hours=n)) for n in range(3))
    session.flush()
    later = select(Lockout.subject).where(Lockout.last_at > NOW.astimezone(BANGKOK))
    assert sorted(session.scalars(later)) == ["1", "2"]


def test_no_json_is_null_and_not_a_word(session: Session) -> None:
    session.add(Audit(action="x", about=None, at=NOW))
    session.flush()
    assert session.scalar(select(func.count()).select_from(Audit).where(Audit.about.is_(None))) == 1


def test_a_note_keeps_thai_as_it_is(session: Session) -> None:
    note(session, Actor(Role.OFFICER, uuid4()), "x", None, {"เหตุผล": "ย้ายโรงเรียน"}, NOW)
    session.commit()
    assert session.scalars(select(Audit.about)).one() == {"เหตุผล": "ย้ายโรงเรียน"}


@pytest.mark.parametrize("broken", ["number", "unit", "sex", "seat", "kind", "term"])
def test_the_database_itself_refuses_what_cannot_be(session: Session, world: World, broken: str) -> None:
    unit, child = world.unit.id, world.children[0]
    wrong = {
        "number": lambda: Student(unit_id=unit, number="00001", given="x", sort_key="x"),
        "unit": lambda: Student(unit_id=999_999, number="77777", given="x", sort_key="x"),
        "sex": lambda: Student(unit_id=unit, number="77777", given="x", sort_key="x", sex="x"),
        "seat": lambda: Enrolment(unit_id=unit, student_id=child.id, classroom_id=world.room.id, year_be=2569),
        "kind": lambda: Unit(code="z", name_th="x", name_en="x", kind="school"),
        "term": lambda: Term(year_be=2600, number=1, starts_on=date(2057, 5, 16), ends_on=date(2057, 5, 16)),
    }
    session.add(wrong[broken]())
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_another_school_may_use_the_same_number(session: Session, world: World) -> None:
    assert world.stranger.number == world.children[0].number


def test_inserting_what_is_new_leaves_what_is_there(session: Session) -> None:
    rows = [{"name": name, "value": "first"} for name in "ab"]
    assert insert_new(session, SiteFact, rows) == 2
    assert insert_new(session, SiteFact, [{"name": name, "value": "second"} for name in "abc"]) == 1
    assert insert_new(session, SiteFact, []) == 0
    facts = {row.name: row.value for row in session.scalars(select(SiteFact))}
    assert facts == {"a": "first", "b": "first", "c": "second"}


def test_only_a_taken_key_is_passed_over(session: Session) -> None:
    """Anything else that does not fit is still an error: nothing is lost in silence."""
    with pytest.raises(IntegrityError):
        insert_new(session, Sitting, [{"id": uuid4(), "unit_id": 1}])
    session.rollback()


def test_a_key_of_several_columns_is_passed_over_too(session: Session, world: World) -> None:
    row = {"unit_id": world.unit.id, "kind": "word", "text": "sun", "at": NOW}
    assert insert_new(session, MissedClip, [row, row | {"text": "sat"}]) == 2
    assert insert_new(session, MissedClip, [row, row | {"unit_id": world.other_unit.id}]) == 1


def test_every_table_of_a_unit_says_so() -> None:
    """What belongs to a unit carries `unit_id`, so that every list can be filtered by it."""
    free = {"unit", "staff", "lockout", "term", "site_fact", "instrument_version"}
    free |= {"item_analysis"}  # its `scope` names the unit, or all of them
    assert {t.name for t in Base.metadata.sorted_tables if "unit_id" not in t.c} == free


def test_sqlite_is_durable(tmp_path) -> None:  # type: ignore[no-untyped-def]
    engine = prepare(create_engine(f"sqlite:///{tmp_path}/x.db"))
    with engine.connect() as connection:
        pragmas = [
            connection.scalar(text(f"pragma {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert pragmas == ["wal", 2, 1]
    engine.dispose()


def test_who_reads_first_and_writes_later_never_fails(shared: Engine) -> None:
    """Trap 3: a deferred transaction that read, while another wrote, could not write any more."""
    with Session(shared) as session:
        session.add(SiteFact(name="n", value="0"))
        session.commit()

    def count_up(session: Session) -> None:
        fact = session.get_one(SiteFact, "n", with_for_update=True)
        fact.value = str(int(fact.value) + 1)

    assert at_once(shared, [count_up] * 16) == [None] * 16
    with Session(shared) as session:
        assert session.get_one(SiteFact, "n").value == "16"


def test_a_reader_neither_waits_nor_sees_half(shared: Engine) -> None:
    """While a writer holds its transaction open, whoever only looks sees what was before."""
    seen: list[int] = []
    written, looked = Barrier(2, timeout=10), Barrier(2, timeout=10)

    def look() -> None:
        written.wait()
        with begins(reading=True), Session(shared) as session:
            seen.append(session.scalar(select(func.count()).select_from(SiteFact)) or 0)
        looked.wait()

    reader = Thread(target=look)
    reader.start()
    with Session(shared) as session, session.begin():
        session.add(SiteFact(name="x", value="x"))
        session.flush()
        written.wait()
        looked.wait()
    reader.join()
    assert seen == [0]
