"""Where a child stands and why: placements, suggestions, decisions, mastery, reviews; and the roll-up of dashboards."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class Placement(Base):
    """A child's level from a moment on; the newest one holds, older ones stay."""

    __tablename__ = "placement"
    __table_args__ = (Index("ix_placement_student_id_since", "student_id", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    level: Mapped[str]
    number: Mapped[int]  # 1–16, so that SQL can tell up from down
    since: Mapped[datetime]
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))  # None: entry level


class SuggestionRow(Base):
    """What the rule said, with the rule and the evidence as they stood."""

    __tablename__ = "suggestion"
    __table_args__ = (Index("ix_suggestion_unit_id_current", "unit_id", "current"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), index=True)
    level: Mapped[str]
    verdict: Mapped[str]  # ready | not_yet | not_enough
    content: Mapped[dict[str, Any]]  # assess.promotion.Suggestion.to_dict(): criteria, unmeasured, rule
    made_at: Mapped[datetime]
    current: Mapped[bool] = mapped_column(default=True)  # False once answered or overtaken by newer evidence


class DecisionRow(Base):
    """A person's answer: accepted, deferred or overridden; corrected only by a later row."""

    __tablename__ = "decision"
    __table_args__ = (CheckConstraint("action in ('accept', 'defer', 'override')", name="action"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), index=True)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestion.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    action: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    from_level: Mapped[str]
    to_level: Mapped[str]
    wait_until: Mapped[date | None]
    decided_at: Mapped[datetime]


class MasteryRow(Base):
    """How well a child knows one correspondence, folded from the marks."""

    __tablename__ = "mastery"

    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str]  # new | practising | secure
    correct: Mapped[int]
    seen: Mapped[int]
    last_seen: Mapped[date]
    trail: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # assess.mastery.Trail.to_list()


class ReviewRow(Base):
    """When a correspondence should come back to a child, for reading and for spelling apart; folded from the marks."""

    __tablename__ = "review"
    __table_args__ = (CheckConstraint("direction in ('reading', 'spelling')", name="direction"),)

    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    direction: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    due: Mapped[date]
    card: Mapped[list[Any]] = mapped_column(JSON)  # assess.review.Card.to_list()


class Folded(Base):
    """How far a child's marks are folded into mastery and reviews: the sitting that began last, and its last mark."""

    __tablename__ = "folded"

    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    started_at: Mapped[datetime]
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sitting.id"))
    seq: Mapped[int]


class Rollup(Base):
    """Counts of one unit, one level, one term: all that a dashboard reads."""

    __tablename__ = "rollup"
    __table_args__ = (UniqueConstraint("term_id", "unit_id", "level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    level: Mapped[int]  # 1–16
    children: Mapped[int]
    tested: Mapped[int]
    rose: Mapped[int]
    refreshed_at: Mapped[datetime]
