"""The network's file, the terms, and what this site knows of itself."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.services import programme
from phonics.store.people import Unit
from phonics.store.programme import Term

HEAD = "code,name_th,name_en,kind,cohort,joined_on,status\n"
NETWORK = Path(__file__).resolve().parents[2] / "data" / "network.csv"


def load(session: Session, *lines: str, head: str = HEAD) -> tuple[int, int]:
    return programme.load_network(session, (head + "\n".join(lines)).encode())


def test_the_network_has_four_schools_and_37_units_in_seven_cohorts(session: Session) -> None:
    assert programme.load_network(session, NETWORK.read_bytes()) == (41, 0)
    schools = session.scalars(select(Unit.name_th).where(Unit.kind == "municipal").order_by(Unit.position)).all()
    assert schools == [
        "โรงเรียนเทศบาลประตูลี้",
        "โรงเรียนเทศบาลสันป่ายางหน่อม",
        "โรงเรียนเทศบาลสันป่ายางหลวง",
        "โรงเรียนเทศบาลจามเทวี",
    ]
    cohorts = session.scalars(select(Unit.cohort).where(Unit.kind == "network")).all()
    assert (len(cohorts), set(cohorts)) == (37, set(range(1, 8)))


def test_loading_twice_changes_nothing(session: Session) -> None:
    programme.load_network(session, NETWORK.read_bytes())
    assert programme.load_network(session, NETWORK.read_bytes()) == (0, 0)


def test_a_unit_is_changed_by_its_code_and_a_missing_one_stays(session: Session) -> None:
    load(session, "a,หนึ่ง,One,municipal,,,", "b,สอง,Two,network,๒,2019-05-16,active")
    assert load(session, "b,สองใหม่,,network,2,,left", "c,สาม,Three,network,3,,invited") == (1, 1)
    units = {unit.code: unit for unit in session.scalars(select(Unit))}
    assert set(units) == {"a", "b", "c"}
    b = units["b"]
    assert (b.name_th, b.name_en, b.cohort, b.joined_on, b.status) == ("สองใหม่", "สองใหม่", 2, None, "left")


def test_a_file_from_a_spreadsheet_may_begin_with_a_mark(session: Session) -> None:
    assert load(session, "a,หนึ่ง,One,municipal,,,", head="\ufeff" + HEAD) == (1, 0)


@pytest.mark.parametrize(
    "line",
    [
        ",หนึ่ง,One,municipal,,,",
        "a,,One,municipal,,,",
        "a,หนึ่ง,One,school,,,",
        "a,หนึ่ง,One,network,two,,",
        "a,หนึ่ง,One,network,2,16/5/2562,",
        "a,หนึ่ง,One,network,2,,gone",
        "a",
        "a,หนึ่ง",
        "ok,สอง,Two,municipal,,,",
        'a,"หนึ่ง,One,municipal',
    ],
)
def test_a_row_that_cannot_be_read_changes_nothing(session: Session, line: str) -> None:
    with pytest.raises(Invalid):
        load(session, "ok,ดี,Good,municipal,,,", line)
    assert session.scalars(select(Unit)).all() == []


@pytest.mark.parametrize(
    "data", [b"", b"code,name_th\na,b\n", "code,ชื่อ".encode("cp874"), b"%PDF-1.7\n\xe2\xe3\xcf\xd3"]
)
def test_a_foreign_file_is_refused(session: Session, data: bytes) -> None:
    with pytest.raises(Invalid):
        programme.load_network(session, data)


def test_a_unit_is_found_by_code(session: Session) -> None:
    load(session, "a,หนึ่ง,One,municipal,,,")
    assert programme.unit_by_code(session, "a").name_en == "One"
    with pytest.raises(NotFound):
        programme.unit_by_code(session, "b")


def test_two_academic_years_of_terms_are_there_and_once(session: Session) -> None:
    for _ in range(2):
        programme.ensure_terms(session, date(2026, 11, 20))
    terms = session.execute(select(Term.year_be, Term.number).order_by(Term.starts_on)).all()
    assert [tuple(term) for term in terms] == [(2568, 1), (2568, 2), (2569, 1), (2569, 2)]


@pytest.mark.parametrize(
    ("day", "year", "number"),
    [
        (date(2026, 5, 16), 2569, 1),
        (date(2026, 10, 11), 2569, 1),
        (date(2026, 10, 20), 2569, 1),  # the holidays belong to the term that ended
        (date(2026, 11, 1), 2569, 2),
        (date(2027, 4, 1), 2569, 2),
        (date(2027, 5, 1), 2569, 2),
    ],
)
def test_every_day_has_a_term(session: Session, day: date, year: int, number: int) -> None:
    programme.ensure_terms(session, date(2026, 11, 20))
    term = programme.term_on(session, day)
    assert (term.year_be, term.number) == (year, number)


def test_before_the_first_term_there_is_none(session: Session) -> None:
    programme.ensure_terms(session, date(2026, 11, 20))
    with pytest.raises(NotFound):
        programme.term_on(session, date(2020, 1, 1))


def test_a_site_is_a_demo_only_when_it_was_made_one(session: Session) -> None:
    assert not programme.is_demo(session)
    programme.set_fact(session, "demo", "yes")
    programme.set_fact(session, "demo", "yes")
    assert programme.is_demo(session)
    assert programme.fact(session, "unknown") == ""
