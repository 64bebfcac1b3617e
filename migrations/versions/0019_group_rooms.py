"""Group rooms with a moderator, a theme and a time."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "chat_group_room",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("theme", sa.JSON(), nullable=False),
        sa.Column("starts_at", moment, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("opened_at", moment, nullable=True),
        sa.Column("closed_at", moment, nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken <= seats", name="chat_group_room_seats"),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("line_id", "starts_at", "closed_at"):
        op.create_index(f"ix_chat_group_room_{column}", "chat_group_room", [column])
    op.create_table(
        "chat_group_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("nickname", sa.LargeBinary(), nullable=True),
        sa.Column("from_seq", sa.Integer(), nullable=False),
        sa.Column("is_muted", sa.Boolean(), nullable=False),
        sa.Column("joined_at", moment, nullable=False),
        sa.Column("left_at", moment, nullable=True),
        sa.Column("removed_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["chat_group_room.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("room_id", "worker_id"),
    )
    for column in ("room_id", "worker_id"):
        op.create_index(f"ix_chat_group_member_{column}", "chat_group_member", [column])
    op.create_table(
        "chat_group_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("alg", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["chat_group_member.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room_id"], ["chat_group_room.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("room_id", "seq"),
        sa.UniqueConstraint("room_id", "client_id"),
    )
    op.create_index("ix_chat_group_message_member_id", "chat_group_message", ["member_id"])


def downgrade() -> None:
    """Make it as it was before."""
    for table in ("chat_group_message", "chat_group_member", "chat_group_room"):
        op.drop_table(table)
