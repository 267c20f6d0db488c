"""What follows from the marks of an ended sitting: score, mastery, suggestion; worked out again when asked."""

import contextlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from phonics.assess import evidence, scoring
from phonics.assess.instruments import Instrument
from phonics.errors import Invalid
from phonics.services import learning, promotions
from phonics.services.kept_marks import marks_of
from phonics.store.instruments import VersionRow
from phonics.store.sittings import ScoreRow, Sitting


def rebuild(session: Session, now: datetime) -> int:
    """Work out again the score of every finished test whose items are known, and return how many; then what every child
    who did a lesson knows and when it should come back.

    A score of which only the total was ever kept stays as it is: there are no marks behind it.
    """
    totals = select(ScoreRow.sitting_id).where(ScoreRow.by_code.is_(None))
    ended = Sitting.kind == "test", Sitting.status == "finished", Sitting.second_of.is_(None)
    tests = select(Sitting).where(*ended, Sitting.version_id.is_not(None))
    rebuilt = 0
    for sitting in session.scalars(tests.where(Sitting.id.not_in(totals)).order_by(Sitting.started_at)):
        conclude_again(session, sitting, now)
        rebuilt += 1
    for student_id in session.scalars(select(Sitting.student_id).where(Sitting.kind == "lesson").distinct()).all():
        learning.refresh_mastery(session, student_id)
    return rebuilt


def conclude(session: Session, sitting: Sitting, now: datetime) -> ScoreRow | None:
    """Work out what follows from an ended sitting: score, mastery, suggestion."""
    if sitting.kind == "lesson":
        learning.catch_up(session, sitting.student_id)  # its marks were folded as they came
        return None
    score = _rescore(session, sitting)
    session.flush()
    learning.refresh_mastery(session, sitting.student_id)
    promotions.refresh_suggestion(session, sitting.student_id, now)
    return score


def conclude_again(session: Session, sitting: Sitting, now: datetime) -> None:
    """Take late marks into the conclusions; where they leave no score, the marks are safe and the old score stays."""
    with contextlib.suppress(Invalid):
        conclude(session, sitting, now)


def kept(session: Session, sitting: Sitting) -> ScoreRow | None:
    """Return the sitting's score by today's rule, None before there is one."""
    query = select(ScoreRow).where(ScoreRow.sitting_id == sitting.id, ScoreRow.rule_version == scoring.RULE_VERSION)
    return session.scalar(query)


def _rescore(session: Session, sitting: Sitting) -> ScoreRow:
    """Return the sitting's score by today's rule, from its marks."""
    instrument = Instrument.from_dict(session.get_one(VersionRow, sitting.version_id).content)
    marks = marks_of(session, sitting.id)
    found = scoring.parts(instrument, marks, sitting.last_item, sitting.seconds_used or 0.0)
    result = scoring.headline(instrument, marks, found)
    tallies = evidence.by_correspondence(instrument, scoring.answers(found), evidence.named_misses(marks))
    row = kept(session, sitting)
    if row is None:
        row = ScoreRow(
            unit_id=sitting.unit_id,
            sitting_id=sitting.id,
            student_id=sitting.student_id,
            rule_version=scoring.RULE_VERSION,
        )
        session.add(row)
    for name in _SCORED:
        setattr(row, name, getattr(result, name))
    row.by_code = {code: [tally.right, tally.seen] for code, tally in tallies.items()}
    row.parts = scoring.told(instrument, found)
    return row


_SCORED = (
    "n_items",
    "n_attempted",
    "n_correct",
    "n_self_corrected",
    "seconds_used",
    "correct_per_minute",
    "accuracy",
    "discontinued",
)
