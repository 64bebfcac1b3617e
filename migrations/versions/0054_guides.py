"""Guides and info bites: their words, who wrote and reviewed them, and what is counted."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    _guides()
    _texts()
    _services()
    _work()
    _counts()


def _guides() -> None:
    op.create_table(
        "guidance_guide",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("audience", sa.String(32), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("leads_to_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("fresh_until", sa.Date(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "status <> 'published' OR published_at IS NOT NULL", name="guidance_guide_published"
        ),
        sa.CheckConstraint(
            "status <> 'withdrawn' OR published_at IS NULL", name="guidance_guide_withdrawn"
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (fresh_until IS NULL)", name="guidance_guide_fresh"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation_organisation.id"]),
        sa.ForeignKeyConstraint(["leads_to_id"], ["guidance_guide.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    for column in ("organisation_id", "leads_to_id"):
        op.create_index(f"ix_guidance_guide_{column}", "guidance_guide", [column])


def _texts() -> None:
    op.create_table(
        "guidance_guide_text",
        sa.Column("guide_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.String(32), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("byline", sa.String(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["guide_id"], ["guidance_guide.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guide_id", "edition", "lang"),
    )


def _services() -> None:
    op.create_table(
        "guidance_guide_service",
        sa.Column("guide_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["guide_id"], ["guidance_guide.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guide_id", "service_id"),
    )


def _work() -> None:
    op.create_table(
        "guidance_guide_work",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("guide_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("did", sa.String(32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["guide_id"], ["guidance_guide.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("guide_id", "worker_id", "did"),
    )
    for column in ("guide_id", "worker_id", "at"):
        op.create_index(f"ix_guidance_guide_work_{column}", "guidance_guide_work", [column])


def _counts() -> None:
    op.create_table(
        "guidance_guide_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("guide_id", sa.Uuid(), nullable=False),
        sa.Column("said", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name="guidance_guide_count_n"),
        sa.ForeignKeyConstraint(["guide_id"], ["guidance_guide.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "guide_id", "said"),
    )
    for column in ("day", "guide_id"):
        op.create_index(f"ix_guidance_guide_count_{column}", "guidance_guide_count", [column])


def downgrade() -> None:
    """Make it as it was before."""
    for table in ("count", "work", "service", "text"):
        op.drop_table(f"guidance_guide_{table}")
    op.drop_table("guidance_guide")
