"""Who lets a recording be heard, in the unit and in the network. The latest word holds; undoing is another word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from phonics.errors import Conflict, Invalid, NotAllowed, NotFound
from phonics.roles import Action, Actor, can
from phonics.services.audit import note
from phonics.services.holding import APPROVED, NAME, NETWORK, SCOPES, UNIT, WITHDRAWN, holds, may_hear
from phonics.services.sayable import must_be_sayable, must_listen
from phonics.store.base import insert_new
from phonics.store.people import Staff, Unit
from phonics.store.voice import Recording, RecordingVerdict

WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for a recording in a scope: approved or withdrawn, by whom, since when."""

    verdict: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A recording as the studio shows it.

    :param unit: what holds for its own unit; None: it waits
    :param network: what holds for all units
    :param may_approve: the scopes in which the one who looks may let it in
    :param may_withdraw: those in which they may take it back: who spoke may always take back their own voice
    """

    recording: Recording
    by: str
    school: Unit
    unit: Verdict | None
    network: Verdict | None
    may_approve: tuple[str, ...]
    may_withdraw: tuple[str, ...]


def give_verdict(
    session: Session, actor: Actor, verdict_id: UUID, recording_id: UUID, scope: str, verdict: str, now: datetime
) -> RecordingVerdict:
    """Return the verdict, given now or before under the same id; the latest holds, so undoing is giving another.

    :raises NotFound: if there is no such recording for the actor
    :raises NotAllowed: if the actor may look at it, but not say this
    :raises Invalid: if there is no such scope or verdict, or a child's name is to leave its unit
    :raises Conflict: if the id came before with another content
    """
    if scope not in SCOPES or verdict not in (APPROVED, WITHDRAWN):
        raise Invalid("A recording is approved or withdrawn, for the unit or for the network.")
    recording = _seen(session, actor, recording_id)
    if recording.kind == NAME and scope == NETWORK:
        raise Invalid("A child's name is heard in the child's own unit only.")
    if scope not in (_may_approve(actor, recording) if verdict == APPROVED else _may_withdraw(actor, recording)):
        raise NotAllowed("You may look at this, but not change it.")
    row = {"id": verdict_id, "recording_id": recording_id, "scope": scope, "verdict": verdict, "by_id": actor.id}
    at = _after_the_last(session, recording_id, scope, now)
    if insert_new(session, RecordingVerdict, [row | {"unit_id": recording.unit_id, "at": at}]):
        about = {"recording": str(recording_id), "kind": recording.kind, "text": recording.text, "scope": scope}
        note(session, actor, f"recording.{verdict}", recording.unit_id, about, now)
    kept = session.get_one(RecordingVerdict, verdict_id, populate_existing=True)
    if any(getattr(kept, column) != value for column, value in row.items()):
        raise Conflict("This was already decided with another content. The first stays.")
    return kept


def _seen(session: Session, actor: Actor, recording_id: UUID) -> Recording:
    """Return a recording the actor may see; who else judges it waits."""
    must_listen(actor)
    query = select(Recording).where(Recording.id == recording_id, may_hear(actor)).with_for_update(of=Recording)
    recording = session.scalars(query).one_or_none()
    if recording is None:
        raise NotFound("This recording does not exist.")
    return recording


def _after_the_last(session: Session, recording_id: UUID, scope: str, now: datetime) -> datetime:
    """Return now, or a moment after the last verdict where a clock went back."""
    query = select(func.max(RecordingVerdict.at)).where(
        RecordingVerdict.recording_id == recording_id, RecordingVerdict.scope == scope
    )
    last = session.scalar(query)
    return max(now, last + timedelta(microseconds=1)) if last else now


def _may_approve(actor: Actor, recording: Recording) -> tuple[str, ...]:
    own = actor.unit_id == recording.unit_id and can(actor, Action.APPROVE_VOICE, recording.unit_id)
    everywhere = can(actor, Action.APPROVE_VOICE, None) and recording.kind != NAME
    return (UNIT,) * own + (NETWORK,) * everywhere


def _may_withdraw(actor: Actor, recording: Recording) -> tuple[str, ...]:
    if actor.id != recording.by_id:
        return _may_approve(actor, recording)
    return (UNIT,) if recording.kind == NAME else SCOPES


def versions(session: Session, actor: Actor, kind: str, text: str) -> list[Version]:
    """Return the recordings of one clip that the actor may hear, newest first; there may be some of what is no longer
    asked for, or only in another unit.

    :raises NotFound: if the studio is not open to the actor, or it is the name of another unit's child
    :raises Invalid: if nobody recorded it and nothing asks for it to be said
    """
    must_listen(actor)
    asked = select(Recording).where(may_hear(actor), Recording.kind == kind, Recording.text == text)
    told = [] if "\0" in kind + text else _told(session, actor, asked)  # PostgreSQL takes no NUL
    if kind == NAME or not told:
        must_be_sayable(session, actor, kind, text)
    return told


def waiting(session: Session, actor: Actor) -> list[Version]:
    """Return what waits for the actor's word, the oldest first; for an officer, what units have let in already."""
    if not can(actor, Action.APPROVE_VOICE, actor.unit_id):
        return []
    query, verdict = _to_judge(actor)
    return _told(session, actor, query.where(verdict.is_(None)))[::-1]


