"""A test while it is written: plain values in the form of `Instrument.to_dict`, perhaps not yet whole."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from phonics.assess import flat_form, scripts
from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item
from phonics.assess.subtests import Subtest
from phonics.assess.written import written
from phonics.errors import Invalid
from phonics.levels.sequence import ORDER

Content = dict[str, Any]


def begin(code: str, purpose: Purpose, levels: tuple[str, ...], form: str, titles: tuple[str, str]) -> Content:
    """Return a draft without subtests."""
    return {
        "code": code,
        "purpose": purpose.value,
        "levels": list(levels),
        "form": form,
        "title_th": titles[0],
        "title_en": titles[1],
        "directions_th": scripts.WHOLE[0],
        "directions_en": scripts.WHOLE[1],
        "subtests": [],
    }


def opened(content: Mapping[str, Any]) -> Content:
    """Return published content as a draft: of a card of ours in today's form, and no longer the card that decides."""
    stored = flat_form.lifted(content) if flat_form.is_flat(content) else dict(content)
    stored.pop("card", None)
    return deepcopy(stored)


def whole(content: Content) -> Instrument:
    """Return the draft as an instrument.

    :raises Invalid: in one sentence, if it is none yet
    """
    try:
        return Instrument.from_dict(content)
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("This draft holds something that is not part of a test.") from error


def part(stored: Mapping[str, Any]) -> Subtest:
    """Return a subtest of a draft.

    :raises Invalid: in one sentence, if it is none yet
    """
    try:
        return Subtest.from_dict(stored)
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("This draft holds something that is not part of a test.") from error


def items_of(stored: Mapping[str, Any]) -> tuple[Item, ...]:
    """Return the items of a subtest of a draft, also where the subtest itself is not whole yet."""
    return tuple(Item.from_dict(item) for item in stored["items"])


def numbered(content: Content) -> Content:
    """Return the draft with its items numbered 1, 2, 3… through all; no stop rule asks for more than there are."""
    done = 0
    for subtest in content["subtests"]:
        stop, there = subtest.get("stop") or {}, len(subtest["items"])
        if there and stop.get("k", 0) > there:
            subtest["stop"] = {**stop, "k": there}
        for item in subtest["items"]:
            done += 1
            item["number"] = done
    return content


def highest(content: Content) -> str:
    """Return the level its items are held against: the last of its levels."""
    levels = content["levels"]
    return str(levels[-1]) if levels else ORDER[0]


def put_subtest(content: Content, subtest: Subtest, at: int | None = None) -> Content:
    """Return the draft with a proposed subtest added at the end, or put where another one stands."""
    after = deepcopy(content)
    stored = written(subtest)
    if at is None:
        after["subtests"].append(stored)
    else:
        place(after["subtests"], at)
        after["subtests"][at] = stored
    return numbered(after)


def place(things: list[Any], at: int) -> int:
    if not 0 <= at < len(things):
        raise Invalid("This is no longer there; look at the draft again.")
    return at
