"""Tables of the policies room.

The audit log, which only grows; the purges that were made, what holds one back, who agreed to one.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DDL, JSON, CheckConstraint, Column, Index, UniqueConstraint, event
from sqlmodel import Field, SQLModel

from core.db import UNORDERED, Table, closed, moment, new_id
from policies.guard.kinds import Asked, Reason
from policies.request_kinds import Answered, Asks, Extended, OwnDeed, Way


class AuditEntry(Table, table=True):
    """Who did what to which record, chained to the entry before: no name, address or content."""

    __tablename__ = "policies_audit"
    __data_class__: ClassVar[str] = "policies.audit"
    # Asked at every look into a conversation; one index for all three, or SQLite picks a worse one.
    __table_args__ = (Index("ix_policies_audit_reads", "resource", "actor", "at"),)

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


class Hold(Table, table=True):
    """A legal hold: a class of data, or one record of it, is not purged until `ends_at`.

    `record` is the opaque reference that the audit log has too, "" for the whole class; `owner`
    answers for it. A hold that is ended early ends at that moment.
    """

    __tablename__ = "policies_hold"
    __data_class__: ClassVar[str] = "policies.hold"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="policies_hold_reason"),
        CheckConstraint("ends_at >= made_at", name="policies_hold_order"),
    )

    id: UUID = new_id()
    of_class: str = Field(index=True)
    record: str = ""
    owner: str
    reason: str
    made_at: datetime = moment()
    ends_at: datetime = moment(index=True)
    ended_by: str | None = None


class Agreement(Table, table=True):
    """Somebody's word that a purge which the brake stopped may go on."""

    __tablename__ = "policies_agreement"
    __data_class__: ClassVar[str] = "policies.purge_run"
    __table_args__ = (UniqueConstraint("brake_hash", "agreed_by"),)

    id: UUID = new_id()
    brake_hash: str
    agreed_by: str
    reason: str
    at: datetime = moment(index=True)


class VersionState(StrEnum):
    """Where a version of the policy stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


class Origin(StrEnum):
    """Where a version came from: a file that the program was given, or the page."""

    FILE = "file"
    PAGE = "page"


class PolicyVersion(Table, table=True):
    """One version of the policy: its text, who made it, which two people approved it.

    `first_as` and `second_as` are the roles as which they did: the database takes no administrator,
    nor the same person twice. `seal` is an HMAC over what was approved and over the version before.
    """

    __tablename__ = "policies_version"
    __data_class__: ClassVar[str] = "policies.version"
    __table_args__ = (
        CheckConstraint("first_by <> second_by", name="policies_version_two_people"),
        CheckConstraint(
            "first_as <> 'administrator' AND second_as <> 'administrator'",
            name="policies_version_no_administrator",
        ),
        CheckConstraint(
            "state = 'draft' OR origin = 'file' "
            "OR (first_by IS NOT NULL AND second_by IS NOT NULL)",
            name="policies_version_approved",
        ),
        CheckConstraint("(state = 'draft') = (number IS NULL)", name="policies_version_numbered"),
    )

    id: UUID = new_id()
    number: int | None = Field(default=None, unique=True)
    state: VersionState = closed(VersionState, VersionState.DRAFT)
    origin: Origin = closed(Origin, Origin.PAGE)
    text: str
    hash: str
    author: str
    made_at: datetime = moment()
    first_by: UUID | None = None
    first_as: str = ""
    first_at: datetime | None = moment(None)
    second_by: UUID | None = None
    second_as: str = ""
    second_at: datetime | None = moment(None)
    valid_from: datetime | None = moment(None)
    ended_at: datetime | None = moment(None)
    before: str = ""
    seal: str = ""


class OverrideCount(Table, table=True):
    """How often workers asked on a day for something that must not be asked, by their reason.

    No text, no conversation, no worker and no line: only what, why and how many.
    """

    __tablename__ = "policies_override_count"
    __data_class__: ClassVar[str] = "policies.override"
    __table_args__ = (UniqueConstraint("day", "asked", "reason"), UNORDERED)

    id: UUID = new_id()
    day: date
    asked: Asked = closed(Asked)
    reason: Reason = closed(Reason)
    n: int = 0


class OwnDeedCount(Table, table=True):
    """How often visitors used their rights on a day: what and how many, of no conversation."""

    __tablename__ = "policies_own_deed_count"
    __data_class__: ClassVar[str] = "policies.own_deed"
    __table_args__ = (UniqueConstraint("day", "deed"), UNORDERED)

    id: UUID = new_id()
    day: date
    deed: OwnDeed = closed(OwnDeed)
    n: int = 0


class DataRequest(Table, table=True):
    """A request that came by letter, e-mail, phone or at the desk: never who asked, nor a word.

    `number` is drawn by lot: whoever answers writes it on the papers.
    """

    __tablename__ = "policies_data_request"
    __data_class__: ClassVar[str] = "policies.data_request"
    __table_args__ = (
        CheckConstraint("done_on >= received_on", name="policies_data_request_order"),
        CheckConstraint(
            "(done_on IS NULL) = (outcome IS NULL)", name="policies_data_request_outcome"
        ),
    )

    id: UUID = new_id()
    number: int = Field(unique=True)
    asks: Asks = closed(Asks)
    way: Way = closed(Way)
    received_on: date
    extended: Extended | None = closed(Extended, None)
    done_on: date | None = Field(default=None, index=True)
    outcome: Answered | None = closed(Answered, None)


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
        """CREATE FUNCTION policies_audit_let_go(last bigint) RETURNS bigint
        LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $let_go$
            WITH gone AS (DELETE FROM policies_audit WHERE seq <= last RETURNING 1)
            SELECT count(*) FROM gone
        $let_go$""",
    ),
}
"""What makes the log append-only, by database; the migrations run the same words.

On PostgreSQL the server's own role may be forbidden to delete (`rinnalla db grants`): what is old
enough goes through a function of the owner's.
"""


def _guard(name: str) -> None:
    table = SQLModel.metadata.tables[name]
    for dialect, statements in GUARDS.items():
        for statement in statements:
            # DDL() formats with %, so a literal one would have to be doubled; there is none.
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


_guard("policies_audit")
