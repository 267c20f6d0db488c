"""The rule suggests, a person decides: suggestions kept with their evidence, decisions that are only ever added to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from phonics.assess import promotion, scoring
from phonics.assess.evidence import Tally
from phonics.assess.flat_form import CARDS
from phonics.assess.promotion import Result, Rule, Suggestion, Verdict
from phonics.assess.scoring import Score
from phonics.errors import Invalid, NotFound
from phonics.levels import loader
from phonics.roles import Action, Actor, can
from phonics.services.audit import note
from phonics.store.instruments import InstrumentRow, VersionRow
from phonics.store.people import Student
from phonics.store.progress import DecisionRow, Placement, SuggestionRow
from phonics.store.sittings import ScoreRow, Sitting
from phonics.thai import day_of

RULE = Rule()


@dataclass(frozen=True, slots=True)
class Answer:
    """A teacher's answer: `accept`, `defer` (until a day) or `override` (to a level, with a reason)."""

    action: str
    reason: str = ""
    to_level: str = ""
    wait_until: date | None = None


def school_days(start: date, end: date) -> int:
    """Return the weekdays after `start` up to and with `end`; negative days count as none."""
    days = max((end - start).days, 0)
    return sum(1 for n in range(1, days + 1) if (start + timedelta(n)).weekday() < 5)


def results_of(session: Session, student_id: UUID, level: str) -> list[Result]:
    """Return a child's scored cards of a level, oldest first; no other instrument decides."""
    query = (
        select(Sitting, ScoreRow, VersionRow, InstrumentRow)
        .join(ScoreRow, ScoreRow.sitting_id == Sitting.id)
        .join(VersionRow, VersionRow.id == Sitting.version_id)
        .join(InstrumentRow, InstrumentRow.id == VersionRow.instrument_id)
        .where(
            Sitting.student_id == student_id,
            Sitting.status == "finished",
            InstrumentRow.level == level,
            InstrumentRow.kind.in_(CARDS),
            ScoreRow.rule_version == scoring.RULE_VERSION,
        )
        .order_by(Sitting.started_at)
    )
    return [
        Result(
            sitting_id=sitting.id,
            on=day_of(sitting.started_at),
            kind=instrument.kind,
            form=instrument.form,
            content_hash=version.content_hash,
            score=_score(score),
            by_code={code: Tally(right, seen) for code, (right, seen) in (score.by_code or {}).items()},
        )
        for sitting, score, version, instrument in session.execute(query)
    ]


def _score(row: ScoreRow) -> Score:
    return Score(
        n_items=row.n_items,
        n_attempted=row.n_attempted,
        n_correct=row.n_correct,
        n_self_corrected=row.n_self_corrected,
        seconds_used=row.seconds_used or 0.0,
        correct_per_minute=row.correct_per_minute,
        accuracy=row.accuracy,
        discontinued=row.discontinued,
        rule_version=row.rule_version,
    )


def refresh_suggestion(session: Session, student_id: UUID, now: datetime) -> SuggestionRow:
    """Return the suggestion that today's evidence gives; a new row only when it says something new."""
    child = session.get_one(Student, student_id)
    said = promotion.suggest(child.level, results_of(session, student_id, child.level), RULE, school_days)
    current = current_suggestion(session, student_id)
    if current is not None and current.level == child.level and current.content == said.to_dict():
        return current
    _retire(session, student_id)
    row = SuggestionRow(
        id=uuid4(),
        unit_id=child.unit_id,
        student_id=student_id,
        level=child.level,
        verdict=said.verdict.value,
        content=said.to_dict(),
        made_at=now,
    )
    session.add(row)
    session.flush()
    return row


def current_suggestion(session: Session, student_id: UUID) -> SuggestionRow | None:
    """Return the suggestion that waits for an answer, if there is one."""
    return session.scalar(select(SuggestionRow).where(SuggestionRow.student_id == student_id, SuggestionRow.current))


def _retire(session: Session, student_id: UUID) -> None:
    statement = update(SuggestionRow).where(SuggestionRow.student_id == student_id, SuggestionRow.current)
    session.execute(statement.values(current=False))


def history(session: Session, student_id: UUID) -> list[Placement]:
    """Return a child's placements, oldest first."""
    return list(session.scalars(select(Placement).where(Placement.student_id == student_id).order_by(Placement.since)))


def decisions(session: Session, student_id: UUID) -> list[DecisionRow]:
    """Return what was decided for a child, newest first."""
    query = select(DecisionRow).where(DecisionRow.student_id == student_id).order_by(DecisionRow.decided_at.desc())
    return list(session.scalars(query))


def decide(
    session: Session, actor: Actor, student_id: UUID, suggestion_id: UUID, answer: Answer, now: datetime
) -> DecisionRow:
    """Answer a suggestion; the level moves if the answer says so, and everything that led to it stays.

    :raises NotFound: if the child is not in a unit where the actor decides
    :raises Invalid: if the suggestion no longer stands, a reason is missing, or the level does not exist
    """
    child = session.get(Student, student_id, with_for_update={"key_share": True})  # two answers at once queue
    if child is None or not can(actor, Action.DECIDE, child.unit_id):
        raise NotFound("This child does not exist.")
    row = current_suggestion(session, student_id)
    if row is None or row.id != suggestion_id:
        raise Invalid("There is newer evidence. Please look again before deciding.")
    to_level = _level_after(child.level, Suggestion.from_dict(row.content), answer)
    decision = DecisionRow(
        id=uuid4(),
        unit_id=child.unit_id,
        student_id=child.id,
        suggestion_id=row.id,
        staff_id=actor.id,
        action=answer.action,
        reason=answer.reason.strip(),
        from_level=child.level,
        to_level=to_level,
        wait_until=answer.wait_until if answer.action == "defer" else None,
        decided_at=now,
    )
    session.add(decision)
    session.flush()
    if answer.action != "defer":
        row.current = False
    if to_level != child.level:
        place(session, child, to_level, now, decision.id)
    note(session, actor, f"promotion.{answer.action}", child.unit_id, {"decision": str(decision.id)}, now)
    session.flush()
    return decision


def _level_after(level: str, said: Suggestion, answer: Answer) -> str:
    """Return the level an answer leads to."""
    curriculum = loader.load()
    higher = curriculum.after(level)
    if answer.action == "defer":
        if answer.wait_until is None:
            raise Invalid("Please say until which day to wait.")
        return level
    if answer.action == "accept":
        return higher.code if said.verdict is Verdict.READY and higher else level
    if answer.action != "override":
        raise Invalid("Please accept, defer or override.")
    if not answer.reason.strip():
        raise Invalid("A reason is needed.")
    if answer.to_level not in {known.code for known in curriculum.levels}:
        raise Invalid("This level does not exist.")
    return answer.to_level


def place(session: Session, child: Student, level: str, now: datetime, decision_id: UUID | None = None) -> None:
    """Put a child on a level from now on; the earlier placements stay."""
    child.level = level
    number = loader.load().level(level).number
    session.add(
        Placement(
            unit_id=child.unit_id, student_id=child.id, level=level, number=number, since=now, decision_id=decision_id
        )
    )
    session.flush()
