"""A subtest and its marks as one JSON object, and the score as plain values: docs/instruments.md has examples."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from phonics.assess.grids import NONE_ATTEMPTED, Grid, part
from phonics.assess.instruments import MOST_ITEMS
from phonics.assess.marks import OF_THE_CLOCK, Mark, MarkKind, each_once
from phonics.assess.subtests import LONGEST_S, NO_STOP, Stop, StopType
from phonics.assess.timing import timing
from phonics.errors import Invalid

LARGEST = 20 * 2**20  # bytes
MOST_MARKS = 100_000


def score(data: bytes) -> dict[str, Any]:
    """Return what the marks come to.

    :raises Invalid: when they cannot be taken, in one sentence that says why
    """
    told = _object(_json(data), "The file")
    grid = _grid(_object(told.get("subtest"), "“subtest”"))
    marks = _marks(told.get("marks"), grid)
    found = part(grid, marks)
    return {
        "correct": found.correct,
        "attempted": found.attempted,
        "incorrect": found.incorrect,
        "self_corrected": found.self_corrected,
        "not_reached": found.not_reached,
        "seconds_used": found.seconds_used,
        "per_minute": found.per_minute,
        "accuracy": found.accuracy,
        "discontinued": found.discontinued,
        "needs_last_item": found.needs_last_item,
    }


def _json(data: bytes) -> object:
    if len(data) > LARGEST:
        raise Invalid("This is more than %(most)s MB.", most=LARGEST // 2**20)
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Invalid("This is not JSON.") from error


def _no_number(name: str) -> NoReturn:
    raise Invalid("%(name)s is not a number.", name=name)


def _object(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Invalid("%(name)s must be a JSON object.", name=name)
    return value


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise Invalid("“%(name)s” must be a list.", name=name)
    return value


def _grid(subtest: Mapping[str, Any]) -> Grid:
    if not isinstance(subtest.get("kind", ""), str):
        raise Invalid("The “kind” of a subtest must be a text.")
    keys = _keys(_list(subtest.get("items"), "items"))
    columns = _whole(subtest.get("columns", 1), "columns", 1)
    return Grid(keys, columns, _limit(subtest.get("timed_s")), _stop(subtest.get("discontinue")))


def _keys(items: list[Any]) -> tuple[str, ...]:
    if not items:
        raise Invalid("An instrument needs items.")
    if len(items) > MOST_ITEMS:
        raise Invalid("%(n)s items are too many: at most %(most)s.", n=len(items), most=MOST_ITEMS)
    keys = [_object(item, "An item").get("id") for item in items]
    if not all(isinstance(key, str) and key for key in keys):
        raise Invalid("Every item needs an “id” that is a text.")
    if not all(isinstance(item.get("prompt", ""), str) for item in items):
        raise Invalid("The “prompt” of an item must be a text.")
    twice = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
    if twice is not None:
        raise Invalid("Two items have the id %(id)s.", id=twice)
    return tuple(keys)


def _limit(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= LONGEST_S:
        return float(value)
    raise Invalid("“timed_s” must be null, or seconds above 0 and up to %(most)s.", most=LONGEST_S)


def _stop(value: object) -> Stop:
    """Return the stop rule; one that asks for more items than there are can never be met, and is taken."""
    if value is None:
        return NO_STOP
    told = _object(value, "“discontinue”")
    try:
        kind = StopType(told.get("type"))
    except ValueError:
        raise Invalid("The stop rule is one of none, first_k_all_wrong, k_consecutive.") from None
    return NO_STOP if kind is StopType.NONE else Stop(kind, _whole(told.get("k"), "k", 1))


def _whole(value: object, name: str, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= 2**31 - 1:
        raise Invalid("“%(name)s” must be a whole number, %(least)s or more.", name=name, least=least)
    return value


def _marks(value: object, grid: Grid) -> list[Mark]:
    sent = _list(value, "marks")
    if len(sent) > MOST_MARKS:
        raise Invalid("%(n)s marks are too many: at most %(most)s.", n=len(sent), most=MOST_MARKS)
    marks = each_once(Mark.from_dict(_in_todays_words(one)) for one in sent)
    there = {*grid.keys}
    for mark in marks:
        known = mark.item in there or (mark.kind is MarkKind.LAST_ITEM and mark.item == NONE_ATTEMPTED)
        if mark.kind not in OF_THE_CLOCK and not known:
            raise Invalid("There is a mark for item %(item)s, and no such item.", item=mark.item)
    if timing(marks, grid.timed_s).backwards:
        raise Invalid("The clock runs backwards: an event of it has an earlier time than the one before.")
    return marks


def _in_todays_words(sent: object) -> object:
    """Return the mark without what only a tablet's queue may still say, and with nothing of an event but its time."""
    if not isinstance(sent, dict):
        return sent
    kind = sent.get("kind", "mark")
    if kind in ("mark", "row") and sent.get("outcome") not in ("correct", "incorrect", "self_corrected", "no_response"):
        raise Invalid("A mark has an outcome that does not exist.")
    return {**sent, "item": None} if isinstance(kind, str) and kind in OF_THE_CLOCK else sent
