"""Rounds, encounters, client meetings and processes."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "outreach_area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "name"),
    )
    op.create_table(
        "outreach_pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "name"),
    )
    op.create_table(
        "outreach_process",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("attached", sa.String(length=32), nullable=True),
        sa.Column("guided_to", sa.JSON(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(ended_on IS NULL) = (reason IS NULL)", name="outreach_process_reason"),
        sa.CheckConstraint(
            "ended_on IS NULL OR opened_on <= ended_on", name="outreach_process_days"
        ),
        sa.CheckConstraint("second_id <> worker_id", name="outreach_process_two_people"),
        sa.ForeignKeyConstraint(["area_id"], ["outreach_area.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.ForeignKeyConstraint(["pair_id"], ["outreach_pair.id"]),
        sa.ForeignKeyConstraint(["second_id"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index("ix_outreach_process_area_id", "outreach_process", ["area_id"])
    op.create_index("ix_outreach_process_organisation_id", "outreach_process", ["organisation_id"])
    op.create_index("ix_outreach_process_pair_id", "outreach_process", ["pair_id"])
    op.create_index("ix_outreach_process_second_id", "outreach_process", ["second_id"])
    op.create_index("ix_outreach_process_worker_id", "outreach_process", ["worker_id"])
    op.create_table(
        "outreach_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("setting", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("new_rule", sa.String(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("minutes >= 0 AND refused >= 0", name="outreach_session_counts"),
        sa.ForeignKeyConstraint(["area_id"], ["outreach_area.id"]),
        sa.ForeignKeyConstraint(["channel_id"], ["outreach_channel.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.ForeignKeyConstraint(["pair_id"], ["outreach_pair.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_outreach_session_area_id", "outreach_session", ["area_id"])
    op.create_index("ix_outreach_session_channel_id", "outreach_session", ["channel_id"])
    op.create_index("ix_outreach_session_day", "outreach_session", ["day"])
    op.create_index("ix_outreach_session_organisation_id", "outreach_session", ["organisation_id"])
    op.create_index("ix_outreach_session_pair_id", "outreach_session", ["pair_id"])
    op.create_table(
        "outreach_client_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("process_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["outreach_area.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.ForeignKeyConstraint(["pair_id"], ["outreach_pair.id"]),
        sa.ForeignKeyConstraint(["process_id"], ["outreach_process.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_outreach_client_meeting_area_id", "outreach_client_meeting", ["area_id"])
    op.create_index("ix_outreach_client_meeting_day", "outreach_client_meeting", ["day"])
    op.create_index(
        "ix_outreach_client_meeting_organisation_id", "outreach_client_meeting", ["organisation_id"]
    )
    op.create_index("ix_outreach_client_meeting_pair_id", "outreach_client_meeting", ["pair_id"])
    op.create_index(
        "ix_outreach_client_meeting_process_id", "outreach_client_meeting", ["process_id"]
    )
    op.create_table(
        "outreach_encounter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outreach_session_id", sa.Uuid(), nullable=False),
        sa.Column("depth", sa.String(length=32), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.String(length=32), nullable=True),
        sa.Column("age", sa.String(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("started", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("guided_to", sa.JSON(), nullable=False),
        sa.CheckConstraint("new >= 0 AND new <= people", name="outreach_encounter_new"),
        sa.CheckConstraint("people >= 1", name="outreach_encounter_people"),
        sa.ForeignKeyConstraint(
            ["outreach_session_id"], ["outreach_session.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_outreach_encounter_outreach_session_id", "outreach_encounter", ["outreach_session_id"]
    )
    op.create_table(
        "outreach_phase",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("process_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["outreach_process.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("process_id", "position"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_phase")
    op.drop_table("outreach_encounter")
    op.drop_table("outreach_client_meeting")
    op.drop_table("outreach_session")
    op.drop_table("outreach_process")
    op.drop_table("outreach_pair")
    op.drop_table("outreach_area")
