"""What was searched for, counted by its meaning."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "guidance_search_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name="guidance_search_count_n"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "municipality", "meaning", "is_met"),
    )
    op.create_index("ix_guidance_search_count_day", "guidance_search_count", ["day"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("guidance_search_count")
