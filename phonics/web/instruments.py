"""The shelf of instruments, whom they are offered to, and the card a child reads from."""

from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from phonics.assess.instruments import Purpose
from phonics.assess.subtests import Kind, Mode
from phonics.levels.loader import load
from phonics.roles import Action
from phonics.services import authoring, sharing
from phonics.services import instruments as shelf_of
from phonics.services.shelf import Wish
from phonics.services.shelf import shelf as all_of_it
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import reading, unit_of_work
from phonics.web.giving import parts_of

instruments = Blueprint("instruments", __name__, url_prefix="/instruments")


@instruments.get("/")
@staff_may(Action.TEACH)
def shelf() -> Any:
    """Show one's drafts and all that can be given: the unit's, the network's, the ready-made."""
    wish = _wish()
    there = all_of_it(reading(), current_actor(), wish)
    ready = [(levels, list(lines)) for levels, lines in groupby(there.ready, key=lambda line: line.levels)]
    return render_template(
        "instruments/shelf.html",
        shelf=there,
        ready=ready,
        drafts=authoring.mine(reading(), current_actor()),
        wish=wish,
        kinds=list(Kind),
        purposes=list(Purpose),
        every_level=load().levels,
    )


def _wish() -> Wish:
    """Return what is looked for; what there is not is not looked for."""
    level, kind, purpose = (request.args.get(name, "") for name in ("level", "kind", "purpose"))
    return Wish(
        level if level in {one.code for one in load().levels} else "",
        kind if kind in set(Kind) else "",
        purpose if purpose in set(Purpose) else "",
    )


@instruments.get("/<uuid:version_id>")
@staff_may(Action.TEACH)
def look(version_id: UUID) -> Any:
    """Show a published version as the teacher or the child sees it."""
    _row, instrument = shelf_of.version(reading(), current_actor(), version_id)
    child = request.args.get("as") == "child"
    back = url_for("instruments.shelf")
    told = {"instrument": instrument, "child": child, "back": back, "version_id": version_id}
    return render_template("instruments/preview.html", **told)


@instruments.post("/<uuid:version_id>/offer")
@staff_may(Action.AUTHOR)
def offer(version_id: UUID) -> Any:
    """Offer a version to the unit or the network; take a test off every shelf, or put it back on one's own."""
    to, actor, now = request.form.get("to", ""), current_actor(), datetime.now(UTC)
    with unit_of_work() as work:
        if to == "nobody":
            sharing.withdraw(work, actor, version_id, now)
        elif to == "me":
            sharing.bring_back(work, actor, version_id, now)
        else:
            sharing.share(work, actor, version_id, to, now)
    flash(_("Done."), "yes")
    return redirect(url_for("instruments.shelf"), 303)


@instruments.get("/<uuid:version_id>/card")
@staff_may(Action.TEACH)
def card(version_id: UUID) -> Any:
    """Show the child's card: the rows, and nothing else."""
    _row, instrument = shelf_of.version(reading(), current_actor(), version_id)
    return render_template("instruments/card.html", instrument=instrument, parts=parts_of(instrument, tuple(Mode)))
