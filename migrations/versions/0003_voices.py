"""Voices people give, and the language a child is told in what to do."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In words of its own: alembic would copy SQLite's whole table to add a column with a check.
    op.execute(
        "alter table student add column instructions varchar default 'th' not null "
        "constraint ck_student_instructions check (instructions in ('th', 'en'))"
    )
    op.create_table(
        "recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("trim_start", sa.Float(), nullable=False),
        sa.Column("trim_end", sa.Float(), nullable=False),
        sa.Column("lufs", sa.Float(), nullable=False),
        sa.Column("peak_db", sa.Float(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_recording_by_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_recording_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recording"),
    )
    op.create_index("ix_recording_kind_text_unit_id", "recording", ["kind", "text", "unit_id"])
    op.create_index("ix_recording_unit_id", "recording", ["unit_id"])
    op.create_table(
        "recording_verdict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("scope in ('unit', 'network')", name=op.f("ck_recording_verdict_scope")),
        sa.CheckConstraint("verdict in ('approved', 'withdrawn')", name=op.f("ck_recording_verdict_verdict")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_recording_verdict_by_id"),
        sa.ForeignKeyConstraint(["recording_id"], ["recording.id"], name="fk_recording_verdict_recording_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_recording_verdict_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recording_verdict"),
    )
    op.create_index("ix_recording_verdict_recording_id_scope_at", "recording_verdict", ["recording_id", "scope", "at"])
    op.create_index("ix_recording_verdict_scope", "recording_verdict", ["scope"])
    op.create_index("ix_recording_verdict_unit_id", "recording_verdict", ["unit_id"])
    op.create_table(
        "sound_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("opinion in ('good', 'weak', 'wrong')", name=op.f("ck_sound_opinion_opinion")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_sound_opinion_by_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_sound_opinion_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sound_opinion"),
    )
    op.create_index("ix_sound_opinion_kind_text_file", "sound_opinion", ["kind", "text", "file"])
    op.create_table(
        "missed_clip",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_missed_clip_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", "kind", "text", name="pk_missed_clip"),
    )


def downgrade() -> None:
    for table in ("missed_clip", "sound_opinion", "recording_verdict", "recording"):
        op.drop_table(table)
    op.drop_column("student", "instructions")
