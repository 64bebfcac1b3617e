"""What workers have committed themselves to, and the ledger of what came of it."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from scheduling.ledger import EntryKind
from scheduling.models.indexes import unique_where

ONCE_SQL = text("kind IN ('due', 'carried')")
OF_DUTY_SQL = text("duty_id IS NOT NULL")


class Commitment(Table, table=True):
    """How much duty a worker has promised in a period, and when they are exempt from it.

    No reason for an exemption is kept.
    """

    __tablename__ = "scheduling_commitment"
    __data_class__: ClassVar[str] = "scheduling.ledger"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="scheduling_commitment_minutes"),
        CheckConstraint(
            "(exempt_from IS NULL) = (exempt_until IS NULL)", name="scheduling_commitment_exempt"
        ),
    )

    worker_id: UUID = Field(primary_key=True, foreign_key="organisation_worker.id")
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    minutes: int
    since: date
    exempt_from: date | None = None
    exempt_until: date | None = None


class Entry(Table, table=True):
    """One line of a worker's ledger: minutes owed are below nothing, minutes given above.

    A duty is entered once, and what is due or carried over once a period. `conversations` are
    those of a duty in a partner's chat (R46).
    """

    __tablename__ = "scheduling_entry"
    __data_class__: ClassVar[str] = "scheduling.ledger"
    __table_args__ = (
        unique_where("scheduling_entry_once", "worker_id", "period_on", "kind", where=ONCE_SQL),
        unique_where("scheduling_entry_of_duty", "duty_id", where=OF_DUTY_SQL),
        CheckConstraint(
            "conversations IS NULL OR conversations >= 0", name="scheduling_entry_conversations"
        ),
        Index("scheduling_entry_worker_period", "worker_id", "period_on"),
    )

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id")
    period_on: date = Field(index=True)
    on_day: date = Field(index=True)
    kind: EntryKind = closed(EntryKind)
    minutes: int
    line_id: UUID | None = Field(default=None, foreign_key="organisation_line.id")
    duty_id: UUID | None = Field(
        default=None, foreign_key="scheduling_duty.id", ondelete="SET NULL"
    )
    partner: str = ""
    conversations: int | None = None
    made_at: datetime = moment(default_factory=clock.now)
    disputed_at: datetime | None = moment(None)
    dispute: str = ""
