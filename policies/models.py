"""Tables of the policies room: the audit log, which only grows, and the purges that were made."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DDL, JSON, Column, event
from sqlmodel import Field, SQLModel

from core.db import Table, moment, new_id


class AuditEntry(Table, table=True):
    """Who did what to which record, chained to the entry before it. Never a name, an address or a word of content."""

    __tablename__ = "policies_audit"
    __data_class__: ClassVar[str] = "policies.audit"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = moment(index=True)
    actor: str = Field(index=True)
    action: str = Field(index=True)
    resource: str
    rule: str
    policy_hash: str
    reason: str = ""
    before: str
    head: str


class PurgeRun(Table, table=True):
    """One purge: when, by whom, how many rows of each class, by which plan. `audit_seq` is its entry in the log."""

    __tablename__ = "policies_purge_run"
    __data_class__: ClassVar[str] = "policies.purge_run"

    id: UUID = new_id()
    at: datetime = moment(index=True)
    actor: str
    plan_hash: str
    policy_hash: str
    counts: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    audit_seq: int = Field(unique=True)
    chain_broken_at: int | None = None


YOUNGEST_DELETABLE_DAYS = 365
"""The database itself lets no younger entry go, so that not even the application can forget in haste."""

GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE TRIGGER policies_audit_no_update BEFORE UPDATE ON policies_audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
        "CREATE TRIGGER policies_audit_no_delete BEFORE DELETE ON policies_audit "
        f"WHEN OLD.at > datetime('now', '-{YOUNGEST_DELETABLE_DAYS} days') "
        "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION policies_audit_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
        f"IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '{YOUNGEST_DELETABLE_DAYS} days' THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'the audit log only grows'; END $guard$",
        "CREATE TRIGGER policies_audit_guard BEFORE UPDATE OR DELETE ON policies_audit "
        "FOR EACH ROW EXECUTE FUNCTION policies_audit_guard()",
        "CREATE TRIGGER policies_audit_guard_all BEFORE TRUNCATE ON policies_audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION policies_audit_guard()",
    ),
}
"""What makes the log append-only, by database; the migration that creates the table runs the same words."""


def _guard(name: str) -> None:
    table = SQLModel.metadata.tables[name]
    for dialect, statements in GUARDS.items():
        for statement in statements:
            # DDL() formats with %, so a literal one would have to be doubled; there is none.
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))


_guard("policies_audit")
