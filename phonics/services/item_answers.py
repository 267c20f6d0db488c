"""The answers to one version of an instrument, as a table: what its finished sittings hold, pooled over units."""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

import numpy as np
from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from phonics.assess import scoring
from phonics.assess.grids import Part
from phonics.assess.instruments import Instrument
from phonics.assess.marks import Mark, latest_marks
from phonics.assess.responses import Responses
from phonics.errors import Invalid
from phonics.services.kept_marks import as_mark
from phonics.store.instruments import InstrumentRow, VersionRow
from phonics.store.sittings import MarkRow, ScoreRow, Sitting

AT_ONCE = 500  # sittings whose marks are read together

Units = Collection[int] | None  # None: all


@dataclass(frozen=True, slots=True)
class Answers:
    """The first sitting of each child whose single answers are known.

    :param chosen: for each item what was noted of each child's wrong answer (a sound, an option); None = nothing
    :param unit_ids: where they were tested
    """

    responses: Responses
    chosen: tuple[tuple[str | None, ...], ...]
    student_ids: tuple[UUID, ...]
    unit_ids: frozenset[int]


def answers(session: Session, version_id: UUID, instrument: Instrument, units: Units) -> Answers | None:
    """Return who answered what, None without a sitting; a child who sat it again counts once, with the first one."""
    first: dict[UUID, Row[tuple[UUID, UUID, int, int | None, float | None]]] = {}
    for sitting in session.execute(_known(version_id, units)):
        first.setdefault(sitting.student_id, sitting)
    read = list(_read(session, instrument, list(first.values())))
    if not read:
        return None
    keys = [item.key for item in instrument.items]
    cells = np.array([[points.get(key, np.nan) for key in keys] for _, points, _ in read])
    return Answers(
        responses=Responses(tuple(keys), cells, np.isnan(cells)),
        chosen=tuple(tuple(chosen.get(key) for _, _, chosen in read) for key in keys),
        student_ids=tuple(sitting.student_id for sitting, _, _ in read),
        unit_ids=frozenset(sitting.unit_id for sitting, _, _ in read),
    )


def _known(version_id: UUID, units: Units) -> Select[tuple[UUID, UUID, int, int | None, float | None]]:
    """Select the finished sittings of a version, oldest first, but not those of which only a total was kept."""
    columns = (Sitting.id, Sitting.student_id, Sitting.unit_id, Sitting.last_item, Sitting.seconds_used)
    query = (
        select(*columns)
        .join(ScoreRow, ScoreRow.sitting_id == Sitting.id)
        .where(
            Sitting.version_id == version_id,
            Sitting.kind == "test",
            Sitting.status == "finished",
            ScoreRow.rule_version == scoring.RULE_VERSION,
            ScoreRow.by_code.is_not(None),
        )
        .order_by(Sitting.started_at, Sitting.id)
    )
    return query if units is None else query.where(Sitting.unit_id.in_(units))


Read = tuple[Row[tuple[UUID, UUID, int, int | None, float | None]], dict[str, float], dict[str, str]]


def _read(session: Session, instrument: Instrument, sittings: Sequence[Row]) -> Iterator[Read]:
    """Yield each sitting with the points of what was attempted, and what was noted of its wrong answers."""
    rows = [[item.key for item in row] for row in instrument.rows]
    worth = {item.key: item.points for item in instrument.items}
    for several in (sittings[at : at + AT_ONCE] for at in range(0, len(sittings), AT_ONCE)):
        marks = _marks(session, [sitting.id for sitting in several])
        for sitting in several:
            with contextlib.suppress(Invalid):
                told = marks.get(sitting.id, [])
                found = scoring.parts(instrument, told, sitting.last_item, sitting.seconds_used)
                standing = latest_marks(told, rows)
                points = _points(found, standing, worth)
                yield sitting, points, _noted(standing, points)


def _points(found: Sequence[Part], standing: Mapping[str, Mark], worth: Mapping[str, int]) -> dict[str, float]:
    """Return item → points of what was attempted; what is not there was not reached, which is not wrong."""
    points = {item: float(worth[item] * outcome.right) for item, outcome in scoring.answers(found).items()}
    part = {item: mark.points for item, mark in standing.items() if item in points and mark.points is not None}
    ratings = {item: float(level) for one in found for item, level in one.ratings.items()}
    return points | {item: float(min(told, worth[item])) for item, told in part.items()} | ratings


def _noted(standing: Mapping[str, Mark], points: Mapping[str, float]) -> dict[str, str]:
    wrong = (mark for item, mark in standing.items() if points.get(item) == 0)
    return {mark.item: mark.choice for mark in wrong if mark.choice}


def _marks(session: Session, sitting_ids: Sequence[UUID]) -> dict[UUID, list[Mark]]:
    columns = [getattr(MarkRow, name) for name in ("sitting_id", *(field.name for field in fields(Mark)))]
    marks: dict[UUID, list[Mark]] = {}
    for row in session.execute(select(*columns).where(MarkRow.sitting_id.in_(sitting_ids))):
        marks.setdefault(row.sitting_id, []).append(as_mark(row))
    return marks


def pairs(session: Session, one: VersionRow, units: Units) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the right answers of children who sat this form and the other one, and of those who sat this one twice."""
    other = _other_form(session, one.instrument)
    by_child: dict[UUID, tuple[list[int], list[int]]] = {}
    query = (
        select(Sitting.student_id, Sitting.version_id, ScoreRow.n_correct)
        .join(ScoreRow, ScoreRow.sitting_id == Sitting.id)
        .where(
            Sitting.version_id.in_([one.id, *other]),
            Sitting.kind == "test",
            Sitting.status == "finished",
            ScoreRow.rule_version == scoring.RULE_VERSION,
        )
        .order_by(Sitting.started_at, Sitting.id)
    )
    for student_id, version_id, right in session.execute(
        query if units is None else query.where(Sitting.unit_id.in_(units))
    ):
        by_child.setdefault(student_id, ([], []))[version_id in other].append(right)
    found = by_child.values()
    return [(ours[0], theirs[0]) for ours, theirs in found if ours and theirs], [
        (t[0], t[1]) for t, _ in found if len(t) > 1
    ]


def _other_form(session: Session, one: InstrumentRow) -> list[UUID]:
    """Return every version of the form beside this one: B of A, A of any other."""
    beside = "B" if one.form == "A" else "A"
    alike = (InstrumentRow.kind == one.kind, InstrumentRow.level == one.level, InstrumentRow.form == beside)
    owner = InstrumentRow.unit_id.is_(None) if one.unit_id is None else InstrumentRow.unit_id == one.unit_id
    return list(session.scalars(select(VersionRow.id).join(VersionRow.instrument).where(*alike, owner)))
