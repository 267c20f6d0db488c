"""Instruments and their frozen versions."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from phonics.store.base import Base


class InstrumentRow(Base):
    """An instrument by its lasting code; `unit_id` None means it came with the platform."""

    __tablename__ = "instrument"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]  # letter_sounds | words | blending, or the purpose: `assess.instruments.Instrument.kind`
    level: Mapped[str]  # its code; of an instrument for several levels all codes, a space between
    form: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(index=True)  # who wrote it; None: the platform, or the whole unit
    withdrawn_at: Mapped[datetime | None]  # no longer on offer; what was given stays

    @property
    def levels(self) -> list[str]:
        """Return the levels it is for."""
        return self.level.split()


class VersionRow(Base):
    """What was published, whole (`assess.instruments.Instrument.to_dict()`); never changed afterwards."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("instrument_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    instrument_id: Mapped[UUID] = mapped_column(ForeignKey("instrument.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(unique=True)
    published_at: Mapped[datetime]
    instrument: Mapped[InstrumentRow] = relationship()
