"""Sittings and their marks: begun, taken in idempotently, appended, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid, NotFound
from phonics.levels import stones
from phonics.roles import Actor
from phonics.services import instruments, learning, moves, promotions, scores, second_tablet
from phonics.services.audit import note
from phonics.services.kept_marks import IncomingMark, content
from phonics.services.sitters import may_sit, may_write, unit_of
from phonics.store.base import insert_new
from phonics.store.people import Student
from phonics.store.sittings import MarkRow, ScoreRow, Sitting

MOST_MARKS = 100  # in one batch


@dataclass(frozen=True, slots=True)
class NewSitting:
    """What a tablet says when a lesson or a test begins."""

    id: UUID
    student_id: UUID
    started_at: datetime
    version_id: UUID | None = None  # of a test
    stone: str = ""  # of a lesson
    seed: int = 0
    verified: bool = True  # False: a lesson of a child whom nobody asked for their secret
    second_of: UUID | None = None  # the test that another teacher scores along


@dataclass(frozen=True, slots=True)
class Ending:
    """How a sitting ended: seconds really used, and the last item the child was asked."""

    ended_at: datetime
    ended_by: str  # finished | time | stopped | left
    seconds_used: float
    last_item: int | None = None
    void: str = ""  # why a test does not count


def open_sitting(session: Session, actor: Actor, new: NewSitting, now: datetime) -> Sitting:
    """Return the sitting, begun now or begun before under the same id.

    :raises NotFound: if the child is not one this actor may sit with, or there is no such test or lesson
    :raises Conflict: if the id came before with another child, test or lesson
    """
    kind = "test" if new.version_id else "lesson"
    child = session.get(Student, new.student_id)
    unit_id = unit_of(session, actor, child) if child else None
    if child is None or unit_id is None or not may_sit(actor, unit_id, child.id, kind):
        raise NotFound("This child does not exist.")
    if new.version_id:
        instruments.version(session, actor, new.version_id)
        if new.second_of:
            second_tablet.scored_along(session, actor, new.second_of, child.id, new.version_id)
    else:
        stones.stone(new.stone)
    insert_new(session, Sitting, [_begun(actor, child, unit_id, kind, new, now)])
    row = session.get_one(Sitting, new.id)
    told = (new.version_id, new.second_of, new.stone, new.seed)
    same = (row.version_id, row.second_of, row.stone, row.seed) == told
    if not same or (row.student_id != child.id and not moves.had(session, row.id, child.id)):
        raise Conflict("This sitting was already saved with another content. The first stays.")
    return row


def _begun(actor: Actor, child: Student, unit_id: int, kind: str, new: NewSitting, now: datetime) -> dict[str, Any]:
    return {
        "id": new.id,
        "unit_id": unit_id,
        "student_id": child.id,
        "kind": kind,
        "second_of": new.second_of,
        "version_id": new.version_id,
        "stone": new.stone,
        "seed": new.seed,
        "level": child.level,
        "staff_id": actor.id if kind == "test" else None,
        "started_at": new.started_at,
        "status": "open",
        "ended_by": "",
        "received_at": now,
        "verified": new.verified,
    }


def sitting_of(session: Session, actor: Actor, sitting_id: UUID) -> Sitting:
    """Return a sitting this actor may write to; who else writes to it waits.

    :raises NotFound: if it does not exist or is not theirs
    """
    _locked(session, actor, sitting_id)
    return session.get_one(Sitting, sitting_id, populate_existing=True)


_NEEDED = ("id", "unit_id", "student_id", "kind", "second_of", "status", "started_at", "verified")
_LOCKED = (
    select(*(getattr(Sitting, name) for name in _NEEDED))
    .where(Sitting.id == bindparam("sitting_id"))
    .with_for_update(key_share=True)
)


def _locked(session: Session, actor: Actor, sitting_id: UUID) -> Row[Any]:
    """Return what a batch of marks must know of its sitting: the fewest columns, for this is the busiest door."""
    row = session.execute(_LOCKED, {"sitting_id": sitting_id}).one_or_none()
    if row is None or not may_write(session, actor, row):
        raise NotFound("This sitting does not exist.")
    return row


def record_marks(
    session: Session, actor: Actor, sitting_id: UUID, marks: Sequence[IncomingMark], now: datetime
) -> dict[UUID, str]:
    """Append the marks that are new and return what became of each id: `saved`, `duplicate` or `conflict`.

    Safe against the same batch arriving twice at once: the primary key decides, not a look beforehand.

    :raises NotFound: if the sitting is not the actor's
    :raises Invalid: if there are more than 100 marks, or an outcome is unknown
    """
    sitting = _locked(session, actor, sitting_id)
    if len(marks) > MOST_MARKS:
        raise Invalid("At most %(most)s marks at a time.", most=MOST_MARKS)
    told = [_row(sitting, mark, now) for mark in marks]
    rows = {row["id"]: row for row in reversed(told)}  # the first stays
    fates = _append(session, rows)
    if len(rows) < len(told):  # one id twice in a batch: with two contents it conflicts
        fates |= {row["id"]: "conflict" for row in told if row != rows[row["id"]]}
    if "saved" in fates.values() and sitting.status != "void":
        _conclude(session, sitting, [row for row in rows.values() if fates[row["id"]] == "saved"], now)
    return {mark.id: fates[mark.id] for mark in marks}


def _conclude(session: Session, sitting: Row[Any], saved: Sequence[dict[str, Any]], now: datetime) -> None:
    """Take new marks into what is known: those of a lesson as they come, those of a test once it has ended."""
    if not sitting.verified:
        return  # until a teacher says that it was this child
    if sitting.kind == "lesson":
        learning.fold_lesson(session, learning.Lesson(sitting.id, sitting.student_id, sitting.started_at), saved)
    elif sitting.status == "finished" and not sitting.second_of:
        scores.conclude_again(session, session.get_one(Sitting, sitting.id), now)


def _append(session: Session, rows: dict[UUID, dict[str, Any]]) -> dict[UUID, str]:
    """Insert what is new and return each id's fate; as a rule all are new, and one insert says so."""
    in_order = sorted(rows.values(), key=itemgetter("id"))  # two batches at once never wait for each other in a ring
    attempt = session.connection().begin_nested()
    if insert_new(session, MarkRow, in_order) == len(rows):
        attempt.commit()
        return dict.fromkeys(rows, "saved")
    attempt.rollback()
    before = set(session.scalars(select(MarkRow.id).where(MarkRow.id.in_(rows))))
    insert_new(session, MarkRow, [row for row in in_order if row["id"] not in before])
    kept = session.scalars(select(MarkRow).where(MarkRow.id.in_(rows)))
    return {mark.id: _fate(mark, rows[mark.id], mark.id in before) for mark in kept}


