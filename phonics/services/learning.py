"""What a child knows, folded anew from every mark they made: lessons and tests alike."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from phonics.assess import evidence, mastery
from phonics.assess.instruments import Instrument
from phonics.assess.marks import Mark, Outcome, fold_marks
from phonics.assess.mastery import Observation
from phonics.levels import loader
from phonics.store.instruments import VersionRow
from phonics.store.people import Student
from phonics.store.progress import MasteryRow
from phonics.store.sittings import MarkRow, ScoreRow, Sitting

_BANGKOK = ZoneInfo("Asia/Bangkok")
_CHOICES = 4  # a lesson's choices: the chance of luck is one in four
_NO_ITEMS = ScoreRow.by_code.is_(None)
_UNPROVEN = frozenset({"hear", "trace", "tricky"})  # heard, written by hand, known by heart: none shows a sound read
_PRODUCED = frozenset({"build"})  # steps in which the child makes the answer


def refresh_mastery(session: Session, student_id: UUID) -> dict[str, mastery.Mastery]:
    """Fold a child's marks into mastery, keep it, and return it by correspondence."""
    one_at_a_time = select(Student.unit_id).where(Student.id == student_id).with_for_update(key_share=True)
    unit_id = session.scalar(one_at_a_time)
    folded = mastery.fold(_observations(session, student_id))
    session.execute(delete(MasteryRow).where(MasteryRow.student_id == student_id))
    rows = [
        {
            "student_id": student_id,
            "unit_id": unit_id,
            "code": code,
            "state": known.state.value,
            "correct": known.correct,
            "seen": known.seen,
            "last_seen": known.last_seen,
        }
        for code, known in folded.items()
    ]
    if rows:
        session.execute(insert(MasteryRow), rows)
    return folded


def mastery_of(session: Session, student_id: UUID) -> dict[str, MasteryRow]:
    """Return what is kept of a child's mastery, by correspondence."""
    return {row.code: row for row in session.scalars(select(MasteryRow).where(MasteryRow.student_id == student_id))}


def _observations(session: Session, student_id: UUID) -> Iterator[Observation]:
    sittings = session.scalars(
        select(Sitting).where(Sitting.student_id == student_id, Sitting.status != "void").order_by(Sitting.started_at)
    ).all()
    marks: dict[UUID, list[MarkRow]] = {}
    query = select(MarkRow).join(Sitting, Sitting.id == MarkRow.sitting_id).where(Sitting.student_id == student_id)
    for row in session.scalars(query.order_by(MarkRow.seq)):
        marks.setdefault(row.sitting_id, []).append(row)
    # a total that came without its items names no sound
    totals = set(session.scalars(select(ScoreRow.sitting_id).where(ScoreRow.student_id == student_id, _NO_ITEMS)))
    for sitting in sittings:
        if sitting.kind == "lesson":
            yield from _of_lesson(sitting, marks.get(sitting.id, []))
        elif sitting.status == "finished" and sitting.version_id and sitting.id not in totals:
            yield from _of_test(session, sitting, marks.get(sitting.id, []))


def _of_lesson(sitting: Sitting, marks: list[MarkRow]) -> Iterator[Observation]:
    """Yield the first answer to each step; what came after a hint teaches, but proves nothing."""
    on = sitting.started_at.astimezone(_BANGKOK).date()
    answered: set[tuple[str, str]] = set()
    for mark in marks:
        if (mark.task, mark.item) in answered or mark.task in _UNPROVEN:
            continue
        answered.add((mark.task, mark.item))
        produced = mark.task in _PRODUCED
        for code in codes_of(mark.item):
            right = mark.outcome == Outcome.CORRECT
            yield Observation(code, right, on, mark.item, produced, guess=0.0 if produced else 1 / _CHOICES)


def codes_of(item: str) -> tuple[str, ...]:
    """Return the correspondences a lesson's item speaks of: `gpc:sh=SH`, `word:ship`; none for a purely oral one."""
    kind, _, text = item.partition(":")
    curriculum = loader.load()
    if kind == "gpc" and text in curriculum.correspondences:
        return (text,)
    if kind == "word" and text in curriculum.words:
        return tuple(segment.code for segment in curriculum.words[text].segments)
    return ()


def _of_test(session: Session, sitting: Sitting, marks: list[MarkRow]) -> Iterator[Observation]:
    content: dict[str, Any] = session.get_one(VersionRow, sitting.version_id).content
    folded_marks = [Mark(m.id, m.seq, m.item, Outcome(m.outcome), m.at_ms, m.choice) for m in marks]
    yield from evidence.observations(
        Instrument.from_dict(content),
        fold_marks(folded_marks),
        sitting.last_item,
        sitting.started_at.astimezone(_BANGKOK).date(),
        evidence.named_misses(folded_marks),
    )
