"""How many answered what in the worry tests."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "guidance_worry_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("test", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name="guidance_worry_count_n"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "test", "version", "question", "answer"),
    )
    op.create_index("ix_guidance_worry_count_day", "guidance_worry_count", ["day"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("guidance_worry_count")
