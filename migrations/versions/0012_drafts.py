"""Teachers write tests: drafts, who published a test, and to whom its versions are offered."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("instrument", sa.Column("author_id", sa.Uuid(), nullable=True))
    op.add_column("instrument", sa.Column("withdrawn_at", UtcDateTime(), nullable=True))
    op.create_index("ix_instrument_author_id", "instrument", ["author_id"])
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_id", sa.Uuid(), nullable=True),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("last_change", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name="fk_draft_author_id"),
        sa.ForeignKeyConstraint(["instrument_id"], ["instrument.id"], name="fk_draft_instrument_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_draft_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index("ix_draft_author_id", "draft", ["author_id"])
    op.create_index("ix_draft_unit_id", "draft", ["unit_id"])
    op.create_table(
        "instrument_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("scope in ('unit', 'network')", name=op.f("ck_instrument_share_scope")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_instrument_share_by_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_instrument_share_unit_id"),
        sa.ForeignKeyConstraint(["version_id"], ["instrument_version.id"], name="fk_instrument_share_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_instrument_share"),
        sa.UniqueConstraint("version_id", "scope", name="uq_instrument_share_version_id_scope"),
    )
    op.create_index("ix_instrument_share_unit_id", "instrument_share", ["unit_id"])


def downgrade() -> None:
    op.drop_table("instrument_share")
    op.drop_table("draft")
    op.drop_index("ix_instrument_author_id", "instrument")
    op.drop_column("instrument", "withdrawn_at")
    op.drop_column("instrument", "author_id")
