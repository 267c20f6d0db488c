"""What teachers add to the curriculum: words of their own, with how they sound."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class OwnWord(Base):
    """A word of one unit that the curriculum does not hold; `removed_at` closes it, nothing is deleted."""

    __tablename__ = "own_word"
    __table_args__ = (
        Index(
            "uq_own_word_unit_id_text_live",
            "unit_id",
            "text",
            unique=True,
            sqlite_where=text("removed_at is null"),
            postgresql_where=text("removed_at is null"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    text: Mapped[str]  # lower case, a–z and apostrophes
    phones: Mapped[str]  # ARPAbet, "S AO M JH AY"
    gloss_th: Mapped[str] = mapped_column(default="")
    added_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
