"""The marking grid and what a test came to."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from phonics.assess.instruments import Instrument
from phonics.assess.subtests import StopType
from phonics.errors import NotFound
from phonics.roles import Action, can
from phonics.services import testing
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
    told = _told(start.child.id, row.id, instrument)
    return render_template("sittings/probe.html", start=start, version=row, instrument=instrument, told=told)


def _id(name: str) -> UUID:
    return id_in(request.args.get(name), NotFound("This page does not exist."))


def _told(student_id: UUID, version_id: UUID, instrument: Instrument) -> dict[str, Any]:
    """Return what the page's script must know: the test, and every word it may say."""
    grid = instrument.subtests[0]
    return {
        "student": str(student_id),
        "version": str(version_id),
        "n": len(instrument.items),
        "columns": grid.columns,
        "limit_s": grid.timed_s,
        "stop_first": grid.stop.k if grid.stop.type is StopType.FIRST_K_ALL_WRONG else None,
        "result": url_for("sittings.result", sitting_id=UUID(int=0)),
        "say": _sayings() | (_sayings_by_ear() if instrument.kind == "blending" else {}),
    }


def _sayings_by_ear() -> dict[str, str]:
    return {
        "last": _("last one asked"),
        "last_line": _("Last one asked: {n} of {of}"),
        "pick": _("Tap the last one you asked."),
        "of_read": _("{k} of {n} joined correctly ({share} %)"),
        "of_read_none": _("nothing was asked"),
    }


def _sayings() -> dict[str, str]:
    return {
        "right": _("right"),
        "incorrect": _("wrong"),
        "self_corrected": _("self-corrected"),
        "not_reached": _("not reached"),
        "last": _("last one read"),
        "row": _("Row"),
        "row_wrong": _("All wrong"),
        "pause": _("Pause"),
        "pause_more": _("stop the clock for now"),
        "go_on": _("Continue"),
        "go_on_more": _("the clock stands at {time}"),
        "undo_mark": _("take back item {n}"),
        "undo_row": _("take back row {n}"),
        "undo_last": _("take back the last-item bracket"),
        "undo_none": _("nothing to take back"),
        "last_none": _("tap, then tap the item"),
        "last_chosen": _("chosen: item {n}"),
        "last_line": _("Last one read: {n} of {of}"),
        "last_move": _("tap another to move the bracket"),
        "time_up": _("Time is up. Tap the last one the child read."),
        "time_up_short": _("time is up"),
        "pick": _("Tap the last one the child read."),
        "paused": _("The clock stands still at {time}."),
        "interrupted": _("This test was interrupted at {time}. Nothing is lost."),
        "stop": _("The first {k} are all wrong: by the rule the test may stop here, with a score of 0."),
        "left": _("{time} left of {of}"),
        "used": _("{time} used"),
        "stored": _("Kept on this tablet. It goes by itself when the network is back."),
        "refused": _(
            "The server did not take this test. It is kept on this tablet; "
            "please tell the person who looks after the system."
        ),
        "cannot_keep": _(
            "This tablet cannot keep anything (a private window, or full). Please use another one, or a normal window."
        ),
        "per_minute": _("correct per minute"),
        "of_read": _("{k} of {n} read correctly ({share} %)"),
        "of_read_none": _("nothing was read"),
        "self_corrected_n": _("{k} of these self-corrected"),
        "seconds": _("in {time} minutes"),
        "stopped": _("stopped after the first {k}"),
    }


@sittings.get("/<uuid:sitting_id>")
@staff_may(Action.SEE_PUPILS)
def result(sitting_id: UUID) -> Any:
    """Show what a test came to."""
    found = testing.result(reading(), current_actor(), sitting_id)
    teaches = can(current_actor(), Action.TEACH, found.sitting.unit_id)
    return render_template("sittings/result.html", found=found, teaches=teaches)


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
