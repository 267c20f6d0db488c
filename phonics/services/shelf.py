"""The shelf of tests: one's own, the unit's, the network's, and what comes with the platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from phonics.assess import drafting
from phonics.assess.usual import minutes_of
from phonics.roles import Actor
from phonics.services import sharing
from phonics.store.drafts import Share
from phonics.store.instruments import InstrumentRow, VersionRow
from phonics.store.people import Staff, Unit


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; '' = any."""

    level: str = ""
    kind: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A version on the shelf.

    :param kinds: of its parts, in order, each once
    :param minutes: about how long with one child
    :param of: who wrote it: a colleague's name, another unit's name in Thai and English, or nobody's
    :param offered_to: "unit", "network"
    :param may: to whom this reader may offer it
    """

    version_id: UUID
    title_th: str
    title_en: str
    purpose: str
    card: str
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    form: str
    items: int
    minutes: int
    number: int
    own: bool
    of: tuple[str, str]
    withdrawn: bool
    offered_to: tuple[str, ...]
    may: tuple[str, ...]

    def fits(self, wish: Wish) -> bool:
        """Return whether it is what is looked for."""
        return (
            wish.level in ("", *self.levels) and wish.kind in ("", *self.kinds) and wish.purpose in ("", self.purpose)
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """All of it: `ours` are those of the unit, own ones first; `put_back` are the actor's that were withdrawn."""

    ours: tuple[Line, ...]
    network: tuple[Line, ...]
    ready: tuple[Line, ...]
    put_back: tuple[Line, ...]


def shelf(session: Session, actor: Actor, wish: Wish) -> Shelf:
    """Return the newest versions on offer to this actor that fit, by level, title and form."""
    mine = (InstrumentRow.author_id == actor.id) & (InstrumentRow.unit_id == actor.unit_id)
    query = select(VersionRow).options(joinedload(VersionRow.instrument)).join(VersionRow.instrument)
    query = query.where(or_(sharing.on_offer(actor), mine)).order_by(VersionRow.number)
    newest = {version.instrument_id: version for version in session.scalars(query)}
    shares = _shares(session, [version.id for version in newest.values()])
    names = _names(session, newest)
    lines = [_line(version, actor, names, shares.get(version.id, ())) for version in newest.values()]
    fitting = sorted((line for line in lines if line.fits(wish)), key=_order)
    rows = {version.id: version.instrument for version in newest.values()}

    def of(unit_ids: set[int | None], *, other: bool = False) -> tuple[Line, ...]:
        there = [line for line in fitting if (rows[line.version_id].unit_id in unit_ids) is not other]
        return tuple(line for line in there if not line.withdrawn)

    return Shelf(
        ours=tuple(sorted(of({actor.unit_id} - {None}), key=lambda line: not line.own)),
        network=of({None, actor.unit_id}, other=True),
        ready=of({None}),
        put_back=tuple(line for line in fitting if line.withdrawn),
    )


def _order(line: Line) -> tuple[int, str, str, str, str]:
    return (len(line.levels) > 1, line.levels[0] if line.levels else "", line.card or "~", line.title_th, line.form)


def _shares(session: Session, version_ids: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    query = select(Share.version_id, Share.scope).where(Share.withdrawn_at.is_(None), Share.version_id.in_(version_ids))
    found: dict[UUID, tuple[str, ...]] = {}
    for version_id, scope in session.execute(query):
        found[version_id] = (*found.get(version_id, ()), scope)
    return found


def _names(session: Session, newest: Mapping[UUID, VersionRow]) -> dict[object, tuple[str, str]]:
    """Return the names of authors and of units, by their ids."""
    authors = {version.instrument.author_id for version in newest.values()} - {None}
    units = {version.instrument.unit_id for version in newest.values()} - {None}
    people = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(authors)))
    schools = session.execute(select(Unit.id, Unit.name_th, Unit.name_en).where(Unit.id.in_(units)))
    found: dict[object, tuple[str, str]] = {key: (name, name) for key, name in people}
    return found | {key: (th, en) for key, th, en in schools}


def _line(
    version: VersionRow, actor: Actor, names: Mapping[object, tuple[str, str]], offered_to: tuple[str, ...]
) -> Line:
    row, content = version.instrument, drafting.opened(version.content)
    here = row.unit_id == actor.unit_id
    return Line(
        version_id=version.id,
        title_th=row.title_th,
        title_en=row.title_en,
        purpose=str(content["purpose"]),
        card=row.kind if row.unit_id is None and row.kind != content["purpose"] else "",
        kinds=tuple(dict.fromkeys(_kinds(content))),
        levels=tuple(row.levels),
        form=row.form,
        items=sum(len(part["items"]) for part in content["subtests"]),
        minutes=minutes_of(content["subtests"]),
        number=version.number,
        own=here and row.author_id == actor.id,
        of=names.get(row.author_id if here else row.unit_id, ("", "")),
        withdrawn=row.withdrawn_at is not None,
        offered_to=offered_to,
        may=sharing.may_share(actor, row) if here else (),
    )


def _kinds(content: Mapping[str, Any]) -> list[str]:
    """Return the kinds of its parts; made-up words among real ones count too."""
    made_up = any(item.get("kind") == "pseudo_word" for part in content["subtests"] for item in part["items"])
    return [str(part["kind"]) for part in content["subtests"]] + (["pseudo_word"] if made_up else [])
