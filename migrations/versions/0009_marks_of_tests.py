"""Marks tell of rows, of the clock, of accents and points; a score keeps each subtest; "no answer" is "no response".

Taken back, marks that only today's kinds can say are deleted: the tables of before have no word for them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mark", sa.Column("kind", sa.String(), server_default="mark", nullable=False))
    op.add_column("mark", sa.Column("accent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("mark", sa.Column("points", sa.Integer(), nullable=True))
    op.add_column("score", sa.Column("parts", sa.JSON(none_as_null=True), nullable=True))
    op.execute("update mark set kind = 'clear' where outcome = 'clear'")
    op.execute("update mark set outcome = 'no_response' where outcome = 'no_answer'")


def downgrade() -> None:
    op.execute("delete from mark where kind not in ('mark', 'clear') or outcome = ''")
    op.execute("update mark set outcome = 'no_answer' where outcome = 'no_response'")
    op.drop_column("score", "parts")
    for name in ("points", "accent", "kind"):
        op.drop_column("mark", name)
