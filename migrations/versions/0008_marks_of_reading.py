"""Up to which message each side of a conversation has read."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    for side in ("visitor", "responder"):
        mark = sa.Column(f"seen_by_{side}", sa.Integer(), nullable=False, server_default="0")
        op.add_column("chat_conversation", mark)


def downgrade() -> None:
    """Make it as it was before."""
    with op.batch_alter_table("chat_conversation") as batch_op:
        batch_op.drop_column("seen_by_responder")
        batch_op.drop_column("seen_by_visitor")
