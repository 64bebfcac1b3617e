"""Training before the first duty, supervision and meetings."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment, Word
from scheduling.training import MeetingKind

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

WORKER = ["organisation_worker.id"]
COURSE = ["scheduling_course.id"]
ORGANISATION = ["organisation_organisation.id"]


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "scheduling_course",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid()),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("valid_months", sa.Integer()),
        sa.CheckConstraint("minutes > 0", name="scheduling_course_minutes"),
        sa.ForeignKeyConstraint(["organisation_id"], ORGANISATION),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "name", name="scheduling_course_once"),
    )
    op.create_table(
        "scheduling_cohort",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], COURSE, ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    _learnt()
    _meetings()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


INDEXES = [
    ("scheduling_course", "line_id"),
    ("scheduling_cohort", "course_id"),
    ("scheduling_studied", "worker_id"),
    ("scheduling_studied", "course_id"),
    ("scheduling_passed", "worker_id"),
    ("scheduling_passed", "course_id"),
    ("scheduling_meeting", "organisation_id"),
    ("scheduling_meeting", "starts_at"),
    ("scheduling_attendance", "worker_id"),
]


def _learnt() -> None:
    op.create_table(
        "scheduling_studied",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid()),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint("minutes > 0", name="scheduling_studied_minutes"),
        sa.ForeignKeyConstraint(["worker_id"], WORKER),
        sa.ForeignKeyConstraint(["course_id"], COURSE),
        sa.ForeignKeyConstraint(["cohort_id"], ["scheduling_cohort.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "scheduling_passed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.ForeignKeyConstraint(["worker_id"], WORKER),
        sa.ForeignKeyConstraint(["course_id"], COURSE),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("worker_id", "course_id", name="scheduling_passed_once"),
    )


def _meetings() -> None:
    op.create_table(
        "scheduling_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", Word(MeetingKind), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="scheduling_meeting_forward"),
        sa.ForeignKeyConstraint(["organisation_id"], ORGANISATION),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "scheduling_attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("was_there", sa.Boolean()),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["scheduling_meeting.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], WORKER),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "worker_id", name="scheduling_attendance_once"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    for table in ("attendance", "meeting", "passed", "studied", "cohort", "course"):
        op.drop_table(f"scheduling_{table}")
