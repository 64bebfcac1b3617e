"""Answers of worry tests and of feedback by month: on a quiet day they were one person's."""

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

ANSWERS = (
    sa.table(
        "guidance_worry_count",
        sa.column("id", sa.Uuid()),
        sa.column("day", sa.Date()),
        sa.column("test", sa.String()),
        sa.column("version", sa.Integer()),
        sa.column("question", sa.String()),
        sa.column("answer", sa.String()),
        sa.column("n", sa.Integer()),
    ),
    sa.table(
        "chat_feedback_count",
        sa.column("id", sa.Uuid()),
        sa.column("day", sa.Date()),
        sa.column("line_id", sa.Uuid()),
        sa.column("question", sa.String()),
        sa.column("answer", sa.String()),
        sa.column("n", sa.Integer()),
    ),
)


def upgrade() -> None:
    """Make it so."""
    for table in ANSWERS:
        _add_days_up(table)


def downgrade() -> None:
    """Leave it so: which days they were is forgotten for good."""


def _add_days_up(table: sa.TableClause) -> None:
    """Add each answer's days up in one row of its month; drawn ids say nothing and may stay."""
    data = op.get_bind()
    names = [column.name for column in table.columns if column.name not in {"id", "day", "n"}]
    months: dict[tuple[object, ...], dict[str, object]] = {}
    sums: Counter[tuple[object, ...]] = Counter()
    for row in data.execute(sa.select(table)).mappings():
        month = row["day"].replace(day=1)
        key = (month, *(row[name] for name in names))
        months.setdefault(key, {**row, "day": month})
        sums[key] += row["n"]
    data.execute(sa.delete(table))
    if months:
        op.bulk_insert(table, [{**row, "n": sums[key]} for key, row in months.items()])
