"""What the municipality sees: a roll-up kept fresh, and from it the network's report and each unit's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from phonics.errors import NotFound
from phonics.levels import loader
from phonics.reports import alt, charts, rollup, tables
from phonics.reports.charts import Line, Look
from phonics.reports.rollup import Release
from phonics.reports.strips import strips
from phonics.roles import Action, Actor, can
from phonics.services import figures, programme
from phonics.services.figures import Entry, Figures
from phonics.store import queries
from phonics.store.people import Unit
from phonics.store.progress import Rollup
from phonics.thai import BANGKOK, day_of

_MOST_LEFT = 5


def refresh_rollup(session: Session, now: datetime, unit_ids: Collection[int] | None = None) -> int:
    """Work this term's roll-up out anew for these units (None: all); return how many lines they have."""
    term = programme.term_on(session, day_of(now))
    since = datetime.combine(term.starts_on, time(), BANGKOK)
    numbers = {level.code: level.number for level in loader.load().levels}
    rows = session.execute(queries.rollup_counts(term.year_be, since, numbers, unit_ids)).mappings().all()
    old = delete(Rollup).where(Rollup.term_id == term.id)
    session.execute(old if unit_ids is None else old.where(Rollup.unit_id.in_(unit_ids)))
    if rows:
        session.execute(insert(Rollup), [{**row, "term_id": term.id, "refreshed_at": now} for row in rows])
    return len(rows)


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready for its template: the network's, or a unit's."""

    term: str  # "2/2569"
    refreshed_at: datetime | None
    head: Entry  # what the page is about
    groups: tuple[Entry, ...]  # the cohorts; or a unit beside its cohort and the network
    units: tuple[Entry, ...]  # the units by name, for those who may compare them
    most_left: tuple[Entry, ...]  # the five units with most children not yet assessed
    left_there: str  # how many that is together, '' if it cannot be said
    alts: dict[str, str]  # chart name → alt text


def network_report(session: Session, actor: Actor, lang: str, on: date) -> Report:
    """Return the network's report; units by name only for an actor who may compare them."""
    made = figures.of_term(session, on)
    release = made.release()
    cohorts, units = figures.cohort_lines(release, lang), _units_for(actor, release, lang)
    most_left = _most_left(release, units)
    return Report(
        term=made.term,
        refreshed_at=made.refreshed_at,
        head=figures.entry(release, figures.network_line(lang), lang),
        groups=_entries(release, cohorts, lang),
        units=_entries(release, units, lang),
        most_left=_entries(release, most_left, lang),
        left_there=f"{sum(_left(release, line) for line in most_left):,}" if most_left else "",
        alts=_alts(release, figures.network_line(lang), figures.by_coverage(release, cohorts), lang)
        | {"cohorts": alt.strips(release, cohorts, lang)}
        | ({"units": alt.strips(release, figures.by_level(release, units), lang)} if units else {}),
    )


def _alts(release: Release, head: Line, lines: Sequence[Line], lang: str) -> dict[str, str]:
    return {
        "levels": alt.levels(release, head, lang),
        "coverage": alt.coverage(release, lines, lang),
        "rose": alt.rose(release, lines, lang),
    }


def _entries(release: Release, lines: Sequence[Line], lang: str) -> tuple[Entry, ...]:
    return tuple(figures.entry(release, line, lang) for line in lines)


def _units_for(actor: Actor, release: Release, lang: str) -> list[Line]:
    return figures.unit_lines(release, lang) if can(actor, Action.COMPARE_UNITS, None) else []


def _left(release: Release, line: Line) -> int:
    return release.cell(line.area, "untested").value or 0


def _most_left(release: Release, units: Sequence[Line]) -> list[Line]:
    """Return the units with most children not yet assessed, among those whose number is shown."""
    waiting = [line for line in units if _left(release, line)]
    return sorted(waiting, key=lambda line: _left(release, line), reverse=True)[:_MOST_LEFT]


