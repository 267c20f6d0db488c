"""A unit's own words: the list, a new one with its sounds, one taken off."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from phonics.errors import Conflict, Invalid
from phonics.levels.graphemes import CONSONANTS, VOWELS
from phonics.levels.loader import load
from phonics.levels.segments import sounds
from phonics.roles import Action, can
from phonics.services import own_words as kept
from phonics.web import curriculum_words, word_parts
from phonics.web.access import current_actor, own_unit, staff_may
from phonics.web.errors import sentence
from phonics.web.extensions import reading, unit_of_work

_LEVELS = frozenset(str(level.number) for level in load().levels)

own_words = Blueprint("own_words", __name__, url_prefix="/words")


@own_words.context_processor
def words() -> dict[str, Any]:
    """Give the pages their ways to take a word apart."""
    ways = {"parts": word_parts.parts, "ipa": word_parts.ipa, "sounds": sounds, "hints": curriculum_words.hints}
    return {**ways, "vowels": sorted(VOWELS), "consonants": sorted(CONSONANTS)}


@own_words.get("")
@staff_may(Action.SEE_PUPILS)
def listed() -> Any:
    """List the unit's words; with a word in the query, ask how it sounds."""
    return _page(request.args.get("word", "").strip())


def _page(word: str, problem: str = "", entered: dict[str, str] | None = None) -> str:
    """Return the page; the list stands even when the word asked for is none."""
    proposal, teaches = None, can(current_actor(), Action.TEACH, own_unit())
    try:
        proposal = kept.propose(word, kept.spoken(reading(), current_actor())) if word and teaches else None
    except Invalid as error:
        problem = problem or sentence(error)
    known = load().level(proposal.known_at) if proposal and proposal.known_at else None
    return render_template(
        "curriculum/own_words.html",
        lines=kept.listed(reading(), current_actor()),
        word=word,
        proposal=proposal,
        known=known,
        problem=problem,
        entered=entered or {},
        teaches=teaches,
        back=_back(),
    )


def _back() -> dict[str, str]:
    """Return what leads back to the text one came from; nothing for who came otherwise."""
    level = request.values.get("level", "")
    return {"level": level, "back": "text"} if request.values.get("back") == "text" and level in _LEVELS else {}


@own_words.post("")
@staff_may(Action.TEACH)
def add() -> Any:
    """Keep a word with the sounds that were chosen or typed."""
    form = request.form
    word, typed = form.get("word", ""), form.get("typed", "").strip()
    try:
        with unit_of_work() as work:
            row = kept.add(work, current_actor(), word, typed or form.get("said", ""), form.get("gloss", ""), _now())
            text = row.text
    except (Invalid, Conflict) as error:
        return _page(word, sentence(error), {"typed": typed, "gloss": form.get("gloss", "")}), 400
    flash(_("%(word)s is among your words now; the text checker knows it.", word=text), "yes")
    return redirect(url_for("own_words.listed", **_back()), 303)


@own_words.post("/<uuid:word_id>/removal")
@staff_may(Action.TEACH)
def remove(word_id: UUID) -> Any:
    """Take a word off the list."""
    with unit_of_work() as work:
        text = kept.remove(work, current_actor(), word_id, _now()).text
    flash(_("%(word)s is no longer among your words.", word=text), "yes")
    return redirect(url_for("own_words.listed"), 303)


def _now() -> datetime:
    return datetime.now(UTC)
