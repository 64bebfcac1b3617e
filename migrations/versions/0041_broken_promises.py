"""When a line was promised and nobody was there."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "scheduling_lapse",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("told_at", Moment()),
        sa.Column("ended_at", Moment()),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= began_at", name="scheduling_lapse_forward"
        ),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    running = sa.text("ended_at IS NULL")
    op.create_index(
        "scheduling_lapse_once",
        "scheduling_lapse",
        ["line_id"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )
    for name in ("line_id", "began_at"):
        op.create_index(f"ix_scheduling_lapse_{name}", "scheduling_lapse", [name])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("scheduling_lapse")
