"""The code of a class: what it is good for, until when, and what guessing leads to."""

from datetime import UTC, date, datetime, timedelta
from math import log2

import pytest
from cast import NOW, World
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.services import class_codes, tablets
from phonics.services.class_codes import MOST_WRONG, Asked
from phonics.services.tablets import MOST_WAITING, State
from phonics.store.people import Classroom, Lockout
from phonics.store.programme import Audit, Term


def made(session: Session, world: World) -> str:
    return class_codes.renew(session, world.alice, world.room.id, NOW).code


def test_a_code_has_forty_bits_and_more_and_is_read_in_threes(session: Session, world: World) -> None:
    code = made(session, world)
    assert code.isdecimal()
    assert log2(10 ** len(code)) >= 40
    assert class_codes.grouped("482719355604128") == "482 719 355 604 128"


@pytest.mark.parametrize(
    ("on", "last_day"),
    [
        (date(2026, 6, 1), date(2026, 10, 11)),  # the first term
        (date(2026, 10, 20), date(2027, 4, 1)),  # the holidays: the term to come
        (date(2027, 4, 1), date(2027, 4, 1)),
        (date(2027, 4, 20), date(2027, 6, 19)),  # no term is known yet: 60 days
    ],
)
def test_a_code_is_good_until_the_term_ends(session: Session, world: World, on: date, last_day: date) -> None:
    now = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
    assert class_codes.renew(session, world.alice, world.room.id, now).expires_on == last_day


def test_a_site_without_terms_has_codes_too(session: Session, world: World) -> None:
    session.execute(delete(Term))
    row = class_codes.renew(session, world.alice, world.room.id, NOW)
    assert row.expires_on == NOW.date() + timedelta(days=60)


def test_a_code_opens_nothing_by_itself(session: Session, world: World) -> None:
    asked = class_codes.ask(session, made(session, world), "", NOW)
    tablet = tablets.holder(session, asked.token)
    assert tablet
    assert tablets.state(session, tablet, NOW) is State.WAITING
    assert tablet.classroom_id == world.room.id


@pytest.mark.parametrize("spelling", ["{}", " {} ", "code: {}", "{}\n"])
def test_a_code_is_understood_however_it_is_typed(session: Session, world: World, spelling: str) -> None:
    code = made(session, world)
    thai = code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    for typed in (code, class_codes.grouped(code), thai, "-".join(code)):
        assert class_codes.find(session, spelling.format(typed), NOW) is world.room


@pytest.mark.parametrize("typed", ["", "0", "๐" * 15, "1" * 14, "1" * 16, "x" * 5000, "1\0" * 15])
def test_what_is_no_code_finds_no_class(session: Session, world: World, typed: str) -> None:
    made(session, world)
    assert class_codes.ask(session, typed, "", NOW) == Asked()


def test_the_day_after_the_term_a_code_is_void(session: Session, world: World) -> None:
    code = made(session, world)
    last = datetime(2027, 4, 1, 16, 59, tzinfo=UTC)  # a minute before midnight in Bangkok
    assert class_codes.find(session, code, last) is world.room
    assert class_codes.kept(session, world.room.id, last)
    later = last + timedelta(minutes=2)
    assert class_codes.find(session, code, later) is None
    assert class_codes.kept(session, world.room.id, later) is None


def test_a_code_of_last_years_class_is_void(session: Session, world: World) -> None:
    code = made(session, world)
    world.room.year_be = 2568
    session.add(Classroom(unit_id=world.unit.id, year_be=2569, grade=5, room="1"))
    session.flush()
    assert class_codes.find(session, code, NOW) is None


def test_a_new_code_voids_the_old_and_refuses_who_asked_with_it(session: Session, world: World) -> None:
    old = made(session, world)
    opened = tablets.open_here(session, world.alice, world.room.id, "", NOW)
    asking = class_codes.ask(session, old, "", NOW).token
    new = made(session, world)
    assert new != old
    assert class_codes.find(session, old, NOW) is None
    assert class_codes.find(session, new, NOW) is world.room
    states = [tablets.state(session, tablets.holder(session, token), NOW) for token in (opened, asking)]  # type: ignore[arg-type]
    assert states == [State.OPEN, State.CLOSED]
    session.flush()
    actions = session.scalars(select(Audit.action).order_by(Audit.id)).all()
    assert actions == ["class.code", "tablet.opened", "tablet.refused", "class.code"]


@pytest.mark.parametrize("who", ["charlie", "dao", "ek"])
def test_nobody_else_makes_a_code(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotFound):
        class_codes.renew(session, getattr(world, who), world.room.id, NOW)
    assert class_codes.kept(session, world.room.id, NOW) is None


def test_thirty_tablets_that_mistype_shut_no_one_out(session: Session, world: World) -> None:
    code = made(session, world)
    for _try in range(60):
        assert class_codes.ask(session, "0" * 15, "", NOW) == Asked()
    assert class_codes.ask(session, code, "", NOW).token


def test_guessing_fast_makes_everyone_wait_a_minute_and_no_longer(session: Session, world: World) -> None:
    code = made(session, world)
    class_codes.ask(session, "0" * 15, "", NOW)
    session.get_one(Lockout, "class-code").failures = MOST_WRONG - 1
    class_codes.ask(session, "0" * 15, "", NOW + timedelta(seconds=30))
    assert class_codes.ask(session, code, "", NOW + timedelta(seconds=59)) == Asked(wait=True)
    assert class_codes.ask(session, code, "", NOW + timedelta(seconds=60)).token
    class_codes.ask(session, "0" * 15, "", NOW + timedelta(seconds=61))
    assert session.get_one(Lockout, "class-code").failures == 1


def test_who_has_the_code_cannot_fill_a_teachers_page_without_end(session: Session, world: World) -> None:
    code = made(session, world)
    for _tablet in range(MOST_WAITING):
        assert class_codes.ask(session, code, "", NOW).token
    assert class_codes.ask(session, code, "", NOW) == Asked(full=True)
    assert class_codes.ask(session, made(session, world), "", NOW).token, "a new code makes room"