def how_many_wait(session: Session, actor: Actor) -> int:
    """Return how many recordings wait for the actor's word."""
    if not can(actor, Action.APPROVE_VOICE, actor.unit_id):
        return 0
    query, verdict = _to_judge(actor)
    return session.scalar(query.where(verdict.is_(None)).with_only_columns(func.count(Recording.id))) or 0


def standing(session: Session, actor: Actor) -> Mapping[tuple[str, str], str]:
    """Return how far the actor's unit (an officer: the network) is with each clip: `approved`, else `waiting`."""
    query, verdict = _to_judge(actor)
    found: dict[tuple[str, str], str] = {}
    for kind, text, held in session.execute(query.with_only_columns(Recording.kind, Recording.text, verdict)):
        if held == APPROVED:
            found[kind, text] = APPROVED
        elif held is None:
            found.setdefault((kind, text), WAITING)
    return found


def _to_judge(actor: Actor) -> tuple[Select[tuple[Recording]], InstrumentedAttribute[str]]:
    """Return the recordings that are the actor's to judge, and what holds for each; None: it waits."""
    unit, network = aliased(RecordingVerdict), aliased(RecordingVerdict)
    query = select(Recording).select_from(Recording).where(may_hear(actor))
    for row, scope in ((unit, UNIT), (network, NETWORK)):
        query = query.outerjoin(row, and_(row.recording_id == Recording.id, row.scope == scope, holds(row)))
    if actor.unit_id is not None:
        return query.where(Recording.unit_id == actor.unit_id), unit.verdict
    return query.where(or_(unit.verdict == APPROVED, network.verdict.is_not(None))), network.verdict


def _told(session: Session, actor: Actor, query: Select[tuple[Recording]]) -> list[Version]:
    """Return the recordings with all that is said of them, newest first."""
    rows = session.execute(
        query.add_columns(Staff.name, Unit)
        .join(Staff, Staff.id == Recording.by_id)
        .join(Unit, Unit.id == Recording.unit_id)
        .order_by(Recording.at.desc(), Recording.id)
    ).all()
    held = _held(session, [row[0].id for row in rows])
    return [
        Version(
            recording=recording,
            by=name,
            school=school,
            unit=held.get((recording.id, UNIT)),
            network=held.get((recording.id, NETWORK)),
            may_approve=_may_approve(actor, recording),
            may_withdraw=_may_withdraw(actor, recording),
        )
        for recording, name, school in rows
    ]


def _held(session: Session, ids: Iterable[UUID]) -> Mapping[tuple[UUID, str], Verdict]:
    """Return what holds for each recording and scope."""
    query = (
        select(RecordingVerdict, Staff.name)
        .join(Staff, Staff.id == RecordingVerdict.by_id)
        .where(RecordingVerdict.recording_id.in_(ids), holds())
    )
    return {(row.recording_id, row.scope): Verdict(row.verdict, name, row.at) for row, name in session.execute(query)}
