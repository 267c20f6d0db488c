"""What `phonics.json` says beside the XML of a package: taken field by field, and only where its shape is right."""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from phonics.assess.instruments import Purpose
from phonics.assess.items import Response
from phonics.assess.subtests import Kind, Mode, StopType
from phonics.exchange.instrument_words import ITEM_KINDS
from phonics.exchange.qti_package import MAX_XML_BYTES, Package
from phonics.exchange.qti_words import OURS
from phonics.levels.sequence import ORDER

Fits = Callable[[Any], bool]
_LONGEST = 1000


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _whole(value: Any) -> bool:
    return type(value) is int


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(map(_texts, value))


def _one_of(words: type[StrEnum]) -> Fits:
    return lambda value: isinstance(value, str) and value in set(words)


def _options(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(one, dict) and set(one) <= {"key", "text", "picture", "sound"} and all(map(_text, one.values()))
        for one in value.values()
    )


def _stop(value: Any) -> bool:
    fits = isinstance(value, dict) and set(value) == {"type", "k"}
    return fits and _whole(value["k"]) and _one_of(StopType)(value["type"])


def _levels(value: Any) -> bool:
    return _texts(value) and bool(value) and value == [level for level in ORDER if level in value]


TEST: Mapping[str, Fits] = {
    **dict.fromkeys(("code", "form", "title_en", "note_th", "note_en", "card"), _text),
    **{"purpose": _one_of(Purpose), "levels": _levels, "cut": _whole},
}
SECTION: Mapping[str, Fits] = {
    **dict.fromkeys(("title_en", "sound", "picture"), _text),
    **dict.fromkeys(("columns", "wait_s", "cut"), _whole),
    **{"kind": _one_of(Kind), "mode": _one_of(Mode), "stop": _stop},
}
ITEM: Mapping[str, Fits] = {
    **dict.fromkeys(("printed", "sound", "picture"), _text),
    **dict.fromkeys(("codes", "phones", "parts", "answers"), _texts),
    **{
        "kind": lambda value: _text(value) and value in ITEM_KINDS,
        "also": _rows,
        "tricky": lambda value: value is True,
    },
    **{"response": _one_of(Response), "options": _options, "targets": _options},
}


class Beside:
    """What is said of the test, of each section and of each item; of a package of somebody else nothing."""

    def __init__(self, package: Package) -> None:
        data = package.read(OURS) if OURS in package.names else b"{}"
        try:
            told = json.loads(data[:MAX_XML_BYTES])
        except (ValueError, RecursionError):
            told = {}
        self._told = told if isinstance(told, dict) else {}

    def test(self) -> dict[str, Any]:
        """Return the fields of the test."""
        return _taken(self._told.get("test"), TEST)

    def section(self, identifier: str) -> dict[str, Any]:
        """Return the fields of a section."""
        return _taken(self._of("sections", identifier), SECTION)

    def item(self, identifier: str) -> dict[str, Any]:
        """Return the fields of an item."""
        return _taken(self._of("items", identifier), ITEM)

    def _of(self, what: str, identifier: str) -> Any:
        many = self._told.get(what)
        return many.get(identifier) if isinstance(many, dict) else None


def _taken(told: Any, shapes: Mapping[str, Fits]) -> dict[str, Any]:
    values = told if isinstance(told, dict) else {}
    return {name: values[name] for name, fits in shapes.items() if name in values and fits(values[name])}
