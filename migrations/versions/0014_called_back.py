"""Since when a responder waits for a visitor who was away when their turn came."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.add_column(
        "chat_conversation", sa.Column("called_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_column("chat_conversation", "called_at")
