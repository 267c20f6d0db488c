"""Units and the people in them: staff with their posts, classes, children, phonics groups."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from phonics.store.base import Base


class Unit(Base):
    """A municipal school or a unit of the network: the wall between what people may see."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("kind in ('municipal', 'network')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str]
    cohort: Mapped[int | None]  # รุ่นที่ 1–7; None for the four municipal schools
    joined_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="active")  # active | unconfirmed | invited | left
    position: Mapped[int] = mapped_column(default=0)  # the order of data/network.csv


class Staff(Base):
    """Someone who signs in with a password."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    pin_hash: Mapped[str | None]  # of the PIN that takes back a tablet from a child; None: none chosen
    active: Mapped[bool] = mapped_column(default=True)
    posts: Mapped[list["Post"]] = relationship(back_populates="staff", order_by="Post.id")


class Post(Base):
    """A role held in a unit (None: in the network); one is chosen per session."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("staff_id", "unit_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[str]
    cohort: Mapped[int | None]  # of a lead teacher (ครูแกนนำ)
    since: Mapped[date | None]
    staff: Mapped[Staff] = relationship(back_populates="posts")
    unit: Mapped[Unit | None] = relationship()


class Lockout(Base):
    """Failed tries at one door by one subject (`staff:NAME`, `child:ID`, `class:ID`), and until when it stays shut."""

    __tablename__ = "lockout"

    subject: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    until: Mapped[datetime | None]


class Classroom(Base):
    """A homeroom class (ชั้น/ห้อง) of one academic year."""

    __tablename__ = "classroom"
    __table_args__ = (UniqueConstraint("unit_id", "year_be", "grade", "room"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    year_be: Mapped[int]
    grade: Mapped[int]  # อ.1–3 = 1–3, ป.1–6 = 4–9, ม.1–6 = 10–15
    room: Mapped[str]
    teacher_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    pictures: Mapped[str] = mapped_column(default="")  # the nine secret pictures of this class, comma-separated
    idle_minutes: Mapped[int] = mapped_column(default=5, server_default="5")  # untouched so long, a tablet is left
    unit: Mapped[Unit] = relationship()


class Student(Base):
    """A child, in one unit. `level` repeats the newest placement so that lists need no history."""

    __tablename__ = "student"
    __table_args__ = (
        UniqueConstraint("unit_id", "number"),
        CheckConstraint("sex in ('m', 'f', '')", name="sex"),
        CheckConstraint("instructions in ('th', 'en')", name="instructions"),
        Index("ix_student_unit_id_level", "unit_id", "level"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    number: Mapped[str]  # the school's own; unique in the unit only
    title: Mapped[str] = mapped_column(default="")
    given: Mapped[str]
    family: Mapped[str] = mapped_column(default="")
    nickname: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    sort_key: Mapped[str]  # thai.sort_key(given, family)
    level: Mapped[str] = mapped_column(default="K1")  # internal code; people see เลเวล 1–16
    tile: Mapped[int] = mapped_column(default=0)  # 0–39: the animal on the class wall
    secret: Mapped[str] = mapped_column(default="")  # two places of the class's nine pictures, "3-7"
    pin: Mapped[str] = mapped_column(default="", server_default=text("''"))  # four digits, asked for from ป.4
    badge: Mapped[str] = mapped_column(default="", server_default=text("''"))  # what the QR on the child's card says
    active: Mapped[bool] = mapped_column(default=True)
    instructions: Mapped[str] = mapped_column(default="th", server_default="th")  # the language of what to do


class Enrolment(Base):
    """A child's seat in a homeroom class, one a year."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("student_id", "year_be"),
        Index("ix_enrolment_unit_id_year_be", "unit_id", "year_be"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"))
    classroom_id: Mapped[UUID] = mapped_column(ForeignKey("classroom.id"), index=True)
    year_be: Mapped[int]
    roll_no: Mapped[int | None]


class PhonicsGroup(Base):
    """Children of one level taught together, across grades; independent of the homeroom class."""

    __tablename__ = "phonics_group"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str]
    level: Mapped[str]
    year_be: Mapped[int]
    teacher_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))


class GroupMember(Base):
    """A child's time in a phonics group; `until` closes it, nothing is deleted."""

    __tablename__ = "group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("phonics_group.id"), index=True)
    student_id: Mapped[UUID] = mapped_column(ForeignKey("student.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
