"""Which test to give a child next: the one the rule still lacks, and the form not given last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from phonics.assess import scoring
from phonics.assess.flat_form import CARDS
from phonics.assess.promotion import deciding_kind
from phonics.roles import Actor
from phonics.services import sharing
from phonics.store.instruments import InstrumentRow, VersionRow
from phonics.store.sittings import ScoreRow, Sitting

MINUTES = {"letter_sounds": 2, "words": 4, "blending": 3}  # one child, with sitting down


@dataclass(frozen=True, slots=True)
class Offer:
    """The newest version of an instrument, without its items."""

    version_id: UUID
    kind: str
    level: str
    form: str
    title_th: str
    title_en: str
    number: int

    @property
    def minutes(self) -> int:
        """Return how long it takes with one child."""
        return MINUTES.get(self.kind, 5)


@dataclass(frozen=True, slots=True)
class Taken:
    """A finished, scored test of one child."""

    sitting_id: UUID
    student_id: UUID
    at: datetime
    kind: str
    level: str
    form: str
    n_items: int
    n_attempted: int
    n_correct: int
    correct_per_minute: float | None
    accuracy: float | None
    discontinued: bool

    @property
    def out_of(self) -> int:
        """Return what the right answers are counted out of; a stopped test counts whole."""
        return self.n_items if self.discontinued else self.n_attempted


def offers(session: Session, actor: Actor) -> dict[str, list[Offer]]:
    """Return level → the instruments this actor may give, newest versions."""
    query = (
        select(
            VersionRow.id,
            InstrumentRow.kind,
            InstrumentRow.level,
            InstrumentRow.form,
            InstrumentRow.title_th,
            InstrumentRow.title_en,
            VersionRow.number,
            InstrumentRow.code,
        )
        .join(InstrumentRow, InstrumentRow.id == VersionRow.instrument_id)
        .where(sharing.on_offer(actor))
        .order_by(InstrumentRow.kind, InstrumentRow.form, VersionRow.number)
    )
    newest = {code: Offer(*rest) for *rest, code in session.execute(query)}
    by_level: dict[str, list[Offer]] = {}
    for offer in newest.values():
        for level in offer.level.split():
            by_level.setdefault(level, []).append(offer)
    return by_level


def taken(session: Session, *where: ColumnElement[bool]) -> list[Taken]:
    """Return the scored tests that match, oldest first; voided ones are not among them."""
    query = (
        select(
            Sitting.id,
            Sitting.student_id,
            Sitting.started_at,
            InstrumentRow.kind,
            InstrumentRow.level,
            InstrumentRow.form,
            ScoreRow.n_items,
            ScoreRow.n_attempted,
            ScoreRow.n_correct,
            ScoreRow.correct_per_minute,
            ScoreRow.accuracy,
            ScoreRow.discontinued,
        )
        .join(ScoreRow, ScoreRow.sitting_id == Sitting.id)
        .join(VersionRow, VersionRow.id == Sitting.version_id)
        .join(InstrumentRow, InstrumentRow.id == VersionRow.instrument_id)
        .where(
            Sitting.kind == "test", Sitting.status == "finished", ScoreRow.rule_version == scoring.RULE_VERSION, *where
        )
        .order_by(Sitting.started_at)
    )
    return [Taken(*row) for row in session.execute(query)]


def by_child(tests: Iterable[Taken]) -> Mapping[UUID, list[Taken]]:
    """Return child → their tests, oldest first."""
    found: dict[UUID, list[Taken]] = {}
    for test in tests:
        found.setdefault(test.student_id, []).append(test)
    return found


def best_first(on_offer: Sequence[Offer], tests: Sequence[Taken]) -> list[Offer]:
    """Return what to give at this level: first what the rule lacks (sounds, both forms), then the longest ago.

    Of one kind the form not given last stands first, so that no child meets the same card twice running. Cards decide,
    so they come before what teachers made.
    """
    last = {(test.kind, test.form): test.at for test in tests}
    by_kind = {kind: max(at for (k, _), at in last.items() if k == kind) for kind in {kind for kind, _ in last}}

    def rank(offer: Offer) -> tuple[bool, bool, float, float, str, str]:
        given, kind_given = last.get((offer.kind, offer.form)), by_kind.get(offer.kind)
        lacking = given is None and (offer.kind == deciding_kind(offer.level) or kind_given is None)
        return (offer.kind not in CARDS, not lacking, _moment(kind_given), _moment(given), offer.kind, offer.form)

    return sorted(on_offer, key=rank)


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0
