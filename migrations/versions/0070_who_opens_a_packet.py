"""Who opened a packet, by the hash of a word: whose answer was lost on its way asks again."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so; what was opened before is gone."""
    with op.batch_alter_table("guidance_packet") as table:
        table.add_column(sa.Column("asker_hash", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("guidance_packet") as table:
        table.alter_column("asker_hash", server_default=None)


def downgrade() -> None:
    """Make it as it was before: what was opened is gone at once."""
    op.execute(sa.text("UPDATE guidance_packet SET body = '' WHERE opened_at IS NOT NULL"))
    with op.batch_alter_table("guidance_packet") as table:
        table.drop_column("asker_hash")
