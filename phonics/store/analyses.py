"""What item analyses came to, kept for the page: opinions, worked out again by a job."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class ItemAnalysisRow(Base):
    """The numbers of one version, from the sittings of one unit or of all.

    `sittings` and `newest` say which sittings it knows: when they no longer fit, it is out of date.
    """

    __tablename__ = "item_analysis"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("instrument_version.id"), primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)  # "unit:3", or "network"
    content: Mapped[dict[str, Any]]
    sittings: Mapped[int]
    newest: Mapped[datetime | None]
    made_at: Mapped[datetime]
