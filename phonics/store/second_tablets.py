"""A test shared by a code: with a tablet that shows the child's card, and with a second teacher who scores along."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class SharedTest(Base):
    """A test under way and its code. The sitting is born on the teacher's tablet and may still be on its way here."""

    __tablename__ = "shared_test"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    sitting_id: Mapped[UUID] = mapped_column(unique=True)
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("instrument_version.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    code: Mapped[str] = mapped_column(unique=True)
    part: Mapped[int] = mapped_column(default=0)  # the subtest that is on, counted from 0 among those given one to one
    expires_at: Mapped[datetime]
