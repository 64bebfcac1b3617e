"""Protected figures that two people let out."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "outreach_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", Moment(), nullable=True),
        sa.CheckConstraint("agreed_by <> asked_by", name="outreach_release_two_people"),
        sa.CheckConstraint("reason <> ''", name="outreach_release_reason"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["agreed_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "month", "key", "step"),
    )
    op.create_index("ix_outreach_release_asked_at", "outreach_release", ["asked_at"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_release")
