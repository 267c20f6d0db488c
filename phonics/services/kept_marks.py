"""Marks between a tablet's words and the table's rows: taken in one way, read in one way."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess.marks import FORMER, OF_THE_CLOCK, Mark, MarkKind, Outcome
from phonics.errors import Invalid
from phonics.store.sittings import MarkRow

_OUTCOMES, _KINDS, _NAMELESS = frozenset(Outcome), frozenset(MarkKind), frozenset(OF_THE_CLOCK)
_HEARD = frozenset({MarkKind.MARK, MarkKind.ROW})


@dataclass(frozen=True, slots=True)
class IncomingMark:
    """A mark as the tablet sent it; `task` is the lesson step's kind."""

    id: UUID
    seq: int
    item: str
    outcome: str
    at_ms: int
    task: str = ""
    choice: str = ""
    latency_ms: int | None = None
    replays: int = 0
    choices: int | None = None
    kind: str = "mark"
    accent: bool = False
    points: int | None = None


def content(mark: IncomingMark) -> dict[str, Any]:
    """Return what a mark says, by the names of the columns: two that say the same are the same mark.

    Tablets of before said `no_answer`, and took a mark back by its outcome alone; their queues may still.

    :raises Invalid: when its kind or outcome is not known, or it names no item where it should
    """
    outcome = FORMER.get(mark.outcome, mark.outcome)
    kind = "clear" if outcome == "clear" and mark.kind == "mark" else mark.kind
    if kind not in _KINDS:
        raise Invalid("A mark is of a kind that does not exist.")
    if kind in _HEARD and outcome not in _OUTCOMES and (outcome or mark.points is None):
        raise Invalid("Unknown outcome: %(outcome)s", outcome=outcome[:40])
    if not mark.item and kind not in _NAMELESS:
        raise Invalid("A mark must name its item.")
    return {
        "seq": mark.seq,
        "kind": kind,
        "item": mark.item,
        "task": mark.task,
        "outcome": _kept(kind, outcome),
        "accent": mark.accent,
        "points": mark.points,
        "choice": mark.choice,
        "at_ms": mark.at_ms,
        "latency_ms": mark.latency_ms,
        "replays": mark.replays,
        "choices": mark.choices,
    }


def _kept(kind: str, outcome: str) -> str:
    """Return the outcome to keep: events have none, but a last item may be taken back."""
    if kind == "clear" or (kind == "last_item" and outcome == "clear"):
        return "clear"
    return outcome if kind in _HEARD else ""


def marks_of(session: Session, sitting_id: UUID) -> list[Mark]:
    """Return a sitting's marks in order."""
    query = select(MarkRow).where(MarkRow.sitting_id == sitting_id).order_by(MarkRow.seq)
    return [as_mark(row) for row in session.scalars(query)]


def as_mark(row: MarkRow) -> Mark:
    """Return a kept mark as scoring takes it."""
    return Mark(
        id=row.id,
        seq=row.seq,
        item=row.item,
        outcome=Outcome(row.outcome) if row.outcome else None,
        at_ms=row.at_ms,
        choice=row.choice,
        latency_ms=row.latency_ms,
        replays=row.replays,
        kind=MarkKind(row.kind),
        accent=row.accent,
        points=row.points,
    )
