"""Instruments as written before there were subtests: one grid. Ready-made cards still are, so their hashes stay."""

from collections.abc import Mapping
from typing import Any

CARDS = {"letter_sounds": "letter_sound", "words": "real_word", "blending": "blending"}
_SHARED = ("code", "form", "title_th", "title_en", "directions_th", "directions_en")
_ITEM = ("number", "prompt", "kind", "codes", "phones", "also")


def is_flat(stored: Mapping[str, Any]) -> bool:
    """Return whether this was written before there were subtests."""
    return "subtests" not in stored


def lifted(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return a flat instrument in today's form: one subtest holds its grid."""
    first = flat["stop_first"]
    subtest = {
        "kind": CARDS[flat["kind"]],
        "items": flat["items"],
        "columns": flat["columns"],
        "timed_s": flat["limit_s"],
        "wait_s": flat.get("wait_s", 3),
        "stop": {} if first is None else {"type": "first_k_all_wrong", "k": first},
    }
    shared = {name: flat[name] for name in _SHARED}
    notes = {name: flat.get(name, "") for name in ("note_th", "note_en")}
    return {
        **shared,
        **notes,
        "purpose": "progress",
        "levels": [flat["level"]],
        "card": flat["kind"],
        "subtests": [subtest],
    }


def lowered(told: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the flat form of a card, None of anything else; whether it says all there is, the caller looks."""
    if not told.get("card"):
        return None
    subtest = told["subtests"][0]
    return {name: told[name] for name in _SHARED} | {
        "kind": told["card"],
        "level": told["levels"][0],
        "limit_s": subtest.get("timed_s"),
        "columns": subtest.get("columns", 1),
        "stop_first": subtest.get("stop", {}).get("k"),
        "items": [_item(item) for item in subtest["items"]],
        "wait_s": subtest.get("wait_s", 3),
        "note_th": told.get("note_th", ""),
        "note_en": told.get("note_en", ""),
    }


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item with every word it had, and its parts only where there are some."""
    told = {name: item.get(name, "" if name == "kind" else []) for name in _ITEM}
    return told | ({"parts": item["parts"]} if item.get("parts") else {})
