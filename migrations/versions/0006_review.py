"""When each correspondence should come back, and what folding on needs to remember."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mark", sa.Column("choices", sa.Integer(), nullable=True))
    op.add_column("mastery", sa.Column("trail", sa.JSON(), nullable=True))
    op.create_table(
        "review",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.CheckConstraint("direction in ('reading', 'spelling')", name=op.f("ck_review_direction")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_review_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_review_unit_id"),
        sa.PrimaryKeyConstraint("student_id", "code", "direction", name="pk_review"),
    )
    op.create_table(
        "folded",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name="fk_folded_sitting_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_folded_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_folded_unit_id"),
        sa.PrimaryKeyConstraint("student_id", name="pk_folded"),
    )


def downgrade() -> None:
    op.drop_table("folded")
    op.drop_table("review")
    op.drop_column("mastery", "trail")
    op.drop_column("mark", "choices")
