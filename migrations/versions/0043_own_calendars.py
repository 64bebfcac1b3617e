"""Workers' own calendars: when they are busy, and how they are told."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

WORKER = "organisation_worker.id"


def upgrade() -> None:
    """Make it so."""
    _busy()
    op.create_table(
        "scheduling_delivery",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("worker_id", sa.Uuid(), sa.ForeignKey(WORKER), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.UniqueConstraint("worker_id", "kind"),
    )
    op.create_table(
        "scheduling_told",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "delivery_id",
            sa.Uuid(),
            sa.ForeignKey("scheduling_delivery.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.UniqueConstraint("delivery_id", "uid"),
    )


def _busy() -> None:
    op.create_table(
        "scheduling_busy_source",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("worker_id", sa.Uuid(), sa.ForeignKey(WORKER), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("read_at", Moment(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
    )
    op.create_index("ix_scheduling_busy_source_worker_id", "scheduling_busy_source", ["worker_id"])
    op.create_table(
        "scheduling_busy_time",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "source_id",
            sa.Uuid(),
            sa.ForeignKey("scheduling_busy_source.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("worker_id", sa.Uuid(), sa.ForeignKey(WORKER), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="scheduling_busy_time_forward"),
    )
    op.create_index("ix_scheduling_busy_time_source_id", "scheduling_busy_time", ["source_id"])
    op.create_index(
        "scheduling_busy_time_worker_ends", "scheduling_busy_time", ["worker_id", "ends_at"]
    )


def downgrade() -> None:
    """Make it as it was before."""
    for table in ("told", "delivery", "busy_time", "busy_source"):
        op.drop_table(f"scheduling_{table}")
