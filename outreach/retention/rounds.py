"""How long rounds, notes and processes are kept; a note's key dies before the note."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from core import clock
from core.db import Table
from outreach.models import ClientMeeting, Encounter, OutreachSession, Process
from policies.retention import Due, Ids, RetentionTask, in_parts, register, rows

_over: Any = func.coalesce(col(Process.ended_on), col(Process.review_on))


def _own_keys(_session: Session, ids: Ids) -> list[UUID]:
    return list(ids)


def _words(data_class: str, table: type[Table], body: Any, since: Any) -> RetentionTask:
    """Make the task for words that go while the row they belong to stays."""
    key = table.id  # type: ignore[attr-defined]

    def find(session: Session, before: datetime) -> list[Due]:
        wanted = select(key, since).where(body.is_not(None), since < clock.local_day(before))
        found = session.connection().execute(wanted).all()
        return [Due(one, clock.day_starts(day)) for one, day in found]

    def purge(session: Session, ids: Ids) -> int:
        gone = 0
        for some in in_parts(ids):
            lost = update(table).where(key.in_(some), body.is_not(None)).values({body.key: None})
            gone += session.connection().execute(lost).rowcount
        return gone

    def held(session: Session) -> int:
        told = select(func.count()).select_from(table).where(body.is_not(None))
        return int(session.connection().execute(told).scalar_one())

    return RetentionTask(data_class=data_class, find=find, purge=purge, held=held, keys=_own_keys)


def _encounters(session: Session, before: datetime) -> list[Due]:
    """Encounters go with the day of their round."""
    told = col(OutreachSession.day)
    found = session.connection().execute(
        select(col(Encounter.id), told)
        .join(OutreachSession, col(Encounter.outreach_session_id) == col(OutreachSession.id))
        .where(told < clock.local_day(before))
    )
    return [Due(one, clock.day_starts(day)) for one, day in found]


_tallies = rows("outreach.encounter", Encounter, since=col(OutreachSession.day))
register(
    RetentionTask(
        data_class="outreach.encounter",
        find=_encounters,
        purge=_tallies.purge,
        held=_tallies.held,
    )
)
register(rows("outreach.encounter", ClientMeeting, since=col(ClientMeeting.day)))
register(rows("outreach.session", OutreachSession, since=col(OutreachSession.day)))
register(rows("outreach.process", Process, since=_over))
register(
    _words("outreach.note", OutreachSession, col(OutreachSession.note), col(OutreachSession.day))
)
register(_words("outreach.process_words", Process, col(Process.words), _over))
