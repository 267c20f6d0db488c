"""The words around measurements: codes come in, Thai or English names go out."""

from typing import Any

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup, escape

from phonics.errors import NotFound
from phonics.levels import loader, stones
from phonics.web.i18n import english, level_number


def say(msgid: str, **values: Any) -> Markup:
    """Return the translated sentence with its values; what is Markup stays so, the rest is escaped."""
    return Markup(gettext(msgid)) % values


def form_name(form: str) -> str:
    """Return "ชุด ก" or "Form A"."""
    return {"A": gettext("Form A"), "B": gettext("Form B"), "C": gettext("Form C")}.get(form, form)


def kind_name(kind: str) -> str:
    """Return what an instrument measures."""
    return {
        "letter_sounds": gettext("Letter sounds"),
        "words": gettext("Word reading"),
        "blending": gettext("Blending by ear"),
        "placement": gettext("Placement test"),
        "progress": gettext("Progress check"),
        "exit": gettext("Exit test"),
        "diagnostic": gettext("Diagnostic test"),
    }.get(kind, kind)


def level_name(code: str) -> str:
    """Return "เลเวล 5"."""
    return gettext("Level %(n)s", n=level_number(code))


def stone_name(key: str) -> Markup:
    """Return a lesson's place on the map as people know it: its level, and its letters where it has some."""
    try:
        stone = stones.stone(key)
    except NotFound:  # of an earlier curriculum
        return Markup("–")
    level = escape(level_name(stone.level))
    return level if stone.label.startswith("art:") else level + " " + english(stone.label)


def sound_name(code: str) -> Markup:
    """Return a correspondence as people read it: its letters, and a key word where they have several sounds."""
    letters, _, _phones = code.partition("=")
    known = loader.load().correspondences
    several = sum(other.partition("=")[0] == letters for other in known) > 1
    word = known[code].key_word if code in known else ""
    return english(f"{letters} ({word})" if several and word else letters)


def _unmeasured_names() -> dict[str, str]:
    return {
        "syllables": gettext("clapping syllables"),
        "rhyme": gettext("rhymes"),
        "first_sound": gettext("first sounds"),
        "letter_names": gettext("letter names"),
        "tricky_words": gettext("tricky words"),
        "dictation": gettext("dictation"),
        "spelling": gettext("spelling"),
        "passage_accuracy": gettext("accuracy in a story"),
        "comprehension": gettext("comprehension"),
    }


def unmeasured_name(key: str) -> str:
    """Return the name of something that a level's exit asks for and nobody measures here."""
    return _unmeasured_names().get(key, key)


def listed(names: list[Any]) -> Markup:
    """Return names in a row, with commas (English) or spaces (Thai)."""
    return Markup(gettext(", ")).join(names)


def action_name(action: str) -> str:
    """Return what a decision was, in words."""
    return {
        "accept": gettext("accepted"),
        "defer": gettext("not decided yet"),
        "override": gettext("not accepted"),
    }.get(action, action)


def register(app: Flask) -> None:
    """Give templates these words."""
    app.jinja_env.globals.update(
        form_name=form_name,
        kind_name=kind_name,
        level_name=level_name,
        sound_name=sound_name,
        stone_name=stone_name,
        unmeasured_name=unmeasured_name,
        action_name=action_name,
        listed=listed,
    )
