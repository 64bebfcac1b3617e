"""What may be chosen in a month's question is said in each language, as the question itself."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

QUESTION = sa.table(
    "outreach_month_question", sa.column("id", sa.Uuid()), sa.column("options", sa.JSON())
)


def upgrade() -> None:
    """Make it so."""
    _say_anew(lambda one: {"fi": one, "sv": "", "en": ""} if isinstance(one, str) else one)


def downgrade() -> None:
    """Undo it: the words in Finnish stay."""
    _say_anew(lambda one: one.get("fi", "") if isinstance(one, dict) else one)


def _say_anew(said: Callable[[Any], Any]) -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(QUESTION)).all():
        if not isinstance(row.options, list):
            continue
        options = [said(one) for one in row.options]
        connection.execute(
            sa.update(QUESTION).where(QUESTION.c.id == row.id).values(options=options)
        )
