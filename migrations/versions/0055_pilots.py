"""Lines on trial: checklist, evaluation, decisions, and the last day of one that ended."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

LINE = "organisation_line"


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table(LINE) as table:
        table.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("next_line_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "organisation_line_next_line_id_fkey", LINE, ["next_line_id"], ["id"]
        )
    _make_pilots()
    _make_ticks()
    _make_decisions()


def downgrade() -> None:
    """Make it as it was before."""
    for name in ("outreach_pilot_decision", "outreach_pilot_tick", "outreach_pilot"):
        op.drop_table(name)
    with op.batch_alter_table(LINE) as table:
        table.drop_column("next_line_id")
        table.drop_column("ended_on")


def _make_pilots() -> None:
    op.create_table(
        "outreach_pilot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("launched_on", sa.Date(), nullable=True),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("experience", sa.String(), nullable=False),
        sa.Column("targets", sa.String(), nullable=False),
        sa.Column("evaluated_by", sa.Uuid(), nullable=True),
        sa.Column("evaluated_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["evaluated_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("line_id"),
    )


def _make_ticks() -> None:
    op.create_table(
        "outreach_pilot_tick",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pilot_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("ticked_by", sa.Uuid(), nullable=False),
        sa.Column("ticked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["pilot_id"], ["outreach_pilot.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ticked_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pilot_id", "item"),
    )
    op.create_index("ix_outreach_pilot_tick_ticked_by", "outreach_pilot_tick", ["ticked_by"])


def _make_decisions() -> None:
    op.create_table(
        "outreach_pilot_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pilot_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=32), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("next_line_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.CheckConstraint("reasons <> ''", name="outreach_pilot_decision_reasons"),
        sa.CheckConstraint(
            "(choice = 'go_on') = (until IS NULL)", name="outreach_pilot_decision_until"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["next_line_id"], ["organisation_line.id"]),
        sa.ForeignKeyConstraint(["pilot_id"], ["outreach_pilot.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pilot_id", "position"),
    )
    op.create_index(
        "ix_outreach_pilot_decision_decided_by", "outreach_pilot_decision", ["decided_by"]
    )
