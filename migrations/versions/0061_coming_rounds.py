"""Rounds that are announced: when, and where in words."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "outreach_coming_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name="outreach_coming_round_span"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("organisation_id", "ends_at"):
        op.create_index(f"ix_outreach_coming_round_{column}", "outreach_coming_round", [column])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_coming_round")
