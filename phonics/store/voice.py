"""Voices people give: recordings, who approved them, what listeners thought, and what was missing. Only added to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class Recording(Base):
    """One take of one clip, as children will hear it; its id is born on the tablet."""

    __tablename__ = "recording"
    __table_args__ = (Index("ix_recording_kind_text_unit_id", "kind", "text", "unit_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str]
    text: Mapped[str]  # of a name: the child's id
    file: Mapped[str]  # a bare name under <var>/voice/recorded; "" once a child's name is forgotten
    seconds: Mapped[float]
    trim_start: Mapped[float]  # seconds into the take as it was sent
    trim_end: Mapped[float]
    lufs: Mapped[float]
    peak_db: Mapped[float]  # true peak, dBFS
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class RecordingVerdict(Base):
    """A recording let in or taken back; the latest one of a recording and scope holds."""

    __tablename__ = "recording_verdict"
    __table_args__ = (
        CheckConstraint("scope in ('unit', 'network')", name="scope"),
        CheckConstraint("verdict in ('approved', 'withdrawn')", name="verdict"),
        Index("ix_recording_verdict_recording_id_scope_at", "recording_id", "scope", "at"),
        Index("ix_recording_verdict_scope", "scope"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)  # the recording's
    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id"))
    scope: Mapped[str]
    verdict: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]  # later than every earlier verdict on the same recording and scope


class SoundOpinion(Base):
    """What a listener thought of one file; the latest of the same listener about the same file holds."""

    __tablename__ = "sound_opinion"
    __table_args__ = (
        CheckConstraint("opinion in ('good', 'weak', 'wrong')", name="opinion"),
        Index("ix_sound_opinion_kind_text_file", "kind", "text", "file"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    text: Mapped[str]
    file: Mapped[str]  # a changed clip has another file, and must be heard anew
    opinion: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  # None: an officer's
    at: Mapped[datetime]


class MissedClip(Base):
    """A clip that a page wanted when there was none: once a unit."""

    __tablename__ = "missed_clip"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
