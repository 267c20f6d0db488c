"""What children read aloud, whose parents agreed to it, and what a teacher heard in it. Only added to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class VoiceConsent(Base):
    """A parent's word on paper that the child's voice may be kept, or that it no longer may; the latest one holds."""

    __tablename__ = "voice_consent"
    __table_args__ = (Index("ix_voice_consent_student_id_at", "student_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    given: Mapped[bool]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))  # who has seen the paper
    at: Mapped[datetime]


class ReadAloud(Base):
    """One reading of one text; its id is born on the tablet."""

    __tablename__ = "read_aloud"
    __table_args__ = (Index("ix_read_aloud_unit_id_at", "unit_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), index=True)
    sitting_id: Mapped[UUID]  # no foreign key: the sitting may still be on its way
    item: Mapped[str]  # aloud:ship, aloud:sent:K3.2, aloud:story:K3.1
    file: Mapped[str]  # a bare name under <var>/voice/children; "" once it is deleted
    seconds: Mapped[float]
    at: Mapped[datetime]


class ReadAloudRating(Base):
    """What a teacher heard in a reading; the latest one holds."""

    __tablename__ = "read_aloud_rating"
    __table_args__ = (
        CheckConstraint("rating in ('fluent', 'helped', 'not_yet')", name="rating"),
        Index("ix_read_aloud_rating_read_aloud_id_at", "read_aloud_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    read_aloud_id: Mapped[UUID] = mapped_column(ForeignKey("read_aloud.id"))
    rating: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
