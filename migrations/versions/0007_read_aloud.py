"""What children read aloud, with their parents' consent, and what a teacher heard in it."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "voice_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_voice_consent_by_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_voice_consent_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_voice_consent_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_voice_consent"),
    )
    op.create_index("ix_voice_consent_student_id_at", "voice_consent", ["student_id", "at"])
    op.create_index("ix_voice_consent_unit_id", "voice_consent", ["unit_id"])
    op.create_table(
        "read_aloud",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_read_aloud_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_read_aloud_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_read_aloud"),
    )
    op.create_index("ix_read_aloud_unit_id_at", "read_aloud", ["unit_id", "at"])
    op.create_index("ix_read_aloud_student_id", "read_aloud", ["student_id"])
    op.create_table(
        "read_aloud_rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("read_aloud_id", sa.Uuid(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("rating in ('fluent', 'helped', 'not_yet')", name=op.f("ck_read_aloud_rating_rating")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_read_aloud_rating_by_id"),
        sa.ForeignKeyConstraint(["read_aloud_id"], ["read_aloud.id"], name="fk_read_aloud_rating_read_aloud_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_read_aloud_rating_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_read_aloud_rating"),
    )
    op.create_index("ix_read_aloud_rating_read_aloud_id_at", "read_aloud_rating", ["read_aloud_id", "at"])
    op.create_index("ix_read_aloud_rating_unit_id", "read_aloud_rating", ["unit_id"])


def downgrade() -> None:
    for table in ("read_aloud_rating", "read_aloud", "voice_consent"):
        op.drop_table(table)
