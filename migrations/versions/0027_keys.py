"""Keys of workers and lines, and the log of what happened to them."""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        """CREATE TRIGGER organisation_key_log_no_update BEFORE UPDATE ON organisation_key_log
        BEGIN SELECT RAISE(ABORT, 'the key log only grows'); END""",
        """CREATE TRIGGER organisation_key_log_no_delete BEFORE DELETE ON organisation_key_log
        BEGIN SELECT RAISE(ABORT, 'the key log only grows'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION organisation_key_log_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$
        BEGIN RAISE EXCEPTION 'the key log only grows'; END $guard$""",
        """CREATE TRIGGER organisation_key_log_guard
        BEFORE UPDATE OR DELETE ON organisation_key_log
        FOR EACH ROW EXECUTE FUNCTION organisation_key_log_guard()""",
        """CREATE TRIGGER organisation_key_log_guard_all BEFORE TRUNCATE ON organisation_key_log
        FOR EACH STATEMENT EXECUTE FUNCTION organisation_key_log_guard()""",
    ),
}
"""What makes the key log append-only, in the words of each database."""


def upgrade() -> None:
    """Make it so."""
    _workers()
    _unlocks()
    _lines()
    op.create_table(
        "organisation_key_log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("head"),
    )
    op.create_index("ix_organisation_key_log_line", "organisation_key_log", ["line"])
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def _workers() -> None:
    op.create_table(
        "organisation_worker_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("sealing_public", sa.LargeBinary(), nullable=False),
        sa.Column("signing_public", sa.LargeBinary(), nullable=False),
        sa.Column("sealing_wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("signing_wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "revoked_at IS NULL OR (sealing_wrapped IS NULL AND signing_wrapped IS NULL)",
            name="organisation_worker_key_gone",
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_index(
        "ix_organisation_worker_key_worker_id", "organisation_worker_key", ["worker_id"]
    )
    op.create_index(
        "organisation_worker_key_in_use",
        "organisation_worker_key",
        ["worker_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def _unlocks() -> None:
    table = "organisation_worker_unlock"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_key_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=True),
        sa.Column("credential_public", sa.LargeBinary(), nullable=True),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'passkey') = (credential_id IS NOT NULL AND credential_public IS NOT NULL)",
            name="organisation_worker_unlock_passkey",
        ),
        sa.CheckConstraint(
            "(kind = 'passphrase') = (rounds IS NOT NULL)",
            name="organisation_worker_unlock_passphrase",
        ),
        sa.ForeignKeyConstraint(
            ["worker_key_id"], ["organisation_worker_key.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("credential_id"),
    )
    for column in ("worker_key_id", "worker_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _lines() -> None:
    op.create_table(
        "organisation_line_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("rotate_since", Moment(), nullable=True),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["line_id"], ["organisation_line.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("line_id", "number"),
        sa.UniqueConstraint("fingerprint"),
    )
    op.create_index("ix_organisation_line_key_line_id", "organisation_line_key", ["line_id"])
    op.create_index(
        "organisation_line_key_current",
        "organisation_line_key",
        ["line_id"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    _copies()


def _copies() -> None:
    table = "organisation_line_key_copy"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_key_id", sa.Uuid(), nullable=False),
        sa.Column("worker_key_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("let_in_by", sa.Uuid(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["line_key_id"], ["organisation_line_key.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["worker_key_id"], ["organisation_worker_key.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["organisation_worker.id"]),
        sa.ForeignKeyConstraint(["let_in_by"], ["organisation_worker.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("line_key_id", "worker_key_id"),
    )
    for column in ("line_key_id", "worker_key_id", "worker_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Make it as it was before."""
    for table in ("key_log", "line_key_copy", "line_key", "worker_unlock", "worker_key"):
        op.drop_table(f"organisation_{table}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS organisation_key_log_guard")
