"""What a child knows and when it should come back, folded from every mark they made: lessons and tests alike.

A batch of a lesson's marks is folded onto what is kept; whatever does not simply come last is folded anew with all the
rest. Both ways give the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from phonics.assess import evidence, lesson_evidence, mastery, review, scoring
from phonics.assess.instruments import Instrument
from phonics.assess.lesson_evidence import Answer
from phonics.assess.mastery import Direction, Mastery, Observation, Trail
from phonics.assess.review import Card
from phonics.services.kept_marks import marks_of
from phonics.store.base import put
from phonics.store.instruments import VersionRow
from phonics.store.people import Student
from phonics.store.progress import Folded, MasteryRow, ReviewRow
from phonics.store.sittings import MarkRow, ScoreRow, Sitting
from phonics.thai import day_of

_NO_ITEMS = ScoreRow.by_code.is_(None)
_ANSWER = (MarkRow.task, MarkRow.item, MarkRow.outcome, MarkRow.latency_ms, MarkRow.replays, MarkRow.choices)


class Lesson(NamedTuple):
    """What folding must know of a lesson's sitting."""

    id: UUID
    student_id: UUID
    started_at: datetime


def refresh_mastery(session: Session, student_id: UUID) -> dict[str, Mastery]:
    """Fold all of a child's marks, keep mastery and reviews, and return mastery by correspondence."""
    unit_id = _alone(session, student_id)
    sittings = _sittings(session, student_id)
    seen = list(_observations(session, student_id, sittings))
    trails, cards = mastery.follow(seen), review.fold(seen)
    for kept in (MasteryRow, ReviewRow, Folded):
        session.execute(delete(kept).where(kept.student_id == student_id))
    _keep(session, student_id, unit_id, trails, cards)
    if sittings:
        last = max(sittings, key=_place)
        seq = session.scalar(select(func.max(MarkRow.seq)).where(MarkRow.sitting_id == last.id))
        _reached(session, unit_id, Lesson(last.id, student_id, last.started_at), -1 if seq is None else seq)
    return {code: trail.mastery() for code, trail in trails.items()}


def fold_lesson(session: Session, lesson: Lesson, marks: Sequence[Mapping[str, Any]]) -> None:
    """Bring mastery and reviews up to date with new marks of a lesson.

    :param marks: rows just saved, by the names of their columns
    """
    unit_id = _alone(session, lesson.student_id)
    marks = sorted(marks, key=lambda mark: (mark["seq"], mark["id"]))
    reached = _reached_by(session, lesson.student_id)
    same = reached is not None and reached.sitting_id == lesson.id
    if reached is None or (_place(lesson), marks[0]["seq"]) <= (_place(reached), reached.seq):
        refresh_mastery(session, lesson.student_id)
        return
    before = _answers(session, lesson.id, reached.seq) if same else []
    new = [Answer(*(mark[column.key] for column in _ANSWER)) for mark in marks]
    seen = list(lesson_evidence.observations(new, day_of(lesson.started_at), before))
    trails, cards = _onto(session, lesson.student_id, seen)
    _keep(session, lesson.student_id, unit_id, trails, cards)
    _reached(session, unit_id, lesson, marks[-1]["seq"])


def mastery_of(session: Session, student_id: UUID) -> dict[str, MasteryRow]:
    """Return what is kept of a child's mastery, by correspondence."""
    query = select(MasteryRow).where(MasteryRow.student_id == student_id).execution_options(populate_existing=True)
    return {row.code: row for row in session.scalars(query)}


def catch_up(session: Session, student_id: UUID) -> None:
    """Fold a child's marks if that was never done."""
    if _reached_by(session, student_id) is None:
        refresh_mastery(session, student_id)


def due(session: Session, student_ids: Iterable[UUID], today: date) -> dict[UUID, list[tuple[str, str]]]:
    """Return for each child the codes and directions that should come back by today, the most overdue first."""
    found: dict[UUID, list[tuple[str, str]]] = {student_id: [] for student_id in student_ids}
    query = select(ReviewRow.student_id, ReviewRow.code, ReviewRow.direction).where(
        ReviewRow.student_id.in_(found), ReviewRow.due <= today
    )
    for student_id, code, direction in session.execute(query.order_by(ReviewRow.due, ReviewRow.code)):
        found[student_id].append((code, direction))
    return found


def _alone(session: Session, student_id: UUID) -> int | None:
    """Return the child's unit; who else folds for this child waits."""
    return session.scalar(select(Student.unit_id).where(Student.id == student_id).with_for_update(key_share=True))


def _place(sitting: Any) -> tuple[datetime, str]:
    """Return where a sitting stands in the order of a child's sittings."""
    return sitting.started_at, str(getattr(sitting, "sitting_id", None) or sitting.id)


