"""The decision page: what the rule suggests and why, and a person's answer."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from phonics import thai
from phonics.assess.promotion import Verdict
from phonics.errors import Invalid
from phonics.levels import loader
from phonics.roles import Action
from phonics.services import explaining
from phonics.services.explaining import Case
from phonics.services.promotions import Answer
from phonics.thai import day_of
from phonics.web import drawings
from phonics.web.access import current_actor, staff_may
from phonics.web.errors import sentence
from phonics.web.extensions import enqueue, reading, unit_of_work
from phonics.web.i18n import day, lang
from phonics.web.links import id_in
from phonics.web.wording import level_name, say

promotions = Blueprint("promotions", __name__, url_prefix="/promotions")


@promotions.get("/<uuid:student_id>")
@staff_may(Action.DECIDE)
def decision(student_id: UUID) -> Any:
    """Show the suggestion, its evidence and the three answers."""
    return _page(student_id)


@promotions.post("/<uuid:student_id>")
@staff_may(Action.DECIDE)
def decide(student_id: UUID) -> Any:
    """Take the answer; an answer that cannot be taken changes nothing and says why."""
    now = datetime.now(UTC)
    try:
        answer = _answer(day_of(now))
        with unit_of_work() as work:
            row = explaining.decide(work, current_actor(), student_id, _suggestion_id(), answer, now)
            unit_id, said = row.unit_id, _said(row)
    except Invalid as error:
        return _page(student_id, sentence(error)), 400
    enqueue("refresh_rollup", unit_id)
    flash(said, "yes")
    return redirect(url_for("teacher.today"))


def _page(student_id: UUID, problem: str = "") -> str:
    now = datetime.now(UTC)
    case = explaining.case(reading(), current_actor(), student_id, now)
    history = [(row.level, row.number, row.since) for row in case.pupil.placements]
    forms = [line for line in case.said.criteria if line.form]
    return render_template(
        "promotions/decision.html",
        case=case,
        now=now,
        problem=problem,
        strips=drawings.drawn_twice(lambda width: drawings.cut_strip(forms, width)),
        steps=drawings.drawn_twice(lambda width: drawings.level_steps(history, now, width)),
        choices=_levels(case),
        months=thai.MONTHS if lang() == "th" else thai.MONTHS_EN,
        soon=[(days, now + timedelta(days=days)) for days in (7, 14, 28)],
    )


def _levels(case: Case) -> list[str]:
    """Return the levels an override may name: first what the suggestion does not say, then all others."""
    level, levels = case.pupil.child.level, loader.load().levels
    higher = loader.load().after(level)
    first = level if case.said.verdict is Verdict.READY or higher is None else higher.code
    return [first, *(known.code for known in levels if known.code != first)]


def _suggestion_id() -> UUID | None:
    text = request.form.get("suggestion", "")
    return id_in(text, Invalid("There is newer evidence. Please look again before deciding.")) if text else None


def _answer(today: date) -> Answer:
    form = request.form
    action = form.get("action", "")
    return Answer(
        action=action,
        reason=form.get("reason", ""),
        to_level=form.get("to_level", ""),
        wait_until=_wait_until(today) if action == "defer" else None,
    )


def _wait_until(today: date) -> date:
    """Return the day to wait until: so many days from today, or the three fields of a B.E. date.

    :raises Invalid: if they name no day
    """
    days = request.form.get("days", "")
    if days.isdecimal() and 0 < int(days) <= 366:
        return today + timedelta(days=int(days))
    parts = [request.form.get(name, "").strip() for name in ("day", "month", "year")]
    found = thai.parse_thai_date("/".join(parts)) if all(parts) else None
    if found is None:
        raise Invalid("Please say until which day to wait.")
    return found


def _said(row: Any) -> str:
    """Return what was decided, as a sentence."""
    if row.action == "defer":
        return say("Not decided yet: waiting until %(day)s.", day=day(row.wait_until, "long"))
    if row.from_level == row.to_level:
        return say("Decided: keeps practising at %(level)s.", level=level_name(row.to_level))
    return say("Decided: now at %(level)s.", level=level_name(row.to_level))
