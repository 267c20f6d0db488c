"""A class list comes in by the browser: choose a file, see what it would do, say yes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from phonics import thai
from phonics.errors import Invalid
from phonics.roles import Action
from phonics.services import held_rosters
from phonics.services import rosters as lists
from phonics.web.access import current_actor, own_unit, staff_may
from phonics.web.errors import sentence
from phonics.web.extensions import enqueue, reading, unit_of_work
from phonics.web.i18n import lang

rosters = Blueprint("rosters", __name__, url_prefix="/rosters")

_SHOWN = 200  # problems on the page; who has more begins with these
_TEMPLATE = "roster_template.csv"


@rosters.context_processor
def words() -> dict[str, Any]:
    """Give the pages their ways to say a class, a difference and a problem."""
    return {"class_name": class_name, "field_name": field_name, "difference_text": difference_text, "in_both": in_both}


@rosters.get("/")
@staff_may(Action.IMPORT_ROSTER)
def upload() -> Any:
    """Ask for a file."""
    return render_template("rosters/upload.html", problem=None)


@rosters.post("/previews")
@staff_may(Action.IMPORT_ROSTER)
def read_file() -> Any:
    """Read the file, hold what is ours to keep, and go to its preview."""
    file = request.files.get("list")
    name = Path(file.filename or "").name[:80] if file else ""
    try:
        if not file or not name:
            raise Invalid("Please choose a file first.")
        roster = lists.read_list(file.read(), name)
    except Invalid as error:
        return render_template("rosters/upload.html", problem=sentence(error)), 400
    held = held_rosters.Held(roster, own_unit(), name)
    return redirect(url_for("rosters.preview", key=held_rosters.hold(_folder(), current_actor(), held, _now())), 303)


@rosters.get("/previews/<key>")
@staff_may(Action.IMPORT_ROSTER)
def preview(key: str) -> Any:
    """Show what the held list would change, and each problem in it."""
    held = held_rosters.held_list(_folder(), current_actor(), key, _now())
    found = lists.compare(reading(), current_actor(), held.unit_id, held.roster, _now())
    return render_template("rosters/preview.html", key=key, held=held, found=found, shown=_SHOWN)


@rosters.post("/previews/<key>/import")
@staff_may(Action.IMPORT_ROSTER)
def bring_in(key: str) -> Any:
    """Bring the held list in: all of it, or with a problem none of it."""
    actor = current_actor()
    held = held_rosters.held_list(_folder(), actor, key, _now())
    with unit_of_work() as work:
        done = lists.bring_in(work, actor, held.unit_id, held.roster, _now())
    held_rosters.let_go(_folder(), key)
    enqueue("refresh_rollup", held.unit_id)
    counts = {"new": done.new, "changed": done.changed, "same": done.unchanged}
    flash(_("The list is in: %(new)s new, %(changed)s changed, %(same)s as before.", **counts), "yes")
    return redirect(url_for("teacher.classes"), 303)


@rosters.post("/previews/<key>/discard")
@staff_may(Action.IMPORT_ROSTER)
def discard(key: str) -> Any:
    """Delete the held list and begin anew."""
    held_rosters.held_list(_folder(), current_actor(), key, _now())  # only one's own
    held_rosters.let_go(_folder(), key)
    return redirect(url_for("rosters.upload"), 303)


@rosters.get("/template.csv")
@staff_may(Action.IMPORT_ROSTER)
def template() -> Any:
    """Send an empty list with the right headings, for Excel."""
    path = Path(current_app.template_folder or "").parent / "data" / _TEMPLATE
    return send_file(path, mimetype="text/csv; charset=utf-8", as_attachment=True, download_name=_TEMPLATE)


def _folder() -> Path:
    return Path(current_app.config["VAR"]) / "rosters"


def _now() -> datetime:
    return datetime.now(UTC)


def class_name(grade: int | None, room: str | None) -> str:
    """Return "ป.1/2", an en dash where there is none."""
    if grade is None:
        return "–"
    return thai.grade_name(grade, lang()) + (f"/{room}" if room else "")


def field_name(name: str) -> str:
    """Return what a difference is about, in the reader's language."""
    return {
        "title": _("Title before the name"),
        "given": _("Given name"),
        "family": _("Family name"),
        "nickname": _("Nickname"),
        "sex": _("Sex"),
        "class": _("Class"),
        "roll_no": _("Roll no."),
        "active": _("On the list"),
    }.get(name, name)


def difference_text(name: str, value: Any) -> str:
    """Return one side of a difference as people read it."""
    if name == "class":
        return class_name(*value) if value else "–"
    if name == "sex":
        return {"m": _("boy"), "f": _("girl")}.get(value, "–")
    if name == "active":
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else str(value)


def in_both(problem: Any) -> Markup:
    """Return a problem's sentence in Thai with the English under it: who made the file may read either."""
    with force_locale("th"):
        thai_text = _(problem.message)
    values = dict(problem.values)
    return Markup('<span lang="th">{}</span><br><span lang="en" class="ui small soft">{}</span>').format(
        thai_text % values, problem.message % values
    )
