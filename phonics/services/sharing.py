"""Whose test is whose: what is within an actor's reach, what is on offer to them, offered on and taken off again.

A version is offered as it is: never with children, never with their answers.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from phonics.errors import Invalid, NotAllowed, NotFound
from phonics.roles import Action, Actor, can
from phonics.services.audit import note
from phonics.store.drafts import Share
from phonics.store.instruments import InstrumentRow, VersionRow

SCOPES = ("unit", "network")


def within_reach(actor: Actor) -> ColumnElement[bool]:
    """Return the versions an actor may look at and give, of a query over versions and instruments.

    What was ever offered to them stays within reach: a tablet may hold it still.
    """
    return or_(InstrumentRow.unit_id.is_(None), _own(actor), _shared(actor))


def on_offer(actor: Actor) -> ColumnElement[bool]:
    """Return the versions that stand on an actor's shelf now."""
    offered = or_(InstrumentRow.unit_id.is_(None), _own(actor), _shared(actor, Share.withdrawn_at.is_(None)))
    return and_(offered, InstrumentRow.withdrawn_at.is_(None))


def _own(actor: Actor) -> ColumnElement[bool]:
    """The actor's own, and what is of the whole unit since nobody is named as its author."""
    mine = InstrumentRow.author_id.is_(None) | (InstrumentRow.author_id == actor.id)
    return and_(InstrumentRow.unit_id == actor.unit_id, mine)


def _shared(actor: Actor, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    here = or_(Share.scope == "network", Share.unit_id == actor.unit_id)
    return exists().where(Share.version_id == VersionRow.id, here, *where)


def of_unit(session: Session, actor: Actor, version_id: UUID) -> VersionRow:
    """Return a version that the actor's unit wrote and the actor may look at.

    :raises NotFound: if it is the platform's, another unit's, or a colleague's who has not offered it
    """
    query = select(VersionRow).options(joinedload(VersionRow.instrument)).join(VersionRow.instrument)
    query = query.where(VersionRow.id == version_id, within_reach(actor), InstrumentRow.unit_id == actor.unit_id)
    row = session.scalar(query)
    if row is None or not can(actor, Action.AUTHOR, row.instrument.unit_id):
        raise NotFound("This instrument does not exist.")
    return row


def may_share(actor: Actor, row: InstrumentRow) -> tuple[str, ...]:
    """Return to whom this actor may offer a test: its author to the unit, a lead teacher to the network too."""
    network = can(actor, Action.SHARE_TEST, row.unit_id)
    unit = can(actor, Action.AUTHOR, row.unit_id) and (row.author_id == actor.id or network)
    return tuple(scope for scope, may in zip(SCOPES, (unit, network), strict=True) if may)


def share(session: Session, actor: Actor, version_id: UUID, scope: str, now: datetime) -> Share:
    """Offer a version to the unit or to the network; what was offered already stays so.

    :raises NotFound: as `of_unit`
    :raises NotAllowed: if the actor may not offer it that far
    :raises Invalid: if there is no such reach
    """
    row = of_unit(session, actor, version_id)
    if scope not in SCOPES:
        raise Invalid("A test is offered to the unit or to the network.")
    if scope not in may_share(actor, row.instrument):
        raise NotAllowed("Only a lead teacher offers a test to the whole network.")
    row.instrument.withdrawn_at = None
    found = session.scalar(select(Share).where(Share.version_id == row.id, Share.scope == scope))
    if found is None:
        found = Share(unit_id=row.instrument.unit_id, version_id=row.id, scope=scope, by_id=actor.id, at=now)
        session.add(found)
    found.withdrawn_at = None
    note(session, actor, "instrument.share", actor.unit_id, {"version": str(row.id), "scope": scope}, now)
    session.flush()
    return found


def withdraw(session: Session, actor: Actor, version_id: UUID, now: datetime) -> InstrumentRow:
    """Take a test off every shelf, its author's too; what was given with it stays, and so do its results.

    :raises NotFound: as `of_unit`
    :raises NotAllowed: if the actor is neither its author nor a lead teacher
    """
    row = of_unit(session, actor, version_id).instrument
    if not may_share(actor, row):
        raise NotAllowed("You may look at this, but not change it.")
    row.withdrawn_at = now
    versions = select(VersionRow.id).where(VersionRow.instrument_id == row.id)
    for one in session.scalars(select(Share).where(Share.version_id.in_(versions), Share.withdrawn_at.is_(None))):
        one.withdrawn_at = now
    note(session, actor, "instrument.withdraw", actor.unit_id, {"instrument": row.code}, now)
    session.flush()
    return row


def bring_back(session: Session, actor: Actor, version_id: UUID, now: datetime) -> InstrumentRow:
    """Put a withdrawn test back on its author's shelf; whom else it is offered to is decided anew.

    :raises NotFound: as `of_unit`
    :raises NotAllowed: as `withdraw`
    """
    row = of_unit(session, actor, version_id).instrument
    if not may_share(actor, row):
        raise NotAllowed("You may look at this, but not change it.")
    row.withdrawn_at = None
    note(session, actor, "instrument.bring_back", actor.unit_id, {"instrument": row.code}, now)
    session.flush()
    return row
