"""A test is shared by code with a second tablet, scored along by a second teacher; a teacher has a PIN."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("pin_hash", sa.String(), nullable=True))
    op.add_column("sitting", sa.Column("second_of", sa.Uuid(), nullable=True))
    op.create_index("ix_sitting_second_of", "sitting", ["second_of"])
    op.create_table(
        "shared_test",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_shared_test_staff_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_shared_test_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_shared_test_unit_id"),
        sa.ForeignKeyConstraint(["version_id"], ["instrument_version.id"], name="fk_shared_test_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shared_test"),
        sa.UniqueConstraint("code", name="uq_shared_test_code"),
        sa.UniqueConstraint("sitting_id", name="uq_shared_test_sitting_id"),
    )
    op.create_index("ix_shared_test_unit_id", "shared_test", ["unit_id"])


def downgrade() -> None:
    op.drop_table("shared_test")
    op.execute("delete from mark where sitting_id in (select id from sitting where second_of is not null)")
    op.execute("delete from sitting where second_of is not null")  # without the column they would count
    op.drop_index("ix_sitting_second_of", "sitting")
    op.drop_column("sitting", "second_of")
    op.drop_column("staff", "pin_hash")
