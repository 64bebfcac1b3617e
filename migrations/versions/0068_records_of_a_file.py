"""How many records a file holds: so that an import's page tells how far it has come."""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table("guidance_import_run") as table:
        table.add_column(sa.Column("records", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("guidance_import_run") as table:
        table.alter_column("records", server_default=None)


def downgrade() -> None:
    """Leave it so."""
    with op.batch_alter_table("guidance_import_run") as table:
        table.drop_column("records")
