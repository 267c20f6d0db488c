"""Tests while their authors write them, and published ones that are offered to others."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class Draft(Base):
    """A test as its author left it; saved at every change, closed when published or put away, never deleted.

    `content` is the form of `assess.instruments.Instrument.to_dict()`, perhaps not yet whole.
    """

    __tablename__ = "draft"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    instrument_id: Mapped[UUID | None] = mapped_column(ForeignKey("instrument.id"))  # whose next version it will be
    content: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any] | None]  # the content one change ago, to be taken back
    revision: Mapped[int] = mapped_column(default=1)  # one more with every change
    last_change: Mapped[str] = mapped_column(
        default=""
    )  # the newest one's id, born on the page: told twice, it is made once
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Share(Base):
    """A version offered to the unit or to the whole network; `withdrawn_at` ends the offer, the row stays."""

    __tablename__ = "instrument_share"
    __table_args__ = (
        UniqueConstraint("version_id", "scope"),
        CheckConstraint("scope in ('unit', 'network')", name="scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("instrument_version.id"))
    scope: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
