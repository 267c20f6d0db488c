"""Readings of children: from the tablet they come in, a teacher of the unit hears and rates them; nothing is cached."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from phonics.errors import Invalid, NotAllowed
from phonics.roles import Action, Role
from phonics.services import read_aloud as readings
from phonics.services import voice_consent
from phonics.web.access import current_actor, open_room, staff_may
from phonics.web.extensions import reading, unit_of_work
from phonics.web.hearing import var
from phonics.web.links import id_in, local_path

read_aloud = Blueprint("read_aloud", __name__)


@read_aloud.app_context_processor
def words() -> dict[str, Any]:
    """Give the pages the names of the ratings, and new ids."""
    return {"rating_names": _rating_names, "born_id": uuid4}


def _rating_names() -> dict[str, str]:
    return {"fluent": _("fluent"), "helped": _("with help"), "not_yet": _("cannot yet")}


@read_aloud.post("/api/read-aloud")
def keep() -> Any:
    """Keep a child's reading; sending it again is harmless."""
    actor, room = current_actor(), open_room()
    if actor.role is Role.PUBLIC and room is None:
        raise NotAllowed("Please sign in.")
    ids = [_id(name) for name in ("id", "student", "sitting")]
    file, item = request.files.get("file"), request.form.get("item", "")
    with unit_of_work() as work:
        kept = readings.keep(work, actor, room, *ids, item, file.read() if file else b"", var(), datetime.now(UTC))
        return jsonify(id=str(kept.id), seconds=kept.seconds)


@read_aloud.get("/teacher/read-aloud")
@staff_may(Action.TEACH)
def waiting() -> Any:
    """Show the readings that wait to be heard, class by class."""
    return render_template("teacher/read_aloud.html", classes=readings.waiting(reading(), current_actor(), var()))


@read_aloud.get("/teacher/read-aloud/<uuid:read_aloud_id>/sound")
@staff_may(Action.TEACH)
def sound(read_aloud_id: UUID) -> Any:
    """Play a reading; no machine on the way keeps it."""
    path = readings.sound(reading(), current_actor(), read_aloud_id, var())
    answer = send_file(path, mimetype="audio/mpeg", conditional=True, etag=path.stem)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@read_aloud.post("/teacher/read-aloud/<uuid:read_aloud_id>/ratings")
@staff_may(Action.TEACH)
def rate(read_aloud_id: UUID) -> Any:
    """Keep what a teacher heard; another word takes its place."""
    with unit_of_work() as work:
        readings.rate(
            work, current_actor(), _id("id"), read_aloud_id, request.form.get("rating", ""), datetime.now(UTC)
        )
    return redirect(local_path(request.form.get("back") or url_for("read_aloud.waiting")), 303)


@read_aloud.post("/teacher/children/<uuid:student_id>/voice-consent")
@staff_may(Action.TEACH)
def consent(student_id: UUID) -> Any:
    """Keep the parents' word; taken back, every reading is deleted."""
    given = request.form.get("given", "")
    if given not in {"yes", "no"}:
        raise Invalid("This could not be read. Nothing was changed.")
    with unit_of_work() as work:
        voice_consent.say(work, current_actor(), _id("id"), student_id, given == "yes", var(), datetime.now(UTC))
    if given == "no":
        flash(_("The readings of this child are deleted."), "yes")
    return redirect(url_for("teacher.child", student_id=student_id, _anchor="read-aloud"), 303)


def _id(name: str) -> UUID:
    return id_in(request.form.get(name), Invalid("This could not be read. Nothing was changed."))
