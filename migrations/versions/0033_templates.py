"""Templates of shifts, a line's calendar, waiting lists and workers' languages."""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

from core.clock import local_day
from core.db import Moment, Word
from scheduling.season import Season

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    _templates()
    _calendar()
    _waiting()
    with op.batch_alter_table("scheduling_shift") as shift:
        shift.add_column(sa.Column("language", sa.String(), nullable=False, server_default=""))
        shift.add_column(sa.Column("template_id", sa.Uuid()))
        shift.add_column(sa.Column("on_day", sa.Date()))
        shift.add_column(
            sa.Column("is_off_by_calendar", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        shift.create_foreign_key(
            "scheduling_shift_template", "scheduling_template", ["template_id"], ["id"]
        )
    _days_of_shifts()
    with op.batch_alter_table("scheduling_shift") as shift:
        shift.alter_column("on_day", existing_type=sa.Date(), nullable=False)
        shift.alter_column("language", existing_type=sa.String(), server_default=None)
        shift.alter_column("is_off_by_calendar", existing_type=sa.Boolean(), server_default=None)
        shift.create_unique_constraint("scheduling_shift_of_template", ["template_id", "on_day"])
        shift.create_index("scheduling_shift_line_day", ["line_id", "on_day"])


def _days_of_shifts() -> None:
    shift = sa.table(
        "scheduling_shift",
        sa.column("id", sa.Uuid()),
        sa.column("starts_at", Moment()),
        sa.column("on_day", sa.Date()),
    )
    rows = op.get_bind().execute(sa.select(shift.c.id, shift.c.starts_at)).all()
    for shift_id, starts_at in rows:
        day = local_day(starts_at.astimezone(UTC))
        op.execute(shift.update().where(shift.c.id == shift_id).values(on_day=day))


def _templates() -> None:
    op.create_table(
        "scheduling_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date()),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("begins", sa.String(), nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("greatest", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("season", Word(Season), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint("every_weeks >= 1", name="scheduling_template_rhythm"),
        sa.CheckConstraint(
            "least >= 0 AND greatest >= 1 AND least <= greatest", name="scheduling_template_places"
        ),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("scheduling_template_line", "scheduling_template", ["line_id", "last_on"])


def _calendar() -> None:
    op.create_table(
        "scheduling_day_rule",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("closed_on_holidays", sa.Boolean(), nullable=False),
        sa.Column("eves_until", sa.String(), nullable=False),
        sa.Column("closed_outside_terms", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("line_id"),
    )
    op.create_table(
        "scheduling_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name="scheduling_term_forward"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "first_on", name="scheduling_term_once"),
    )
    op.create_table(
        "scheduling_special_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.String(), nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.CheckConstraint("begins = '' OR begins < ends", name="scheduling_special_day_forward"),
        sa.ForeignKeyConstraint(["line_id"], ["scheduling_day_rule.line_id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("line_id", "day", name="scheduling_special_day_once"),
    )
    op.create_index("ix_scheduling_special_day_day", "scheduling_special_day", ["day"])


def _waiting() -> None:
    op.create_table(
        "scheduling_waiting",
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["scheduling_shift.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("shift_id", "worker_id"),
    )
    op.create_index("ix_scheduling_waiting_worker_id", "scheduling_waiting", ["worker_id"])
    op.create_table(
        "scheduling_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("worker_id", name="scheduling_profile_worker_id_key"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    with op.batch_alter_table("scheduling_shift") as shift:
        shift.drop_index("scheduling_shift_line_day")
        shift.drop_constraint("scheduling_shift_of_template", type_="unique")
        shift.drop_constraint("scheduling_shift_template", type_="foreignkey")
        for column in ("is_off_by_calendar", "on_day", "template_id", "language"):
            shift.drop_column(column)
    for table in (
        "scheduling_profile",
        "scheduling_waiting",
        "scheduling_special_day",
        "scheduling_term",
        "scheduling_day_rule",
        "scheduling_template",
    ):
        op.drop_table(table)
