"""Group rooms that are sealed: their keys' epochs, and the boxes in which members have them."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table("chat_group_room") as batch_op:
        for name in ("is_sealed", "wants_key"):
            column = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            batch_op.add_column(column)
        epoch = sa.Column("epoch", sa.Integer(), nullable=False, server_default="0")
        batch_op.add_column(epoch)
    op.add_column("chat_group_member", sa.Column("public", sa.LargeBinary(), nullable=True))
    op.create_table(
        "chat_group_box",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["chat_group_room.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["chat_group_member.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member_id", "epoch"),
    )
    op.create_index("ix_chat_group_box_room_id", "chat_group_box", ["room_id"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("chat_group_box")
    with op.batch_alter_table("chat_group_member") as batch_op:
        batch_op.drop_column("public")
    with op.batch_alter_table("chat_group_room") as batch_op:
        for name in ("epoch", "wants_key", "is_sealed"):
            batch_op.drop_column(name)
