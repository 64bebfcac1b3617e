"""Posts of campaigns, who produces them, and what a campaign costs and supposes."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

NEW_COLUMNS = (
    ("outreach_campaign", "scope", sa.String(32), "local"),
    ("outreach_campaign", "hypothesis", sa.String(), ""),
    ("outreach_campaign", "budget_euros", sa.Integer(), "0"),
    ("outreach_campaign", "spent_euros", sa.Integer(), "0"),
    ("outreach_campaign", "hours_planned", sa.Integer(), "0"),
    ("outreach_campaign", "hours_used", sa.Integer(), "0"),
    ("outreach_change", "source", sa.String(32), "own"),
)
COST = "budget_euros >= 0 AND spent_euros >= 0 AND hours_planned >= 0 AND hours_used >= 0"


def upgrade() -> None:
    """Make it so."""
    _widen("outreach_campaign")
    with op.batch_alter_table("outreach_campaign") as table:
        table.create_check_constraint("outreach_campaign_cost", COST)
    _widen("outreach_change")
    _make_producers()
    _make_posts()
    _make_moves()


def downgrade() -> None:
    """Make it as it was before."""
    for name in ("outreach_post_move", "outreach_post", "outreach_producer"):
        op.drop_table(name)
    with op.batch_alter_table("outreach_campaign") as table:
        table.drop_constraint("outreach_campaign_cost", type_="check")
    for name, column, _kind, _default in NEW_COLUMNS:
        with op.batch_alter_table(name) as table:
            table.drop_column(column)


def _widen(name: str) -> None:
    """Add columns with a value for the rows that are there, and without one for those to come."""
    new = [one for one in NEW_COLUMNS if one[0] == name]
    with op.batch_alter_table(name) as table:
        for _name, column, kind, default in new:
            table.add_column(sa.Column(column, kind, nullable=False, server_default=default))
    with op.batch_alter_table(name) as table:
        for _name, column, kind, _default in new:
            table.alter_column(column, server_default=None, existing_type=kind)


def _make_producers() -> None:
    op.create_table(
        "outreach_producer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["outreach_campaign.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("campaign_id", "worker_id"),
    )
    op.create_index("ix_outreach_producer_worker_id", "outreach_producer", ["worker_id"])


def _make_posts() -> None:
    op.create_table(
        "outreach_post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("has_picture", sa.Boolean(), nullable=False),
        sa.Column("alts", sa.JSON(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("planned_at", sa.Time(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.CheckConstraint("approved_by <> written_by", name="outreach_post_two_people"),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'posted') OR approved_by IS NOT NULL",
            name="outreach_post_approved",
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["campaign_id"], ["outreach_campaign.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["channel_id"], ["outreach_channel.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["link_id"], ["outreach_link.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["written_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("campaign_id", "channel_id", "link_id", "planned_on", "written_by"):
        op.create_index(f"ix_outreach_post_{column}", "outreach_post", [column])


def _make_moves() -> None:
    op.create_table(
        "outreach_post_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["post_id"], ["outreach_post.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("post_id", "position"),
    )
    op.create_index("ix_outreach_post_move_done_by", "outreach_post_move", ["done_by"])