def _onto(
    session: Session, student_id: UUID, seen: Sequence[Observation]
) -> tuple[dict[str, Trail], dict[review.Key, Card]]:
    """Return the trails and cards that these answers change, changed."""
    codes = {one.code for one in seen}
    known = session.execute(_KNOWN.where(MasteryRow.student_id == student_id, MasteryRow.code.in_(codes)))
    trails = {row.code: Trail.from_list(row, row.trail) for row in known}
    held = session.execute(_HELD.where(ReviewRow.student_id == student_id, ReviewRow.code.in_(codes)))
    cards = {(row.code, Direction(row.direction)): Card.from_list(row.card) for row in held}
    changed: dict[review.Key, Card] = {}
    for one in seen:
        trails[one.code] = trails.get(one.code, Trail()).after(one)
        key = (one.code, one.direction)
        changed[key] = cards[key] = review.after(cards.get(key), one)
    return trails, changed


_KNOWN = select(MasteryRow.code, MasteryRow.correct, MasteryRow.seen, MasteryRow.last_seen, MasteryRow.trail)
_HELD = select(ReviewRow.code, ReviewRow.direction, ReviewRow.card)


def _keep(
    session: Session,
    student_id: UUID,
    unit_id: int | None,
    trails: Mapping[str, Trail],
    cards: Mapping[review.Key, Card],
) -> None:
    child = {"student_id": student_id, "unit_id": unit_id}
    put(session, MasteryRow, [{**child, "code": code, **_mastery(trail)} for code, trail in sorted(trails.items())])
    put(
        session,
        ReviewRow,
        [
            {**child, "code": code, "direction": direction.value, "due": card.due, "card": card.to_list()}
            for (code, direction), card in sorted(cards.items())
        ],
    )


def _mastery(trail: Trail) -> dict[str, Any]:
    known = trail.mastery()
    counts = {"correct": known.correct, "seen": known.seen, "last_seen": known.last_seen}
    return {"state": known.state.value, **counts, "trail": trail.to_list()}


def _reached(session: Session, unit_id: int | None, lesson: Lesson, seq: int) -> None:
    row = {"unit_id": unit_id, "started_at": lesson.started_at, "sitting_id": lesson.id, "seq": seq}
    put(session, Folded, [{"student_id": lesson.student_id, **row}])


def _reached_by(session: Session, student_id: UUID) -> Any:
    query = select(Folded.started_at, Folded.sitting_id, Folded.seq).where(Folded.student_id == student_id)
    return session.execute(query).one_or_none()


def _sittings(session: Session, student_id: UUID) -> list[Sitting]:
    """Return a child's sittings that may count, in the order they began."""
    counts = Sitting.second_of.is_(None), Sitting.status != "void", Sitting.verified
    query = select(Sitting).where(Sitting.student_id == student_id, *counts)
    return sorted(session.scalars(query), key=_place)


def _observations(session: Session, student_id: UUID, sittings: Sequence[Sitting]) -> Iterator[Observation]:
    answers: dict[UUID, list[Answer]] = {}
    query = select(MarkRow.sitting_id, *_ANSWER).join(Sitting, Sitting.id == MarkRow.sitting_id)
    lessons = query.where(Sitting.student_id == student_id, Sitting.kind == "lesson").order_by(MarkRow.seq, MarkRow.id)
    for sitting_id, *told in session.execute(lessons):
        answers.setdefault(sitting_id, []).append(Answer(*told))
    # a total that came without its items names no sound
    totals = set(session.scalars(select(ScoreRow.sitting_id).where(ScoreRow.student_id == student_id, _NO_ITEMS)))
    for sitting in sittings:
        if sitting.kind == "lesson":
            yield from lesson_evidence.observations(answers.get(sitting.id, []), day_of(sitting.started_at))
        elif sitting.status == "finished" and sitting.version_id and sitting.id not in totals:
            yield from _of_test(session, sitting)


def _answers(session: Session, sitting_id: UUID, until: int) -> list[Answer]:
    """Return the answers of a sitting up to a mark."""
    query = select(*_ANSWER).where(MarkRow.sitting_id == sitting_id, MarkRow.seq <= until)
    return [Answer(*told) for told in session.execute(query.order_by(MarkRow.seq))]


def _of_test(session: Session, sitting: Sitting) -> Iterator[Observation]:
    content: dict[str, Any] = session.get_one(VersionRow, sitting.version_id).content
    instrument, marks = Instrument.from_dict(content), marks_of(session, sitting.id)
    answers = scoring.answers(scoring.parts(instrument, marks, sitting.last_item, sitting.seconds_used))
    yield from evidence.observations(instrument, answers, day_of(sitting.started_at), evidence.named_misses(marks))
