"""A visitor's address, sealed to two workers; the workers' keys; who asked and who agreed."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_officer_key",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("worker_id"),
    )
    op.create_table(
        "chat_located",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id"),
    )
    op.create_index("ix_chat_located_made_at", "chat_located", ["made_at"])
    op.create_table(
        "chat_located_share",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("located_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["located_id"], ["chat_located.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("located_id", "worker_id"),
    )
    _openings()


def _openings() -> None:
    op.create_table(
        "chat_located_opening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("located_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("passed", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.CheckConstraint("agreed_by <> asked_by", name="chat_located_two_people"),
        sa.CheckConstraint("reason <> ''", name="chat_located_reason"),
        sa.CheckConstraint(
            "opened_at IS NULL OR agreed_by IS NOT NULL", name="chat_located_agreed_first"
        ),
        sa.ForeignKeyConstraint(["located_id"], ["chat_located.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["asked_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["agreed_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_chat_located_opening_located_id", "chat_located_opening", ["located_id"])


def downgrade() -> None:
    """Make it as it was before."""
    for table in ("chat_located_opening", "chat_located_share", "chat_located", "chat_officer_key"):
        op.drop_table(table)
