"""Invitations by link for workers of another service."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_guest_link",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["made_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("conversation_id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_chat_guest_link_expires_at", "chat_guest_link", ["expires_at"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_guest_link")
