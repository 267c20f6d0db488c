"""Photos of children in place of their animal, and the parents' word that allows it. Only added to."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class PhotoConsent(Base):
    """A parent's word on paper that a photo may stand in place of the animal, or no longer; the latest one holds."""

    __tablename__ = "photo_consent"
    __table_args__ = (Index("ix_photo_consent_student_id_at", "student_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    given: Mapped[bool]
    until: Mapped[date]  # the last day it holds: the end of the academic year
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))  # who has seen the paper
    at: Mapped[datetime]


class Photo(Base):
    """One photo of a child; the latest one holds."""

    __tablename__ = "photo"
    __table_args__ = (Index("ix_photo_student_id_at", "student_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    file: Mapped[str]  # a bare name under <var>/photos; "" once it is deleted
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
