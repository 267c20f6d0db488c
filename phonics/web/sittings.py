"""The marking grid and what a test came to."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from phonics.assess.instruments import Instrument
from phonics.errors import NotFound
from phonics.roles import Action, can
from phonics.services import scored, second_tablet, testing
from phonics.web import giving
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import enqueue, reading, unit_of_work
from phonics.web.links import id_in

sittings = Blueprint("sittings", __name__, url_prefix="/sittings")


@sittings.get("/new")
@staff_may(Action.TEACH)
def begin() -> Any:
    """Show the marking grid for a child and an instrument; without one, what can be given."""
    start = testing.beginning(reading(), current_actor(), _id("child"))
    if not request.args.get("version"):
        return render_template("sittings/choose.html", start=start)
    row, instrument = testing.chosen(reading(), current_actor(), _id("version"))
    second = _second(start.child.id, row.id)
    return render_template(
        "sittings/probe.html",
        start=start,
        version=row,
        instrument=instrument,
        parts=_parts(instrument),
        elsewhere=giving.elsewhere(instrument),
        card_needed=any(giving.has_card(subtest) for subtest in instrument.subtests),
        card_address=url_for("second_tablet.arrive", _external=True),
        second=second,
        told=giving.told(start.child.id, row.id, instrument, second),
    )


def _id(name: str) -> UUID:
    return id_in(request.args.get(name), NotFound("This page does not exist."))


def _parts(instrument: Instrument) -> list[giving.Part]:
    parts = giving.parts_of(instrument)
    if not parts:
        raise NotFound("This test is not given one to one.")
    return parts


def _second(student_id: UUID, version_id: UUID) -> UUID | None:
    """Return the sitting that this page scores along, None when it is a test of its own."""
    if not request.args.get("second"):
        return None
    return second_tablet.scored_along(reading(), current_actor(), _id("second"), student_id, version_id)


@sittings.get("/<uuid:sitting_id>")
@staff_may(Action.SEE_PUPILS)
def result(sitting_id: UUID) -> Any:
    """Show what a test came to."""
    found = testing.result(reading(), current_actor(), sitting_id)
    teaches = can(current_actor(), Action.TEACH, found.sitting.unit_id)
    of_this = reading(), found.sitting, found.instrument
    return render_template(
        "sittings/result.html",
        found=found,
        teaches=teaches,
        scored=scored.scored(*of_this) if found.score else (),
        along=scored.alongside(*of_this) if found.score else (),
        remarks=scored.remarks(reading(), sitting_id, found.instrument),
    )


@sittings.post("/<uuid:sitting_id>/void")
@staff_may(Action.TEACH)
def set_aside(sitting_id: UUID) -> Any:
    """Set a test aside with a reason."""
    with unit_of_work() as work:
        row = testing.set_aside(work, current_actor(), sitting_id, request.form.get("reason", ""), datetime.now(UTC))
        student_id, unit_id = row.student_id, row.unit_id
    enqueue("refresh_rollup", unit_id)
    flash(_("The test was set aside. It is kept, but it no longer counts."), "yes")
    return redirect(url_for("teacher.child", student_id=student_id))
