"""What platforms tell of a channel's month, and the words of their files."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "outreach_snapshot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=32), nullable=False),
        sa.Column("file_hash", sa.String(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.JSON(), nullable=False),
        sa.Column("ignored", sa.JSON(), nullable=False),
        sa.CheckConstraint("rows >= 0", name="outreach_snapshot_rows"),
        sa.ForeignKeyConstraint(["channel_id"], ["outreach_channel.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel_id", "month", "seq"),
        sa.UniqueConstraint("channel_id", "month", "file_hash"),
    )
    op.create_table(
        "outreach_snapshot_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.CheckConstraint("value IS NULL OR value >= 0", name="outreach_snapshot_figure_value"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["outreach_snapshot.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_outreach_snapshot_figure_snapshot_id", "outreach_snapshot_figure", ["snapshot_id"]
    )
    op.create_table(
        "outreach_header_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "word"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_header_word")
    op.drop_table("outreach_snapshot_figure")
    op.drop_table("outreach_snapshot")
