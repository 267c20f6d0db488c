"""The changes a teacher makes to a draft, each by its name; what makes no sense is refused and changes nothing."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from phonics.assess.drafting import Content, highest, numbered, place
from phonics.assess.instruments import Purpose
from phonics.assess.subtests import Kind, Mode, StopType
from phonics.assess.typed import one, typed
from phonics.assess.usual import settings
from phonics.assess.written import written
from phonics.errors import Invalid
from phonics.levels.decoding import Pronunciations
from phonics.levels.sequence import ORDER

LONGEST_TITLE, LONGEST_DIRECTIONS = 120, 2000
_TEXTS = {"title_th": LONGEST_TITLE, "title_en": LONGEST_TITLE} | dict.fromkeys(
    ("directions_th", "directions_en"), LONGEST_DIRECTIONS
)


def change(content: Content, do: str, fields: Mapping[str, str], own: Pronunciations | None = None) -> Content:
    """Return the draft after one change, itself untouched; what is done is a name among `CHANGES`.

    :raises Invalid: if there is no such change, no such place, or the values make no sense
    """
    act = CHANGES.get(do)
    if act is None:
        raise Invalid("This draft cannot be changed like that.")
    after = deepcopy(content)
    act(after, fields, own)
    return numbered(after)


def _facts(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    _texts(content, fields)
    if "purpose" in fields:
        content["purpose"] = _among(Purpose, fields["purpose"])
    if "levels" in fields:
        wanted = set(fields["levels"].split())
        content["levels"] = [level for level in ORDER if level in wanted]
    _number(content, fields, "cut", 0, 100_000)


def _settings(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    subtest = _subtest(content, fields)
    _texts(subtest, fields)
    if "mode" in fields:
        subtest["mode"] = _among(Mode, fields["mode"])
    for name, least, most in (("columns", 1, 50), ("timed_s", 1, 3600), ("wait_s", 0, 3600), ("cut", 0, 100_000)):
        _number(subtest, fields, name, least, most)
    if "stop" in fields:
        kind, k = _among(StopType, fields["stop"]), _whole_number(fields.get("k", "") or "0", 0, 500)
        subtest["stop"] = {} if kind == StopType.NONE else {"type": kind, "k": k or 5}


def _add_subtest(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    kind = Kind(_among(Kind, fields.get("kind", "")))
    given = {name: value for name, value in settings(kind, 500).items() if name != "stop"}
    content["subtests"].append({"kind": kind.value, "items": [], **given, "stop": {}})


def _move_subtest(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    _moved(content["subtests"], fields, "subtest")


def _remove_subtest(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    del content["subtests"][_index(content["subtests"], fields, "subtest")]


def _add_items(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    subtest = _subtest(content, fields)
    added = typed(Kind(subtest["kind"]), fields.get("text", ""), highest(content), own)
    if not added:
        raise Invalid("Type at least one item first.")
    if not subtest["items"]:
        subtest["stop"] = written(settings(Kind(subtest["kind"]), len(added))["stop"])
    subtest["items"] += [item.to_dict() for item in added]


def _set_items(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    """Put other items in the place of all there are: a text written anew."""
    subtest = _subtest(content, fields)
    if not fields.get("text", "").strip():
        raise Invalid("Type at least one item first.")
    subtest["items"] = []
    _add_items(content, fields, own)


def _edit_item(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    subtest = _subtest(content, fields)
    at = _index(subtest["items"], fields, "item")
    text = fields.get("text", "").strip()
    if not text:
        raise Invalid("An item cannot be empty; take it out instead.")
    _retyped(content, subtest, at, text, own)


def _tricky(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    """Mark an item as known by heart, so that it speaks of no correspondence, or take the mark off."""
    subtest = _subtest(content, fields)
    items, at = subtest["items"], _index(subtest["items"], fields, "item")
    if items[at].get("tricky"):
        _retyped(content, subtest, at, items[at].get("printed") or items[at]["prompt"], own)
        items[at].pop("tricky", None)
    else:
        items[at] = {name: value for name, value in items[at].items() if name != "codes"} | {"tricky": True}


def _retyped(content: Content, subtest: Content, at: int, text: str, own: Pronunciations | None) -> None:
    before = subtest["items"][at]
    if before.get("options") and subtest["kind"] in {Kind.COMPREHENSION, Kind.RUBRIC} and "|" not in text:
        kept = {name: value for name, value in before.items() if name != "prompt_en"}
        subtest["items"][at] = kept | {"prompt": text}  # other words for the same question: its answers stay
        return
    kind = Kind.PSEUDO_WORD if before.get("kind") == "pseudo_word" else Kind(subtest["kind"])
    subtest["items"][at] = one(kind, at + 1, text, highest(content), own).to_dict()


def _move_item(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    _moved(_subtest(content, fields)["items"], fields, "item")


def _remove_item(content: Content, fields: Mapping[str, str], own: Pronunciations | None) -> None:
    items = _subtest(content, fields)["items"]
    del items[_index(items, fields, "item")]


CHANGES = {
    "facts": _facts,
    "settings": _settings,
    "add_subtest": _add_subtest,
    "move_subtest": _move_subtest,
    "remove_subtest": _remove_subtest,
    "add_items": _add_items,
    "set_items": _set_items,
    "edit_item": _edit_item,
    "tricky": _tricky,
    "move_item": _move_item,
    "remove_item": _remove_item,
}


def _texts(where: Content, fields: Mapping[str, str]) -> None:
    for name, most in _TEXTS.items():
        if name in fields:
            text = fields[name].replace("\r\n", "\n").strip()
            if len(text) > most:
                raise Invalid("This text is too long: at most %(most)s characters.", most=most)
            where[name] = text


def _number(where: Content, fields: Mapping[str, str], name: str, least: int, most: int) -> None:
    """Put a number where it belongs; an empty one is none."""
    if name in fields:
        if fields[name].strip():
            where[name] = _whole_number(fields[name], least, most)
        else:
            where.pop(name, None)


def _whole_number(text: str, least: int, most: int) -> int:
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 8 and least <= int(plain) <= most):
        raise Invalid("Write a whole number from %(least)s to %(most)s.", least=least, most=most)
    return int(plain)


def _among(words: Any, text: str) -> str:
    if text not in set(words):
        _refuse()
    return text


def _refuse() -> str:
    raise Invalid("This draft cannot be changed like that.")


def _subtest(content: Content, fields: Mapping[str, str]) -> Content:
    found: Content = content["subtests"][_index(content["subtests"], fields, "subtest")]
    return found


def _index(things: list[Any], fields: Mapping[str, str], name: str) -> int:
    text = fields.get(name, "")
    return place(things, int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1)


def _moved(things: list[Any], fields: Mapping[str, str], name: str) -> None:
    """Take one thing out and put it at the place `to`, counted without it; beyond the end means last."""
    at = _index(things, fields, name)
    one_moved = things.pop(at)
    text = fields.get("to", "")
    to = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else at
    things.insert(min(to, len(things)), one_moved)
