"""Packets for services, sealed in the visitor's browser and opened once."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "guidance_packet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("take_back_hash", sa.String(), nullable=False),
        sa.Column("released_at", Moment(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "opened_at IS NULL OR taken_back_at IS NULL", name="guidance_packet_one_end"
        ),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("line_id", "released_at", "service_id"):
        op.create_index(f"ix_guidance_packet_{column}", "guidance_packet", [column])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("guidance_packet")
