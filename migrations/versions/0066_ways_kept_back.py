"""What editors keep back of channels that came from elsewhere, and whose hours hold."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "guidance_withheld",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("theirs", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["guidance_source_record.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "kind", "address"),
    )
    with op.batch_alter_table("guidance_service") as table:
        ours = sa.Column("hours_are_ours", sa.Boolean(), nullable=False, server_default=sa.false())
        table.add_column(ours)
    with op.batch_alter_table("guidance_service") as table:
        table.alter_column("hours_are_ours", server_default=None)


def downgrade() -> None:
    """Make it as it was before."""
    with op.batch_alter_table("guidance_service") as table:
        table.drop_column("hours_are_ours")
    op.drop_table("guidance_withheld")
