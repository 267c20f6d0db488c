"""The child's doors: the class wall, the two secret pictures, the map and the lessons."""

from datetime import UTC, datetime
from math import ceil
from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_login import logout_user

from phonics.errors import NotFound
from phonics.roles import Actor
from phonics.services import accounts, lessons, tablets, telling, tiles
from phonics.web import opening, scenery, tablet_cookie
from phonics.web.access import child_only, current_actor, open_room, open_tablet
from phonics.web.auth import let_in
from phonics.web.extensions import reading, unit_of_work
from phonics.web.hearing import voices
from phonics.web.tablet_cookie import ASKING, OPEN, held

student = Blueprint("student", __name__)
student.app_template_global("tile_for")(tiles.tile_for)

_TOLD = {"again": "try-again", "wait_minutes": "to-teacher"}  # how it is asked once more -> what the child is told


@student.get("/wall")
def wall() -> Any:
    """Ask a child who they are, or ask for a teacher to open the class."""
    if held(ASKING):
        return opening.asked()
    tablet, now = open_tablet(), datetime.now(UTC)
    if tablet is None:
        return opening.ask_for_code(refused="refused" in request.args)
    if now - tablet.seen_at >= tablets.SEEN_EVERY:
        with unit_of_work() as work:
            tablets.note_seen(work, tablet.id, now)
    page = make_response(wall_page(tablet.classroom))
    return tablet_cookie.hold(page, OPEN, held(OPEN))  # as long again as a browser keeps it


def wall_page(room: Any) -> str:
    """Return the wall of a class."""
    children = accounts.classmates(reading(), room)
    drawings = sorted({tiles.tile_for(child.tile).drawing for child in children})
    heard = voices(room.unit_id)
    return render_template(
        "student/wall.html",
        room=room,
        children=children,
        drawings=drawings,
        called={child.id: telling.called(heard, child) for child in children},
        told=telling.told(heard, "who-are-you", "th"),
    )


@student.get("/wall/<uuid:child_id>")
def secret(child_id: UUID) -> Any:
    """Ask a child for their two pictures."""
    return _ask(child_id)


@student.post("/wall/<uuid:child_id>")
def try_pictures(child_id: UUID) -> Any:
    """Let the child in, or ask again, calmly: with a page like any other, which no browser calls an error."""
    now = datetime.now(UTC)
    with unit_of_work() as work:
        tried = accounts.seat_child(work, _room(), child_id, request.form.get("pictures", ""), now)
    if tried.key:
        return let_in(tried.key, url_for("student.path"))
    if tried.shut_until:
        return _ask(child_id, wait_minutes=ceil((tried.shut_until - now).total_seconds() / 60))
    return _ask(child_id, again=True)


def _room() -> Any:
    """Return the class this tablet is open for.

    :raises NotFound: if it is open for none
    """
    room = open_room()
    if room is None:
        raise NotFound("This class is not open on this tablet.")
    return room


def _ask(child_id: UUID, **how: Any) -> str:
    room = _room()
    child = accounts.classmate(reading(), room, child_id)
    pictures = [(name, tiles.dye_of(name)) for name in room.pictures.split(",") if name]
    heard, code = voices(room.unit_id), _TOLD.get(next(iter(how), ""), "secret-pictures")
    return render_template(
        "student/secret.html",
        child=child,
        pictures=pictures,
        called=telling.called(heard, child),
        told=telling.told(heard, code, child.instructions),
        **how,
    )


@student.post("/wall/leave")
def leave() -> Any:
    """Leave for the class wall: "that's not me"."""
    logout_user()
    return redirect(url_for("student.wall"))


@student.get("/learn")
@child_only
def path() -> Any:
    """Show the map."""
    return path_page(lessons.path(reading(), current_actor()), request.args.get("fresh", ""), current_actor())


def path_page(view: lessons.PathView, fresh: str, actor: Actor) -> str:
    """Return a child's map; the stone that is `fresh` has just turned gold."""
    scenes = [scenery.lay(scene, view.stones) for scene in scenery.SCENES]
    return render_template("student/path.html", path=view, scenes=scenes, fresh=fresh, actor=actor)


@student.get("/learn/<stone_key>")
@child_only
def lesson(stone_key: str) -> Any:
    """Open a lesson."""
    return lesson_page(lessons.open_lesson(reading(), current_actor(), stone_key, voices()), current_actor())


def lesson_page(view: lessons.LessonView, actor: Actor) -> str:
    """Return a lesson's page."""
    return render_template("student/lesson.html", lesson=view, actor=actor)
