"""Conversations sealed in their browsers: whose key, which epoch, which number."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

NUMBERS = {"epoch": "1", "visitor_number": "0", "worker_number": "0"}


def upgrade() -> None:
    """Make it so."""
    _number_conversations()
    op.add_column("chat_return_code", sa.Column("wrapped", sa.LargeBinary(), nullable=True))
    op.add_column("chat_consultation", sa.Column("wrapped", sa.LargeBinary(), nullable=True))
    op.add_column("chat_consultant", sa.Column("box", sa.LargeBinary(), nullable=True))
    op.create_table(
        "chat_conversation_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("line_key_id", sa.Uuid(), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "(line_key_id IS NULL) <> (worker_id IS NULL)", name="chat_conversation_key_one_holder"
        ),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["line_key_id"], ["organisation_line_key.id"]),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id", "worker_id"),
    )
    for name in ("conversation_id", "worker_id"):
        op.create_index(f"ix_chat_conversation_key_{name}", "chat_conversation_key", [name])
    to_line = sa.text("line_key_id IS NOT NULL")
    op.create_index(
        "chat_conversation_key_line",
        "chat_conversation_key",
        ["conversation_id"],
        unique=True,
        sqlite_where=to_line,
        postgresql_where=to_line,
    )


def _number_conversations() -> None:
    """Conversations of before are not sealed; the database itself needs no defaults after this."""
    with op.batch_alter_table("chat_conversation") as table:
        table.add_column(
            sa.Column("is_sealed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        for name, first in NUMBERS.items():
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default=first))
    with op.batch_alter_table("chat_conversation") as table:
        for name in ("is_sealed", *NUMBERS):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_conversation_key")
    op.drop_column("chat_consultant", "box")
    op.drop_column("chat_consultation", "wrapped")
    op.drop_column("chat_return_code", "wrapped")
    with op.batch_alter_table("chat_conversation") as table:
        for name in ("is_sealed", *NUMBERS):
            table.drop_column(name)
