"""The builder: a teacher starts a test, changes it piece by piece, looks at it as the child will, publishes it."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from phonics.assess import drafting, inspecting
from phonics.assess.instruments import Purpose
from phonics.assess.subtests import Kind, Mode, StopType
from phonics.assess.usual import minutes_of
from phonics.errors import Invalid, NotFound, PhonicsError
from phonics.levels.loader import load
from phonics.roles import Action
from phonics.services import authoring as drafts
from phonics.services import curriculum as taught
from phonics.services import level_words, own_words, publishing
from phonics.services.authoring import MIXED, Wanted
from phonics.web import authoring_words, word_parts
from phonics.web.access import current_actor, staff_may
from phonics.web.errors import sentence
from phonics.web.extensions import reading, unit_of_work
from phonics.web.hearing import voices
from phonics.web.reading_json import wants_json

authoring = Blueprint("authoring", __name__, url_prefix="/instruments")

_BANK = 60  # words of the bank shown at once


@authoring.app_context_processor
def words() -> dict[str, Any]:
    """Give the pages of tests their words."""
    return {
        "part_name": authoring_words.part_name,
        "kind_help": authoring_words.kind_help,
        "mode_name": authoring_words.mode_name,
        "stop_name": authoring_words.stop_name,
        "finding_text": authoring_words.finding_text,
        "drawn_word": lambda text: taught.picture_of(load().words.get(text)),
    }


authoring.add_app_template_filter(authoring_words.part_name, "kind_of_part")


@authoring.context_processor
def cuts() -> dict[str, Any]:
    """Give the builder its ways to take a word apart, and its lists to choose from."""
    return {
        "parts": word_parts.parts,
        "ipa": word_parts.ipa,
        "all_kinds": list(Kind),
        "all_modes": list(Mode),
        "all_stops": list(StopType),
        "all_purposes": list(Purpose),
        "every_level": load().levels,
        "running": authoring_words.RUNNING,
        "chips": authoring_words.CHIPS,
        "in_thai": authoring_words.IN_THAI,
    }


@authoring.get("/new")
@staff_may(Action.AUTHOR)
def new() -> Any:
    """Ask for a level and what to measure: the engine proposes the rest."""
    return _ask()


def _ask(problem: str = "") -> str:
    usual = taught.standing(reading(), current_actor()).usual.code
    asked = {"level": request.values.get("level") or usual, "kinds": request.values.getlist("kind") or [MIXED]}
    return render_template("instruments/new.html", asked=asked, mixed=MIXED, problem=problem)


@authoring.post("/drafts")
@staff_may(Action.AUTHOR)
def begin() -> Any:
    """Start a test: proposed at once, one draft a form."""
    form = request.form
    try:
        wanted = Wanted(
            level=form.get("level", ""),
            kinds=tuple(form.getlist("kind")),
            n=_number(form.get("n", ""), 0),
            forms=_number(form.get("forms", ""), 1),
            purpose=_purpose(form.get("purpose", "")),
            title_th=form.get("title_th", "")[:100],
            title_en=form.get("title_en", "")[:100],
        )
        with unit_of_work() as work:
            first = drafts.begin(work, current_actor(), wanted, _now())[0].id
    except (Invalid, NotFound) as error:
        return _ask(sentence(error)), 400
    return redirect(url_for("authoring.build", draft_id=first), 303)


@authoring.get("/drafts/<uuid:draft_id>")
@staff_may(Action.AUTHOR)
def build(draft_id: UUID) -> Any:
    """Show the builder."""
    row = drafts.draft(reading(), current_actor(), draft_id)
    return render_template("instruments/build.html", **_view(row))


@authoring.post("/drafts/<uuid:draft_id>/changes")
@staff_may(Action.AUTHOR)
def change(draft_id: UUID) -> Any:
    """Make one change; a program is answered with the page's body, a person goes back to the page."""
    fields = dict(request.form) | dict(parse_qsl(request.form.get("act", ""), keep_blank_values=True))
    seen = _number(fields.pop("revision", ""), 0)
    do, told_as = fields.pop("do", ""), fields.pop("change", "")[:40]
    with unit_of_work() as work:
        row = drafts.change(work, current_actor(), draft_id, seen, do, fields, _now(), told_as=told_as)
        revision = row.revision
    if not wants_json():
        return redirect(url_for("authoring.build", draft_id=draft_id), 303)
    row = drafts.draft(reading(), current_actor(), draft_id)
    return jsonify(html=render_template("instruments/_build.html", **_view(row)), revision=revision)


