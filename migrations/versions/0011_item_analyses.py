"""How good an instrument is, kept for its page; the tests of a version are found at once."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "item_analysis",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sittings", sa.Integer(), nullable=False),
        sa.Column("newest", UtcDateTime(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["instrument_version.id"], name=op.f("fk_item_analysis_version_id")),
        sa.PrimaryKeyConstraint("version_id", "scope", name=op.f("pk_item_analysis")),
    )
    op.create_index("ix_sitting_version_id", "sitting", ["version_id"])


def downgrade() -> None:
    op.drop_index("ix_sitting_version_id", "sitting")
    op.drop_table("item_analysis")
