"""Where help is missing, and web addresses that do not answer."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "guidance_link_check",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("checked_at", Moment(), nullable=False),
        sa.CheckConstraint("failures >= 0", name="guidance_link_check_failures"),
        sa.PrimaryKeyConstraint("address"),
    )
    op.create_index("ix_guidance_link_check_checked_at", "guidance_link_check", ["checked_at"])
    op.create_table(
        "guidance_need_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("test", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name="guidance_need_count_n"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "municipality", "test", "about", "is_met"),
    )
    op.create_index("ix_guidance_need_count_day", "guidance_need_count", ["day"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("guidance_need_count")
    op.drop_table("guidance_link_check")
