"""How conversations are summed up, the safeguarding flag, ready texts, notes to oneself."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_closing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("is_missing", sa.Boolean(), nullable=False),
        sa.Column("partner", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("alg", sa.String(), nullable=True),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("minutes >= 0", name="chat_closing_minutes"),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id"),
    )
    op.create_table(
        "chat_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name="chat_count_n"),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "line_id", "what", "detail"),
    )
    op.create_index("ix_chat_count_line_id", "chat_count", ["line_id"])
    op.create_table(
        "chat_line_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("line_id", "kind", "key"),
    )
    op.create_index("ix_chat_line_text_line_id", "chat_line_text", ["line_id"])
    _make_flags()
    _make_notes()


def _make_flags() -> None:
    op.create_table(
        "chat_flag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("followed_up_by", sa.Uuid(), nullable=True),
        sa.Column("followed_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["raised_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["followed_up_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id"),
    )
    op.create_index("ix_chat_flag_line_id", "chat_flag", ["line_id"])
    op.create_table(
        "chat_flag_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("flag_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["flag_id"], ["chat_flag.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["done_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("flag_id", "step"),
    )


def _make_notes() -> None:
    op.create_table(
        "chat_debrief",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_chat_debrief_worker_id", "chat_debrief", ["worker_id"])


def downgrade() -> None:
    """Make it as it was before."""
    for table in (
        "chat_debrief",
        "chat_flag_step",
        "chat_flag",
        "chat_line_text",
        "chat_count",
        "chat_closing",
    ):
        op.drop_table(table)
