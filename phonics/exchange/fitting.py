"""Plain values held against the constructors: which of them an item, a subtest, a test can have."""

from collections.abc import Iterable, Mapping
from typing import Any

from phonics.assess.instruments import Instrument
from phonics.assess.items import Item
from phonics.assess.subtests import Subtest
from phonics.errors import Invalid

_OPTIONAL = ("cut", "stop", "timed_s", "columns", "wait_s")  # given up in this order


def refusal(what: type[Instrument | Subtest | Item], told: Mapping[str, Any]) -> Invalid | None:
    """Return why these values are no such thing; None: they are."""
    try:
        what.from_dict(told)
    except Invalid as error:
        return error
    return None


def fitting(told: dict[str, Any]) -> tuple[dict[str, Any] | None, Invalid | None, str]:
    """Return a subtest with as little given up as possible (None: it cannot be one), why, and the field given up."""
    error = refusal(Subtest, told)
    if error is None:
        return told, None, ""
    for name in _OPTIONAL:
        less = {key: value for key, value in told.items() if key != name}
        if name in told and refusal(Subtest, less) is None:
            return less, error, name
    return None, error, "kind"


def counted(items: Iterable[dict[str, Any]], done: int = 0) -> list[dict[str, Any]]:
    """Return items numbered from `done` + 1 on."""
    return [{**item, "number": done + n} for n, item in enumerate(items, start=1)]
