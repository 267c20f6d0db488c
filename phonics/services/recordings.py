"""Teachers' recordings: taken in, levelled, put down; every version is kept."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotAllowed
from phonics.roles import Action, Actor, can
from phonics.services.kept_voices import shelve
from phonics.services.sayable import must_be_sayable
from phonics.store.base import insert_new
from phonics.store.voice import Recording
from phonics.voice import recorded
from phonics.voice.recorded import Preview
from phonics.voice.shelving import file_name

MOST_VERSIONS = 100  # of one clip in one unit


def preview(data: bytes, trim: tuple[float, float] | None, kind: str = "word") -> Preview:
    """Return what children would hear; nothing is kept.

    :raises Invalid: with the `reason` in its details: too_big, not_audio, damaged, too_long, trim, too_short, silent,
        clipped
    """
    return recorded.make(data, trim, kind)


def add(
    session: Session,
    actor: Actor,
    recording_id: UUID,
    kind: str,
    text: str,
    data: bytes,
    trim: tuple[float, float] | None,
    var: Path,
    now: datetime,
) -> Recording:
    """Return the recording, kept now or before under the same id; children hear it once it is approved.

    Levelled before the first query: no one waits for the database's one write lock meanwhile.

    :raises NotAllowed: if the actor records nowhere
    :raises NotFound: if it is the name of a child of another unit
    :raises Invalid: if the take cannot be used, or nothing asks for it; the `reason` is in its details
    :raises Conflict: if the id came before with another content
    """
    if actor.unit_id is None or not can(actor, Action.RECORD, actor.unit_id):
        raise NotAllowed("You may look at this, but not change it.")
    made = recorded.make(data, trim, kind)
    must_be_sayable(session, actor, kind, text)
    name = file_name(made.mp3)
    row = {"id": recording_id, "unit_id": actor.unit_id, "kind": kind, "text": text, "file": name, "by_id": actor.id}
    figures = {"seconds": made.seconds, "trim_start": made.start, "trim_end": made.end, "lufs": made.lufs}
    if session.get(Recording, recording_id) is None:
        _refuse_too_many(session, actor, kind, text)
        shelve(var, name, made.mp3)
    insert_new(session, Recording, [row | figures | {"peak_db": made.peak_db, "at": now}])
    kept = session.get_one(Recording, recording_id, populate_existing=True)
    if any(getattr(kept, column) != value for column, value in row.items()):
        raise Conflict("This recording was already saved with another content. The first stays.")
    return kept


def _refuse_too_many(session: Session, actor: Actor, kind: str, text: str) -> None:
    query = select(func.count()).where(
        Recording.unit_id == actor.unit_id, Recording.kind == kind, Recording.text == text
    )
    if (session.scalar(query) or 0) >= MOST_VERSIONS:
        raise Invalid("There are %(most)s recordings of this already.", most=MOST_VERSIONS, reason="too_many")
