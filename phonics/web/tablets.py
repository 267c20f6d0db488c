"""The teacher's doors to her class's tablets: yes or no to one that asks, open it here, close it; the code to print."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_login import logout_user

from phonics.roles import Action
from phonics.services import class_codes, classes, tiles
from phonics.services import tablets as service
from phonics.web import tablet_cookie
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import reading, unit_of_work
from phonics.web.i18n import LANGUAGES
from phonics.web.qr import qr
from phonics.web.tablet_cookie import OPEN, held

tablets = Blueprint("tablets", __name__, url_prefix="/teacher")


def opened_on(room: Any) -> dict[str, Any]:
    """Return what a class page tells about its tablets: those that ask, those that are open, and the code."""
    now = datetime.now(UTC)
    found = service.of_class(reading(), room.id, now)
    code = class_codes.kept(reading(), room.id, now)
    pictures = sorted({name for one in found.waiting for name in one.pair.split(",")})
    return {"room": room, "tablets": found, "code": code, "grouped": class_codes.grouped, "pictures": pictures}


@tablets.app_template_global("pair_of")
def pair_of(tablet: Any) -> list[tuple[str, str]]:
    """Return the two drawings a tablet shows while it waits, each with its dye."""
    return [(name, tiles.dye_of(name)) for name in tablet.pair.split(",") if name]


@tablets.get("/classes/<uuid:classroom_id>/tablets")
@staff_may(Action.TEACH)
def of_class(classroom_id: UUID) -> Any:
    """Show a class's tablets alone: what its page asks for anew every few seconds."""
    room = classes.classroom(reading(), current_actor(), classroom_id, Action.TEACH)
    return render_template("teacher/_tablets.html", **opened_on(room))


@tablets.post("/classes/<uuid:classroom_id>/wall")
@staff_may(Action.TEACH)
def open_here(classroom_id: UUID) -> Any:
    """Open the class on this tablet: staff leave, children come."""
    with unit_of_work() as work:
        token = service.open_here(work, current_actor(), classroom_id, held(OPEN), datetime.now(UTC))
    logout_user()
    return tablet_cookie.hold(redirect(url_for("student.wall")), OPEN, token)


@tablets.post("/tablets/<uuid:tablet_id>/confirmation")
@staff_may(Action.TEACH)
def confirm(tablet_id: UUID) -> Any:
    """Say yes to a tablet that asks."""
    with unit_of_work() as work:
        tablet = service.confirm(work, current_actor(), tablet_id, datetime.now(UTC))
        flash(_("The class is open on tablet %(n)s.", n=tablet.number), "yes")
        return _back(tablet.classroom_id)


@tablets.post("/tablets/<uuid:tablet_id>/closing")
@staff_may(Action.TEACH)
def close(tablet_id: UUID) -> Any:
    """Close the class on a tablet, or say no to one that asks."""
    with unit_of_work() as work:
        tablet = service.close(work, current_actor(), tablet_id, datetime.now(UTC))
        closed, refused = _("Tablet %(n)s is closed.", n=tablet.number), _("Tablet %(n)s was refused.", n=tablet.number)
        flash(closed if tablet.confirmed_at else refused, "yes")
        return _back(tablet.classroom_id)


@tablets.post("/classes/<uuid:classroom_id>/tablets/closing")
@staff_may(Action.TEACH)
def close_all(classroom_id: UUID) -> Any:
    """Close the class on every tablet."""
    with unit_of_work() as work:
        n = service.close_all(work, current_actor(), classroom_id, datetime.now(UTC))
    flash(ngettext("%(n)s tablet was closed.", "%(n)s tablets were closed.", n, n=n), "yes")
    return _back(classroom_id)


@tablets.post("/classes/<uuid:classroom_id>/code")
@staff_may(Action.TEACH)
def renew_code(classroom_id: UUID) -> Any:
    """Give the class a new code; the printed one is void."""
    with unit_of_work() as work:
        class_codes.renew(work, current_actor(), classroom_id, datetime.now(UTC))
    flash(_("There is a new code. A sheet that was printed before opens nothing."), "yes")
    return _back(classroom_id)


@tablets.get("/classes/<uuid:classroom_id>/code")
@staff_may(Action.TEACH)
def code_sheet(classroom_id: UUID) -> Any:
    """Show the sheet to print: the code, its picture to scan, and how a class is opened."""
    room = classes.classroom(reading(), current_actor(), classroom_id, Action.TEACH)
    code = class_codes.kept(reading(), room.id, datetime.now(UTC))
    if code is None:
        return _back(room.id)
    address = url_for("opening.arrive", _external=True)
    return render_template(
        "teacher/code_sheet.html",
        room=room,
        code=code,
        digits=class_codes.grouped(code.code),
        address=address,
        qr=qr(f"{address}#{code.code}", border=4),
        how_to=[_how_to(language, address) for language in LANGUAGES],
    )


def _how_to(language: str, address: str) -> tuple[str, str, list[str]]:
    """Return how a class is opened, in this language whatever the reader's: (language, heading, steps)."""
    with force_locale(language):
        steps = [
            _("Scan the picture with the tablet’s camera, or go to %(address)s and type the code.", address=address),
            _("The tablet shows a number and two pictures."),
            _("On your own screen open the page of the class. Same number, same pictures? Touch “Yes, open it”."),
            _("The tablet goes on to the children’s pictures by itself. It stays open until you close it there."),
        ]
        return language, _("How to open the class on a tablet"), steps


def _back(classroom_id: UUID) -> Any:
    return redirect(url_for("teacher.classroom", classroom_id=classroom_id, _anchor="tablets"))
