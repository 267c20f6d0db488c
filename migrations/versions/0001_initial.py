"""The first tables."""

import sqlalchemy as sa
from alembic import op

from phonics.store.base import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _programme()
    _people()
    _instruments()
    _evidence()
    _standing()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _programme() -> None:
    """Units, terms, and what this site knows of itself."""
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_th", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('municipal', 'network')", name=op.f("ck_unit_kind")),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", name="uq_unit_code"),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_term_order")),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        sa.UniqueConstraint("year_be", "number", name="uq_term_year_be_number"),
    )
    op.create_table(
        "site_fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_site_fact"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_audit_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_unit_id", "audit", ["unit_id"])
    op.create_table(
        "lockout",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("subject", name="pk_lockout"),
    )


def _people() -> None:
    """Staff with their posts, classes, children, phonics groups."""
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("username", name="uq_staff_username"),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_post_staff_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_post_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint("staff_id", "unit_id", "role", name="uq_post_staff_id_unit_id_role"),
    )
    op.create_index("ix_post_staff_id", "post", ["staff_id"])
    op.create_index("ix_post_unit_id", "post", ["unit_id"])
    op.create_table(
        "classroom",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=True),
        sa.Column("pictures", sa.String(), nullable=False),
        sa.Column("wall_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["teacher_id"], ["staff.id"], name="fk_classroom_teacher_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_classroom_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_classroom"),
        sa.UniqueConstraint("unit_id", "year_be", "grade", "room", name="uq_classroom_unit_id_year_be_grade_room"),
    )
    op.create_index("ix_classroom_unit_id", "classroom", ["unit_id"])
    op.create_table(
        "student",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("given", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("nickname", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("tile", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("sex in ('m', 'f', '')", name=op.f("ck_student_sex")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_student_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_student"),
        sa.UniqueConstraint("unit_id", "number", name="uq_student_unit_id_number"),
    )
    op.create_index("ix_student_unit_id_level", "student", ["unit_id", "level"])
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("roll_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name="fk_enrolment_classroom_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_enrolment_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_enrolment_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment"),
        sa.UniqueConstraint("student_id", "year_be", name="uq_enrolment_student_id_year_be"),
    )
    op.create_index("ix_enrolment_classroom_id", "enrolment", ["classroom_id"])
    op.create_index("ix_enrolment_unit_id_year_be", "enrolment", ["unit_id", "year_be"])
    op.create_table(
        "phonics_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["staff.id"], name="fk_phonics_group_teacher_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_phonics_group_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_phonics_group"),
    )
    op.create_index("ix_phonics_group_unit_id", "phonics_group", ["unit_id"])
    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["phonics_group.id"], name="fk_group_member_group_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_group_member_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_group_member_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_group_member"),
    )
    op.create_index("ix_group_member_group_id", "group_member", ["group_id"])
    op.create_index("ix_group_member_student_id", "group_member", ["student_id"])


def _instruments() -> None:
    """Instruments and their frozen versions."""
    op.create_table(
        "instrument",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("title_th", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_instrument_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_instrument"),
        sa.UniqueConstraint("code", name="uq_instrument_code"),
    )
    op.create_index("ix_instrument_unit_id", "instrument", ["unit_id"])
    op.create_table(
        "instrument_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["instrument_id"], ["instrument.id"], name="fk_instrument_version_instrument_id"),
        sa.PrimaryKeyConstraint("id", name="pk_instrument_version"),
        sa.UniqueConstraint("content_hash", name="uq_instrument_version_content_hash"),
        sa.UniqueConstraint("instrument_id", "number", name="uq_instrument_version_instrument_id_number"),
    )


def _evidence() -> None:
    """Sittings, marks, and what was worked out from them."""
    op.create_table(
        "sitting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("stone", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("seconds_used", sa.Float(), nullable=True),
        sa.Column("last_item", sa.Integer(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind in ('lesson', 'test')", name=op.f("ck_sitting_kind")),
        sa.CheckConstraint("status in ('open', 'finished', 'void')", name=op.f("ck_sitting_status")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_sitting_staff_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_sitting_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_sitting_unit_id"),
        sa.ForeignKeyConstraint(["version_id"], ["instrument_version.id"], name="fk_sitting_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sitting"),
    )
    op.create_index("ix_sitting_student_id_kind", "sitting", ["student_id", "kind"])
    op.create_index("ix_sitting_unit_id_started_at", "sitting", ["unit_id", "started_at"])
    op.create_table(
        "mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("latency_ms", sa.Integer(), nullable=True),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name="fk_mark_sitting_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_mark_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mark"),
    )
    op.create_index("ix_mark_sitting_id_seq", "mark", ["sitting_id", "seq"])
    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("rule_version", sa.String(), nullable=False),
        sa.Column("n_items", sa.Integer(), nullable=False),
        sa.Column("n_attempted", sa.Integer(), nullable=False),
        sa.Column("n_correct", sa.Integer(), nullable=False),
        sa.Column("n_self_corrected", sa.Integer(), nullable=False),
        sa.Column("seconds_used", sa.Float(), nullable=True),
        sa.Column("correct_per_minute", sa.Float(), nullable=True),
        sa.Column("accuracy", sa.Float(), nullable=True),
        sa.Column("discontinued", sa.Boolean(), nullable=False),
        sa.Column("by_code", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name="fk_score_sitting_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_score_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_score_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score"),
        sa.UniqueConstraint("sitting_id", "rule_version", name="uq_score_sitting_id_rule_version"),
    )
    op.create_index("ix_score_student_id", "score", ["student_id"])
    op.create_table(
        "mastery",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("last_seen", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_mastery_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_mastery_unit_id"),
        sa.PrimaryKeyConstraint("student_id", "code", name="pk_mastery"),
    )


def _standing() -> None:
    """Suggestions, decisions, placements; and the dashboards' roll-up."""
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_suggestion_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_suggestion_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
    )
    op.create_index("ix_suggestion_student_id", "suggestion", ["student_id"])
    op.create_index("ix_suggestion_unit_id_current", "suggestion", ["unit_id", "current"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("from_level", sa.String(), nullable=False),
        sa.Column("to_level", sa.String(), nullable=False),
        sa.Column("wait_until", sa.Date(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("action in ('accept', 'defer', 'override')", name=op.f("ck_decision_action")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_decision_staff_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_decision_student_id"),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestion.id"], name="fk_decision_suggestion_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_decision_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_student_id", "decision", ["student_id"])
    op.create_index("ix_decision_unit_id", "decision", ["unit_id"])
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_placement_decision_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_placement_student_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_placement_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_placement"),
    )
    op.create_index("ix_placement_student_id_since", "placement", ["student_id", "since"])
    op.create_table(
        "rollup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("tested", sa.Integer(), nullable=False),
        sa.Column("rose", sa.Integer(), nullable=False),
        sa.Column("refreshed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name="fk_rollup_term_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_rollup_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rollup"),
        sa.UniqueConstraint("term_id", "unit_id", "level", name="uq_rollup_term_id_unit_id_level"),
    )


_TABLES = (
    "unit",
    "term",
    "site_fact",
    "audit",
    "lockout",
    "staff",
    "post",
    "classroom",
    "student",
    "enrolment",
    "phonics_group",
    "group_member",
    "instrument",
    "instrument_version",
    "sitting",
    "mark",
    "score",
    "mastery",
    "suggestion",
    "decision",
    "placement",
    "rollup",
)
