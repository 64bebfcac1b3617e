"""Shifts that a worker opened for a free while."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table("scheduling_shift") as table:
        table.add_column(
            sa.Column("is_drop_in", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("scheduling_shift") as table:
        table.alter_column("is_drop_in", server_default=None)


def downgrade() -> None:
    """Make it as it was before."""
    with op.batch_alter_table("scheduling_shift") as table:
        table.drop_column("is_drop_in")
