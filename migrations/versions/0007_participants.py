"""Who else is in a conversation, and the front of the queue."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UNDERWAY = "standing IN ('asked', 'offered', 'here')"


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_participant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("standing", sa.String(length=32), nullable=False),
        sa.Column("because", sa.String(length=32), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("since", Moment(), nullable=True),
        sa.Column("until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_chat_participant_conversation", "chat_participant", ["conversation_id", "worker_id"]
    )
    op.create_index("ix_chat_participant_worker", "chat_participant", ["worker_id", "standing"])
    _unique("chat_participant_once", ["conversation_id", "worker_id"], UNDERWAY)
    _unique(
        "chat_participant_one_handover", ["conversation_id"], f"part = 'joining' AND {UNDERWAY}"
    )
    with op.batch_alter_table("chat_conversation") as table:
        table.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("back_because", sa.String(length=32), nullable=True))
    # Apart: SQLite copies the rows between the two, and what is there already needs the default.
    with op.batch_alter_table("chat_conversation") as table:
        table.alter_column("priority", server_default=None)
    with op.batch_alter_table("chat_message") as table:
        table.add_column(sa.Column("worker_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "chat_message_worker_id_fkey", "organisation_worker", ["worker_id"], ["id"]
        )


def _unique(name: str, columns: list[str], where: str) -> None:
    op.create_index(
        name,
        "chat_participant",
        columns,
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def downgrade() -> None:
    """Make it as it was before."""
    with op.batch_alter_table("chat_message") as table:
        table.drop_column("worker_id")
    with op.batch_alter_table("chat_conversation") as table:
        table.drop_column("back_because")
        table.drop_column("priority")
    op.drop_table("chat_participant")
