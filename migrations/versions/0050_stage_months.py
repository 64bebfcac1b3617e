"""Sums of a month beside the counts of its days, so that a year's report is read at once."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so, and add up what was counted."""
    made = op.create_table(
        "outreach_stage_month",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name="outreach_stage_month_n"),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("line_id", "month", "stage"),
    )
    _add_up(made)


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_stage_month")


def _add_up(made: sa.Table) -> None:
    counts = sa.table(
        "outreach_stage_count",
        sa.column("day", sa.Date()),
        sa.column("line_id", sa.Uuid()),
        sa.column("stage", sa.String()),
        sa.column("n", sa.Integer()),
    )
    found = sa.select(
        counts.c.day, counts.c.line_id, counts.c.stage, sa.func.sum(counts.c.n)
    ).group_by(counts.c.day, counts.c.line_id, counts.c.stage)
    sums: dict[tuple[object, ...], int] = {}
    for day, line_id, stage, n in op.get_bind().execute(found):
        key = (day.replace(day=1), line_id, stage)
        sums[key] = sums.get(key, 0) + int(n)
    rows = [
        {"id": uuid4(), "month": month, "line_id": line_id, "stage": stage, "n": n}
        for (month, line_id, stage), n in sums.items()
    ]
    if rows:
        op.bulk_insert(made, rows)
