"""What a list would change, as plain values and as lines to read on a terminal, Thai beside English."""

import gettext
from pathlib import Path
from typing import Any

from phonics import thai
from phonics.exchange.roster_rows import Problem
from phonics.services.roster_comparison import Change, Preview

_TRANSLATIONS = Path(__file__).parents[2] / "translations" / "rosters"


def report(found: Preview) -> dict[str, Any]:
    """Return a preview as values for JSON; each problem says itself in English and in Thai."""
    return {
        "new": len(found.new),
        "changed": len(found.changed),
        "unchanged": found.unchanged,
        "changes": [_change(change) for change in found.changed],
        "missing_from_file": [child.number for child in found.missing_from_file],
        "dropped": list(found.dropped),
        "ignored": list(found.ignored),
        "problems": [_problem(problem) for problem in found.problems],
    }


def in_words(told: dict[str, Any]) -> str:
    """Return a report as lines for a person."""
    lines = [f"{told['new']} new, {told['changed']} changed, {told['unchanged']} as before"]
    if told["dropped"]:
        lines.append(f"left out, never kept: {', '.join(told['dropped'])}")
    if told["missing_from_file"]:
        lines.append(f"not in the file, left as they are: {', '.join(told['missing_from_file'])}")
    if told["problems"]:
        lines.append(f"{len(told['problems'])} problems; nothing was changed:")
    for problem in told["problems"]:
        place = " ".join(str(part) for part in (problem["sheet"], problem["line"], problem["column"]) if part)
        lines.append(
            f"  {place}: {problem['th']} / {problem['en']}" if place else f"  {problem['th']} / {problem['en']}"
        )
    return "\n".join(lines)


def _change(change: Change) -> dict[str, Any]:
    return {
        "number": change.known.number,
        "differences": {one.name: [_plain(one.old), _plain(one.new)] for one in change.differences},
    }


def _plain(value: object) -> object:
    """Return a class as "ป.1/2", anything else as it is."""
    if not isinstance(value, tuple):
        return value
    grade, room = value
    return thai.grade_name(grade) + (f"/{room}" if room else "")


def _problem(problem: Problem) -> dict[str, Any]:
    """Return a problem in both languages; Thai falls back on English where the translations are not compiled."""
    words = gettext.translation("messages", str(_TRANSLATIONS), ["th"], fallback=True)
    return {
        "line": problem.line,
        "sheet": problem.sheet,
        "column": problem.column,
        "en": problem.message % problem.values,
        "th": words.gettext(problem.message) % problem.values,
    }
