"""Words that teachers add."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LIVE = sa.text("removed_at is null")


def upgrade() -> None:
    op.create_table(
        "own_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("phones", sa.String(), nullable=False),
        sa.Column("gloss_th", sa.String(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name="fk_own_word_added_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_own_word_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_own_word"),
    )
    op.create_index(
        "uq_own_word_unit_id_text_live",
        "own_word",
        ["unit_id", "text"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def downgrade() -> None:
    op.drop_table("own_word")
