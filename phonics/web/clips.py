"""Clips for whoever may hear them, the list of those a class will need, and what was missing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from flask import Blueprint, jsonify, request, send_file, session
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from phonics.errors import Invalid, NotAllowed, NotFound
from phonics.roles import Action, Actor, Role
from phonics.services import accounts, class_clips, classes, recordings
from phonics.services import voices as heard
from phonics.web.access import current_actor
from phonics.web.extensions import reading, unit_of_work
from phonics.web.hearing import audio_dir, var

clips = Blueprint("clips", __name__)

_A_YEAR = 365 * 86400
_MOST_MISSED = 400  # of one page
_Plain = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]


class Missed(BaseModel):
    """The names of clips that a page wanted in vain: [kind, text] each."""

    model_config = ConfigDict(extra="forbid")
    clips: Annotated[list[tuple[_Plain, _Plain]], Field(min_length=1, max_length=_MOST_MISSED)]


@clips.get("/clips/<file>")
def kept(file: str) -> Any:
    """Play a clip of this site: one that says a name, in its own unit alone."""
    actor, room = current_actor(), _open_room()
    units = frozenset(unit_id for unit_id in (actor.unit_id, room and room.unit_id) if unit_id)
    listening = actor.role is not Role.PUBLIC or room is not None
    found = heard.kept(reading(), units, listening, file, var())
    return _clip(found.path, found.private)


@clips.get("/audio/<file>")
def shipped(file: str) -> Any:
    """Play a clip of the shipped shelves that has come since the site was started."""
    return _clip(heard.shipped(audio_dir(), file), private=False)


@clips.get("/api/class/<uuid:classroom_id>/clips")
def of_class(classroom_id: UUID) -> Any:
    """List every clip the children of a class will need next, for a tablet to keep."""
    room = _open_room()
    if room is None or room.id != classroom_id:
        room = classes.classroom(reading(), current_actor(), classroom_id, Action.TEACH)
    packed = class_clips.class_pack(reading(), room.id, audio_dir(), var())
    listed = [{"url": one.url, "bytes": one.bytes} for one in packed]
    return jsonify(clips=listed, bytes=sum(one.bytes for one in packed))


@clips.post("/api/clips/missing")
def missed() -> Any:
    """Note what a page wanted to say and could not; telling it again is harmless."""
    actor, room = current_actor(), _open_room()
    if actor.role is Role.PUBLIC:
        if room is None:
            raise NotAllowed("Please sign in.")
        actor = Actor(Role.PUBLIC, None, room.unit_id)  # the wall itself, before a child has come in
    try:
        told = Missed.model_validate_json(request.get_data())
    except ValidationError as error:
        raise Invalid("This could not be read. Nothing was changed.") from error
    with unit_of_work() as work:
        recordings.note_missing(work, actor, told.clips, datetime.now(UTC))
    return "", 204


def _open_room() -> Any:
    """Return the class this tablet is open for, None if it is open for none."""
    held = session.get("wall") or {}
    try:
        return accounts.wall(reading(), UUID(held["class"]), held["key"])
    except (KeyError, ValueError, NotFound):
        return None


def _clip(path: Path, private: bool) -> Any:
    """Return a file that never changes under its name; a part of it, when a part is asked for."""
    answer = send_file(path, mimetype="audio/mpeg", conditional=True, etag=path.stem, max_age=_A_YEAR)
    answer.cache_control.immutable = True
    if private:
        answer.cache_control.public, answer.cache_control.private = False, True
    return answer
