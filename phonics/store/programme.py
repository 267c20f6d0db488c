"""The programme's frame: terms, facts about this site, and the audit trail."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from phonics.store.base import Base


class Term(Base):
    """A term (ภาคเรียน) of an academic year in Buddhist Era; its dates are data, schools may shift them."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("year_be", "number"), CheckConstraint("ends_on > starts_on", name="order"))

    id: Mapped[int] = mapped_column(primary_key=True)
    year_be: Mapped[int]
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class SiteFact(Base):
    """One fact about this installation, by name; `demo` is `yes` only in a database made by `phonics demo`."""

    __tablename__ = "site_fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Audit(Base):
    """Who did what, where: appended, never changed."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    staff_id: Mapped[UUID | None]
    action: Mapped[str]
    about: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]
