"""How many people live in an area, by age."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "outreach_population",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=False),
        sa.Column("age_to", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.CheckConstraint("people >= 0", name="outreach_population_people"),
        sa.CheckConstraint("0 <= age_from AND age_from <= age_to", name="outreach_population_ages"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "area", "year", "age_from", "age_to"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    op.drop_table("outreach_population")
