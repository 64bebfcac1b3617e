"""Second classes of conversations, given apart from their responders'."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_second_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("paired_with", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id", "opened_at"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_second_reading")
