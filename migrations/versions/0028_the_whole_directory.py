"""What the directory needs to follow national registers: providers, freshness, overlays, feasts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_UNKNOWN: Any = (sa.String(length=32), "unknown")
_TEXT: Any = (sa.String(), "")
_LONG: Any = (sa.Text(), "")
_NAMES: Any = (sa.JSON(), "{}")
_LIST: Any = (sa.JSON(), "[]")
_NUMBER: Any = (sa.Integer(), "0")

COLUMNS: dict[str, dict[str, Any]] = {
    "guidance_service": {
        "consent_needed": _UNKNOWN,
        "referral_needed": _UNKNOWN,
        "text_only": _UNKNOWN,
        "remote": _UNKNOWN,
        "interpreter": _UNKNOWN,
        "accessible": _UNKNOWN,
        "safer_space": _UNKNOWN,
        "reply_time": _NAMES,
        "meanwhile": _NAMES,
    },
    "guidance_service_text": {"alternative_name": _TEXT, "conditions": _LONG, "fees": _LONG},
    "guidance_channel": {"municipality": _TEXT, "free_of_charge": _UNKNOWN},
    "guidance_connection": {"free_of_charge": _UNKNOWN, "note": _NAMES},
    "guidance_hours": {"holiday": _TEXT, "years": _LIST},
    "guidance_municipality": {"region": _TEXT, "county": _TEXT},
    "guidance_term": {"parent": _TEXT, "uri": _TEXT},
    "guidance_source_record": {"revision": _TEXT, "is_archived": (sa.Boolean(), sa.false())},
    "guidance_import_run": {
        "system": (sa.String(length=32), "ptv11"),
        "state": (sa.String(length=32), "done"),
        "sha256": _TEXT,
        "reached": _NUMBER,
    },
}
INDEXED = (
    ("guidance_municipality", "region"),
    ("guidance_municipality", "county"),
    ("guidance_term", "parent"),
    ("guidance_import_run", "sha256"),
)
WITH_PROVIDER = ("guidance_service", "guidance_source_record")


def upgrade() -> None:
    """Make it so."""
    _make_tables()
    _make_trust()
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name, (kind, default) in columns.items():
                batch.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.alter_column(name, server_default=None)
    for table, column in INDEXED:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for table in WITH_PROVIDER:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("provider_id", sa.Uuid(), nullable=True))
            batch.create_foreign_key(
                f"{table}_provider_id_fkey", "guidance_provider", ["provider_id"], ["id"]
            )
        op.create_index(f"ix_{table}_provider_id", table, ["provider_id"])
    with op.batch_alter_table("guidance_channel") as batch:
        batch.add_column(sa.Column("latitude", sa.Float(), nullable=True))
        batch.add_column(sa.Column("longitude", sa.Float(), nullable=True))
        batch.create_check_constraint(
            "guidance_channel_coordinates", "(latitude IS NULL) = (longitude IS NULL)"
        )
    with op.batch_alter_table("guidance_hours") as batch:
        batch.create_check_constraint(
            "guidance_hours_holiday", "(kind = 'holiday') = (holiday <> '')"
        )


def _make_tables() -> None:
    op.create_table(
        "guidance_area",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "code"),
    )
    op.create_table(
        "guidance_provider",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("business_id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("web_url", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_guidance_provider_business_id", "guidance_provider", ["business_id"])
    op.create_table(
        "guidance_overlay",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "field"),
    )


def _make_trust() -> None:
    op.create_table(
        "guidance_verification",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("group", sa.String(length=32), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint("verified_on <= expires_on", name="guidance_verification_dates"),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "group"),
    )
    op.create_index("ix_guidance_verification_expires_on", "guidance_verification", ["expires_on"])
    op.create_table(
        "guidance_capacity",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("available >= 0", name="guidance_capacity_available"),
        sa.CheckConstraint(
            "maximum IS NULL OR available <= maximum", name="guidance_capacity_maximum"
        ),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "unit"),
    )


def downgrade() -> None:
    """Make it as it was before; hours of feasts go, which the version before does not know."""
    op.execute(sa.text("DELETE FROM guidance_hours WHERE kind = 'holiday'"))
    with op.batch_alter_table("guidance_hours") as batch:
        batch.drop_constraint("guidance_hours_holiday", type_="check")
    with op.batch_alter_table("guidance_channel") as batch:
        batch.drop_constraint("guidance_channel_coordinates", type_="check")
        batch.drop_column("longitude")
        batch.drop_column("latitude")
    for table in WITH_PROVIDER:
        op.drop_index(f"ix_{table}_provider_id", table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"{table}_provider_id_fkey", type_="foreignkey")
            batch.drop_column("provider_id")
    for table, column in INDEXED:
        op.drop_index(f"ix_{table}_{column}", table)
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.drop_column(name)
    for table in ("capacity", "verification", "overlay", "provider", "area"):
        op.drop_table(f"guidance_{table}")
