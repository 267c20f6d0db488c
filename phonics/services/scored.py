"""What a test came to part by part, and how far a second scorer agrees; worked out from the marks each time."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess import agreement, scoring
from phonics.assess.agreement import Agreement
from phonics.assess.grids import Part
from phonics.assess.instruments import Instrument
from phonics.assess.items import Item
from phonics.assess.marks import Mark, latest_marks
from phonics.assess.subtests import Subtest
from phonics.services.kept_marks import marks_of
from phonics.store.people import Staff
from phonics.store.sittings import Sitting


@dataclass(frozen=True, slots=True)
class Scored:
    """A subtest and what it came to."""

    subtest: Subtest
    part: Part

    @property
    def given(self) -> bool:
        """Return whether anything is known of it."""
        return bool(self.part.outcomes or self.part.ratings or self.part.seconds_used)


@dataclass(frozen=True, slots=True)
class Compared:
    """One subtest scored by two: how far they agree, and their rates; `levels` of a rubric, (first, second)."""

    subtest: Subtest
    agreement: Agreement
    first_rate: float | None
    second_rate: float | None
    difference: float | None
    differing: tuple[Item, ...]
    levels: tuple[tuple[Item, int | None, int | None], ...]

    @property
    def same_levels(self) -> int:
        """Return how many criteria got the same level from both."""
        return sum(first == second for _item, first, second in self.levels)


@dataclass(frozen=True, slots=True)
class Along:
    """What one second scorer found: their name, over all items, and part by part."""

    name: str
    agreement: Agreement
    parts: tuple[Compared, ...]


def scored(session: Session, sitting: Sitting, instrument: Instrument) -> tuple[Scored, ...]:
    """Return what each subtest came to, in order."""
    found = scoring.parts(instrument, marks_of(session, sitting.id), sitting.last_item, sitting.seconds_used)
    return tuple(Scored(subtest, part) for subtest, part in zip(instrument.subtests, found, strict=True))


def remarks(session: Session, sitting_id: UUID, instrument: Instrument) -> dict[str, Mark]:
    """Return item → the mark that stands, for what it says beside right and wrong: an accent, the sound misread."""
    rows = [[item.key for item in row] for row in instrument.rows]
    standing = latest_marks(marks_of(session, sitting_id), rows)
    return {item: mark for item, mark in standing.items() if mark.accent or mark.choice}


def alongside(session: Session, sitting: Sitting, instrument: Instrument) -> tuple[Along, ...]:
    """Return how far those agree who scored along and have finished, in the order they began."""
    first = scored(session, sitting, instrument)
    query = select(Sitting, Staff.name).join(Staff, Staff.id == Sitting.staff_id)
    query = query.where(Sitting.second_of == sitting.id, Sitting.status == "finished").order_by(Sitting.started_at)
    return tuple(_along(name, first, scored(session, one, instrument)) for one, name in session.execute(query))


def _along(name: str, first: tuple[Scored, ...], second: tuple[Scored, ...]) -> Along:
    pairs = [(one, other) for one, other in zip(first, second, strict=True) if one.given and other.given]
    one, other = (scoring.answers(scored.part for scored in whose) for whose in (first, second))
    return Along(name, agreement.agreement(one, other), tuple(_compared(*pair) for pair in pairs))


def _compared(first: Scored, second: Scored) -> Compared:
    found = agreement.agreement(first.part.outcomes, second.part.outcomes)
    rates = first.part.per_minute, second.part.per_minute
    items = {item.key: item for item in first.subtest.items}
    rated = [item for item in items.values() if {item.key} & {*first.part.ratings, *second.part.ratings}]
    return Compared(
        subtest=first.subtest,
        agreement=found,
        first_rate=rates[0],
        second_rate=rates[1],
        difference=agreement.rate_difference(*rates),
        differing=tuple(items[key] for key in (*found.differing, *found.one_sided) if key in items),
        levels=tuple((item, first.part.ratings.get(item.key), second.part.ratings.get(item.key)) for item in rated),
    )
