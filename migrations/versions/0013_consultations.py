"""Advice among workers beside a conversation."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_chat_consultation_conversation_id", "chat_consultation", ["conversation_id"]
    )
    op.create_index("ix_chat_consultation_closed_at", "chat_consultation", ["closed_at"])
    op.create_index(
        "chat_consultation_one_open",
        "chat_consultation",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "chat_consultant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["chat_consultation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("consultation_id", "worker_id"),
    )
    op.create_index("ix_chat_consultant_worker_id", "chat_consultant", ["worker_id"])
    op.create_table(
        "chat_consultation_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("alg", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["chat_consultation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("consultation_id", "client_id"),
        sa.UniqueConstraint("consultation_id", "seq"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_consultation_note")
    op.drop_table("chat_consultant")
    op.drop_table("chat_consultation")
