"""Calendar addresses and what they show."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, union_all
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from core import clock
from core.i18n import pick
from core.identity import Kind, actor_of_subject, token_hash
from organisation import queries as organisation
from scheduling.errors import NoSuchFeed
from scheduling.models import Appointment, AppointmentType, Duty, Feed, Shift
from scheduling.queries.handed_on import handed_on, handed_on_summed
from scheduling.schemas import FeedEvent, FeedOwner
from scheduling.schemas.appointments import AppointmentState
from scheduling.states import DutyState

BACK = timedelta(days=30)
AHEAD = timedelta(days=180)
CANCELLED_SHOWN = timedelta(days=14)

GONE = (DutyState.CANCELLED, DutyState.EXCUSED)
STANDING = (DutyState.CLAIMED, DutyState.CHECKED_IN, DutyState.DONE)
KEPT = (AppointmentState.BOOKED, AppointmentState.KEPT, AppointmentState.OVER)

BACK_TO: Any = bindparam("back")
AHEAD_TO: Any = bindparam("ahead")
LATELY: Any = bindparam("lately")
WHOSE: Any = bindparam("whose")


def _near(table: type[Shift] | type[Appointment]) -> tuple[ColumnElement[bool], ...]:
    return col(table.ends_at) > BACK_TO, col(table.starts_at) < AHEAD_TO


def _shown(
    table: type[Duty] | type[Appointment], standing: tuple[Any, ...], gone: tuple[Any, ...]
) -> ColumnElement[bool]:
    lately = col(table.updated_at) > LATELY
    return or_(col(table.state).in_(standing), and_(col(table.state).in_(gone), lately))


def _summed(
    changed: type[Duty] | type[Appointment], timed: type[Shift] | type[Appointment]
) -> tuple[ColumnElement[Any], ...]:
    """How many, how often changed, the last change, the first and the last."""
    return (
        func.count(),
        func.sum(col(changed.sequence)),
        func.max(col(changed.updated_at)),
        func.min(col(timed.starts_at)),
        func.max(col(timed.starts_at)),
    )


def _of(whose: Any, *columns: Any) -> Select[Any]:
    joined = select(*columns).join_from(Duty, Shift, col(Duty.shift_id) == col(Shift.id))
    shown = _shown(Duty, STANDING, GONE)
    return joined.where(whose == WHOSE, *_near(Shift), shown)


def _booked(*columns: Any) -> Select[Any]:
    of_type = col(Appointment.type_id) == col(AppointmentType.id)
    joined = select(*columns).join_from(Appointment, AppointmentType, of_type)
    shown = _shown(Appointment, KEPT, (AppointmentState.CANCELLED,))
    return joined.where(col(Appointment.worker_id) == WHOSE, *_near(Appointment), shown)


_duty_columns = (
    col(Duty.uid),
    col(Duty.sequence),
    col(Duty.updated_at),
    col(Shift.starts_at),
    col(Shift.ends_at),
    col(Duty.state),
    col(Shift.line_id),
    col(Duty.worker_id),
)
# Every device asks every few minutes, mostly in vain: these are built once, and without the ORM.
_by_token = select(Feed.__table__).where(  # type: ignore[attr-defined]
    col(Feed.token_hash) == bindparam("sought")
)
_duties_of_worker = _of(col(Duty.worker_id), *_duty_columns)
_duties_of_line = _of(col(Shift.line_id), *_duty_columns)
_booked_of_worker = _booked(
    col(Appointment.uid),
    col(Appointment.sequence),
    col(Appointment.updated_at),
    col(Appointment.starts_at),
    col(Appointment.ends_at),
    col(Appointment.state),
    col(AppointmentType.name),
)
_sums_of_worker = union_all(
    _of(col(Duty.worker_id), *_summed(Duty, Shift)),
    _booked(*_summed(Appointment, Appointment)),
    handed_on_summed,
)
_sums_of_line = _of(col(Shift.line_id), *_summed(Duty, Shift))


def feeds(session: Session, worker_id: UUID) -> Sequence[Feed]:
    """List a worker's addresses that are not revoked, the newest first."""
    own = rows_of(Feed).where(Feed.worker_id == worker_id, col(Feed.revoked_at).is_(None))
    return session.exec(own.order_by(col(Feed.created_at).desc())).all()


