"""Contact requests for somebody else, with a named requester."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_named_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", Moment(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("done_how", sa.String(length=32), nullable=True),
        sa.Column("reference_hash", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(taken_by IS NULL) = (taken_at IS NULL)", name="chat_named_request_taken_whole"
        ),
        sa.CheckConstraint(
            "(done_how IS NULL) = (done_at IS NULL)", name="chat_named_request_done_whole"
        ),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["taken_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference_hash"),
    )
    for name in ("line_id", "asked_at", "taken_by", "done_at"):
        op.create_index(f"ix_chat_named_request_{name}", "chat_named_request", [name])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_named_request")
