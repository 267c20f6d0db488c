"""The tablets a class is opened on, and the code that a tablet asks with."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from phonics.store.base import Base
from phonics.store.people import Classroom


class ClassTablet(Base):
    """A tablet that asks for a class (no `confirmed_at`), is open for it, or was (`revoked_at`); never of a child."""

    __tablename__ = "class_tablet"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        Index("ix_class_tablet_classroom_id_revoked_at", "classroom_id", "revoked_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    classroom_id: Mapped[UUID] = mapped_column(ForeignKey("classroom.id"))
    number: Mapped[int]  # its name in the class: 1, 2, 3 …; free again once it is closed
    pair: Mapped[str] = mapped_column(default="")  # two drawings it showed while it waited, "owl,lotus"
    token_hash: Mapped[str] = mapped_column(unique=True)  # SHA-256 of what the tablet holds
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    revoked_at: Mapped[datetime | None]  # of a tablet that waited: refused
    revoked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))  # None: it left for another class
    seen_at: Mapped[datetime]  # to the hour
    classroom: Mapped[Classroom] = relationship()


class ClassCode(Base):
    """The code on a class's printed sheet: with it a tablet may ask, no more. Kept as it is, to be printed again."""

    __tablename__ = "class_code"

    classroom_id: Mapped[UUID] = mapped_column(ForeignKey("classroom.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    expires_on: Mapped[date]  # its last day
