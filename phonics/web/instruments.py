"""The shelf of instruments, and the card a child reads from."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template

from phonics.assess.subtests import Mode
from phonics.roles import Action
from phonics.services import instruments as shelf_of
from phonics.services import offers
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import reading
from phonics.web.giving import parts_of
from phonics.web.i18n import level_number

instruments = Blueprint("instruments", __name__, url_prefix="/instruments")


@instruments.get("/")
@staff_may(Action.TEACH)
def shelf() -> Any:
    """Show what can be given, level by level."""
    by_level = offers.offers(reading(), current_actor())
    levels = sorted(by_level.items(), key=lambda pair: level_number(pair[0]))
    return render_template("instruments/shelf.html", levels=levels)


@instruments.get("/<uuid:version_id>/card")
@staff_may(Action.TEACH)
def card(version_id: UUID) -> Any:
    """Show the child's card: the rows, and nothing else."""
    _row, instrument = shelf_of.version(reading(), current_actor(), version_id)
    return render_template("instruments/card.html", instrument=instrument, parts=parts_of(instrument, tuple(Mode)))
