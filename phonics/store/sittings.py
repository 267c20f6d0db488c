"""The stream of evidence: sittings, their marks, and the scores worked out from them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class Sitting(Base):
    """One child at one lesson or one test; its id is born on the tablet."""

    __tablename__ = "sitting"
    __table_args__ = (
        CheckConstraint("kind in ('lesson', 'test')", name="kind"),
        CheckConstraint("status in ('open', 'finished', 'void')", name="status"),
        Index("ix_sitting_student_id_kind", "student_id", "kind"),
        Index("ix_sitting_unit_id_started_at", "unit_id", "started_at"),
        Index("ix_sitting_version_id", "version_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    kind: Mapped[str]
    # the test that another teacher scores along with this one: it has no score and counts for nothing of the child's;
    # the test itself may still be on its way here
    second_of: Mapped[UUID | None] = mapped_column(index=True)
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("instrument_version.id"))  # of a test
    stone: Mapped[str] = mapped_column(default="")  # of a lesson: its place on the map, "K2.3"
    seed: Mapped[int] = mapped_column(default=0)  # of a lesson: with the stone it rebuilds the plan
    level: Mapped[str]  # the child's level when it began
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))  # who tested
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    seconds_used: Mapped[float | None]
    last_item: Mapped[int | None]
    ended_by: Mapped[str] = mapped_column(default="")  # finished | time | stopped | left
    status: Mapped[str] = mapped_column(default="open")
    received_at: Mapped[datetime]
    verified: Mapped[bool] = mapped_column(default=True, server_default=true())  # False: nobody checked who it was


class Verification(Base):
    """A teacher's answer to "was it really them?" of a lesson made without the network: appended, never changed."""

    __tablename__ = "verification"
    __table_args__ = (
        CheckConstraint("answer in ('confirmed', 'refused')", name="answer"),
        Index("ix_verification_sitting_id", "sitting_id"),
        Index("ix_verification_unit_id", "unit_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sitting.id"))
    answer: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class SittingMove(Base):
    """A lesson done under the wrong child, given to the right one: appended; `sitting.student_id` follows it."""

    __tablename__ = "sitting_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sitting.id"), index=True)
    from_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), index=True)
    to_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class MarkRow(Base):
    """One tap, one answer, one event of a test: appended, never changed."""

    __tablename__ = "mark"
    __table_args__ = (Index("ix_mark_sitting_id_seq", "sitting_id", "seq"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sitting.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(default="mark", server_default="mark")  # `assess.marks.MarkKind`
    item: Mapped[str]  # "12" of the instrument's version; "gpc:s=S", "word:sat" in a lesson; "" of the only clock
    task: Mapped[str] = mapped_column(default="")  # the step's kind in a lesson
    outcome: Mapped[str]  # "" of an event, and where points say it
    accent: Mapped[bool] = mapped_column(default=False, server_default=false())  # a Thai accent, no error
    points: Mapped[int | None]  # a rating's level, part of what an item is worth, words put in
    choice: Mapped[str] = mapped_column(default="")
    at_ms: Mapped[int]
    latency_ms: Mapped[int | None]
    replays: Mapped[int] = mapped_column(default=0)
    choices: Mapped[int | None]  # how many the child could choose among, where the tablet said so
    received_at: Mapped[datetime]


class ScoreRow(Base):
    """An opinion about a sitting, by one version of the scoring rule; rebuilt from the marks by one command."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("sitting_id", "rule_version"), Index("ix_score_student_id", "student_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sitting.id"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    rule_version: Mapped[str]
    n_items: Mapped[int]
    n_attempted: Mapped[int]
    n_correct: Mapped[int]
    n_self_corrected: Mapped[int] = mapped_column(default=0)
    seconds_used: Mapped[float | None]
    correct_per_minute: Mapped[float | None]
    accuracy: Mapped[float | None]
    discontinued: Mapped[bool] = mapped_column(default=False)
    by_code: Mapped[dict[str, Any] | None]  # correspondence -> [right, seen]; None where only the total was kept
    parts: Mapped[dict[str, Any] | None]  # "subtests": each one's own (`scoring.told()`); None before there were any
