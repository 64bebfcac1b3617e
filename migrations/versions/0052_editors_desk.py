"""The editors' desk: what readers say is wrong, what was changed, and what is read."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

INDEXES = {
    "guidance_suggestion": ("service_id", "state", "told_on"),
    "guidance_change": ("at", "service_id", "worker_id"),
    "guidance_reading_count": ("day", "service_id"),
}


def _of_service() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE")


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "guidance_suggestion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("wrong", sa.String(32), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("declined", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "(state = 'declined') = (declined IS NOT NULL)", name="guidance_suggestion_reason"
        ),
        sa.CheckConstraint("state = 'waiting' OR said = ''", name="guidance_suggestion_emptied"),
        _of_service(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "guidance_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        _of_service(),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "guidance_reading_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name="guidance_reading_count_n"),
        _of_service(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "service_id"),
    )
    for table, columns in INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Make it as it was before."""
    for table in reversed(INDEXES):
        op.drop_table(table)
