"""Tablets a class is opened on, each with a token of its own, instead of one key for all tablets of a class."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_tablet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pair", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_class_tablet_number")),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_class_tablet_classroom_id"),
        sa.ForeignKeyConstraint(["confirmed_by"], ["staff.id"], name="fk_class_tablet_confirmed_by"),
        sa.ForeignKeyConstraint(["revoked_by"], ["staff.id"], name="fk_class_tablet_revoked_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_class_tablet_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_class_tablet"),
        sa.UniqueConstraint("token_hash", name="uq_class_tablet_token_hash"),
    )
    op.create_index("ix_class_tablet_classroom_id_revoked_at", "class_tablet", ["classroom_id", "revoked_at"])
    op.create_index("ix_class_tablet_unit_id", "class_tablet", ["unit_id"])
    op.create_table(
        "class_code",
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_class_code_classroom_id"),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name="fk_class_code_made_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_class_code_unit_id"),
        sa.PrimaryKeyConstraint("classroom_id", name="pk_class_code"),
        sa.UniqueConstraint("code", name="uq_class_code_code"),
    )
    op.create_index("ix_class_code_unit_id", "class_code", ["unit_id"])
    _keep_open_what_was_open()
    op.drop_column("classroom", "wall_key")


def _keep_open_what_was_open() -> None:
    """Make of each class's one key a tablet: those that hold it stay open together, and are closed together."""
    room = sa.table("classroom", sa.column("id", sa.Uuid()), sa.column("unit_id"), sa.column("wall_key"))
    tablet = sa.table(
        "class_tablet",
        *(sa.column(name, sa.Uuid()) for name in ("id", "classroom_id")),
        *(sa.column(name) for name in ("unit_id", "number", "pair", "token_hash")),
        *(sa.column(name, UtcDateTime()) for name in ("asked_at", "confirmed_at", "seen_at")),
    )
    now = datetime.now(UTC)
    for id_, unit_id, key in op.get_bind().execute(sa.select(room).where(room.c.wall_key != "")).all():
        facts = {"id": uuid4(), "classroom_id": id_, "unit_id": unit_id, "number": 1, "pair": ""}
        at = dict.fromkeys(("asked_at", "confirmed_at", "seen_at"), now)
        op.execute(tablet.insert().values(**facts, **at, token_hash=sha256(key.encode()).hexdigest()))


def downgrade() -> None:
    op.drop_table("class_code")
    op.drop_table("class_tablet")
    op.add_column("classroom", sa.Column("wall_key", sa.String(), nullable=False, server_default=""))
