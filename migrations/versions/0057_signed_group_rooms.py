"""Keys with which those in a group room sign what they say."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table("chat_group_member") as table:
        table.add_column(sa.Column("signs", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("chat_group_member") as table:
        table.alter_column("signs", server_default=None)


def downgrade() -> None:
    """Make it as it was before."""
    with op.batch_alter_table("chat_group_member") as table:
        table.drop_column("signs")
