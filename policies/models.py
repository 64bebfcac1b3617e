"""Tables of the policies room: the audit log, which only grows, and the purges that were made."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DDL, JSON, Column, event
from sqlmodel import Field, SQLModel

from core.db import Table, moment, new_id


class AuditEntry(Table, table=True):
    """Who did what to which record, chained to the entry before: no name, address or content."""

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
    """One purge: when, by whom, how much of each class. `audit_seq` is its entry in the log."""

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
"""The database itself lets no younger entry go, so that nobody can forget in haste."""

_AGE = f"{YOUNGEST_DELETABLE_DAYS} days"

GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        """CREATE TRIGGER policies_audit_no_update BEFORE UPDATE ON policies_audit
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
        f"""CREATE TRIGGER policies_audit_no_delete BEFORE DELETE ON policies_audit
        WHEN OLD.at > datetime('now', '-{_AGE}')
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION policies_audit_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$
        BEGIN
            IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '{_AGE}' THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'the audit log only grows';
        END $guard$""",
        """CREATE TRIGGER policies_audit_guard BEFORE UPDATE OR DELETE ON policies_audit
        FOR EACH ROW EXECUTE FUNCTION policies_audit_guard()""",
        """CREATE TRIGGER policies_audit_guard_all BEFORE TRUNCATE ON policies_audit
        FOR EACH STATEMENT EXECUTE FUNCTION policies_audit_guard()""",
    ),
}
"""What makes the log append-only, by database; the migration runs the same words."""


def _guard(name: str) -> None:
    table = SQLModel.metadata.tables[name]
    for dialect, statements in GUARDS.items():
        for statement in statements:
            # DDL() formats with %, so a literal one would have to be doubled; there is none.
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


_guard("policies_audit")
