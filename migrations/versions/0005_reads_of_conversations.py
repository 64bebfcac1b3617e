"""Who opened what today, found at once in a long audit log."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.drop_index("ix_policies_audit_resource", "policies_audit")
    op.create_index("ix_policies_audit_reads", "policies_audit", ["resource", "actor", "at"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_index("ix_policies_audit_reads", "policies_audit")
    op.create_index("ix_policies_audit_resource", "policies_audit", ["resource"])
