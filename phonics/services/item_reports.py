"""What a viewer may read of an instrument's item analysis: never a name, and for the office no group under ten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from phonics.assess.instruments import Instrument
from phonics.assess.items import Item
from phonics.assess.trust import TO_CHANGE, Advice, Stage, band, shown, stage
from phonics.errors import NotFound
from phonics.levels import loader
from phonics.reports import item_map
from phonics.reports.charts import Look
from phonics.reports.item_map import Stretch
from phonics.roles import Action, Actor, units_visible
from phonics.services import instruments, item_analysis, programme
from phonics.services.item_analysis import BINS
from phonics.store.instruments import VersionRow


@dataclass(frozen=True, slots=True)
class Line:
    """One item; None where so few children tell nothing, or where this viewer may not read it.

    :param n: children who came to it, `right` of them had it right
    :param b: its Rasch difficulty, `a` its slope (2PL)
    :param wrong: what was noted of wrong answers: (a sound or option, children)
    """

    item: Item
    new_sounds: tuple[str, ...]
    n: int | None
    right: int | None
    not_reached: int | None
    p: float | None
    interval: tuple[float, float] | None
    r: float | None
    b: float | None
    a: float | None
    advice: Advice
    wrong: tuple[tuple[str, int], ...]

    @property
    def to_change(self) -> bool:
        """Return whether the next version should do without it."""
        return self.advice in TO_CHANGE


@dataclass(frozen=True, slots=True)
class Report:
    """An item analysis for one viewer.

    :param made_at: None: a job has not worked it out yet
    :param fresh: it knows every sitting of today
    :param persons: None: fewer than ten, and not this viewer's pupils
    :param numbers: of the whole test: reliability, consistency, forms, again; what is not known is missing or None
    :param lines: the easiest first
    """

    version: VersionRow
    instrument: Instrument
    scope: str
    made_at: datetime | None
    fresh: bool
    persons: int | None
    stage: Stage
    numbers: Mapping[str, Any]
    lines: tuple[Line, ...]

    @property
    def to_change(self) -> int:
        """Return how many items the next version should do without."""
        return sum(line.to_change for line in self.lines)

    @property
    def band(self) -> str:
        """Return what the reliability is good for, '' where there is none."""
        whole = self.numbers.get("reliability")
        return band(whole["value"]) if whole and whole["value"] is not None else ""


def report(session: Session, actor: Actor, version_id: UUID) -> Report:
    """Return the analysis of a version over the units in which this actor may see figures.

    :raises NotFound: if the version does not exist or belongs to another unit
    """
    version, instrument = instruments.version(session, actor, version_id)
    scope = item_analysis.scope_of(actor)
    row, fresh = item_analysis.kept(session, version_id, scope)
    numbers = row.content if row else {}
    n = numbers.get("persons", 0)
    own = bool(units_visible(actor, Action.SEE_PUPILS).ids)
    closed = n > 0 and not shown("difficulty", n) and not own
    lines = () if closed else _lines(instrument, numbers, own)
    return Report(
        version=version,
        instrument=instrument,
        scope=scope,
        made_at=row.made_at if row else None,
        fresh=fresh,
        persons=None if closed else n,
        stage=stage(n),
        numbers={} if closed else numbers | _complete(numbers, own),
        lines=lines,
    )


def _complete(numbers: Mapping[str, Any], own: bool) -> dict[str, Any]:
    """Return how many children did every item; None where there are so few that the office does not see them."""
    n = numbers.get("complete", 0)
    return {"complete": n if own or n == 0 or shown("difficulty", n) else None}


def _lines(instrument: Instrument, numbers: Mapping[str, Any], own: bool) -> tuple[Line, ...]:
    told = zip(instrument.items, numbers.get("items", ()), strict=False)
    new = {one.code for level in instrument.levels for one in loader.load().new_at(level)}
    lines = [_line(item, found, new, own) for item, found in told]
    return tuple(sorted(lines, key=lambda line: (line.p is None, -(line.p or 0), line.item.number)))


def _line(item: Item, found: Mapping[str, Any], new: set[str], own: bool) -> Line:
    enough = shown("difficulty", found["n"])
    seen = enough or own
    return Line(
        item=item,
        new_sounds=tuple(code for code in item.codes if code in new),
        n=found["n"] if seen else None,
        right=found["right"] if seen else None,
        not_reached=found["not_reached"] if seen else None,
        p=found["p"] if enough else None,
        interval=tuple(found["interval"]) if found["interval"] else None,
        r=found["r"],
        b=found["b"],
        a=found["a"],
        advice=Advice(found["advice"]),
        wrong=tuple((what, n) for what, n, _ in found["wrong"] if own or shown("difficulty", n)),
    )


def scale(told: Report) -> list[Stretch]:
    """Return the person–item map's scale, from the top down; empty where there is no model."""
    shares = told.numbers.get("map")
    items = [(line.item.prompt, line.b) for line in told.lines if line.b is not None]
    return item_map.stretches(shares, BINS, items) if shares else []


def map_picture(session: Session, actor: Actor, version_id: UUID, lang: str, size: str) -> bytes:
    """Return the person–item map as SVG.

    :raises NotFound: if the version is not this actor's to see, or too few children sat it
    """
    found = scale(report(session, actor, version_id))
    if not found:
        raise NotFound("This chart does not exist.")
    return item_map.item_map(found, Look(lang, size, programme.is_demo(session)))


def map_alt(told: Report, lang: str) -> str:
    """Return what the map says to those who hear it, '' where there is none."""
    found = scale(told)
    return item_map.alt(found, lang) if found else ""