def _view(row: Any) -> dict[str, Any]:
    """Return what the builder shows of a draft."""
    session, actor, content = reading(), current_actor(), row.content
    own = own_words.spoken(session, actor)
    found = publishing.findings(session, actor, content, _heard())
    parts = content["subtests"]
    return {
        "draft": row,
        "content": content,
        "findings": found,
        "stops": inspecting.stops(found),
        "lines": [authoring_words.item_lines(content, at, found, own) for at in range(len(parts))],
        "n_items": sum(len(part["items"]) for part in parts),
        "minutes": minutes_of(parts),
        "part_minutes": [minutes_of([part]) for part in parts],
        "siblings": drafts.sibling_forms(session, actor, row),
        "new_sounds": (new := load().new_at(drafting.highest(content))),
        "new_codes": {row.code for row in new},
    }


def _heard() -> inspecting.Heard:
    there = voices()
    return lambda kind, text: there.find(kind, text) is not None


@authoring.get("/drafts/<uuid:draft_id>/bank")
@staff_may(Action.AUTHOR)
def bank(draft_id: UUID) -> Any:
    """Show words of a level to pick from."""
    row = drafts.draft(reading(), current_actor(), draft_id)
    number = _number(request.args.get("level", ""), load().level(drafting.highest(row.content)).number)
    found = level_words.matching(number, request.args.get("q", "")[:40], request.args.get("gpc", ""))
    used = inspecting.words_of(row.content)
    at = _number(request.args.get("subtest", ""), 0)
    return render_template(
        "instruments/_bank.html", words=found[:_BANK], more=len(found) - _BANK, used=used, draft=row, at=at
    )


@authoring.get("/drafts/<uuid:draft_id>/preview")
@staff_may(Action.AUTHOR)
def preview(draft_id: UUID) -> Any:
    """Show a draft as the teacher or the child will see it."""
    row = drafts.draft(reading(), current_actor(), draft_id)
    try:
        instrument = drafting.whole(row.content)
    except Invalid as error:
        flash(sentence(error), "no")
        return redirect(url_for("authoring.build", draft_id=draft_id), 303)
    child = request.args.get("as") == "child"
    back = url_for("authoring.build", draft_id=draft_id)
    return render_template("instruments/preview.html", instrument=instrument, child=child, back=back)


@authoring.post("/drafts/<uuid:draft_id>/version")
@staff_may(Action.AUTHOR)
def publish(draft_id: UUID) -> Any:
    """Freeze a draft as a version."""
    seen = _number(request.form.get("revision", ""), 0)
    try:
        with unit_of_work() as work:
            version = publishing.publish(work, current_actor(), draft_id, seen, _now(), _heard())
            told = {"title": version.instrument.title_th, "n": version.number}
    except NotFound:
        raise
    except PhonicsError as error:
        flash(sentence(error), "no")
        return redirect(url_for("authoring.build", draft_id=draft_id), 303)
    flash(
        _("%(title)s is published, version %(n)s. It stands on your shelf; it never changes any more.", **told), "yes"
    )
    return redirect(url_for("instruments.shelf"), 303)


@authoring.post("/drafts/<uuid:draft_id>/removal")
@staff_may(Action.AUTHOR)
def put_away(draft_id: UUID) -> Any:
    """Put a draft away."""
    with unit_of_work() as work:
        drafts.put_away(work, current_actor(), draft_id, _now())
    flash(_("The draft is put away."), "yes")
    return redirect(url_for("instruments.shelf"), 303)


@authoring.post("/<uuid:version_id>/drafts")
@staff_may(Action.AUTHOR)
def edit(version_id: UUID) -> Any:
    """Begin the next version of one's own test, or a copy of anybody's."""
    copy = request.form.get("copy") == "yes"
    with unit_of_work() as work:
        act = publishing.clone if copy else publishing.edit
        draft_id = act(work, current_actor(), version_id, _now()).id
    return redirect(url_for("authoring.build", draft_id=draft_id), 303)


def _purpose(text: str) -> Purpose:
    return Purpose(text) if text in set(Purpose) else Purpose.PROGRESS


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _now() -> datetime:
    return datetime.now(UTC)
