"""What a teacher typed from paper of one child, made into the marks that a tablet would have sent of the same answers.

A cell holds 1 (right), 0 (wrong), s (self-corrected) or - (no answer); points, where an item is worth several or is
rated; an option's letter, where the child chose; what the child wrote, where it is written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID, uuid5

from phonics.assess import spelling
from phonics.assess.grids import stop_at
from phonics.assess.instruments import Instrument
from phonics.assess.items import Item, Response
from phonics.assess.marks import Mark, MarkKind, Outcome
from phonics.assess.subtests import LEVELS, Kind, Subtest
from phonics.errors import Invalid

OPTIONS = "abcdefghijklmnopqrstuvwxyz"
_SIGNS = {
    "1": Outcome.CORRECT,
    "0": Outcome.INCORRECT,
    "s": Outcome.SELF_CORRECTED,
    "-": Outcome.NO_RESPONSE,
}
_ASKED = {Kind.COMPREHENSION, Kind.DICTATION, Kind.PICTURE_VOCABULARY}
_NOBODY = UUID(int=0)


class Cell(StrEnum):
    """What can be typed of an item."""

    SIGN = "sign"
    POINTS = "points"
    RATING = "rating"
    CHOICE = "choice"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Typed:
    """A subtest of one child as it was typed.

    :param cells: a text an item, in order; "" = nothing was typed
    :param last: the number of the last item attempted, 0 = none; None = the last cell that was filled
    :param seconds: the time used; None = the whole time where it is timed and was not read to the end
    """

    cells: tuple[str, ...]
    last: int | None = None
    seconds: float | None = None

    @property
    def given(self) -> bool:
        """Return whether anything was typed of it."""
        return any(self.cells) or self.last is not None


@dataclass(frozen=True, slots=True)
class Entered:
    """The marks of a whole test in order, and its ending as a tablet would have said it."""

    marks: tuple[Mark, ...]
    ended_by: str
    seconds_used: float
    last_item: int


def cell_of(item: Item, subtest: Subtest) -> Cell:
    """Return what can be typed of an item."""
    if item.response is Response.RATING:
        return Cell.RATING
    if item.response is Response.CHOICE:
        return Cell.CHOICE
    if item.response is Response.TEXT or subtest.kind is Kind.DICTATION:
        return Cell.WRITTEN
    return Cell.POINTS if item.points > 1 else Cell.SIGN


def entered(instrument: Instrument, typed: Sequence[Typed], sitting_id: UUID) -> Entered:
    """Return the marks of what was typed; their ids follow from the sitting's, so typing it again gives the same.

    :param typed: one a subtest, in order; of a subtest that was not given nothing is typed
    :raises Invalid: naming the item that cannot be taken, or when nothing was typed at all
    """
    if len(typed) != len(instrument.subtests):
        raise Invalid("This sheet does not fit this instrument. Please open it again.")
    given = [_part(subtest, one) for subtest, one in zip(instrument.subtests, typed, strict=True) if one.given]
    if not given:
        raise Invalid("Nothing was entered for this child.")
    marks, begun_ms = list[Mark](), 0
    for part in given:
        marks += [replace(mark, at_ms=begun_ms + mark.at_ms) for mark in part.marks]
        begun_ms = marks[-1].at_ms
    numbered = (replace(m, id=uuid5(sitting_id, str(seq)), seq=seq) for seq, m in enumerate(marks, start=1))
    alone = len(instrument.subtests) == 1
    seconds = round(sum(part.seconds for part in given), 1)
    return Entered(tuple(numbered), given[0].ended_by if alone else "finished", seconds, given[-1].last)


@dataclass(frozen=True, slots=True)
class _Part:
    marks: tuple[Mark, ...]
    ended_by: str
    seconds: float
    last: int


def _part(subtest: Subtest, typed: Typed) -> _Part:
    last = _last(subtest, typed)
    ran_out, seconds = _time(subtest, typed, last)
    answers = list(_answers(subtest, typed, last))
    ms, first = round(seconds * 1000), str(subtest.first)
    end = [_event(MarkKind.TIMEOUT, first, ms)] if ran_out else []
    if ran_out or last != subtest.last:
        end.append(_event(MarkKind.LAST_ITEM, str(last), ms))
    if not ran_out:
        end.append(_event(MarkKind.FINISH, first, ms))
    marks = [_event(MarkKind.START, first, 0), *(mark for mark in answers if _is_told(subtest, mark)), *end]
    heard = [mark.outcome for mark in answers if mark.outcome]
    stopped = bool(stop_at(subtest.stop, heard))
    by = "time" if ran_out else "stopped" if stopped else "left" if last < subtest.last else "finished"
    return _Part(tuple(marks), by, seconds, last)


def _event(kind: MarkKind, item: str, at_ms: int) -> Mark:
    return Mark(_NOBODY, 0, item, None, at_ms, kind=kind)


def _last(subtest: Subtest, typed: Typed) -> int:
    """Return the number of the last item attempted; `first - 1` becomes 0: none."""
    if len(typed.cells) != len(subtest.items):
        raise Invalid("This sheet does not fit this instrument. Please open it again.")
    filled = [item.number for item, cell in zip(subtest.items, typed.cells, strict=True) if cell]
    if typed.last is None:
        return filled[-1]
    if typed.last and not subtest.first <= typed.last <= subtest.last:
        raise Invalid(
            "The last item must be one from %(first)s to %(last)s, or 0.", first=subtest.first, last=subtest.last
        )
    if filled and filled[-1] > typed.last:
        raise Invalid("Item %(n)s stands after the last one, %(last)s.", n=filled[-1], last=typed.last)
    return typed.last


def _time(subtest: Subtest, typed: Typed, last: int) -> tuple[bool, float]:
    """Return whether the time ran out, and the seconds used; untimed and not noted: 0."""
    if typed.seconds is not None and not 0 <= typed.seconds < 86_400:
        raise Invalid("The time used must be a number of seconds, 0 or more.")
    if subtest.timed_s is None:
        return False, typed.seconds or 0.0
    if typed.seconds is None and last == subtest.last:
        raise Invalid("How many seconds did it take? The last item was reached.")
    seconds = float(subtest.timed_s) if typed.seconds is None else min(typed.seconds, float(subtest.timed_s))
    return seconds >= subtest.timed_s, seconds


def _answers(subtest: Subtest, typed: Typed, last: int) -> Iterator[Mark]:
    """Yield a mark for every item up to the last one; an empty cell is right where the last item was named."""
    for item, cell in zip(subtest.items, typed.cells, strict=True):
        if item.number > last:
            return
        if cell:
            yield _answer(item, cell_of(item, subtest), cell)
        elif typed.last is None or not gaps_are_right(subtest):
            raise Invalid("Item %(n)s is empty.", n=item.number)
        else:
            yield _mark(item, Outcome.CORRECT)


def _answer(item: Item, kind: Cell, cell: str) -> Mark:
    """Return the mark of a cell.

    :raises Invalid: when nobody can tell what it means
    """
    sign = cell.casefold().strip()
    if kind is Cell.RATING and sign in LEVELS:
        return replace(_mark(item, None), points=int(sign))
    if kind is Cell.CHOICE and sign in OPTIONS[: len(item.options)]:
        choice = item.options[OPTIONS.index(sign)].key
        return replace(_mark(item, _right(choice in item.answers)), choice=choice)
    if kind in {Cell.POINTS, Cell.WRITTEN} and item.points > 1 and sign.isdecimal() and int(sign) <= item.points:
        return replace(_mark(item, _right(int(sign) == item.points)), points=int(sign))
    if kind is not Cell.RATING and sign in _SIGNS and (item.points == 1 or sign == "-"):
        return _mark(item, _SIGNS[sign])
    if kind is Cell.WRITTEN and cell.isprintable() and len(cell) <= spelling.MOST_WRITTEN:
        got = spelling.points(item, cell)
        mark = replace(_mark(item, _right(got == item.points)), choice=" ".join(cell.split()))
        return replace(mark, points=got) if item.points > 1 else mark
    raise Invalid("Item %(n)s: “%(cell)s” cannot be read.", n=item.number, cell=cell[:40])


def _right(right: bool) -> Outcome:
    return Outcome.CORRECT if right else Outcome.INCORRECT


def _mark(item: Item, outcome: Outcome | None) -> Mark:
    return Mark(_NOBODY, 0, item.key, outcome, 0)


def gaps_are_right(subtest: Subtest) -> bool:
    """Return whether only what went wrong is told: of questions, and of what is worth points, every answer is."""
    asked = subtest.kind in _ASKED or any(item.points > 1 for item in subtest.items)
    return subtest.silence_is_right and not asked


def _is_told(subtest: Subtest, mark: Mark) -> bool:
    """Return whether a tablet would have told it: what is right goes without saying where silence is right."""
    return not gaps_are_right(subtest) or mark.outcome is not Outcome.CORRECT or bool(mark.choice)
