"""Appointments: what is offered, who keeps it and when, what is booked, and how it went."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

WORD = sa.String(32)
TAKES = sa.text("state IN ('held', 'booked')")


def upgrade() -> None:
    """Make it so."""
    _offered()
    _booked()
    op.create_table(
        "scheduling_appointment_count",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("line_id", sa.Uuid(), sa.ForeignKey("organisation_line.id"), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.UniqueConstraint("line_id", "kind", "month", "outcome"),
    )


def _offered() -> None:
    op.create_table(
        "scheduling_appointment_type",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("line_id", sa.Uuid(), sa.ForeignKey("organisation_line.id"), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.Column("minutes_after", sa.Integer(), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("daily_limit", sa.Integer(), nullable=False),
        sa.Column("in_duty", sa.Boolean(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 5 AND 480", name="scheduling_appointment_type_minutes"),
        sa.CheckConstraint(
            "minutes_before >= 0 AND minutes_after >= 0 AND lead_minutes >= 0 AND daily_limit >= 1",
            name="scheduling_appointment_type_spans",
        ),
    )
    op.create_index(
        "ix_scheduling_appointment_type_line_id", "scheduling_appointment_type", ["line_id"]
    )
    op.create_table(
        "scheduling_keeper",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "type_id", sa.Uuid(), sa.ForeignKey("scheduling_appointment_type.id"), nullable=False
        ),
        sa.Column("worker_id", sa.Uuid(), sa.ForeignKey("organisation_worker.id"), nullable=False),
        sa.UniqueConstraint("type_id", "worker_id"),
    )
    op.create_index("ix_scheduling_keeper_worker_id", "scheduling_keeper", ["worker_id"])
    op.create_table(
        "scheduling_availability",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("worker_id", sa.Uuid(), sa.ForeignKey("organisation_worker.id"), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("begins", sa.String(), nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(weekday IS NULL) != (day IS NULL)", name="scheduling_availability_when"
        ),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name="scheduling_availability_weekday"),
        sa.CheckConstraint("begins < ends", name="scheduling_availability_forward"),
    )
    op.create_index(
        "ix_scheduling_availability_worker_id", "scheduling_availability", ["worker_id"]
    )


def _booked() -> None:
    table = "scheduling_appointment"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "type_id", sa.Uuid(), sa.ForeignKey("scheduling_appointment_type.id"), nullable=False
        ),
        sa.Column("line_id", sa.Uuid(), sa.ForeignKey("organisation_line.id"), nullable=False),
        sa.Column("worker_id", sa.Uuid(), sa.ForeignKey("organisation_worker.id"), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("taken_from", Moment(), nullable=False),
        sa.Column("taken_until", Moment(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("held_until", Moment(), nullable=True),
        sa.Column("lookup", sa.String(), nullable=True, unique=True),
        sa.Column("thread_id", sa.Uuid(), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False, unique=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="scheduling_appointment_forward"),
        sa.CheckConstraint(
            "taken_from <= starts_at AND taken_until >= ends_at",
            name="scheduling_appointment_taken",
        ),
    )
    op.create_index(
        "scheduling_appointment_once",
        table,
        ["worker_id", "starts_at"],
        unique=True,
        sqlite_where=TAKES,
        postgresql_where=TAKES,
    )
    op.create_index("scheduling_appointment_worker_ends", table, ["worker_id", "taken_until"])
    op.create_index("ix_scheduling_appointment_type_id", table, ["type_id"])
    op.create_index("ix_scheduling_appointment_thread_id", table, ["thread_id"])


def downgrade() -> None:
    """Make it as it was before."""
    for table in ("appointment_count", "appointment", "availability", "keeper", "appointment_type"):
        op.drop_table(f"scheduling_{table}")
