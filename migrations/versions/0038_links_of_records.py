"""Who says that a service and a channel belong together, and what they say of the two."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

COLUMNS = {
    "guidance_source_record": {"builds_on": (sa.String(), "")},
    "guidance_source_link": {
        "by_service": (sa.Boolean(), sa.true()),
        "by_channel": (sa.Boolean(), sa.true()),
        "told": (sa.JSON(), "{}"),
    },
    "guidance_source_channel": {"position": (sa.Integer(), "0")},
}


def upgrade() -> None:
    """Make it so."""
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name, (kind, default) in columns.items():
                batch.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.alter_column(name, server_default=None)
    op.create_index("ix_guidance_source_record_builds_on", "guidance_source_record", ["builds_on"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_index("ix_guidance_source_record_builds_on", "guidance_source_record")
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.drop_column(name)
