"""Notes to oneself that their writer's browser has sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so; notes that are there already were sealed by the house alone."""
    with op.batch_alter_table("chat_debrief") as table:
        table.add_column(sa.Column("alg", sa.String(), nullable=False, server_default="plain/1"))
    with op.batch_alter_table("chat_debrief") as table:
        table.alter_column("alg", server_default=None)


def downgrade() -> None:
    """Make it as it was before; what only its writer can open goes."""
    op.execute(sa.text("DELETE FROM chat_debrief WHERE alg <> 'plain/1'"))
    with op.batch_alter_table("chat_debrief") as table:
        table.drop_column("alg")
