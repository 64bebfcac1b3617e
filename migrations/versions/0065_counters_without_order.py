"""Counters whose rows are not numbered as they come, and contact attempts known by month only.

SQLite keeps a `rowid` unless told otherwise; PostgreSQL has no such number.
"""

import re
from collections import Counter
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

COUNTERS = (
    "chat_count",
    "chat_feedback_count",
    "guidance_guide_count",
    "guidance_need_count",
    "guidance_reaction_count",
    "guidance_reading_count",
    "guidance_referral",
    "guidance_search_count",
    "guidance_worry_count",
    "outreach_link_count",
    "outreach_question_count",
    "outreach_stage_count",
    "outreach_stage_month",
    "policies_override_count",
    "policies_own_deed_count",
    "scheduling_appointment_count",
)
UNORDERED = " WITHOUT ROWID"
STAGES = sa.table(
    "outreach_stage_count",
    sa.column("id", sa.Uuid()),
    sa.column("day", sa.Date()),
    sa.column("line_id", sa.Uuid()),
    sa.column("campaign_id", sa.Uuid()),
    sa.column("stage", sa.String()),
    sa.column("n", sa.Integer()),
)


def upgrade() -> None:
    """Make it so."""
    _count_attempts_by_month()
    if op.get_bind().dialect.name == "sqlite":
        for table in COUNTERS:
            _make_anew(table, ending=UNORDERED)


def downgrade() -> None:
    """Make it as it was before."""
    if op.get_bind().dialect.name == "sqlite":
        for table in COUNTERS:
            _make_anew(table, ending="")


def _count_attempts_by_month() -> None:
    """Add the days of each month up; which days they were is forgotten for good."""
    data, is_attempt = op.get_bind(), STAGES.c.stage == "contact_attempt"
    months: Counter[tuple[object, ...]] = Counter()
    for row in data.execute(sa.select(STAGES).where(is_attempt)).all():
        months[row.day.replace(day=1), row.line_id, row.campaign_id] += row.n
    data.execute(sa.delete(STAGES).where(is_attempt))
    rows = [
        {"id": uuid4(), "day": day, "line_id": line, "campaign_id": campaign, "n": n}
        for (day, line, campaign), n in months.items()
    ]
    if rows:
        op.bulk_insert(STAGES, [{**row, "stage": "contact_attempt"} for row in rows])


def _make_anew(table: str, *, ending: str) -> None:
    """Write a table anew in the order of its drawn ids; no other table points at a counter."""
    (made,) = _statements("table", table)
    indexes = _statements("index", table)
    anew = re.sub(r"^CREATE TABLE \S+", f"CREATE TABLE {table}_anew", made.removesuffix(UNORDERED))
    op.execute(anew + ending)
    op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table} ORDER BY id")  # noqa: S608
    op.drop_table(table)
    op.rename_table(f"{table}_anew", table)
    for index in indexes:
        op.execute(index)


def _statements(kind: str, table: str) -> list[str]:
    """Give what made a table or its indexes, those aside that its constraints made."""
    wanted = sa.text(
        "SELECT sql FROM sqlite_master WHERE type = :kind AND tbl_name = :of AND sql IS NOT NULL"
    )
    return list(op.get_bind().execute(wanted, {"kind": kind, "of": table}).scalars())
