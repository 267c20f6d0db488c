"""The front door and the staff's way in and out."""

from datetime import UTC, datetime
from math import ceil
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_user, logout_user

from phonics.roles import Role
from phonics.services import accounts
from phonics.web.access import current_actor, load_user, open_tablet
from phonics.web.extensions import unit_of_work
from phonics.web.links import local_path

auth = Blueprint("auth", __name__)


def home_of(role: Role) -> str:
    """Return the page a role starts on."""
    if role is Role.STUDENT:
        return url_for("student.path")
    if role in {Role.TEACHER, Role.LEAD_TEACHER}:
        return url_for("teacher.today")
    return url_for("dashboards.own_unit" if role in {Role.SCHOOL_HEAD, Role.COORDINATOR} else "dashboards.network")


@auth.get("/")
def door() -> Any:
    """Show the three ways in."""
    actor = current_actor()
    if actor.role is not Role.PUBLIC:
        return redirect(home_of(actor.role))
    return render_template("public/door.html")


@auth.get("/sign-in")
def sign_in() -> Any:
    """Ask staff for name and password."""
    return render_template("public/sign_in.html", next=local_path(request.args.get("next")), problem=None)


@auth.post("/sign-in")
def try_password() -> Any:
    """Let staff in, or say what is wrong."""
    now = datetime.now(UTC)
    with unit_of_work() as work:
        tried = accounts.sign_in(work, request.form.get("username", ""), request.form.get("password", ""), now)
    goal = local_path(request.form.get("next"))
    if tried.key:
        return let_in(tried.key, goal)
    return render_template("public/sign_in.html", next=goal, problem=_problem(tried, now)), 401


def let_in(key: str, goal: str) -> Any:
    """Begin a new session for whoever this key stands for, and go on; the class stays open on this tablet."""
    tablet = open_tablet()
    session.clear()  # a new session for a new person
    user = load_user(key)
    if user.actor.role is Role.STUDENT and tablet:
        session["tablet"] = str(tablet.id)  # when it is closed, the child is out too
    login_user(user)
    return redirect(goal if goal != "/" else home_of(user.actor.role))


def _problem(tried: accounts.Try, now: datetime) -> str:
    if tried.shut_until:
        minutes = ceil((tried.shut_until - now).total_seconds() / 60)
        return str(
            ngettext(
                "Too many tries. Please wait %(minutes)s minute.",
                "Too many tries. Please wait %(minutes)s minutes.",
                minutes,
                minutes=minutes,
            )
        )
    return str(_("The user name or the password is not right."))


@auth.post("/sign-out")
def sign_out() -> Any:
    """Leave; the class stays open on this tablet."""
    logout_user()
    return redirect(url_for("auth.door"))
