"""One tap, one answer: what a tablet records and what it comes to, as `static/js/probe/marks.js` does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from phonics.errors import Invalid

MOST_COUNT = 2**31 - 1  # what an integer column holds on every database
MOST_CHARS = 80


class Outcome(StrEnum):
    """What was heard; `CLEAR` takes the item's earlier marks back."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    SELF_CORRECTED = "self_corrected"
    NO_ANSWER = "no_answer"
    CLEAR = "clear"

    @property
    def right(self) -> bool:
        """Return whether it counts as right; a self-correction does."""
        return self in (Outcome.CORRECT, Outcome.SELF_CORRECTED)


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact, never changed after it was made; another mark with a later `seq` may overrule it.

    :param seq: the tablet's own counter within one sitting
    :param choice: what was chosen in a lesson; in a test the correspondence the teacher heard go wrong
    """

    id: UUID
    seq: int
    item: str
    outcome: Outcome
    at_ms: int
    choice: str = ""
    latency_ms: int | None = None
    replays: int = 0

    def to_dict(self) -> dict[str, object]:
        """Return the mark as the tablet sends it."""
        return {
            "id": str(self.id),
            "seq": self.seq,
            "item": self.item,
            "outcome": self.outcome.value,
            "at_ms": self.at_ms,
            "choice": self.choice,
            "latency_ms": self.latency_ms,
            "replays": self.replays,
        }

    @classmethod
    def from_dict(cls, sent: object) -> Self:
        """Return the mark a tablet sent.

        :raises Invalid: naming the field that cannot be taken
        """
        if not isinstance(sent, Mapping):
            raise Invalid("A mark must be an object.")
        return cls(
            id=_uuid(sent.get("id")),
            seq=_count(sent, "seq"),
            item=_text(sent, "item", least=1),
            outcome=_outcome(sent.get("outcome")),
            at_ms=_count(sent, "at_ms"),
            choice=_text(sent, "choice") if sent.get("choice") is not None else "",
            latency_ms=_count(sent, "latency_ms") if sent.get("latency_ms") is not None else None,
            replays=_count(sent, "replays") if sent.get("replays") is not None else 0,
        )


def latest_marks(marks: Iterable[Mark]) -> dict[str, Mark]:
    """Return item → the mark that stands, in the order of `seq`; an item taken back is not there.

    Order of arrival does not matter, nor does a mark that came twice. Two marks with one `seq` (two tabs) go by id.
    """
    standing: dict[str, Mark] = {}
    for mark in sorted(marks, key=lambda m: (m.seq, m.id)):
        standing.pop(mark.item, None)
        if mark.outcome is not Outcome.CLEAR:
            standing[mark.item] = mark
    return standing


def fold_marks(marks: Iterable[Mark]) -> dict[str, Outcome]:
    """Return item → outcome: by `seq` the last mark of an item wins, `CLEAR` undoes."""
    return {item: mark.outcome for item, mark in latest_marks(marks).items()}


def _uuid(value: object) -> UUID:
    try:
        return UUID(value)  # type: ignore[arg-type]
    except (ValueError, TypeError, AttributeError):
        raise Invalid("A mark needs an id that is a UUID.") from None


def _outcome(value: object) -> Outcome:
    try:
        return Outcome(value)  # type: ignore[arg-type]
    except ValueError:
        raise Invalid("A mark has an outcome that does not exist.", field="outcome") from None


def _count(sent: Mapping[str, object], field: str) -> int:
    value = sent.get(field)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_COUNT:
        raise Invalid("A mark has a number that cannot be taken.", field=field)
    return value


def _text(sent: Mapping[str, object], field: str, least: int = 0) -> str:
    value = sent.get(field)
    if not isinstance(value, str) or not least <= len(value) <= MOST_CHARS or not (value.isprintable()):
        raise Invalid("A mark has a text that cannot be taken.", field=field)
    return value
