"""Instruments as teachers meet them: what is ready to give, and each published version whole."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from phonics.assess.instruments import Instrument
from phonics.assess.ready_made import cards, ready_made
from phonics.errors import NotFound
from phonics.roles import Actor
from phonics.services import sharing
from phonics.store.instruments import InstrumentRow, VersionRow


def publish_ready_made(session: Session, now: datetime, levels: tuple[str, ...] = ()) -> int:
    """Publish every ready-made instrument whose content is new; return how many versions were added.

    What was published before stays as it is: a changed instrument becomes the next version.

    :param levels: the cards of these levels only; none = all that there is
    """
    rows = {row.code: row for row in session.scalars(select(InstrumentRow).where(InstrumentRow.unit_id.is_(None)))}
    versions = list(session.scalars(select(VersionRow)))
    hashes = {version.content_hash for version in versions}
    added = 0
    for instrument, content, content_hash in _shipped(levels):
        if content_hash in hashes:
            continue
        row = rows.get(instrument.code)
        if row is None:
            row = InstrumentRow(
                code=instrument.code,
                kind=instrument.kind,
                level=" ".join(instrument.levels),
                form=instrument.form,
                title_th=instrument.title_th,
                title_en=instrument.title_en,
            )
            session.add(row)
        number = 1 + sum(1 for version in versions if version.instrument_id == row.id)
        session.add(
            VersionRow(
                instrument=row,
                number=number,
                content=content,
                content_hash=content_hash,
                published_at=now,
            )
        )
        added += 1
    session.flush()
    return added


@cache
def _shipped(levels: tuple[str, ...]) -> tuple[tuple[Instrument, dict[str, Any], str], ...]:
    """Return the ready-made instruments with their content and their hash, worked out once."""
    wanted = [one for one in cards() if one.level in levels] if levels else ready_made()
    return tuple((one, one.to_dict(), one.content_hash) for one in wanted)


def offered(session: Session, actor: Actor, level: str | None = None) -> list[VersionRow]:
    """Return the newest version of every instrument this actor may give, by level, kind and form."""
    query = select(VersionRow).options(joinedload(VersionRow.instrument)).join(VersionRow.instrument)
    query = query.where(sharing.on_offer(actor))
    newest: dict[UUID, VersionRow] = {}
    for version in session.scalars(query.order_by(VersionRow.number)):
        if level is None or level in version.instrument.levels:
            newest[version.instrument_id] = version
    return sorted(newest.values(), key=lambda v: (v.instrument.level, v.instrument.kind, v.instrument.form))


def version(session: Session, actor: Actor, version_id: UUID) -> tuple[VersionRow, Instrument]:
    """Return a published version and the instrument it holds, on offer or not any more: a tablet may hold it still.

    :raises NotFound: if it does not exist or was never offered to this actor
    """
    query = select(VersionRow).options(joinedload(VersionRow.instrument)).join(VersionRow.instrument)
    row = session.scalar(query.where(VersionRow.id == version_id, sharing.within_reach(actor)))
    if row is None:
        raise NotFound("This instrument does not exist.")
    return row, Instrument.from_dict(row.content)
