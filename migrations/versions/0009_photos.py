"""A photo in place of the animal, with the parents' consent."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "photo_consent", sa.Column("given", sa.Boolean(), nullable=False), sa.Column("until", sa.Date(), nullable=False)
    )
    _create("photo", sa.Column("file", sa.String(), nullable=False))


def _create(table: str, *own: sa.Column) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        *own,
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=f"fk_{table}_by_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=f"fk_{table}_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=f"fk_{table}_unit_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_student_id_at", table, ["student_id", "at"])
    op.create_index(f"ix_{table}_unit_id", table, ["unit_id"])


def downgrade() -> None:
    for table in ("photo", "photo_consent"):
        op.drop_table(table)
