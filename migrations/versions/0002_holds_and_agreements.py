"""Holds on purges, agreements to large ones, reads found quickly in the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LET_GO = """CREATE FUNCTION policies_audit_let_go(last bigint) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $let_go$
    WITH gone AS (DELETE FROM policies_audit WHERE seq <= last RETURNING 1)
    SELECT count(*) FROM gone
$let_go$"""
"""Lets the server's own role forget what is old enough without a right to delete (PostgreSQL)."""


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "policies_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("of_class", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.CheckConstraint("reason <> ''", name="policies_hold_reason"),
        sa.CheckConstraint("ends_at >= made_at", name="policies_hold_order"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_policies_hold_of_class", "policies_hold", ["of_class"])
    op.create_index("ix_policies_hold_ends_at", "policies_hold", ["ends_at"])
    op.create_table(
        "policies_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("brake_hash", sa.String(), nullable=False),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("brake_hash", "agreed_by"),
    )
    op.create_index("ix_policies_agreement_at", "policies_agreement", ["at"])
    op.create_index("ix_policies_audit_resource", "policies_audit", ["resource"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(LET_GO)


def downgrade() -> None:
    """Make it as it was before."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION policies_audit_let_go(bigint)")
    op.drop_index("ix_policies_audit_resource", "policies_audit")
    op.drop_table("policies_agreement")
    op.drop_table("policies_hold")
