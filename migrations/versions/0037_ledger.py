"""Commitments and the ledger of hours."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment, Word
from scheduling.ledger import EntryKind

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

WORKER = ["organisation_worker.id"]


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "scheduling_commitment",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("exempt_from", sa.Date()),
        sa.Column("exempt_until", sa.Date()),
        sa.CheckConstraint("minutes > 0", name="scheduling_commitment_minutes"),
        sa.CheckConstraint(
            "(exempt_from IS NULL) = (exempt_until IS NULL)", name="scheduling_commitment_exempt"
        ),
        sa.ForeignKeyConstraint(["worker_id"], WORKER),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("worker_id"),
    )
    op.create_index(
        "ix_scheduling_commitment_organisation_id", "scheduling_commitment", ["organisation_id"]
    )
    _entries()


def _entries() -> None:
    op.create_table(
        "scheduling_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("kind", Word(EntryKind), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Uuid()),
        sa.Column("duty_id", sa.Uuid()),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("conversations", sa.Integer()),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("disputed_at", Moment()),
        sa.Column("dispute", sa.String(), nullable=False),
        sa.CheckConstraint(
            "conversations IS NULL OR conversations >= 0", name="scheduling_entry_conversations"
        ),
        sa.ForeignKeyConstraint(["worker_id"], WORKER),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["duty_id"], ["scheduling_duty.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    once = sa.text("kind IN ('due', 'carried')")
    op.create_index(
        "scheduling_entry_once",
        "scheduling_entry",
        ["worker_id", "period_on", "kind"],
        unique=True,
        sqlite_where=once,
        postgresql_where=once,
    )
    of_duty = sa.text("duty_id IS NOT NULL")
    op.create_index(
        "scheduling_entry_of_duty",
        "scheduling_entry",
        ["duty_id"],
        unique=True,
        sqlite_where=of_duty,
        postgresql_where=of_duty,
    )
    op.create_index(
        "scheduling_entry_worker_period", "scheduling_entry", ["worker_id", "period_on"]
    )
    for name in ("period_on", "on_day"):
        op.create_index(f"ix_scheduling_entry_{name}", "scheduling_entry", [name])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("scheduling_entry")
    op.drop_table("scheduling_commitment")
