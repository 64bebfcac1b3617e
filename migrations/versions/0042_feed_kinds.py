"""What a calendar address shows: one's own, that one is busy, or a line's duties."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

TABLE = "scheduling_feed"


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("kind", sa.String(32), nullable=False, server_default="mine"))
        table.add_column(sa.Column("line_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "scheduling_feed_line_id_fkey", "organisation_line", ["line_id"], ["id"]
        )
        table.create_check_constraint(
            "scheduling_feed_line", "(kind = 'line') = (line_id IS NOT NULL)"
        )
    with op.batch_alter_table(TABLE) as table:
        table.alter_column("kind", server_default=None, existing_type=sa.String(32))


def downgrade() -> None:
    """Make it as it was before; addresses that show less than one's own duties go.

    The version before would show all of them there.
    """
    op.execute(sa.text("DELETE FROM scheduling_feed WHERE kind <> 'mine'"))
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint("scheduling_feed_line", type_="check")
    with op.batch_alter_table(TABLE) as table:
        table.drop_column("line_id")
        table.drop_column("kind")
