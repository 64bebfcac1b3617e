"""How heavy it is before a talk, until it is told after it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table("chat_conversation") as table:
        table.add_column(sa.Column("burden_before", sa.Integer(), nullable=True))
        table.create_check_constraint("chat_conversation_burden", "burden_before BETWEEN 0 AND 4")


def downgrade() -> None:
    """Make it as it was before."""
    with op.batch_alter_table("chat_conversation") as table:
        table.drop_constraint("chat_conversation_burden", type_="check")
        table.drop_column("burden_before")
