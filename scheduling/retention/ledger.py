"""The ledger goes by the day of each entry; a commitment goes when its worker leaves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from core import clock
from policies.retention import Due, RetentionTask, register
from scheduling.models import Commitment, Entry


def _old(session: Session, before: datetime) -> list[Due]:
    day = clock.local_day(before)
    due = select(Entry.id, Entry.made_at).where(col(Entry.on_day) < day)
    return [Due(entry_id, made_at) for entry_id, made_at in session.exec(due).all()]


def _purge(session: Session, ids: Sequence[UUID]) -> int:
    return int(session.exec(delete(Entry).where(col(Entry.id).in_(ids))).rowcount)


def _held(session: Session) -> int:
    entries = session.exec(select(func.count()).select_from(Entry)).one()
    return int(entries + session.exec(select(func.count()).select_from(Commitment)).one())


register(RetentionTask(data_class="scheduling.ledger", find=_old, purge=_purge, held=_held))
