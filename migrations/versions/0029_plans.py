"""Plans with those who come often."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "chat_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("alg", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["chat_return_code.conversation_id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id"),
    )
    op.create_index("ix_chat_plan_written_at", "chat_plan", ["written_at"])
    op.create_table(
        "chat_plan_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["chat_plan.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("plan_id", "worker_id"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_plan_agreement")
    op.drop_table("chat_plan")
