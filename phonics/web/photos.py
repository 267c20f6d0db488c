"""The doors of a child's photo: a teacher brings it in, the class's tablet and the unit's staff see it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, send_file, url_for
from flask_babel import gettext as _

from phonics.errors import Invalid
from phonics.roles import Action
from phonics.services import photos as pictures
from phonics.web.access import current_actor, open_room, staff_may
from phonics.web.extensions import reading, unit_of_work
from phonics.web.hearing import var
from phonics.web.links import id_in

photos = Blueprint("photos", __name__)

_AN_HOUR = 3600


@photos.app_template_global()
def photo_of(child_id: UUID) -> UUID | None:
    """Return the photo a page may show of a child: none in a pack, which leaves for a tablet."""
    if g.get("packing"):
        return None
    return shown_of([child_id]).get(child_id)


def shown_of(child_ids: list[UUID]) -> dict[UUID, UUID]:
    """Return the photos a page may show of these children: none in a pack."""
    return {} if g.get("packing") else pictures.shown(reading(), child_ids, datetime.now(UTC))


@photos.get("/photos/<uuid:photo_id>")
def picture(photo_id: UUID) -> Any:
    """Show a photo to those who may see it; no machine on the way keeps it."""
    path = pictures.picture(reading(), current_actor(), open_room(), photo_id, var(), datetime.now(UTC))
    answer = send_file(path, mimetype="image/jpeg", conditional=True, etag=path.stem, max_age=_AN_HOUR)
    answer.cache_control.public, answer.cache_control.private = False, True
    return answer


@photos.post("/teacher/children/<uuid:student_id>/photo-consent")
@staff_may(Action.TEACH)
def consent(student_id: UUID) -> Any:
    """Keep the parents' word; taken back, the photo is deleted."""
    given = request.form.get("given", "")
    if given not in {"yes", "no"}:
        raise Invalid("This could not be read. Nothing was changed.")
    with unit_of_work() as work:
        pictures.say(work, current_actor(), _id(), student_id, given == "yes", var(), datetime.now(UTC))
    if given == "no":
        flash(_("The photo of this child is deleted. The animal stands there again."), "yes")
    return _back(student_id)


@photos.post("/teacher/children/<uuid:student_id>/photo")
@staff_may(Action.TEACH)
def put(student_id: UUID) -> Any:
    """Keep a photo that was taken or chosen."""
    sent = next((file for file in request.files.getlist("file") if file.filename), None)
    if sent is None:
        raise Invalid("Choose a photo first. Nothing was changed.")
    with unit_of_work() as work:
        pictures.put(work, current_actor(), _id(), student_id, sent.read(), var(), datetime.now(UTC))
    flash(_("The photo stands on the class wall now."), "yes")
    return _back(student_id)


@photos.post("/teacher/children/<uuid:student_id>/photo/away")
@staff_may(Action.TEACH)
def take_away(student_id: UUID) -> Any:
    """Delete the photo; the parents' word stays."""
    with unit_of_work() as work:
        pictures.take_away(work, current_actor(), student_id, var(), datetime.now(UTC))
    return _back(student_id)


def _id() -> UUID:
    return id_in(request.form.get("id"), Invalid("This could not be read. Nothing was changed."))


def _back(student_id: UUID) -> Any:
    return redirect(url_for("teacher.child", student_id=student_id, _anchor="photo"), 303)