def unit_report(session: Session, actor: Actor, code: str, lang: str, on: date) -> Report:
    """Return a unit's report: itself beside its cohort and the network.

    :raises NotFound: if there is no such unit, or it is not this actor's to see
    """
    made = figures.of_term(session, on)
    unit, release = _unit(session, actor, made, code), made.release()
    lines = figures.comparison(release, unit, lang)
    return Report(
        term=made.term,
        refreshed_at=made.refreshed_at,
        head=figures.entry(release, lines[0], lang),
        groups=_entries(release, lines, lang),
        units=(),
        most_left=(),
        left_there="",
        alts=_alts(release, lines[0], lines, lang),
    )


def _unit(session: Session, actor: Actor, made: Figures, code: str) -> rollup.Unit:
    unit_id = session.scalar(select(Unit.id).where(Unit.code == code))
    found = [unit for unit in made.units if unit.code == code]
    if unit_id is None or not found or not can(actor, Action.SEE_UNIT, unit_id):
        raise NotFound("This unit does not exist.")
    return found[0]


def code_of(session: Session, unit_id: int) -> str:
    """Return a unit's code.

    :raises NotFound: if there is no such unit
    """
    unit = programme.unit(session, unit_id)
    if unit is None:
        raise NotFound("This unit does not exist.")
    return unit.code


# Pictures and files


def network_chart(session: Session, actor: Actor, name: str, lang: str, size: str, on: date) -> bytes:
    """Return one of the network's charts as SVG: `levels`, `coverage`, `rose`, `cohorts`, `units`.

    :raises NotFound: if there is no such chart for this actor
    """
    made = figures.of_term(session, on)
    if name not in {"levels", "coverage", "rose", "cohorts", "units"}:
        raise NotFound("This chart does not exist.")
    if name == "units" and not can(actor, Action.COMPARE_UNITS, None):
        raise NotFound("This chart does not exist.")
    return _drawn(made, "", name, Look(lang, size, made.demo))


def unit_chart(session: Session, actor: Actor, code: str, name: str, lang: str, size: str, on: date) -> bytes:
    """Return one of a unit's charts as SVG: `levels`, `coverage`, `rose`.

    :raises NotFound: if there is no such chart for this actor
    """
    made = figures.of_term(session, on)
    _unit(session, actor, made, code)
    if name not in {"levels", "coverage", "rose"}:
        raise NotFound("This chart does not exist.")
    return _drawn(made, code, name, Look(lang, size, made.demo))


@lru_cache(maxsize=128)
def _drawn(made: Figures, code: str, name: str, look: Look) -> bytes:
    """Return a chart of these figures (with a unit's code: of that unit); equal figures are drawn once."""
    release = made.release()
    for unit in made.units:
        if unit.code == code:
            return _drawn_for_unit(release, figures.comparison(release, unit, look.lang), name, look)
    cohorts = figures.cohort_lines(release, look.lang)
    match name:
        case "levels":
            return charts.levels(release, rollup.NETWORK, look)
        case "coverage":
            return charts.coverage(release, figures.by_coverage(release, cohorts), look)
        case "rose":
            return charts.rose(release, figures.by_coverage(release, cohorts), look)
        case "units":
            return strips(release, figures.by_level(release, figures.unit_lines(release, look.lang)), look)
    return strips(release, cohorts, look)


def _drawn_for_unit(release: Release, lines: Sequence[Line], name: str, look: Look) -> bytes:
    if name == "levels":
        return charts.levels(release, lines[0].area, look)
    return (
        charts.coverage(release, lines, look, shares=True) if name == "coverage" else charts.rose(release, lines, look)
    )


def network_csv(session: Session, actor: Actor, lang: str, on: date, notes: Sequence[str]) -> bytes:
    """Return the network's figures as CSV: the network, its cohorts, and the units where the actor may compare them."""
    release = figures.of_term(session, on).release()
    lines = [figures.network_line(lang), *figures.cohort_lines(release, lang), *_units_for(actor, release, lang)]
    return tables.csv_bytes(release, lines, lang, notes)


def unit_csv(session: Session, actor: Actor, code: str, lang: str, on: date, notes: Sequence[str]) -> bytes:
    """Return a unit's figures as CSV, beside its cohort's and the network's.

    :raises NotFound: if there is no such unit, or it is not this actor's to see
    """
    made = figures.of_term(session, on)
    unit, release = _unit(session, actor, made, code), made.release()
    return tables.csv_bytes(release, figures.comparison(release, unit, lang), lang, notes)
