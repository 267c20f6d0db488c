"""A test as the marking page needs it: its parts given one to one, how each looks, what the script must know."""

from collections.abc import Container
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from phonics.assess.instruments import Instrument
from phonics.assess.items import Item
from phonics.assess.subtests import Kind, Mode, Subtest
from phonics.levels.loader import load
from phonics.services import curriculum, step_clips
from phonics.web.giving_words import sayings, sayings_by_ear
from phonics.web.i18n import both

_NOWHERE = UUID(int=0)
_BY_EAR = {Kind.PHONEME_ISOLATION, Kind.BLENDING, Kind.SEGMENTATION}  # nothing to read: no card
_LETTERS, _SHORT, _LONG = 3, 6, 16  # characters of the longest item: how large it can stand


@dataclass(frozen=True, slots=True)
class Part:
    """A subtest on the marking page.

    :param view: grid, passage, questions or rubric
    :param look: the class its letters and rows are sized by
    :param answers: item number → what is right, where the teacher must be told
    """

    subtest: Subtest
    view: str
    look: str
    title: str
    size: str
    mixed: bool
    answers: dict[int, list[str]]


def parts_of(instrument: Instrument, modes: Container[Mode] = (Mode.ONE_TO_ONE,)) -> list[Part]:
    """Return the parts that are given in one of these ways, in order; as a rule one to one."""
    return [_part(subtest) for subtest in instrument.subtests if subtest.mode in modes]


def elsewhere(instrument: Instrument) -> list[str]:
    """Return the names of the parts that are given in another way."""
    return [title_of(subtest) for subtest in instrument.subtests if subtest.mode is not Mode.ONE_TO_ONE]


def has_card(subtest: Subtest) -> bool:
    """Return whether the child looks at something in it."""
    return subtest.kind not in _BY_EAR | {Kind.DICTATION, Kind.COMPREHENSION, Kind.RUBRIC}


def picture_of(item: Item) -> dict[str, str] | None:
    """Return an item's picture: a drawing's path under static/ or an emoji, with its name; None where it has none.

    An item names a picture ("art:ship", "emoji:🐷") or a word that has one.
    """
    if ":" in item.picture:
        return step_clips.picture(item.picture)
    return curriculum.picture_of(load().words.get(item.picture)) if item.picture else None


def look_of(subtest: Subtest) -> str:
    """Return how large its items can stand: letters, words, long, lines, or what is said in parts."""
    if subtest.kind is Kind.PASSAGE:
        return "text"
    if any(item.parts for item in subtest.items):
        return "blending"
    longest = max(len(item.shown) for item in subtest.items)
    if longest <= _LETTERS:
        return "letters"
    return "words" if longest <= _SHORT else "words long" if longest <= _LONG else "lines"


def runs(subtest: Subtest) -> list[list[tuple[Item, ...]]]:
    """Return its rows in runs of one kind: real words stand apart from made-up ones."""
    return [list(rows) for _kind, rows in groupby(subtest.rows, key=lambda row: row[0].kind)]


def title_of(subtest: Subtest) -> str:
    """Return what it is called: its own title, else its kind."""
    return both(subtest.title_th, subtest.title_en) or kind_title(subtest.kind)


def kind_title(kind: Kind) -> str:
    """Return what a kind of subtest is called."""
    return {
        Kind.LETTER_NAME: _("Letter names"),
        Kind.LETTER_SOUND: _("Letter sounds"),
        Kind.PHONEME_ISOLATION: _("Hearing one sound"),
        Kind.BLENDING: _("Blending by ear"),
        Kind.SEGMENTATION: _("Segmenting"),
        Kind.REAL_WORD: _("Real words"),
        Kind.PSEUDO_WORD: _("Made-up words"),
        Kind.DICTATION: _("Dictation"),
        Kind.PASSAGE: _("Reading a text aloud"),
        Kind.COMPREHENSION: _("Questions about the text"),
        Kind.PICTURE_VOCABULARY: _("Words for pictures"),
        Kind.SENTENCE: _("Reading sentences"),
        Kind.RUBRIC: _("Teacher’s rubric"),
    }[kind]


def _part(subtest: Subtest) -> Part:
    view = _view(subtest)
    kinds = {item.kind for item in subtest.items if item.kind}
    return Part(
        subtest=subtest,
        view=view,
        look=look_of(subtest) if view in {"grid", "passage"} else view,
        title=title_of(subtest),
        size=_size(subtest),
        mixed=len(kinds) > 1,
        answers={item.number: _right(item) for item in subtest.items},
    )


def _view(subtest: Subtest) -> str:
    if subtest.kind is Kind.RUBRIC:
        return "rubric"
    if subtest.kind is Kind.PASSAGE:
        return "passage"
    asked = subtest.kind in {Kind.COMPREHENSION, Kind.DICTATION, Kind.PICTURE_VOCABULARY}
    return "questions" if asked or any(item.points > 1 for item in subtest.items) else "grid"


def _right(item: Item) -> list[str]:
    """Return what is right, in words."""
    texts = {option.key: option.text for option in item.options}
    right = [texts.get(answer, answer) for answer in item.answers]
    return right or ([" · ".join(item.parts)] if item.parts else [])


def _size(subtest: Subtest) -> str:
    n = len(subtest.items)
    items = ngettext("%(num)s word", "%(num)s words", n) if subtest.kind is Kind.PASSAGE else ""
    items = items or ngettext("%(num)s item", "%(num)s items", n)
    limit = _("%(n)s seconds", n=subtest.timed_s) if subtest.timed_s else ""
    return f"{items} · {limit}" if limit else str(items)


def told(student_id: UUID, version_id: UUID, instrument: Instrument, second: UUID | None = None) -> dict[str, Any]:
    """Return what the page's script must know: the test, and every word it may say.

    :param second: the sitting that a second scorer scores along
    """
    return {
        "student": str(student_id),
        "version": str(version_id),
        "second": str(second) if second else None,
        "subtests": [_subtest(part) for part in parts_of(instrument)],
        "result": url_for("sittings.result", sitting_id=_NOWHERE),
        "share": url_for("second_tablet.share", sitting_id=_NOWHERE),
        "say": sayings() | (sayings_by_ear() if instrument.kind == "blending" else {}),
    }


def _needs_script(part: Part) -> bool:
    """Return whether something is said first, or the child's first word must be waited for; else it begins at once."""
    subtest = part.subtest
    said = subtest.directions_th or subtest.directions_en or subtest.practice
    return bool(said) or part.view not in {"questions", "rubric"} or subtest.timed_s is not None


def _subtest(part: Part) -> dict[str, Any]:
    subtest = part.subtest
    return {
        "view": part.view,
        "title": part.title,
        "first": subtest.first,
        "n": len(subtest.items),
        "columns": subtest.columns,
        "timed_s": subtest.timed_s,
        "stop": {"type": subtest.stop.type.value, "k": subtest.stop.k},
        "silence_is_right": subtest.silence_is_right,
        "points": {item.key: item.points for item in subtest.items if item.points > 1},
        "script": _needs_script(part),
        "per_minute": _("correct per minute") if part.look == "letters" else _("words correct per minute"),
    }
