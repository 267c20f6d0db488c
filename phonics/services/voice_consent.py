"""Whether a child's voice may be kept: a parent's word on paper, kept with who saw it and when; and the end of it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from phonics.roles import PUBLIC, Actor
from phonics.services import consents
from phonics.services.audit import note
from phonics.store.people import Student
from phonics.store.read_aloud import ReadAloud, VoiceConsent
from phonics.voice import shelving

KEPT = timedelta(days=140)  # a term of twenty weeks
STRAY_AFTER = timedelta(days=1)  # a file without a row may belong to a reading that is just being taken in


def children(var: Path) -> Path:
    """Return where children's readings lie."""
    return Path(var) / "voice" / "children"


def agreed(session: Session, student_ids: Iterable[UUID]) -> set[UUID]:
    """Return those children whose parents have agreed that their voice is kept; the latest word holds."""
    return {row.student_id for row in consents.latest(session, VoiceConsent, student_ids).values() if row.given}


def latest(session: Session, student_id: UUID) -> VoiceConsent | None:
    """Return the word that holds for a child, None where nobody has asked."""
    return consents.latest(session, VoiceConsent, [student_id]).get(student_id)


def say(
    session: Session, actor: Actor, consent_id: UUID, student_id: UUID, given: bool, var: Path, now: datetime
) -> VoiceConsent:
    """Return the parents' word, kept now or before under the same id; taken back, every reading goes for good.

    :raises NotFound: if the child is not in a unit where the actor teaches
    :raises Conflict: if the id came before with another word
    """
    kept = consents.say(session, actor, VoiceConsent, consent_id, student_id, given, now)
    if not given and student_id not in agreed(session, [student_id]):
        forget(session, actor, session.scalars(_lying().where(ReadAloud.student_id == student_id)).all(), var, now)
    return kept


def sweep(session: Session, var: Path, now: datetime) -> int:
    """Delete what has been kept for a term, what no parent agrees to any more, and of children who have left."""
    rows = session.scalars(_lying()).all()
    ids = {row.student_id for row in rows}
    here = set(session.scalars(select(Student.id).where(Student.id.in_(ids), Student.active)))
    allowed = agreed(session, ids) & here
    over = [row for row in rows if row.student_id not in allowed or row.at < now - KEPT or not lies(var, row)]
    gone = forget(session, PUBLIC, over, var, now)
    return gone + shelving.sweep(
        children(var),
        set(session.scalars(select(ReadAloud.file).where(ReadAloud.file != ""))),
        (now - STRAY_AFTER).timestamp(),
    )


def lies(var: Path, row: ReadAloud) -> bool:
    """Return whether a reading can still be heard; after a restore none of them can."""
    return bool(row.file) and (children(var) / row.file).is_file()


def forget(session: Session, actor: Actor, rows: Collection[ReadAloud], var: Path, now: datetime) -> int:
    """Empty the rows, then delete the files: a commit that fails leaves rows whose voice is gone, never the reverse."""
    files = [row.file for row in rows]
    for row in rows:
        row.file = ""
        note(session, actor, "read_aloud.deleted", row.unit_id, {"read_aloud": str(row.id)}, now)
    session.flush()
    for name in files:
        (children(var) / name).unlink(missing_ok=True)
    return len(files)


def _lying() -> Select[tuple[ReadAloud]]:
    """Return the readings that have not been deleted."""
    return select(ReadAloud).where(ReadAloud.file != "")
