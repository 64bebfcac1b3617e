"""How often visitors used their rights, and the register of requests that came other ways."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "policies_own_deed_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "deed"),
    )
    op.create_table(
        "policies_data_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asks", sa.String(32), nullable=False),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("extended", sa.String(32), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.CheckConstraint("done_on >= received_on", name="policies_data_request_order"),
        sa.CheckConstraint(
            "(done_on IS NULL) = (outcome IS NULL)", name="policies_data_request_outcome"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_policies_data_request_done_on", "policies_data_request", ["done_on"])


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("policies_data_request")
    op.drop_table("policies_own_deed_count")
