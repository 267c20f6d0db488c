"""Lessons made without the network count once a teacher has said that it was really the child."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0008"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sitting", sa.Column("verified", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "verification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("answer in ('confirmed', 'refused')", name=op.f("ck_verification_answer")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_verification_by_id"),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name="fk_verification_sitting_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_verification_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_verification"),
    )
    op.create_index("ix_verification_sitting_id", "verification", ["sitting_id"])
    op.create_index("ix_verification_unit_id", "verification", ["unit_id"])


def downgrade() -> None:
    op.drop_table("verification")
    op.drop_column("sitting", "verified")
