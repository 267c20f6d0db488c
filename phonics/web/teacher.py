"""The teacher's day: today, classes, children, phonics groups."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from phonics.assess.promotion import Suggestion
from phonics.errors import NotFound
from phonics.roles import Action, can
from phonics.services import (
    cards,
    classes,
    groups,
    moves,
    photos,
    pupils,
    read_aloud,
    seating,
    stickers,
    tablets,
    verifications,
    voice_consent,
)
from phonics.thai import day_of
from phonics.web import drawings, reasons, wording
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import reading, unit_of_work
from phonics.web.hearing import var
from phonics.web.links import id_in
from phonics.web.tablets import opened_on

teacher = Blueprint("teacher", __name__, url_prefix="/teacher")

_READINGS = 6  # of a child, the newest


@teacher.record_once
def _give_words(state: Any) -> None:
    wording.register(state.app)
    reasons.register(state.app)
    state.app.jinja_env.globals.update(
        spark=drawings.spark, suggestion_of=lambda row: Suggestion.from_dict(row.content)
    )


@teacher.get("/")
@staff_may(Action.TEACH)
def today() -> Any:
    """Show who is due, who waits, what is not yet sent, and the class."""
    now = datetime.now(UTC)
    lines = classes.classes(reading(), current_actor(), day_of(now))
    usual = classes.usual(lines)
    chosen = _id(request.args.get("class")) or (usual.id if usual else None)
    roll = classes.roll(reading(), current_actor(), chosen, now) if chosen else None
    watched = {line.id for line in lines if line.own} | ({chosen} if chosen else set())
    asking = tablets.n_waiting(reading(), list(watched), now)
    aloud = read_aloud.how_many_wait(reading(), current_actor())
    return render_template("teacher/today.html", lines=lines, roll=roll, now=now, asking=asking, aloud=aloud)


def _id(text: str | None) -> UUID | None:
    """Return the id in a query or a form, None when there is none.

    :raises NotFound: if it is not an id
    """
    return id_in(text, NotFound("This page does not exist.")) if text else None


@teacher.get("/classes", endpoint="classes")
@staff_may(Action.SEE_PUPILS)
def all_classes() -> Any:
    """List the unit's classes."""
    on = day_of(datetime.now(UTC))
    return render_template("teacher/classes.html", lines=classes.classes(reading(), current_actor(), on))


@teacher.get("/classes/<uuid:classroom_id>")
@staff_may(Action.SEE_PUPILS)
def classroom(classroom_id: UUID) -> Any:
    """Show one class."""
    now = datetime.now(UTC)
    roll = classes.roll(reading(), current_actor(), classroom_id, now)
    teaches = can(current_actor(), Action.TEACH, roll.room.unit_id)
    resting = cards.resting(reading(), roll.room, now) if teaches else []
    return render_template(
        "teacher/classroom.html",
        roll=roll,
        teaches=teaches,
        resting=resting,
        idle_choices=seating.IDLE_MINUTES,
        unverified=verifications.of_class(reading(), current_actor(), classroom_id) if teaches else [],
        **(opened_on(roll.room) if teaches else {}),
    )


@teacher.post("/classes/<uuid:classroom_id>/teacher")
@staff_may(Action.TEACH)
def take_over(classroom_id: UUID) -> Any:
    """Make this class one's own: Today begins with it."""
    with unit_of_work() as work:
        classes.take_over(work, current_actor(), classroom_id, datetime.now(UTC))
    flash(_("This is your class now."), "yes")
    return redirect(url_for("teacher.today"))


@teacher.get("/children/<uuid:student_id>")
@staff_may(Action.SEE_PUPILS)
def child(student_id: UUID) -> Any:
    """Show one child."""
    now = datetime.now(UTC)
    pupil = pupils.whole(reading(), current_actor(), student_id, day_of(now))
    history = [(row.level, row.number, row.since) for row in pupil.placements]
    steps = drawings.drawn_twice(lambda width: drawings.level_steps(history, now, width))
    teaches = can(current_actor(), Action.TEACH, pupil.child.unit_id)
    lessons = moves.recent(reading(), current_actor(), pupil.child) if teaches else []
    return render_template(
        "teacher/child.html",
        pupil=pupil,
        steps=steps,
        teaches=teaches,
        lessons=lessons,
        efforts=stickers.counted(reading(), student_id),
        unverified=verifications.of_child(reading(), current_actor(), student_id) if teaches else [],
        classmates=moves.classmates(reading(), pupil.child) if lessons else [],
        voice=voice_consent.latest(reading(), student_id) if teaches else None,
        photo_consent=photos.consent_of(reading(), student_id, now) if teaches else None,
        aloud=read_aloud.of_child(reading(), student_id, var(), _READINGS) if teaches else (),
    )


@teacher.post("/children/<uuid:student_id>/instructions")
@staff_may(Action.TEACH)
def tell_in(student_id: UUID) -> Any:
    """Choose the language in which a child is told what to do."""
    with unit_of_work() as work:
        language = request.form.get("language", "")
        pupils.tell_in(work, current_actor(), student_id, language, datetime.now(UTC))
    return redirect(url_for("teacher.child", student_id=student_id, _anchor="told"))


@teacher.get("/groups", endpoint="groups")
@staff_may(Action.SEE_PUPILS)
def all_groups() -> Any:
    """Show the unit's children by level, and the groups of each level."""
    return render_template("teacher/groups.html", levels=groups.levels(reading(), current_actor()))


@teacher.post("/groups")
@staff_may(Action.TEACH)
def start_group() -> Any:
    """Start a group at a level."""
    level, name = request.form.get("level", ""), request.form.get("name", "")
    with unit_of_work() as work:
        group_id = groups.start(work, current_actor(), level, name, day_of(datetime.now(UTC))).id
    return redirect(url_for("teacher.group", group_id=group_id))


@teacher.get("/groups/<uuid:group_id>")
@staff_may(Action.SEE_PUPILS)
def group(group_id: UUID) -> Any:
    """Show a group, and who could join it."""
    view = groups.whole(reading(), current_actor(), group_id)
    return render_template(
        "teacher/group.html", view=view, teaches=can(current_actor(), Action.TEACH, view.group.unit_id)
    )


@teacher.post("/groups/<uuid:group_id>/members")
@staff_may(Action.TEACH)
def add_members(group_id: UUID) -> Any:
    """Put the ticked children into a group."""
    children = [found for text in request.form.getlist("child") if (found := _id(text))]
    with unit_of_work() as work:
        n = groups.add(work, current_actor(), group_id, children, day_of(datetime.now(UTC)))
    added = ngettext("%(n)s child added.", "%(n)s children added.", n, n=n)
    flash(added if n else _("Nobody was ticked."), "yes" if n else "no")
    return redirect(url_for("teacher.group", group_id=group_id))


@teacher.post("/groups/<uuid:group_id>/members/<uuid:student_id>/end")
@staff_may(Action.TEACH)
def end_member(group_id: UUID, student_id: UUID) -> Any:
    """End a child's time in a group."""
    with unit_of_work() as work:
        groups.remove(work, current_actor(), group_id, student_id, day_of(datetime.now(UTC)))
    return redirect(url_for("teacher.group", group_id=group_id))
