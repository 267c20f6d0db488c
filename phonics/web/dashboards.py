"""The network's report for everyone, each unit's for its own people and the office: pages, charts, CSV."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from phonics.roles import Action
from phonics.services import dashboards as service
from phonics.services.dashboards import Report
from phonics.services.programme import is_demo
from phonics.thai import day_of
from phonics.web import access, i18n
from phonics.web.access import current_actor, staff_may
from phonics.web.extensions import reading
from phonics.web.i18n import LANGUAGES

dashboards = Blueprint("dashboards", __name__)


def _today() -> date:
    return day_of(datetime.now(UTC))


def _language() -> str:
    """Return the language a picture is asked for in; its address names it."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else i18n.lang()


def _size() -> str:
    wanted = request.args.get("size", "")
    return wanted if wanted in {"middle", "narrow"} else "wide"


@dashboards.get("/network")
def network() -> Any:
    """Show the network's report; the office sees its units by name."""
    report = service.network_report(reading(), current_actor(), i18n.lang(), _today())
    return render_template("dashboards/network.html", report=report)


@dashboards.get("/network/<name>.svg")
def network_chart(name: str) -> Response:
    """Draw one of the network's charts."""
    return _picture(service.network_chart(reading(), current_actor(), name, _language(), _size(), _today()))


@dashboards.get("/network.csv")
def network_csv() -> Response:
    """Give the network's figures as a file."""
    actor, lang = current_actor(), i18n.lang()
    report = service.network_report(reading(), actor, lang, _today())
    return _file(service.network_csv(reading(), actor, lang, _today(), _notes(report)), "network", report)


@dashboards.get("/unit")
@staff_may(Action.SEE_UNIT)
def own_unit() -> Any:
    """Show the report of the actor's own unit."""
    return _unit_page(service.code_of(reading(), access.own_unit()))


@dashboards.get("/units/<code>")
@staff_may(Action.SEE_UNIT)
def unit(code: str) -> Any:
    """Show a unit's report."""
    return _unit_page(code)


def _unit_page(code: str) -> str:
    report = service.unit_report(reading(), current_actor(), code, i18n.lang(), _today())
    return render_template("dashboards/unit.html", report=report)


@dashboards.get("/units/<code>/<name>.svg")
@staff_may(Action.SEE_UNIT)
def unit_chart(code: str, name: str) -> Response:
    """Draw one of a unit's charts."""
    return _picture(service.unit_chart(reading(), current_actor(), code, name, _language(), _size(), _today()))


@dashboards.get("/units/<code>.csv")
@staff_may(Action.SEE_UNIT)
def unit_csv(code: str) -> Response:
    """Give a unit's figures as a file."""
    actor, lang = current_actor(), i18n.lang()
    report = service.unit_report(reading(), actor, code, lang, _today())
    return _file(service.unit_csv(reading(), actor, code, lang, _today(), _notes(report)), f"unit-{code}", report)


def _notes(report: Report) -> list[str]:
    """Return the lines under a file: the page's source, its date, and whether the data are invented."""
    notes = [_("Source: assessments in this system, children enrolled in term %(term)s", term=report.term)]
    if report.refreshed_at:
        at = {"day": i18n.day(report.refreshed_at), "time": i18n.clock(report.refreshed_at)}
        notes.append(_("As of %(day)s, %(time)s", **at))
    if is_demo(reading()):
        notes.append(_("Invented data"))
    return notes


def _picture(svg: bytes) -> Response:
    """Answer with a chart, or with 304 where the reader has this very one; its own style is all it may use."""
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.add_etag()
    return response.make_conditional(request)


def _file(data: bytes, name: str, report: Report) -> Response:
    term = report.term.replace("/", "-")
    response = Response(data, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-{term}.csv")
    return response
