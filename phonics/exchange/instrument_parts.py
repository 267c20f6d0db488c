"""Rows of a workbook put together: subtests with their items; what does not fit is told with its cell."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any

from phonics.assess.instruments import MOST_ITEMS, Instrument
from phonics.assess.items import Item, Response
from phonics.assess.subtests import LEVELS, Kind
from phonics.exchange.fitting import counted, fitting, refusal
from phonics.exchange.incoming import Problem
from phonics.exchange.instrument_headings import PART, PRACTICE, STOP_K, STOP_TYPE, STORY

_EDGES = re.compile(r"^\W+|\W+$")
_WORD = re.compile(r"(\S+)(\s*)")


@dataclass(slots=True)
class Row:
    """A row as it was read: its fields, where each would stand, and which could not be read."""

    sheet: str
    line: int
    told: dict[str, Any]
    cells: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def at(self, *names: str) -> str:
        """Return the cell of the first of these fields that has one, else the start of the row."""
        return next((self.cells[name] for name in names if name in self.cells), f"A{self.line}")


class Assembling:
    """Puts a test together; what cannot be part of it becomes a problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.done = 0

    def instrument(self, facts: Row, parts: Sequence[Row], items: Sequence[Row]) -> dict[str, Any]:
        """Return the test in the form of `Instrument.to_dict`; subtests without items are left out."""
        numbered = self._numbered(parts)
        belonging = self._by_part(numbered, items)
        subtests = [
            subtest for number, row in numbered.items() if (subtest := self._subtest(row, belonging.get(number, [])))
        ]
        content = {**facts.told, "subtests": subtests}
        for name in ("cut", "card", "levels"):
            error = refusal(Instrument, content)
            if error and (name in content or not subtests):
                self._problem(facts, error.message, name, **error.details)
                content.pop(name, None) if subtests else None
        return content

    def _numbered(self, parts: Sequence[Row]) -> dict[int, Row]:
        """Return the parts by their number; an empty cell is their place."""
        found: dict[int, Row] = {}
        for place, row in enumerate(parts, start=1):
            number = row.told.get(PART, place)
            if number in found:
                self._problem(row, "Part %(part)s stands twice on the sheet of parts.", PART, part=number)
            else:
                found[number] = row
        return found

    def _by_part(self, parts: Collection[int], items: Sequence[Row]) -> dict[int, list[Row]]:
        """Return the rows of items by the number of their part; an empty cell is as in the row above."""
        found: dict[int, list[Row]] = {}
        part = next(iter(parts), 1)
        for row in items:
            part = row.told.pop(PART, part)
            if part in parts:
                found.setdefault(part, []).append(row)
            elif parts:
                self._problem(row, "There is no part %(part)s on the sheet of parts.", PART, part=part)
        return found

    def _subtest(self, row: Row, rows: Sequence[Row]) -> dict[str, Any] | None:
        told = {name: value for name, value in row.told.items() if name not in {PART, STORY, STOP_TYPE, STOP_K}}
        if "kind" not in told:
            if "kind" not in row.broken:
                self._problem(row, "Say what kind of part this is.", "kind")
            return None
        told["practice"] = counted(self._items((one for one in rows if one.told.get(PRACTICE)), told["kind"]))
        asked = self._items((one for one in rows if not one.told.get(PRACTICE)), told["kind"])
        told["items"] = self._through_all(row, [*_words(row.told.get(STORY, "")), *asked])
        if row.told.get(STOP_TYPE) or row.told.get(STOP_K):
            told["stop"] = {"type": row.told.get(STOP_TYPE, "none"), "k": row.told.get(STOP_K, 0)}
        return self._possible(row, told)

    def _through_all(self, row: Row, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the items with their numbers through the whole test, as many as it may have."""
        numbered = counted(items, self.done)
        if self.done + len(numbered) > MOST_ITEMS:
            self._problem(row, "A test has at most %(most)s items; the rest was left out.", PART, most=MOST_ITEMS)
            numbered = numbered[: MOST_ITEMS - self.done]
        self.done += len(numbered)
        return numbered

    def _possible(self, row: Row, told: dict[str, Any]) -> dict[str, Any] | None:
        """Return the subtest; of what it cannot have, as little as possible is taken off."""
        if not told["items"]:
            self._problem(row, "This part has no items.", PART)
            return None
        less, error, name = fitting(told)
        if error:
            at = (STOP_TYPE, STOP_K) if name == "stop" else (name,)
            self._problem(row, error.message, *at, **error.details)
        if less is None:
            self.done -= len(told["items"])
        return less

    def _items(self, rows: Iterable[Row], kind: str) -> list[dict[str, Any]]:
        return [item for row in rows if (item := self._item(row, kind))]

    def _item(self, row: Row, kind: str) -> dict[str, Any] | None:
        """Return an item as plain values, None if it is none."""
        told = {"prompt": "", "number": row.line, **row.told}
        told.pop(PRACTICE, None)
        _settle(told, kind)
        if row.broken:
            return None
        if error := refusal(Item, told):
            self._problem(row, error.message, _about(error.message), **error.details)
            return None
        return told

    def _problem(self, row: Row, message: str, *names: str, **values: object) -> None:
        at = row.at(*names)
        self.problems.append(Problem(row.sheet, int(at.lstrip(ascii_uppercase)), at, message, values))


def _about(message: str) -> str:
    """Return the field a sentence about an item speaks of."""
    fields = {"answer": "answers", "options": "options", "points": "points"}
    return next((field for word, field in fields.items() if word in message), "prompt")


def _settle(told: dict[str, Any], kind: str) -> None:
    """Say how an item is answered where its row leaves it open; an answer may be an option's text for its name."""
    options = told.get("options", [])
    if kind == Kind.RUBRIC and [option["key"] for option in options] == list("abcd"):
        for option, level in zip(options, LEVELS, strict=True):
            option["key"] = level
    if "response" not in told:
        told["response"] = _usual(told, kind)
    if told["response"] in {Response.CHOICE, Response.ORDER}:
        keys = {option["key"] for option in options}
        told["answers"] = [one if one in keys else _key_of(one, options) for one in told.get("answers", [])]


def _usual(told: Mapping[str, Any], kind: str) -> str:
    if kind == Kind.RUBRIC:
        return Response.RATING
    if told.get("options"):
        return Response.MATCH if told.get("targets") else Response.CHOICE
    return Response.TEXT if told.get("answers") else Response.SPOKEN


def _key_of(text: str, options: Sequence[Mapping[str, str]]) -> str:
    named = [option["key"] for option in options if option.get("text") == text]
    return named[0] if len(named) == 1 else text


def _words(story: str) -> list[dict[str, Any]]:
    """Return each word of a story as an item; marks that stand alone belong to the word before."""
    words: list[dict[str, Any]] = []
    for found in _WORD.finditer(story):
        printed = found[1] + ("\n" if "\n" in found[2] else "")
        prompt = _EDGES.sub("", found[1])
        if prompt:
            words.append({"prompt": prompt, "printed": "" if printed == prompt else printed})
        elif words:
            before = words[-1]
            before["printed"] = f"{before['printed'] or before['prompt']} {printed}"
    return words
