"""Looks at posters."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "outreach_poster_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("condition", sa.String(length=32), nullable=False),
        sa.Column("strips", sa.Integer(), nullable=False),
        sa.CheckConstraint("strips >= 0", name="outreach_poster_check_strips"),
        sa.ForeignKeyConstraint(["link_id"], ["outreach_link.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_outreach_poster_check_link_id", "outreach_poster_check", ["link_id"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_poster_check")
