"""A school's list comes in: what it would change, and the change itself, all rows or none; twice is once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics import thai
from phonics.errors import Invalid, NotAllowed, NotFound
from phonics.exchange import thai_rosters
from phonics.exchange.thai_rosters import Roster
from phonics.roles import Action, Actor, can, units_visible
from phonics.services.audit import note
from phonics.services.roster_comparison import Preview, compared
from phonics.services.roster_reports import in_words, report
from phonics.services.roster_writing import write
from phonics.store.people import Unit
from phonics.thai import day_of

__all__ = ["Preview", "Summary", "bring_in", "compare", "import_roster", "in_words", "preview", "read_list", "report"]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many children a file brought, changed, and left as they were."""

    new: int
    changed: int
    unchanged: int
    missing_from_file: int


def read_list(data: bytes, filename: str) -> Roster:
    """Return what a file holds, problems included, without looking at any unit.

    :raises Invalid: if the bytes are no table at all
    """
    return thai_rosters.read(data, filename)


def preview(session: Session, actor: Actor, unit_id: int, data: bytes, filename: str, now: datetime) -> Preview:
    """Return what the file would change in the unit, and every problem in it; changes nothing.

    :raises NotFound, NotAllowed: if the unit is not the actor's, or importing not theirs to do
    :raises Invalid: if the bytes are no table at all
    """
    return compare(session, actor, unit_id, read_list(data, filename), now)


def import_roster(session: Session, actor: Actor, unit_id: int, data: bytes, filename: str, now: datetime) -> Summary:
    """Bring the unit's children and this year's classes up to the file: all rows or, with any problem, none.

    :raises NotFound, NotAllowed: as `preview`
    :raises Invalid: if the bytes are no table; with `problems` in its details, if there is any
    """
    return bring_in(session, actor, unit_id, read_list(data, filename), now)


def compare(session: Session, actor: Actor, unit_id: int, roster: Roster, now: datetime) -> Preview:
    """Return what a list that was read would change in the unit; raises as `preview`."""
    return compared(session, _unit(session, actor, unit_id), roster, _year(now))


def bring_in(session: Session, actor: Actor, unit_id: int, roster: Roster, now: datetime) -> Summary:
    """Bring the unit up to a list that was read; raises as `import_roster`."""
    found = compare(session, actor, unit_id, roster, now)
    if found.problems:
        raise Invalid("The list has problems. Nothing was changed.", problems=found.problems)
    write(session, unit_id, found, _year(now), now)
    summary = Summary(len(found.new), len(found.changed), found.unchanged, len(found.missing_from_file))
    about = {"new": summary.new, "changed": summary.changed, "unchanged": summary.unchanged}
    note(session, actor, "roster.imported", unit_id, about, now)
    session.flush()
    return summary


def _unit(session: Session, actor: Actor, unit_id: int) -> Unit:
    """Return the unit, held until the transaction ends so that two lists do not cross."""
    unit = session.scalar(select(Unit).where(Unit.id == unit_id).with_for_update())
    if unit is None or unit_id not in units_visible(actor, Action.SEE_UNIT):
        raise NotFound("This unit does not exist.")
    if not can(actor, Action.IMPORT_ROSTER, unit_id):
        raise NotAllowed("Lists are brought in by the unit's coordinator or lead teacher.")
    return unit


def _year(now: datetime) -> int:
    return thai.academic_year(day_of(now))
