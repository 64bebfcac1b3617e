"""The versions of the data-protection policy, and which two people approved each."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "policies_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_by", sa.Uuid(), nullable=True),
        sa.Column("first_as", sa.String(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_by", sa.Uuid(), nullable=True),
        sa.Column("second_as", sa.String(), nullable=False),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.CheckConstraint("first_by <> second_by", name="policies_version_two_people"),
        sa.CheckConstraint(
            "first_as <> 'administrator' AND second_as <> 'administrator'",
            name="policies_version_no_administrator",
        ),
        sa.CheckConstraint(
            "state = 'draft' OR origin = 'file' "
            "OR (first_by IS NOT NULL AND second_by IS NOT NULL)",
            name="policies_version_approved",
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (number IS NULL)", name="policies_version_numbered"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("policies_version")