def _fate(kept: MarkRow, told: dict[str, Any], before: bool) -> str:
    if any(getattr(kept, name) != value for name, value in told.items() if name not in _OF_THE_DOOR):
        return "conflict"
    return "duplicate" if before else "saved"


_OF_THE_DOOR = ("received_at", "unit_id", "id")  # not the mark's own words


def _row(sitting: Row[Any], mark: IncomingMark, now: datetime) -> dict[str, Any]:
    kept = {"id": mark.id, "unit_id": sitting.unit_id, "sitting_id": sitting.id, "received_at": now}
    return kept | content(mark)


def finish(session: Session, actor: Actor, sitting_id: UUID, ending: Ending, now: datetime) -> ScoreRow | None:
    """End a sitting and, for a test, return its score; ending it twice the same way changes nothing.

    :raises Invalid: if time ran out and no last item was named
    :raises Conflict: if it was ended before in another way
    """
    sitting = sitting_of(session, actor, sitting_id)
    if ending.void and sitting.kind == "test":
        _set_aside(session, actor, sitting, ending, now)
        return None
    if sitting.status == "void" and sitting.kind == "lesson":
        return None  # refused meanwhile: its ending changes nothing, and no queue shall wait for it
    if sitting.status == "void":
        raise Conflict("This sitting was declared void.")
    open_end = ending.ended_by != "finished" and ending.last_item is None
    if sitting.kind == "test" and open_end and not _end_is_marked(session, sitting_id):
        raise Invalid("Please choose the last item the child was asked.")
    told = (ending.ended_by, round(ending.seconds_used, 1), ending.last_item)
    if sitting.status == "finished":
        if told != (sitting.ended_by, sitting.seconds_used, sitting.last_item):
            raise Conflict("This sitting was already saved with another content. The first stays.")
        return scores.kept(session, sitting)
    sitting.ended_by, sitting.seconds_used, sitting.last_item = told
    sitting.ended_at, sitting.status = ending.ended_at, "finished"
    return None if sitting.second_of else scores.conclude(session, sitting, now)


def _set_aside(session: Session, actor: Actor, sitting: Sitting, ending: Ending, now: datetime) -> None:
    """Take a test that was set aside before it was signed; said twice it is said once."""
    if sitting.status == "void":
        return
    sitting.ended_by, sitting.seconds_used, sitting.ended_at = "left", round(ending.seconds_used, 1), ending.ended_at
    declare_void(session, actor, sitting.id, ending.void, now)


def _end_is_marked(session: Session, sitting_id: UUID) -> bool:
    """Return whether marks say how far a test came; where a subtest still wants its last item, scoring says so."""
    said = select(MarkRow.id).where(MarkRow.sitting_id == sitting_id, MarkRow.kind.in_(("last_item", "finish")))
    return session.scalar(said.limit(1)) is not None


def declare_void(session: Session, actor: Actor, sitting_id: UUID, reason: str, now: datetime) -> None:
    """Set a test aside with a reason; nothing is deleted.

    :raises Invalid: if no reason is given
    """
    sitting = sitting_of(session, actor, sitting_id)
    if not reason.strip():
        raise Invalid("A reason is needed.")
    sitting.status = "void"
    note(session, actor, "sitting.void", sitting.unit_id, {"sitting": str(sitting.id), "reason": reason.strip()}, now)
    session.flush()
    if sitting.second_of:
        return
    learning.refresh_mastery(session, sitting.student_id)
    promotions.refresh_suggestion(session, sitting.student_id, now)
