"""A tablet's own doors before a class is open on it: it asks with the class's code and waits for the teacher's yes."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for

from phonics.roles import Action, can
from phonics.services import class_codes, classes, tablets
from phonics.services.tablets import State
from phonics.thai import day_of
from phonics.web import tablet_cookie
from phonics.web.access import current_actor, may_somewhere
from phonics.web.extensions import reading, unit_of_work
from phonics.web.tablet_cookie import ASKING, OPEN, held

opening = Blueprint("opening", __name__)


@opening.get("/open")
def arrive() -> Any:
    """Ask for the code of a class; the printed sheet brings it along behind the #, where no log keeps it."""
    return ask_for_code()


@opening.post("/open")
def ask() -> Any:
    """Let the tablet wait for the class of this code; a teacher who is signed in on it opens it at once."""
    typed, now = request.form.get("code", ""), datetime.now(UTC)
    with unit_of_work() as work:
        room = class_codes.find(work, typed, now)
        if room and can(current_actor(), Action.TEACH, room.unit_id):
            return redirect(url_for("tablets.open_here", classroom_id=room.id), code=307)
        asked = class_codes.ask(work, typed, held(ASKING), now)
    if not asked.token:
        return ask_for_code(typed=typed, wrong=not (asked.wait or asked.full), wait=asked.wait, full=asked.full)
    return tablet_cookie.hold(redirect(url_for("student.wall")), ASKING, asked.token)


@opening.get("/open/state")
def state() -> Any:
    """Tell a tablet that waits whether it still waits, is open or was refused."""
    tablet = tablets.holder(reading(), held(ASKING))
    return jsonify(state=tablets.state(reading(), tablet, datetime.now(UTC)) if tablet else State.CLOSED)


@opening.post("/open/end")
def end() -> Any:
    """Ask no longer."""
    with unit_of_work() as work:
        tablet = tablets.holder(work, held(ASKING))
        if tablet and tablet.confirmed_at is None:
            tablets.leave(work, held(ASKING), datetime.now(UTC))
    return tablet_cookie.drop(redirect(url_for("student.wall")), ASKING)


def ask_for_code(**said: Any) -> str:
    """Return the page of a tablet on which no class is open; a teacher who is signed in finds her classes on it."""
    actor, today = current_actor(), day_of(datetime.now(UTC))
    return render_template("student/closed.html", rooms=_rooms(actor, today), digits=class_codes.DIGITS, **said)


def _rooms(actor: Any, today: date) -> list[Any]:
    """Return the classes a teacher may open here, her own first."""
    if not may_somewhere(actor, Action.TEACH):
        return []
    return sorted(classes.classes(reading(), actor, today), key=lambda line: not line.own)


def asked() -> Any:
    """Return where a tablet goes that has asked: on waiting, with its number and pictures; to the wall; to the code."""
    token, now = held(ASKING), datetime.now(UTC)
    tablet = tablets.holder(reading(), token)
    found = tablets.state(reading(), tablet, now) if tablet else State.CLOSED
    if found is State.WAITING:
        return render_template("student/waiting.html", tablet=tablet)
    if found is State.CLOSED:
        return tablet_cookie.drop(redirect(url_for("student.wall", refused=1)), ASKING)
    with unit_of_work() as work:
        tablets.leave(work, held(OPEN), now)  # another class, which was open here until now
    answer = tablet_cookie.hold(redirect(url_for("student.wall")), OPEN, token)
    return tablet_cookie.drop(answer, ASKING)
