"""Cards by which children sign in, how long a tablet waits for them, and lessons moved to the right child."""

import secrets

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("student", sa.Column("pin", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("student", sa.Column("badge", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("classroom", sa.Column("idle_minutes", sa.Integer(), server_default="5", nullable=False))
    op.create_table(
        "sitting_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_sitting_move_by_id"),
        sa.ForeignKeyConstraint(["from_id"], ["student.id"], name="fk_sitting_move_from_id"),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name="fk_sitting_move_sitting_id"),
        sa.ForeignKeyConstraint(["to_id"], ["student.id"], name="fk_sitting_move_to_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_sitting_move_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sitting_move"),
    )
    op.create_index("ix_sitting_move_sitting_id", "sitting_move", ["sitting_id"])
    op.create_index("ix_sitting_move_from_id", "sitting_move", ["from_id"])
    _give_cards()


def _give_cards() -> None:
    """Every child of before gets a PIN and a badge; their pictures stay."""
    student = sa.table("student", sa.column("id"), sa.column("pin"), sa.column("badge"))
    connection = op.get_bind()
    keys = connection.scalars(sa.select(student.c.id)).all()
    cards = [{"key": key, "pin": f"{secrets.randbelow(10_000):04}", "badge": secrets.token_urlsafe(18)} for key in keys]
    if cards:
        given = {"pin": sa.bindparam("pin"), "badge": sa.bindparam("badge")}
        connection.execute(sa.update(student).where(student.c.id == sa.bindparam("key")).values(given), cards)


def downgrade() -> None:
    op.drop_table("sitting_move")
    op.drop_column("classroom", "idle_minutes")
    op.drop_column("student", "badge")
    op.drop_column("student", "pin")
