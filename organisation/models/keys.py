"""Keys of workers and lines, as far as the server knows them: public halves and sealed boxes.

Every private key is made in a browser and leaves it sealed. Nothing here opens anything.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DDL, CheckConstraint, Index, LargeBinary, UniqueConstraint, event, text
from sqlmodel import Field, SQLModel

from core.db import Table, closed, moment, new_id

_IN_USE = text("revoked_at IS NULL")
_CURRENT = text("retired_at IS NULL")


class UnlockKind(StrEnum):
    """By what a worker's browser opens the worker's keys."""

    PASSKEY = "passkey"
    PASSPHRASE = "passphrase"  # noqa: S105  a kind, not one of them


class KeyDeed(StrEnum):
    """What the key log tells."""

    WORKER_KEY_MADE = "worker_key_made"
    WORKER_KEY_REVOKED = "worker_key_revoked"
    LINE_KEY_MADE = "line_key_made"
    LINE_KEY_RETIRED = "line_key_retired"
    LET_IN = "let_in"
    RECOGNISED = "recognised"
    CUT_OFF = "cut_off"


class WorkerKey(Table, table=True):
    """A worker's two public keys, and the private ones locked under a key of the worker's browser.

    `fingerprint` is the SHA-256 of both public keys. A revoked key has lost its private halves;
    the public ones stay for a while, because what they signed stays readable.
    """

    __tablename__ = "organisation_worker_key"
    __data_class__: ClassVar[str] = "organisation.worker_key"
    __table_args__ = (
        Index(
            "organisation_worker_key_in_use",
            "worker_id",
            unique=True,
            sqlite_where=_IN_USE,
            postgresql_where=_IN_USE,
        ),
        CheckConstraint(
            "revoked_at IS NULL OR (sealing_wrapped IS NULL AND signing_wrapped IS NULL)",
            name="organisation_worker_key_gone",
        ),
    )

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    sealing_public: bytes = Field(sa_type=LargeBinary)
    signing_public: bytes = Field(sa_type=LargeBinary)
    sealing_wrapped: bytes | None = Field(default=None, sa_type=LargeBinary)
    signing_wrapped: bytes | None = Field(default=None, sa_type=LargeBinary)
    fingerprint: str = Field(unique=True)
    made_at: datetime = moment()
    revoked_at: datetime | None = moment(None)


class WorkerUnlock(Table, table=True):
    """One way to open a worker's keys: a passkey or a passphrase, and the key's key under it.

    `salt` is what the passkey's PRF is asked with, or what the passphrase is stretched with over
    `rounds` rounds. `credential_…` and `sign_count` are the passkey's (WebAuthn, level 3).
    """

    __tablename__ = "organisation_worker_unlock"
    __data_class__: ClassVar[str] = "organisation.worker_key"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'passkey') = (credential_id IS NOT NULL AND credential_public IS NOT NULL)",
            name="organisation_worker_unlock_passkey",
        ),
        CheckConstraint(
            "(kind = 'passphrase') = (rounds IS NOT NULL)",
            name="organisation_worker_unlock_passphrase",
        ),
    )

    id: UUID = new_id()
    worker_key_id: UUID = Field(
        foreign_key="organisation_worker_key.id", ondelete="CASCADE", index=True
    )
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    kind: UnlockKind = closed(UnlockKind)
    label: str = ""
    salt: bytes = Field(sa_type=LargeBinary)
    rounds: int | None = None
    wrapped: bytes = Field(sa_type=LargeBinary)
    credential_id: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    credential_public: bytes | None = Field(default=None, sa_type=LargeBinary)
    sign_count: int = 0
    made_at: datetime = moment()
    used_at: datetime | None = moment(None)


class LineKey(Table, table=True):
    """A line's public key. One is current; `rotate_since` says that somebody left who held it."""

    __tablename__ = "organisation_line_key"
    __data_class__: ClassVar[str] = "organisation.line_key"
    __table_args__ = (
        UniqueConstraint("line_id", "number"),
        Index(
            "organisation_line_key_current",
            "line_id",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    number: int
    public: bytes = Field(sa_type=LargeBinary)
    fingerprint: str = Field(unique=True)
    made_at: datetime = moment()
    rotate_since: datetime | None = moment(None)
    retired_at: datetime | None = moment(None)


class LineKeyCopy(Table, table=True):
    """A line's private key, sealed to one worker's key by a colleague who vouches for them.

    `signature` is the colleague's, over what the key log says of it (`organisation.key_words`).
    """

    __tablename__ = "organisation_line_key_copy"
    __data_class__: ClassVar[str] = "organisation.worker_key"
    __table_args__ = (UniqueConstraint("line_key_id", "worker_key_id"),)

    id: UUID = new_id()
    line_key_id: UUID = Field(
        foreign_key="organisation_line_key.id", ondelete="CASCADE", index=True
    )
    worker_key_id: UUID = Field(
        foreign_key="organisation_worker_key.id", ondelete="CASCADE", index=True
    )
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    let_in_by: UUID = Field(foreign_key="organisation_worker.id")
    box: bytes = Field(sa_type=LargeBinary)
    signature: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = moment()


class KeyLogEntry(Table, table=True):
    """What happened to keys, for everybody to read: fingerprints and days, and no name.

    `key` is the fingerprint of the key it is about, `signer` that of the worker key whose browser
    did it ("" when the house did). `head` is the SHA-256 of the entry and of the head before it.
    """

    __tablename__ = "organisation_key_log"
    __data_class__: ClassVar[str] = "organisation.key_log"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    day: date
    deed: KeyDeed = closed(KeyDeed)
    line: str = Field(default="", index=True)
    number: int = 0
    key: str
    signer: str = ""
    signature: str = ""
    before: str
    head: str = Field(unique=True)


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
"""What makes the key log append-only, by database; the migration runs the same words."""


def _guard() -> None:
    table = SQLModel.metadata.tables["organisation_key_log"]
    for dialect, statements in GUARDS.items():
        for statement in statements:
            # DDL() formats with %, so a literal one would have to be doubled; there is none.
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


_guard()
