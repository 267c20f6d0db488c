"""What holds for recordings: who lets them be heard, and who may hear them. The latest verdict holds."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from phonics.roles import Action, Actor, can
from phonics.store.people import Student
from phonics.store.voice import Recording, RecordingVerdict

NAME = "name"  # of a child: its text is the child's id; only ever a recording, heard in the child's own unit alone
UNIT, NETWORK = "unit", "network"
SCOPES = (UNIT, NETWORK)
APPROVED, WITHDRAWN = "approved", "withdrawn"


def holds(row: Any = RecordingVerdict) -> ColumnElement[bool]:
    """Return whether a verdict is the last word on its recording in its scope."""
    later = aliased(RecordingVerdict)
    same = (later.recording_id == row.recording_id, later.scope == row.scope)
    return ~select(later.id).where(*same, later.at > row.at).correlate(row).exists()


def approved(session: Session, unit_id: int | None) -> Mapping[tuple[str, str, str], Recording]:
    """Return the recordings that a unit hears, by (scope, kind, text): of several the one approved last."""
    query = (
        select(RecordingVerdict.scope, Recording)
        .join(Recording, Recording.id == RecordingVerdict.recording_id)
        .where(
            or_(
                and_(RecordingVerdict.scope == UNIT, Recording.unit_id == unit_id),
                and_(RecordingVerdict.scope == NETWORK, Recording.kind != NAME),
            ),
            RecordingVerdict.verdict == APPROVED,
            Recording.file != "",
            holds(),
        )
        .order_by(RecordingVerdict.at, RecordingVerdict.id)
    )
    return {(scope, one.kind, one.text): one for scope, one in session.execute(query)}


def heard_everywhere() -> ColumnElement[bool]:
    """Return whether a recording is approved for the network; a child's name never is."""
    told = (RecordingVerdict.recording_id == Recording.id, RecordingVerdict.scope == NETWORK)
    held = select(RecordingVerdict.id).where(*told, RecordingVerdict.verdict == APPROVED, holds())
    return and_(Recording.kind != NAME, held.correlate(Recording).exists())


def may_hear(actor: Actor) -> ColumnElement[bool]:
    """Return whether a recording is for the actor's ears: of their unit or approved for all; for an officer all but
    names. The name of a child who has left the unit is for nobody's."""
    there = Recording.file != ""
    if can(actor, Action.APPROVE_VOICE, None):
        return and_(there, Recording.kind != NAME)
    if actor.unit_id is None:
        return false()
    own = and_(Recording.unit_id == actor.unit_id, or_(Recording.kind != NAME, _of_a_child_there()))
    return and_(there, or_(own, heard_everywhere()))


def _of_a_child_there() -> ColumnElement[bool]:
    """Return whether a name is that of a child of the recording's unit; ids are kept with and without hyphens."""
    same = func.replace(cast(Student.id, String), "-", "") == func.replace(Recording.text, "-", "")
    child = select(Student.id).where(Student.unit_id == Recording.unit_id, Student.active, same)
    return child.correlate(Recording).exists()
