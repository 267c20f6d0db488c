"""Whether an instrument is any good: worked out by a job from what children answered, shown to who may see them."""

import math
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from phonics.assess.consistency import consistency
from phonics.assess.instruments import Instrument
from phonics.assess.item_analysis import analyse
from phonics.assess.item_models import Model, fit
from phonics.assess.item_statistics import distractors, rest_shares
from phonics.assess.promotion import HAIR
from phonics.assess.reliability import Agreement, Reliability, agreement
from phonics.assess.responses import Responses
from phonics.assess.suggestions import Rule
from phonics.assess.trust import advise, shown
from phonics.roles import Action, Actor, units_visible
from phonics.services import item_answers
from phonics.services.item_answers import Answers, Units
from phonics.store.analyses import ItemAnalysisRow
from phonics.store.base import put
from phonics.store.instruments import VersionRow
from phonics.store.sittings import Sitting

NETWORK = "network"
MOST_NOTED = 3  # wrong answers told of an item
BINS = tuple(n / 2 for n in range(-8, 8))  # the lower ends of half logits, on the map


def scope_of(actor: Actor) -> str:
    """Return over what this actor sees numbers pooled: the whole network, or their own unit."""
    return NETWORK if units_visible(actor, Action.SEE_UNIT).everywhere else f"unit:{actor.unit_id}"


def _units(scope: str) -> Units:
    return None if scope == NETWORK else [int(scope.removeprefix("unit:"))]


def kept(session: Session, version_id: UUID, scope: str) -> tuple[ItemAnalysisRow | None, bool]:
    """Return the numbers of a version as they were last worked out, and whether they know every sitting of today."""
    row = session.get(ItemAnalysisRow, (version_id, scope))
    return row, row is not None and (row.sittings, row.newest) == _known(session, version_id, scope)


def _known(session: Session, version_id: UUID, scope: str) -> tuple[int, datetime | None]:
    """Return how many finished sittings there are, and when the newest came in."""
    query = select(func.count(), func.max(Sitting.received_at)).where(
        Sitting.version_id == version_id, Sitting.kind == "test", Sitting.status == "finished"
    )
    units = _units(scope)
    count, newest = session.execute(query if units is None else query.where(Sitting.unit_id.in_(units))).one()
    return count, newest


def work_out(session: Session, version_id: UUID, scope: str, now: datetime) -> dict[str, Any] | None:
    """Return the numbers of a version anew, for `keep`; None where it knows the same sittings as last time.

    It only looks, and may look for many seconds: no writer should wait for it.
    """
    if kept(session, version_id, scope)[1]:
        return None
    sittings, newest = _known(session, version_id, scope)
    version = session.get_one(VersionRow, version_id, options=[joinedload(VersionRow.instrument)])
    content = _content(session, version, _units(scope))
    facts = {"content": content, "sittings": sittings, "newest": newest, "made_at": now}
    return {"version_id": version_id, "scope": scope} | facts


def keep(session: Session, worked_out: dict[str, Any]) -> None:
    """Keep the numbers for the page, over what was there."""
    put(session, ItemAnalysisRow, [worked_out])


def outdated(session: Session) -> list[tuple[UUID, str]]:
    """Return (version, scope) of what was looked at once and no longer fits the sittings."""
    rows = session.execute(_all()).all()
    return [(key, scope) for key, scope, count, newest in rows if (count, newest) != _known(session, key, scope)]


def _all() -> Select[tuple[UUID, str, int, datetime | None]]:
    columns = (ItemAnalysisRow.version_id, ItemAnalysisRow.scope, ItemAnalysisRow.sittings, ItemAnalysisRow.newest)
    return select(*columns)


# The numbers


def _content(session: Session, version: VersionRow, units: Units) -> dict[str, Any]:
    """Return all numbers as plain values; what so few children cannot bear is None."""
    instrument = Instrument.from_dict(version.content)
    found = item_answers.answers(session, version.id, instrument, units)
    if found is None:
        return {"persons": 0}
    whole = analyse(found.responses)
    model = _model(found.responses, "rasch")
    forms, again = item_answers.pairs(session, version, units)
    return {
        "persons": whole.persons,
        "units": len(found.unit_ids),
        "items": _items(found, whole.items, model, _model(found.responses, "2pl")),
        "reliability": asdict(whole.reliability) if shown("reliability", whole.reliability.n) else None,
        "complete": whole.reliability.n,
        "points": float(found.responses.most.sum()),
        "consistency": _consistency(instrument, found.responses, whole.reliability),
        "forms": _agreement(forms),
        "again": _agreement(again),
        "map": _map(model),
    }


def _model(responses: Responses, kind: Any) -> Model | None:
    """Return a model where there are children enough, and one was found."""
    if not shown(kind, len(responses.cells)) or not responses.zero_one.all():
        return None
    model = fit(responses, kind)
    return model if model.converged else None


def _items(found: Answers, items: Any, rasch: Model | None, two: Model | None) -> list[dict[str, Any]]:
    lines = []
    for at, item in enumerate(items):
        strong = shown("point_biserial", item.n)
        lines.append(
            {
                "n": item.n,
                "right": int(found.responses.points[:, at].sum()),
                "not_reached": item.n_not_reached,
                "p": item.p,
                "interval": item.p_interval if shown("difficulty", item.n) else None,
                "r": item.point_biserial if strong else None,
                "r_interval": item.point_biserial_interval if strong else None,
                "advice": advise(item).value,
                "b": rasch and rasch.items[at].difficulty,
                "a": two and two.items[at].discrimination,
                "wrong": _noted(found, at),
            }
        )
    return lines


def _noted(found: Answers, at: int) -> list[tuple[str, int, float | None]]:
    """Return the wrong answers noted most often: what, how many children, and their share of points on the rest."""
    options = distractors(found.chosen[at], "", rest_shares(found.responses, at))
    return [(one.answer, one.n, one.rest) for one in options[:MOST_NOTED]]


def _consistency(instrument: Instrument, responses: Responses, whole: Reliability) -> dict[str, Any] | None:
    cut = cut_of(instrument)
    if cut is None or whole.value is None or not shown("consistency", whole.n):
        return None
    found = consistency(responses.complete.sum(axis=1), float(responses.most.sum()), cut, whole.value)
    return found and asdict(found)


def cut_of(instrument: Instrument) -> int | None:
    """Return the points from which it is passed: its own cut, or of a card that decides about promotion the rule's."""
    if instrument.cut is not None:
        return instrument.cut
    if instrument.card in {"words", "blending"}:
        return math.ceil(Rule().cut * instrument.points - HAIR)
    return None


def _agreement(pairs: list[tuple[int, int]]) -> dict[str, Any] | None:
    if not shown("agreement", len(pairs)):
        return None
    first, second = np.array(pairs, dtype=np.float64).T
    found: Agreement = agreement(first, second)
    return asdict(found)


def _map(model: Model | None) -> list[float] | None:
    """Return the share of children expected in each half logit of `BINS`; who is beyond counts at the end."""
    if model is None:
        return None
    places = np.clip(np.floor((model.grid - BINS[0]) * 2).astype(int), 0, len(BINS) - 1)
    counts = np.bincount(places, weights=model.spread, minlength=len(BINS))
    return [float(share) for share in counts / counts.sum()]
