"""A parent's word on paper, for a voice or a photo: kept with who saw the paper and when; the latest one holds."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.errors import Conflict
from phonics.roles import Action, Actor
from phonics.services.audit import note
from phonics.services.pupils import pupil
from phonics.store.base import insert_new
from phonics.store.photos import PhotoConsent
from phonics.store.read_aloud import VoiceConsent

Consent = TypeVar("Consent", VoiceConsent, PhotoConsent)


def latest(session: Session, of: type[Consent], student_ids: Iterable[UUID]) -> dict[UUID, Consent]:
    """Return the word that holds for each child; who was never asked about is not in it."""
    query = select(of).where(of.student_id.in_(list(student_ids))).order_by(of.at)
    return {row.student_id: row for row in session.scalars(query)}


def say(
    session: Session,
    actor: Actor,
    of: type[Consent],
    consent_id: UUID,
    student_id: UUID,
    given: bool,
    now: datetime,
    **more: Any,
) -> Consent:
    """Return the parents' word, kept now or before under the same id.

    :raises NotFound: if the child is not in a unit where the actor teaches
    :raises Conflict: if the id came before with another word
    """
    child = pupil(session, actor, student_id, Action.TEACH)
    before = latest(session, of, [child.id]).get(child.id)
    at = max(now, before.at + timedelta(microseconds=1)) if before and before.id != consent_id else now
    row = {"id": consent_id, "unit_id": child.unit_id, "student_id": child.id, "given": given, "by_id": actor.id}
    if insert_new(session, of, [row | more | {"at": at}]):
        about = {"student": str(child.id), "given": given}
        note(session, actor, of.__tablename__.replace("_", "."), child.unit_id, about, now)
    kept = session.get_one(of, consent_id, populate_existing=True)
    if any(getattr(kept, column) != value for column, value in row.items()):
        raise Conflict("This was already saved with another content. The first stays.")
    return kept
