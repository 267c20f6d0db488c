"""One's own account: the PIN that takes back a tablet from a child."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from phonics.errors import Invalid
from phonics.roles import Action
from phonics.services import staff_pins
from phonics.web.access import current_actor, staff_may
from phonics.web.errors import sentence
from phonics.web.extensions import reading, unit_of_work

account = Blueprint("account", __name__, url_prefix="/account")


@account.get("/")
@staff_may(Action.TEACH)
def own() -> Any:
    """Show one's own account."""
    return _page()


@account.post("/pin")
@staff_may(Action.TEACH)
def choose_pin() -> Any:
    """Give oneself a PIN."""
    password, pin, now = request.form.get("password", ""), request.form.get("pin", ""), datetime.now(UTC)
    try:
        with unit_of_work() as work:
            tried = staff_pins.choose(work, current_actor(), password, pin, now)
    except Invalid as problem:
        return _page(sentence(problem)), 400
    if not tried.key:
        waits = _("Too many tries. Please wait a little.")
        return _page(waits if tried.shut_until else _("The password is not right. The PIN stays as it was.")), 403
    flash(_("Your PIN is set. It takes back a tablet that a child holds."), "yes")
    return redirect(url_for("account.own"))


def _page(problem: str = "") -> str:
    has_pin = staff_pins.has_pin(reading(), current_actor().id)
    return render_template("teacher/account.html", has_pin=has_pin, problem=problem)
