"""How good an instrument is: its items by difficulty with one line of advice each, the whole, and the map."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from phonics.assess.trust import SHOWN_FROM, Advice, Stage
from phonics.roles import Action
from phonics.services import item_analysis as analysis
from phonics.services import item_reports
from phonics.services.item_reports import Line, Report
from phonics.web import i18n
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import enqueue, reading
from phonics.web.i18n import LANGUAGES

item_analysis = Blueprint("item_analysis", __name__, url_prefix="/instruments")

LEFT, LONG = 8, 224  # px: where 0 % stands, and how far it is to 100 %


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where the dot and the ends of the interval stand on the scale from 0 to 100 %, in px."""

    x: float
    low: float
    high: float


@item_analysis.get("/<uuid:version_id>/items")
@staff_may(Action.SEE_UNIT)
def page(version_id: UUID) -> Any:
    """Show the analysis as it was last worked out; where sittings came in since, have it worked out anew."""
    report = item_reports.report(reading(), current_actor(), version_id)
    shown = render_template(
        "instruments/items.html",
        report=report,
        heading=_heading(report),
        network=report.scope == analysis.NETWORK,
        cut=analysis.cut_of(report.instrument),
        least=SHOWN_FROM,
        advice=_advice(),
        bands=_bands(),
        place=_drawn,
        map_alt=item_reports.map_alt(report, i18n.lang()),
        several_kinds=len({line.item.kind for line in report.lines}) > 1,
        modelled=any(line.b is not None for line in report.lines),
    )
    if not report.fresh:
        reading().rollback()  # what was looked at lets go first
        enqueue("analyse_items", str(version_id), report.scope)
    return shown


@item_analysis.get("/<uuid:version_id>/items/map.svg")
@staff_may(Action.SEE_UNIT)
def map_picture(version_id: UUID) -> Response:
    """Draw the person–item map; its address names the language and the size."""
    wanted, size = request.args.get("lang", ""), request.args.get("size", "")
    lang = wanted if wanted in LANGUAGES else i18n.lang()
    svg = item_reports.map_picture(reading(), current_actor(), version_id, lang, size if size == "narrow" else "middle")
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.add_etag()
    return response.make_conditional(request)


def _drawn(line: Line) -> Drawn | None:
    if line.p is None or line.interval is None:
        return None
    x, low, high = (round(LEFT + LONG * share, 1) for share in (line.p, *line.interval))
    return Drawn(x, low, high)


def _heading(report: Report) -> str:
    """Return what is found, in one sentence."""
    n, of = report.persons, len(report.lines)
    if report.made_at is None:
        return _("The numbers are being worked out")
    if n is None:
        return _("Fewer than ten children: nothing can be said, nor shown")
    if n == 0:
        return _("No child has sat this test item by item yet")
    if report.to_change:
        return _("Change %(bad)s of %(of)s items in the next version", bad=report.to_change, of=of)
    return {
        Stage.TOO_FEW: _("Too few children for statistics so far: %(n)s", n=n),
        Stage.ROUGH: _("Rough so far, with %(n)s children: no item stands out", n=n),
        Stage.PROVISIONAL: _("Provisional, with %(n)s children: no item needs changing", n=n),
    }.get(report.stage, _("All %(of)s items can stay", of=of))


def _advice() -> dict[Advice, str]:
    return {
        Advice.UNKNOWN: _("Too few children to say"),
        Advice.NOBODY: _("This item is too hard: nobody has got it yet"),
        Advice.BACKWARDS: _("Good readers miss it as often: try another item"),
        Advice.HARD: _("This item is too hard: was it taught in every class?"),
        Advice.BLUNT: _("It hardly tells good readers from others: look at it again"),
        Advice.LATE: _("Works, but many never came to it: move it forward"),
        Advice.EASY: _("Nearly everyone gets it: as it should be at the end of a level"),
        Advice.FINE: _("Works"),
    }


def _bands() -> dict[str, str]:
    return {
        "decides": _("Very dependable: one score can decide"),
        "good": _("Dependable: decide together with other evidence"),
        "moderate": _("Fairly dependable: use with other evidence, do not decide from one score"),
        "averaged": _("Weak: only several scores together say something"),
        "doubtful": _("Doubtful: do not decide by this score"),
    }
