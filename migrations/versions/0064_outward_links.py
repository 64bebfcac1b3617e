"""Links that lead outside the house, and when their keepers were told that they may not."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.add_column("outreach_link", sa.Column("target", sa.String(), nullable=True))
    op.add_column("outreach_link", sa.Column("told_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Make it as it was before."""
    with op.batch_alter_table("outreach_link") as table:
        table.drop_column("told_on")
        table.drop_column("target")
