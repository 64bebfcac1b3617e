"""Requests for cover, and what workers are told."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment, Word
from scheduling.cover_states import CoverState, NoticeKind

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

WORKER = ["organisation_worker.id"]


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "scheduling_cover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("duty_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("to_worker_id", sa.Uuid()),
        sa.Column("in_return_id", sa.Uuid()),
        sa.Column("state", Word(CoverState), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("taken_by", sa.Uuid()),
        sa.Column("settled_at", Moment()),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'taken') = (taken_by IS NOT NULL)", name="scheduling_cover_taken"
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["scheduling_duty.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["in_return_id"], ["scheduling_duty.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["asked_by"], WORKER),
        sa.ForeignKeyConstraint(["to_worker_id"], WORKER),
        sa.ForeignKeyConstraint(["taken_by"], WORKER),
        sa.PrimaryKeyConstraint("id"),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "scheduling_cover_once",
        "scheduling_cover",
        ["duty_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("scheduling_cover_state", "scheduling_cover", ["state"])
    for name in ("duty_id", "asked_by", "to_worker_id", "in_return_id", "taken_by"):
        op.create_index(f"ix_scheduling_cover_{name}", "scheduling_cover", [name])
    _notices()


def _notices() -> None:
    op.create_table(
        "scheduling_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("kind", Word(NoticeKind), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("mailed_at", Moment()),
        sa.Column("read_at", Moment()),
        sa.ForeignKeyConstraint(["worker_id"], WORKER),
        sa.ForeignKeyConstraint(["shift_id"], ["scheduling_shift.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("worker_id", "kind", "shift_id", "step", name="scheduling_notice_once"),
    )
    op.create_index("scheduling_notice_unmailed", "scheduling_notice", ["mailed_at", "made_at"])
    for name in ("worker_id", "shift_id", "made_at"):
        op.create_index(f"ix_scheduling_notice_{name}", "scheduling_notice", [name])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("scheduling_notice")
    op.drop_table("scheduling_cover")
