"""What came of services that were named, counted."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "guidance_reaction_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("said", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name="guidance_reaction_count_n"),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "line_id", "service_id", "said"),
    )
    for column in ("day", "line_id", "service_id"):
        op.create_index(f"ix_guidance_reaction_count_{column}", "guidance_reaction_count", [column])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("guidance_reaction_count")
