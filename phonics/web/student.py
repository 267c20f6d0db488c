"""The child's doors: the class wall, two pictures, a PIN or a badge, the map and the lessons."""

from datetime import UTC, datetime
from math import ceil
from typing import Any
from uuid import UUID

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask_login import logout_user

from phonics.errors import NotFound
from phonics.roles import Actor
from phonics.services import accounts, lessons, paths, seating, stickers, tablets, telling, tiles
from phonics.web import opening, scenery, tablet_cookie
from phonics.web.access import child_only, current_actor, open_room, open_tablet
from phonics.web.auth import let_in
from phonics.web.extensions import reading, unit_of_work
from phonics.web.headers import permissions
from phonics.web.hearing import voices
from phonics.web.photos import shown_of
from phonics.web.tablet_cookie import ASKING, OPEN, held

student = Blueprint("student", __name__)
student.app_template_global("tile_for")(tiles.tile_for)


@student.context_processor
def surroundings() -> dict[str, Any]:
    """Give every child's page its look, by the grade of the class on this tablet, and how long it waits untouched."""
    room = g.get("packing") or open_room()
    if room is None:
        return {"age": "middle", "idle_minutes": 5}
    return {"age": seating.age_of(room.grade), "idle_minutes": room.idle_minutes}


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
    page.headers["Permissions-Policy"] = permissions(camera=True)
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
        photos=shown_of([child.id for child in children]),
        drawings=drawings,
        called={child.id: telling.called(heard, child) for child in children},
        told=telling.told(heard, "who-are-you", "th"),
        strange_card=request.args.get("card") == "no",
    )


@student.get("/wall/<uuid:child_id>")
def secret(child_id: UUID) -> Any:
    """Ask a child for their two pictures, the older ones for their PIN."""
    shut = seating.shut_until(reading(), _room(), child_id, datetime.now(UTC))
    return _rest(child_id, shut) if shut else _ask(child_id)


@student.post("/wall/<uuid:child_id>")
def try_secret(child_id: UUID) -> Any:
    """Let the child in, or ask again, calmly: with a page like any other, which no browser calls an error."""
    shown, now = request.form.get("shown", ""), datetime.now(UTC)
    tried = seating.seat_at_once(reading(), _room(), child_id, shown, now)
    if tried is None:
        with unit_of_work() as work:
            tried = seating.seat_child(work, _room(), child_id, shown, now)
    if tried.key:
        return let_in(tried.key, url_for("student.path"))
    return _rest(child_id, tried.shut_until) if tried.shut_until else _ask(child_id, again=True)


def _room() -> Any:
    """Return the class this tablet is open for.

    :raises NotFound: if it is open for none
    """
    room = open_room()
    if room is None:
        raise NotFound("This class is not open on this tablet.")
    return room


def _ask(child_id: UUID, again: bool = False) -> str:
    room = _room()
    child = accounts.classmate(reading(), room, child_id)
    heard, pin = voices(room.unit_id), seating.by_pin(room)
    code = "try-again" if again else "" if pin else "secret-pictures"
    return render_template(
        "student/pin.html" if pin else "student/secret.html",
        child=child,
        pictures=[(name, tiles.dye_of(name)) for name in room.pictures.split(",") if name],
        called=telling.called(heard, child),
        told=telling.told(heard, code, child.instructions) if code else None,
        again=again,
    )


def _rest(child_id: UUID, shut_until: datetime) -> str:
    """Show, without a word, that the tablet goes to the teacher now."""
    room = _room()
    child = accounts.classmate(reading(), room, child_id)
    minutes = ceil((shut_until - datetime.now(UTC)).total_seconds() / 60)
    told = telling.told(voices(room.unit_id), "to-teacher", child.instructions)
    return render_template("student/resting.html", child=child, told=told, minutes=max(minutes, 1))


@student.get("/badge/<badge>")
def badge(badge: str) -> Any:
    """Show whose card it is; on a tablet that is not open for the child's class, the wall asks who it is."""
    room = open_room()
    try:
        child = seating.badge_holder(reading(), _room(), badge)
    except NotFound:
        return redirect(url_for("student.wall", card="no") if room else url_for("student.wall"))
    called = telling.called(voices(child.unit_id), child)
    return render_template("student/badge.html", child=child, called=called)


@student.post("/badge/<badge>")
def try_badge(badge: str) -> Any:
    """Let the child of this card in: a link that is only looked at lets nobody in."""
    try:
        child = seating.badge_holder(reading(), _room(), badge)
    except NotFound:
        return redirect(url_for("student.wall"))
    return let_in(f"child:{child.id}", url_for("student.path"))


@student.post("/wall/leave")
def leave() -> Any:
    """Leave for the class wall: "that's not me", or nobody there any more."""
    logout_user()
    return redirect(url_for("student.wall"))


@student.get("/learn")
@child_only
def path() -> Any:
    """Show the map."""
    return path_page(paths.path(reading(), current_actor()), request.args.get("fresh", ""), current_actor())


def path_page(view: paths.PathView, fresh: str, actor: Actor) -> str:
    """Return a child's map; the stone that is `fresh` has just turned gold."""
    scenes = [scenery.lay(scene, view.stones) for scene in scenery.SCENES]
    newest = stickers.of_stone(fresh) if fresh in {one.key for one in view.stones} else None
    return render_template("student/path.html", path=view, scenes=scenes, fresh=fresh, newest=newest, actor=actor)


@student.get("/learn/stickers", endpoint="stickers")
@child_only
def sticker_book() -> Any:
    """Show the child's stickers."""
    return book_page(stickers.book(reading(), current_actor()), current_actor())


def book_page(view: stickers.Book, actor: Actor) -> str:
    """Return a child's sticker book."""
    return render_template("student/book.html", book=view, efforts=stickers.of_efforts(), actor=actor)


@student.get("/learn/<stone_key>")
@child_only
def lesson(stone_key: str) -> Any:
    """Open a lesson."""
    return lesson_page(lessons.open_lesson(reading(), current_actor(), stone_key, voices()), current_actor())


def lesson_page(view: lessons.LessonView, actor: Actor) -> str:
    """Return a lesson's page."""
    return render_template("student/lesson.html", lesson=view, actor=actor)