def own_feed(session: Session, worker_id: UUID, feed_id: UUID) -> Feed:
    """Find a worker's own address. Raises `NoSuchFeed`, also for somebody else's."""
    feed = session.get(Feed, feed_id)
    if feed is None or feed.worker_id != worker_id or feed.revoked_at is not None:
        raise NoSuchFeed
    return feed


def feed_owner(session: Session, token: str) -> FeedOwner:
    """Find whose calendar a token opens.

    Raises `NoSuchFeed` for an unknown token, a revoked one, a closed account and a line whose team
    the worker has left, all alike.
    """
    feed = session.connection().execute(_by_token, {"sought": token_hash(token)}).first()
    if feed is None or feed.revoked_at is not None:
        raise NoSuchFeed
    language = organisation.language_of(session, feed.worker_id)
    if language is None or (feed.line_id and feed.line_id not in _lines(session, feed.worker_id)):
        raise NoSuchFeed
    return FeedOwner(feed.id, feed.worker_id, language, feed.last_used_on, feed.kind, feed.line_id)


def feed_version(session: Session, owner: FeedOwner) -> str:
    """Give what changes whenever a calendar does, without reading its events.

    How many there are, how often they changed, the last change, the first and the last: an event
    that comes or goes, by a deed or by time, changes one of these.
    """
    sums = _sums_of_line if owner.line_id else _sums_of_worker
    counted = [tuple(row) for row in session.connection().execute(sums, _asked(owner))]
    names = sorted(_names(session, owner).items())
    told = f"{owner.kind}{owner.language}{owner.line_id}{counted}{names}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def feed_events(session: Session, owner: FeedOwner) -> list[FeedEvent]:
    """Give what a calendar shows, from 30 days back to 180 ahead; cancelled for 14 days."""
    names = _names(session, owner)
    duties = _duties_of_line if owner.line_id else _duties_of_worker
    found = [
        FeedEvent(
            uid=row.uid,
            sequence=row.sequence,
            updated_at=row.updated_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_cancelled=row.state in GONE,
            what=names.get(row.line_id, ""),
            who=names.get(row.worker_id, "") if owner.line_id else "",
        )
        for row in session.connection().execute(duties, _asked(owner))
    ]
    if owner.line_id is None:
        found += [*_appointments(session, owner), *_handed_on(session, owner, names)]
    return sorted(found, key=lambda one: (one.starts_at, one.uid))


def _appointments(session: Session, owner: FeedOwner) -> list[FeedEvent]:
    return [
        FeedEvent(
            uid=row.uid,
            sequence=row.sequence,
            updated_at=row.updated_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_cancelled=row.state is AppointmentState.CANCELLED,
            is_duty=False,
            what=pick(row.name, owner.language),
        )
        for row in session.connection().execute(_booked_of_worker, _asked(owner))
    ]


def _handed_on(session: Session, owner: FeedOwner, names: dict[UUID, str]) -> list[FeedEvent]:
    latest = {
        row.uid: FeedEvent(
            uid=row.uid,
            sequence=row.sequence,
            updated_at=row.updated_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_cancelled=True,
            what=names.get(row.line_id, ""),
        )
        for row in session.connection().execute(handed_on, _asked(owner))
    }
    return list(latest.values())


def _names(session: Session, owner: FeedOwner) -> dict[UUID, str]:
    """Name the lines, and in a line's calendar the colleagues, as the reader sees them."""
    lines = {one: pick(name, owner.language) for one, name in organisation.line_names(session)}
    if owner.line_id is None:
        return lines
    return lines | organisation.shown_names_of_line(session, owner.line_id)


def _asked(owner: FeedOwner) -> dict[str, Any]:
    at = clock.now()
    return {
        "whose": owner.line_id or owner.worker_id,
        "back": at - BACK,
        "ahead": at + AHEAD,
        "lately": at - CANCELLED_SHOWN,
    }


def _lines(session: Session, worker_id: UUID) -> frozenset[UUID]:
    return actor_of_subject(session, Kind.WORKER, worker_id).lines
