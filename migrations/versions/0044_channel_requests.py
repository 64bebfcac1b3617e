"""Channel requests with their decisions, and the monthly check-in."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "outreach_month_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("modes", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "month"),
    )
    op.create_table(
        "outreach_channel_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("existing_id", sa.Uuid(), nullable=True),
        sa.Column("keeper_id", sa.Uuid(), nullable=False),
        sa.Column("backup_id", sa.Uuid(), nullable=True),
        sa.Column("hours_week", sa.Integer(), nullable=False),
        sa.Column("posts_week", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("backup_id <> keeper_id", name="outreach_channel_request_two_people"),
        sa.CheckConstraint(
            "hours_week >= 0 AND posts_week >= 0", name="outreach_channel_request_counts"
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["backup_id"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["channel_id"], ["outreach_channel.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["existing_id"], ["outreach_channel.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["keeper_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel_id"),
    )
    op.create_index(
        "ix_outreach_channel_request_keeper_id", "outreach_channel_request", ["keeper_id"]
    )
    op.create_table(
        "outreach_question_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name="outreach_question_count_n"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["outreach_month_question.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question_id", "mode", "option"),
    )
    op.create_table(
        "outreach_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.Column("is_skipped", sa.Boolean(), nullable=False),
        sa.Column("skipped_why", sa.String(), nullable=False),
        sa.Column("posts_planned", sa.Integer(), nullable=False),
        sa.Column("posts_made", sa.Integer(), nullable=False),
        sa.Column("was_asked", sa.Boolean(), nullable=False),
        sa.Column("reach", sa.Integer(), nullable=True),
        sa.Column("in_time", sa.String(length=32), nullable=False),
        sa.Column("misuse", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("changed", sa.String(), nullable=False),
        sa.Column("help_needed", sa.String(), nullable=False),
        sa.CheckConstraint("NOT is_skipped OR skipped_why <> ''", name="outreach_sheet_why"),
        sa.CheckConstraint(
            "posts_planned >= 0 AND posts_made >= 0 AND misuse >= 0 AND hours >= 0",
            name="outreach_sheet_counts",
        ),
        sa.CheckConstraint("reach IS NULL OR reach >= 0", name="outreach_sheet_reach"),
        sa.ForeignKeyConstraint(["channel_id"], ["outreach_channel.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["told_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel_id", "month"),
    )
    op.create_table(
        "outreach_request_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.CheckConstraint("reason <> ''", name="outreach_request_decision_reason"),
        sa.ForeignKeyConstraint(["decided_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(
            ["request_id"], ["outreach_channel_request.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_outreach_request_decision_request_id", "outreach_request_decision", ["request_id"]
    )
    op.add_column("outreach_channel", sa.Column("checked_on", sa.Date(), nullable=True))
    op.add_column("outreach_channel", sa.Column("told_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_request_decision")
    op.drop_table("outreach_sheet")
    op.drop_table("outreach_question_count")
    op.drop_table("outreach_channel_request")
    op.drop_table("outreach_month_question")
    op.drop_column("outreach_channel", "told_on")
    op.drop_column("outreach_channel", "checked_on")
