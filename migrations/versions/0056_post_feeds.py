"""Calendar addresses of posts, and what is told when a campaign is looked back on."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

CAMPAIGN = "outreach_campaign"
TOLD = ("happened", "next_step")


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table(CAMPAIGN) as table:
        for column in TOLD:
            table.add_column(sa.Column(column, sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("looked_back_on", sa.Date(), nullable=True))
    with op.batch_alter_table(CAMPAIGN) as table:
        for column in TOLD:
            table.alter_column(column, server_default=None, existing_type=sa.String())
    op.create_table(
        "outreach_post_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["outreach_campaign.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )
    op.create_index("ix_outreach_post_feed_worker_id", "outreach_post_feed", ["worker_id"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_post_feed")
    with op.batch_alter_table(CAMPAIGN) as table:
        for column in (*TOLD, "looked_back_on"):
            table.drop_column(column)
