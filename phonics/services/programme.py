"""The programme's frame: the network's units, the terms, and what kind of site this is."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.errors import Invalid, NotFound
from phonics.store.people import Unit
from phonics.store.programme import SiteFact, Term

NETWORK_COLUMNS = ("code", "name_th", "name_en", "kind", "cohort", "joined_on", "status")
_STATUSES = ("active", "unconfirmed", "invited", "left")  # unconfirmed: the name is a placeholder yet


def load_network(session: Session, data: bytes) -> tuple[int, int]:
    """Bring the units up to the given CSV by `code`; return (new, changed). A unit missing from it stays.

    :raises Invalid: if a heading is missing or a row cannot be read; nothing is changed
    """
    told = _read_network(data)
    known = {unit.code: unit for unit in session.scalars(select(Unit))}
    changed = 0
    for code, facts in told.items():
        unit = known.get(code)
        if unit is None:
            session.add(Unit(**facts))
        elif any(getattr(unit, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(unit, name, value)
            changed += 1
    session.flush()
    return len(told.keys() - known.keys()), changed


def _read_network(data: bytes) -> dict[str, dict[str, Any]]:
    """Return the facts of every unit in the file, by code."""
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), restval="", strict=True)
        missing = [name for name in NETWORK_COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise Invalid("The file lacks the column %(name)s.", name=missing[0])
        units = [_unit_facts(row, position) for position, row in enumerate(rows, start=1)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid("The network file cannot be read: it should be CSV in UTF-8.") from error
    told = {facts["code"]: facts for facts in units}
    if len(told) < len(units):
        twice = next(code for code, n in Counter(facts["code"] for facts in units).items() if n > 1)
        raise Invalid("The code %(code)s stands twice in the network file.", code=twice)
    return told


def _unit_facts(row: dict[str, str], position: int) -> dict[str, Any]:
    told = {name: row[name].strip() for name in NETWORK_COLUMNS}
    if not told["code"] or not told["name_th"] or told["kind"] not in {"municipal", "network"}:
        raise Invalid("Row %(line)s of the network file needs a code, a Thai name and a kind.", line=position + 1)
    try:
        cohort = int(thai.to_ascii_digits(told["cohort"])) if told["cohort"] else None
        joined_on = date.fromisoformat(told["joined_on"]) if told["joined_on"] else None
        status = _STATUSES[_STATUSES.index(told["status"] or "active")]
    except ValueError as error:
        raise Invalid(
            "Row %(line)s of the network file has an unreadable cohort, date or status.", line=position + 1
        ) from error
    return {
        **told,
        "name_en": told["name_en"] or told["name_th"],
        "cohort": cohort,
        "joined_on": joined_on,
        "status": status,
        "position": position,
    }


def unit_by_code(session: Session, code: str) -> Unit:
    """Return the unit of that code.

    :raises NotFound: if there is none
    """
    unit = session.scalar(select(Unit).where(Unit.code == code))
    if unit is None:
        raise NotFound("There is no unit with the code %(code)s.", code=code)
    return unit


def unit(session: Session, unit_id: int) -> Unit | None:
    """Return a unit by its key, None when there is none."""
    return session.get(Unit, unit_id)


def ensure_terms(session: Session, on: date) -> None:
    """Add the terms of this academic year and the one before, with the regulation's dates, where they are missing."""
    for year in (thai.academic_year(on) - 1, thai.academic_year(on)):
        ce = year - 543
        for number, starts_on, ends_on in (
            (1, date(ce, 5, 16), date(ce, 10, 11)),
            (2, date(ce, 11, 1), date(ce + 1, 4, 1)),
        ):
            if not session.scalar(select(Term.id).where(Term.year_be == year, Term.number == number)):
                session.add(Term(year_be=year, number=number, starts_on=starts_on, ends_on=ends_on))
    session.flush()


def term_on(session: Session, on: date) -> Term:
    """Return the term of a day; between terms the one that ended last.

    :raises NotFound: if no term has begun by then
    """
    term = session.scalar(select(Term).where(Term.starts_on <= on).order_by(Term.starts_on.desc()).limit(1))
    if term is None:
        raise NotFound("No term has begun by this day.")
    return term


def term_end(session: Session, on: date) -> date:
    """Return the last day of a day's term, in the holidays of the term to come; where none is known, 60 days on."""
    return session.scalar(select(func.min(Term.ends_on)).where(Term.ends_on >= on)) or on + timedelta(days=60)


def fact(session: Session, name: str) -> str:
    """Return a fact about this site, empty when unknown."""
    row = session.get(SiteFact, name)
    return row.value if row else ""


def set_fact(session: Session, name: str, value: str) -> None:
    """Keep a fact about this site."""
    session.merge(SiteFact(name=name, value=value))
    session.flush()


def is_demo(session: Session) -> bool:
    """Return whether every page must say ข้อมูลสมมติ."""
    return fact(session, "demo") == "yes"
