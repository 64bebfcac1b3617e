"""Return codes, and the earlier visits of a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_return_code",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("lookup", sa.String(), nullable=False),
        sa.Column("auth_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id"),
        sa.UniqueConstraint("lookup"),
    )
    op.create_table(
        "chat_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("responder_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("is_misuse", sa.Boolean(), nullable=False),
        sa.Column("policy_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["responder_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("conversation_id", "line_id", "closed_at"):
        op.create_index(f"ix_chat_visit_{column}", "chat_visit", [column])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_visit")
    op.drop_table("chat_return_code")
