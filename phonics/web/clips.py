"""Clips for whoever may hear them, the list of those a class will need, and what was missing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from flask import Blueprint, jsonify, send_file
from pydantic import BaseModel, ConfigDict, Field

from phonics.errors import NotAllowed
from phonics.roles import Actor, Role
from phonics.services import class_clips, listening
from phonics.services import voices as heard
from phonics.web.access import current_actor, open_room
from phonics.web.extensions import reading, unit_of_work
from phonics.web.hearing import audio_dir, var
from phonics.web.reading_json import read_json

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
    """Play a clip of this site: a recording that is not approved for the network, in its own unit alone."""
    room = open_room()
    found = heard.kept(reading(), current_actor(), room.unit_id if room else None, file, var())
    return _clip(found.path, found.private)


@clips.get("/audio/<file>")
def shipped(file: str) -> Any:
    """Play a clip of the shipped shelves that has come since the site was started."""
    return _clip(heard.shipped(audio_dir(), file), private=False)


@clips.get("/api/class/<uuid:classroom_id>/clips")
def of_class(classroom_id: UUID) -> Any:
    """List every clip the children of a class will need next, for a tablet to keep."""
    packed = class_clips.class_pack(reading(), current_actor(), classroom_id, audio_dir(), var(), open_room())
    listed = [{"url": one.url, "bytes": one.bytes} for one in packed]
    return jsonify(clips=listed, bytes=sum(one.bytes for one in packed))


@clips.post("/api/clips/missing")
def missed() -> Any:
    """Note what a page wanted to say and could not; telling it again is harmless."""
    actor, room = current_actor(), open_room()
    if actor.role is Role.PUBLIC:
        if room is None:
            raise NotAllowed("Please sign in.")
        actor = Actor(Role.PUBLIC, None, room.unit_id)  # the wall itself, before a child has come in
    told = read_json(Missed)
    with unit_of_work() as work:
        listening.note_missing(work, actor, told.clips, datetime.now(UTC))
    return "", 204


def _clip(path: Path, private: bool) -> Any:
    """Return a file that never changes under its name; a part of it, when a part is asked for."""
    answer = send_file(path, mimetype="audio/mpeg", conditional=True, etag=path.stem, max_age=_A_YEAR)
    answer.cache_control.immutable = True
    if private:
        answer.cache_control.public, answer.cache_control.private = False, True
    return answer
