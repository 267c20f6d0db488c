"""One tap, one answer, one event: what a tablet records and what it comes to, as `static/js/probe/marks.js` does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from phonics.errors import Invalid

MOST_COUNT = 2**31 - 1  # what an integer column holds on every database
MOST_CHARS = 80


class Outcome(StrEnum):
    """What was heard; `CLEAR` takes the item's earlier marks back."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    SELF_CORRECTED = "self_corrected"
    NO_RESPONSE = "no_response"
    CLEAR = "clear"

    @property
    def right(self) -> bool:
        """Return whether it counts as right; a self-correction does."""
        return self in _RIGHT


class MarkKind(StrEnum):
    """What a mark says: something of an item, of a whole row, or of the clock."""

    MARK = "mark"
    CLEAR = "clear"
    ROW = "row"
    INSERTION = "insertion"  # words put in after an item of a passage: noted, no error
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    TIMEOUT = "timeout"
    LAST_ITEM = "last_item"
    FINISH = "finish"


OF_THE_CLOCK = frozenset({MarkKind.START, MarkKind.PAUSE, MarkKind.RESUME, MarkKind.TIMEOUT, MarkKind.FINISH})
_HEARD = frozenset({MarkKind.MARK, MarkKind.ROW})
_OF_ITEMS = _HEARD | {MarkKind.CLEAR}
FORMER = {"no_answer": "no_response"}  # what tablets said before; their queues may still


_RIGHT = frozenset({Outcome.CORRECT, Outcome.SELF_CORRECTED})


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact, never changed after it was made; another mark with a later `seq` may overrule it.

    :param seq: the tablet's own counter within one sitting
    :param item: what it is about; an event of the clock names the first item of its subtest, or, of an only one, none
    :param outcome: None where nothing was heard, or points say it; `CLEAR` on `last_item` takes that choice back
    :param at_ms: by a clock that never stands still; the same at `pause` and `resume` where the tablet's does
    :param choice: what was chosen; in a test marked by a teacher the correspondence she heard go wrong
    :param accent: said with a Thai accent, which is no error
    :param points: of a rating its level, of an item worth several those it got, of `insertion` the words put in
    """

    id: UUID
    seq: int
    item: str
    outcome: Outcome | None
    at_ms: int
    choice: str = ""
    latency_ms: int | None = None
    replays: int = 0
    kind: MarkKind = MarkKind.MARK
    accent: bool = False
    points: int | None = None

    @property
    def takes_back(self) -> bool:
        """Return whether it takes back what was said before."""
        return self.kind is MarkKind.CLEAR or self.outcome is Outcome.CLEAR

    def to_dict(self) -> dict[str, object]:
        """Return the mark as the tablet sends it."""
        return {
            "id": str(self.id),
            "seq": self.seq,
            "kind": self.kind.value,
            "item": self.item,
            "outcome": self.outcome.value if self.outcome else None,
            "at_ms": self.at_ms,
            "choice": self.choice,
            "latency_ms": self.latency_ms,
            "replays": self.replays,
            "accent": self.accent,
            "points": self.points,
        }

    @classmethod
    def from_dict(cls, sent: object) -> Self:
        """Return the mark a tablet sent; one without a `kind` is a plain mark, as all once were.

        :raises Invalid: naming the field that cannot be taken
        """
        if not isinstance(sent, Mapping):
            raise Invalid("A mark must be an object.")
        kind = _kind(sent.get("kind", MarkKind.MARK))
        named = kind not in OF_THE_CLOCK
        return cls(
            id=_uuid(sent.get("id")),
            seq=_count(sent, "seq"),
            item=_text(sent, "item", least=1) if named else _text(sent, "item", default=""),
            outcome=_outcome(kind, sent),
            at_ms=_count(sent, "at_ms"),
            choice=_text(sent, "choice", default=""),
            latency_ms=_count(sent, "latency_ms") if sent.get("latency_ms") is not None else None,
            replays=_count(sent, "replays") if sent.get("replays") is not None else 0,
            kind=kind,
            accent=sent.get("accent") is True,
            points=_count(sent, "points") if sent.get("points") is not None else None,
        )


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks as they were made: by `seq`, those with one `seq` (two tabs) by id, whatever arrived first."""
    return sorted(marks, key=lambda mark: (mark.seq, mark.id))


