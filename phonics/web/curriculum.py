"""The curriculum for teachers: the sixteen levels, what to print for each, and a text checked against one."""

from itertools import groupby
from typing import Any, get_args

from flask import Blueprint, render_template, request

from phonics.errors import Invalid, NotFound
from phonics.levels.loader import load
from phonics.levels.readability import LONGEST_TEXT
from phonics.levels.texts import sentences_in
from phonics.roles import Action, can
from phonics.services import curriculum as taught
from phonics.services import level_words, own_words, reading_aloud, sheets, text_checks
from phonics.web import curriculum_words, word_parts
from phonics.web.access import current_actor, staff_may
from phonics.web.errors import sentence
from phonics.web.extensions import reading
from phonics.web.hearing import cues_of, parts_of, voices

curriculum = Blueprint("curriculum", __name__)

SOUNDED = 150  # words of a text under which the sounds stand from the start
_TAKEN_APART = 1_000  # words: a longer text shows its words whole
_SHOWN = 40  # words to replace; the rest are counted
_BY_PAGE = (8, 12)
_HIGHEST_SEED = 9_999


@curriculum.context_processor
def words() -> dict[str, Any]:
    """Give the pages their ways to take a word apart and to name what they show."""
    return {
        "parts": word_parts.parts,
        "ipa": word_parts.ipa,
        "pattern_name": curriculum_words.pattern_name,
        "spellings": curriculum_words.spellings,
        "clusters": curriculum_words.clusters,
        "gloss_of": curriculum_words.gloss_of,
        "face": taught.face,
        "known_by_heart": level_words.known_by_heart,
        "picture_of": taught.picture_of,
        "per_page": level_words.PAGE,
        "longest": LONGEST_TEXT,
        "shown": _SHOWN,
        "sentences_in": sentences_in,
        "cues_of": cues_of,
        "parts_of": parts_of,
        "teaches": can(current_actor(), Action.TEACH, current_actor().unit_id),
        "every_level": load().levels,
    }


@curriculum.get("/levels")
@staff_may(Action.SEE_UNIT)
def levels() -> Any:
    """Show the sixteen levels on one page."""
    all_levels = taught.overview()
    return render_template(
        "curriculum/levels.html",
        bands=[(band, list(some)) for band, some in groupby(all_levels.lines, key=lambda line: line.level.band)],
        n_sounds=all_levels.sounds,
        n_words=all_levels.words,
        standing=taught.standing(reading(), current_actor()),
    )


@curriculum.get("/levels/<int:number>")
@staff_may(Action.SEE_UNIT)
def level(number: int) -> Any:
    """Show a level; with `part=words` only its words, for the page that is already there."""
    asked = {"wanted": request.args.get("q", "")[:40], "holding": request.args.get("gpc", "")}
    there = level_words.words(number, **asked, page=_number("page", 1))
    heard = voices()
    view = taught.level(number, heard)
    if request.args.get("part") == "words":
        return render_template("curriculum/_words.html", view=view, there=there, asked=asked)
    aloud = reading_aloud.of_level(view.level.code, heard)
    return render_template("curriculum/level.html", view=view, there=there, asked=asked, aloud=aloud)


@curriculum.get("/levels/<int:number>/words/<word>")
@staff_may(Action.SEE_UNIT)
def word(number: int, word: str) -> Any:
    """Say why a word can or cannot be read at a level; with `part=word` only that."""
    look = text_checks.look(reading(), current_actor(), word, number)
    known = load().words.get(look.explanation.word)
    page = "curriculum/_word.html" if request.args.get("part") == "word" else "curriculum/word.html"
    slow = reading_aloud.word(look.explanation.word, voices())
    return render_template(page, look=look, known=known, slow=slow, picture=taught.picture_of(known))


@curriculum.get("/levels/<int:number>/cards")
@staff_may(Action.SEE_UNIT)
def cards(number: int) -> Any:
    """Show word, tricky-word or sound cards, to print and cut."""
    choice, own, deal, problem = _choice(), own_words.spoken(reading(), current_actor()), sheets.Deal(), None
    sift = sheets.Sift(choice["gpc"], choice["q"], choice["set"])
    try:
        deal = sheets.cards(number, choice["what"], choice["words"], sift, own)
    except Invalid as error:
        problem = sentence(error)
    pages = [deal.cards[start : start + choice["by"]] for start in range(0, len(deal.cards), choice["by"])]
    page = render_template(
        "curriculum/cards.html",
        level=load().level_numbered(number),
        pages=pages,
        deal=deal,
        spelling=load().correspondences.get(choice["gpc"]),
        choice=choice,
        problem=problem,
    )
    return (page, 400) if problem else page


def _choice() -> dict[str, Any]:
    """Return what to print and how; who has not chosen yet gets words, pictures and sound buttons.

    :raises NotFound: if the address asks for what there is not
    """
    asked = request.args
    chosen, what, by = "chosen" in asked, asked.get("what", "words"), _number("by", _BY_PAGE[0])
    if what not in get_args(sheets.Kind) or by not in _BY_PAGE:
        raise NotFound("This page does not exist.")
    return {
        "what": what,
        "words": asked.get("words", "")[:2000],
        "gpc": asked.get("gpc", ""),
        "q": asked.get("q", "")[:40],
        "set": _number("set", 1),
        "by": by,
        "pictures": not chosen or "pictures" in asked,
        "buttons": not chosen or "buttons" in asked,
    }


@curriculum.get("/levels/<int:number>/sheet")
@staff_may(Action.SEE_UNIT)
def sheet(number: int) -> Any:
    """Show a reading sheet, to print; the seed in the address makes it the same again."""
    seed, story = min(_number("seed", 1), _HIGHEST_SEED), _number("story", 1)
    ready = sheets.sheet(number, seed, story)
    guide = request.args.get("for") == "teacher"
    return render_template("curriculum/sheet.html", sheet=ready, guide=guide, story=story, last=_HIGHEST_SEED)


@curriculum.get("/texts/check")
@staff_may(Action.SEE_UNIT)
def text() -> Any:
    """Ask for a text."""
    usual = taught.standing(reading(), current_actor()).usual.number
    return render_template("curriculum/text.html", number=_number("level", usual), text="", checked=None)


@curriculum.post("/texts/check")
@staff_may(Action.SEE_UNIT)
def check() -> Any:
    """Show what of a text can be read at a level; a text that cannot be taken stays in its box."""
    written, number = request.form.get("text", ""), request.form.get("level", 0, int)
    try:
        found = text_checks.check(reading(), current_actor(), written, number)
    except Invalid as error:
        return render_template("curriculum/text.html", number=number, text=written, problem=sentence(error)), 400
    shape = {"apart": found.found.words <= _TAKEN_APART, "sounded": found.found.words <= SOUNDED}
    return render_template(
        "curriculum/text.html", number=number, text=written, checked=found, best=found.fitting, **shape
    )


def _number(name: str, otherwise: int) -> int:
    """Return a number of the query.

    :raises NotFound: if it is none
    """
    asked = request.args.get(name, str(otherwise))
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 6 or int(asked) < 1:
        raise NotFound("This page does not exist.")
    return int(asked)
