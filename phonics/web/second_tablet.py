"""A second tablet at a test: the child's card that follows the teacher, the way out of it, and scoring along."""

from datetime import UTC, datetime
from math import ceil
from typing import Annotated, Any
from uuid import UUID

from flask import Blueprint, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import logout_user
from pydantic import BaseModel, ConfigDict, Field

from phonics.errors import NotAllowed, NotFound
from phonics.roles import Action
from phonics.services import second_tablet as service
from phonics.services import staff_pins
from phonics.web import giving
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import reading, unit_of_work
from phonics.web.qr import qr
from phonics.web.reading_json import read_json, wants_json

second_tablet = Blueprint("second_tablet", __name__)
for _told in (giving.has_card, giving.picture_of, giving.look_of, giving.runs, giving.title_of):
    second_tablet.app_template_global(_told.__name__)(_told)

_CARD = "card"  # in the cookie of a tablet that shows one
# While a tablet is in a child's hands: the card itself, what it is drawn with, and what still goes out from it.
_OPEN_TO_A_CHILD = {"second_tablet.card", "second_tablet.state", "second_tablet.leave", "static", "health"}
_OPEN_BLUEPRINTS = {"offline", "api", "language"}
_Part = Annotated[int, Field(ge=0, lt=100)]


class SharedIn(BaseModel):
    """The test a teacher shares from her page."""

    model_config = ConfigDict(extra="forbid")
    student: UUID
    version: UUID
    part: _Part = 0


class TurnIn(BaseModel):
    """The part she has turned to."""

    model_config = ConfigDict(extra="forbid")
    part: _Part


@second_tablet.post("/sittings/<uuid:sitting_id>/code")
@staff_may(Action.TEACH)
def share(sitting_id: UUID) -> Any:
    """Give a test under way its code, and the picture that holds it."""
    told = read_json(SharedIn)
    with unit_of_work() as work:
        row = service.share(work, current_actor(), sitting_id, told.student, told.version, told.part, datetime.now(UTC))
        code = row.code
    return jsonify(code=code, qr=str(qr(f"{url_for('second_tablet.arrive', _external=True)}#{code}")))


@second_tablet.put("/sittings/<uuid:sitting_id>/code")
@staff_may(Action.TEACH)
def turn(sitting_id: UUID) -> Any:
    """Let the card follow."""
    told = read_json(TurnIn)
    with unit_of_work() as work:
        service.turn(work, current_actor(), sitting_id, told.part)
    return jsonify(part=told.part)


@second_tablet.get("/card")
def arrive() -> Any:
    """Ask for the code of a test; the picture brings it along behind the #, where no log keeps it."""
    return render_template("sittings/card_code.html", wrong=False, typed="")


@second_tablet.post("/card")
def ask() -> Any:
    """Show the card of the test with this code."""
    typed = request.form.get("code", "")
    with unit_of_work() as work:
        row = service.find(work, typed, datetime.now(UTC))
        found = str(row.id) if row else ""
    if not found:
        return render_template("sittings/card_code.html", wrong=True, typed=typed), 404
    session[_CARD] = found
    return redirect(url_for("second_tablet.card"))


@second_tablet.get("/card/now")
def card() -> Any:
    """Show the child's card, part by part; it follows the teacher while there is a network."""
    row = _shown()
    parts = giving.parts_of(service.card_of(reading(), row))
    locked = staff_pins.has_pin(reading(), row.staff_id)
    return render_template("sittings/second_card.html", parts=parts, at=row.part, locked=locked, problem="")


@second_tablet.get("/card/state")
def state() -> Any:
    """Tell the card which part is on."""
    return jsonify(part=_shown().part)


@second_tablet.post("/card/leave")
def leave() -> Any:
    """Leave the card: with the teacher's PIN, where she has one."""
    row, now = _shown(), datetime.now(UTC)
    parts, at, staff_id = giving.parts_of(service.card_of(reading(), row)), row.part, row.staff_id
    if staff_pins.has_pin(reading(), staff_id):
        with unit_of_work() as work:
            tried = staff_pins.try_pin(work, staff_id, request.form.get("pin", ""), now)
        if tried.key is None:
            problem = _problem(tried.shut_until, now)
            return render_template("sittings/second_card.html", parts=parts, at=at, locked=True, problem=problem), 403
    session.pop(_CARD, None)
    return redirect(url_for("auth.door"))


def _problem(shut_until: datetime | None, now: datetime) -> str:
    if shut_until is None:
        return str(_("This is not the teacher’s PIN."))
    minutes = ceil((shut_until - now).total_seconds() / 60)
    return str(
        ngettext(
            "Too many tries. Please wait %(minutes)s minute.",
            "Too many tries. Please wait %(minutes)s minutes.",
            minutes,
            minutes=minutes,
        )
    )


def _shown() -> Any:
    row = _row()
    if row is None:
        raise NotFound("This test is over. Ask the teacher for a new code.")
    return row


def _row() -> Any:
    held = session.get(_CARD)
    return service.shown(reading(), UUID(held), datetime.now(UTC)) if held else None


@second_tablet.before_app_request
def stay_on_the_card() -> Any:
    """Keep a tablet that is in a child's hands on the card, whoever is signed in on it, until the PIN takes it back."""
    if not session.get(_CARD) or request.endpoint in _OPEN_TO_A_CHILD or request.blueprint in _OPEN_BLUEPRINTS:
        return None
    row = _row()
    if row is None:  # its time is over: nobody is signed in here any more
        logout_user()
        session.clear()
        return redirect(url_for("auth.door"))
    if not staff_pins.has_pin(reading(), row.staff_id):
        return None
    if wants_json() or request.method != "GET":
        raise NotAllowed("This tablet is with a child. The teacher’s PIN takes it back.")
    return redirect(url_for("second_tablet.card"))


@second_tablet.route("/sittings/along", methods=["GET", "POST"])
@staff_may(Action.TEACH)
def along() -> Any:
    """Let another teacher score along, by the code on the first one's page."""
    if request.method == "GET":
        return render_template("sittings/along.html", wrong=False, typed="")
    typed, now = request.form.get("code", ""), datetime.now(UTC)
    with unit_of_work() as work:
        row = service.joined(work, current_actor(), typed, now)
        goal = {"child": row.student_id, "version": row.version_id, "second": row.sitting_id} if row else None
    if goal is None:
        return render_template("sittings/along.html", wrong=True, typed=typed), 404
    return redirect(url_for("sittings.begin", **goal))
