"""Tests as files: out as a workbook or a package, in as a draft, with what could not be taken."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask_babel import gettext

from phonics.errors import Invalid
from phonics.roles import Action
from phonics.services import instrument_files as files
from phonics.web.access import current_actor, staff_may
from phonics.web.errors import sentence
from phonics.web.extensions import reading, unit_of_work

instrument_files = Blueprint("instrument_files", __name__, url_prefix="/instruments")

_SHOWN = 100  # problems


@instrument_files.get("/<uuid:version_id>/file/<shape>")
@staff_may(Action.TEACH)
def take_out(version_id: UUID, shape: str) -> Any:
    """Hand out a version as a file."""
    name, data = files.taken_out(reading(), current_actor(), version_id, shape)
    return send_file(BytesIO(data), as_attachment=True, download_name=name)


@instrument_files.get("/template")
@staff_may(Action.AUTHOR)
def template() -> Any:
    """Hand out the workbook to fill."""
    return send_file(BytesIO(files.template()), as_attachment=True, download_name="phonics-test.xlsx")


@instrument_files.get("/files")
@staff_may(Action.AUTHOR)
def ask() -> Any:
    """Ask for a file."""
    return render_template("instruments/bring_in.html", told=(), problem="")


@instrument_files.post("/files")
@staff_may(Action.AUTHOR)
def bring_in() -> Any:
    """Bring a file in as a draft; with problems they are shown first."""
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise Invalid("Choose a file first.")
        with unit_of_work() as work:
            brought = files.bring_in(work, current_actor(), file.read(), file.filename, datetime.now(UTC))
            draft_id = brought.draft.id
    except Invalid as error:
        return render_template("instruments/bring_in.html", told=(), problem=sentence(error)), 400
    if not (brought.problems or brought.left):
        return redirect(url_for("authoring.build", draft_id=draft_id), 303)
    told = [(where, line, at, _said(text, values)) for where, line, at, text, values in brought.problems]
    shown = {"told": told, "shown": _SHOWN, "left": brought.left, "draft_id": draft_id}
    return render_template("instruments/bring_in.html", problem="", **shown)


def _said(text: str, values: dict[str, object]) -> str:
    said = str(gettext(text))
    return said % values if values else said
