"""When words were left as a contact request, and when somebody answered."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    for name in ("asked_at", "answered_at"):
        op.add_column(
            "chat_conversation", sa.Column(name, sa.DateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    """Make it as it was before."""
    for name in ("answered_at", "asked_at"):
        op.drop_column("chat_conversation", name)