def latest_marks(marks: Iterable[Mark], rows: Sequence[Sequence[str]] = ()) -> dict[str, Mark]:
    """Return item → the mark that stands; an item taken back is not there, nor one that nobody marked.

    Order of arrival does not matter, nor does a mark that came twice.

    :param rows: the items of each row, so that a mark on a row is one on each of them
    """
    told = in_order(mark for mark in marks if mark.kind in _OF_ITEMS)
    row_of: dict[str, Sequence[str]] = {}
    if any(mark.kind is MarkKind.ROW for mark in told):
        row_of = {item: row for row in rows for item in row}
    standing: dict[str, Mark] = {}
    for mark in told:
        for item in row_of.get(mark.item, ()) if mark.kind is MarkKind.ROW else (mark.item,):
            standing.pop(item, None)
            if not mark.takes_back:
                standing[item] = mark
    return standing


def fold_marks(marks: Iterable[Mark], rows: Sequence[Sequence[str]] = ()) -> dict[str, Outcome]:
    """Return item → outcome: by `seq` the last mark of an item wins, `clear` undoes; points alone are no outcome."""
    return {item: mark.outcome for item, mark in latest_marks(marks, rows).items() if mark.outcome}


def insertions(marks: Iterable[Mark]) -> dict[str, int]:
    """Return item → the words put in after it; by `seq` the last mark wins, 0 points take it back."""
    told = {mark.item: mark.points for mark in in_order(marks) if mark.kind is MarkKind.INSERTION}
    counts = {item: 1 if points is None else points for item, points in told.items()}
    return {item: count for item, count in counts.items() if count}


def each_once(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks, each once however often it came.

    :raises Invalid: when one id came with two contents: which was first, the marks alone cannot say
    """
    kept: dict[UUID, Mark] = {}
    for mark in marks:
        if kept.setdefault(mark.id, mark) != mark:
            raise Invalid("Two marks have the id %(id)s and say different things.", id=str(mark.id))
    return list(kept.values())


def _kind(value: object) -> MarkKind:
    try:
        return MarkKind(value)  # type: ignore[arg-type]
    except ValueError:
        raise Invalid("A mark is of a kind that does not exist.", field="kind") from None


def _uuid(value: object) -> UUID:
    try:
        return UUID(value)  # type: ignore[arg-type]
    except (ValueError, TypeError, AttributeError):
        raise Invalid("A mark needs an id that is a UUID.") from None


def _outcome(kind: MarkKind, sent: Mapping[str, Any]) -> Outcome | None:
    """Return what was heard, where something was: a mark or a row says it, unless it gives points instead."""
    value = sent.get("outcome")
    if kind not in _HEARD or (value is None and sent.get("points") is not None):
        return Outcome.CLEAR if kind is MarkKind.CLEAR or value == Outcome.CLEAR else None
    try:
        return Outcome(FORMER.get(str(value), value))  # type: ignore[arg-type]
    except ValueError:
        raise Invalid("A mark has an outcome that does not exist.", field="outcome") from None


def _count(sent: Mapping[str, object], field: str) -> int:
    value = sent.get(field)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_COUNT:
        raise Invalid("“%(field)s” of a mark must be a whole number from 0 to %(most)s.", field=field, most=MOST_COUNT)
    return value


def _text(sent: Mapping[str, object], field: str, least: int = 0, default: str | None = None) -> str:
    value = default if sent.get(field) is None else sent[field]
    if not isinstance(value, str) or not least <= len(value) <= MOST_CHARS or not value.isprintable():
        raise Invalid(
            "“%(field)s” of a mark must be a text of %(least)s to %(most)s characters.",
            field=field,
            least=least,
            most=MOST_CHARS,
        )
    return value
