"""Promises to go on at a time."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_promise",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_index("ix_chat_promise_worker_id", "chat_promise", ["worker_id"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_promise")
