"""The monthly check-in: the question, its counts, and twelve months of sheets for each channel."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from outreach.models import Channel, ChannelRequest, MonthQuestion, QuestionCount, Sheet
from outreach.queries.records import IN_USE, channels_in_use
from outreach.schemas.checkins import SheetState, Strip
from policies.queries import policy

MONTHS = 12


def last_month() -> date:
    """Give the first day of the month that is told of now."""
    return clock.month_starts(clock.month_starts(clock.local_day()) - timedelta(days=1))


def due_on(month: date) -> date:
    """Give the day by which a month's sheet is told: early in the next month."""
    return clock.next_month(month).replace(day=policy().channels.sheet_due_day)


def question_of(
    session: Session, organisation_id: UUID | None, month: date
) -> MonthQuestion | None:
    """Find the question of a month."""
    found = select(MonthQuestion).where(
        MonthQuestion.organisation_id == organisation_id, MonthQuestion.month == month
    )
    return session.exec(found).first()


def questions_before(
    session: Session, organisation_id: UUID | None, month: date
) -> list[MonthQuestion]:
    """List what was asked in the year before a month, the newest first."""
    found = select(MonthQuestion).where(
        MonthQuestion.organisation_id == organisation_id,
        MonthQuestion.month < month,
        MonthQuestion.month >= month.replace(year=month.year - 1),
    )
    return list(session.exec(found.order_by(col(MonthQuestion.month).desc())).all())


def question_counts(session: Session, question_id: UUID) -> dict[str, dict[int, int]]:
    """Count what was chosen, by the way of answering and the option; unprotected."""
    found = select(QuestionCount).where(QuestionCount.question_id == question_id)
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for one in session.exec(found).all():
        counts[one.mode][one.option] = one.n
    return counts


def sheet_of(session: Session, channel_id: UUID, month: date) -> Sheet | None:
    """Find a channel's sheet of a month."""
    return session.exec(
        select(Sheet).where(Sheet.channel_id == channel_id, Sheet.month == month)
    ).first()


def state_of(sheet: Sheet | None, month: date) -> SheetState:
    """Say what became of a sheet: answered, late or skipped is itself the figure."""
    if sheet is None:
        is_open = clock.local_day() <= due_on(month)
        return SheetState.OPEN if is_open else SheetState.MISSING
    if sheet.is_skipped:
        return SheetState.SKIPPED
    return SheetState.ANSWERED if sheet.told_on <= due_on(month) else SheetState.LATE


def strips(session: Session, organisation_id: UUID | None) -> list[Strip]:
    """Give twelve months of each channel in use, the oldest first."""
    channels = channels_in_use(session, organisation_id)
    months = _months_until(last_month())
    ids = [one.id for one in channels]
    found = select(Sheet).where(col(Sheet.channel_id).in_(ids), col(Sheet.month) >= months[0])
    told = {(one.channel_id, one.month): one for one in session.exec(found).all()}
    since = _in_use_since(session, ids)
    return [
        Strip(
            one.name,
            str(one.id),
            [
                (month, _shown(told.get((one.id, month)), month, since.get(one.id)))
                for month in months
            ],
        )
        for one in channels
    ]


def _shown(sheet: Sheet | None, month: date, since: date | None) -> SheetState:
    """A channel owes nothing for the months before it came into use."""
    if sheet is None and (since is None or clock.next_month(month) <= since):
        return SheetState.NONE if month != last_month() else state_of(None, month)
    return state_of(sheet, month)


def _in_use_since(session: Session, ids: list[UUID]) -> dict[UUID, date]:
    """Say since when each channel is in use: its approval, else its first sheet."""
    first = select(col(Sheet.channel_id), col(Sheet.month)).where(col(Sheet.channel_id).in_(ids))
    known = dict(session.exec(first.order_by(col(Sheet.month).desc())).all())
    decided = select(col(ChannelRequest.channel_id), col(ChannelRequest.ended_on)).where(
        col(ChannelRequest.channel_id).in_(ids)
    )
    approved = {channel_id: day for channel_id, day in session.exec(decided).all() if day}
    return known | approved


def _months_until(last: date) -> list[date]:
    months = [last]
    while len(months) < MONTHS:
        months.append(clock.month_starts(months[-1] - timedelta(days=1)))
    return months[::-1]


def sheets_waiting(session: Session, worker_id: UUID | None) -> list[Channel]:
    """List the channels of which a keeper has last month's sheet still to tell, by name."""
    today = clock.local_day()
    missing = [one for one, keepers in sheets_missing(session) if worker_id in keepers]
    return sorted((one for one in missing if not one.is_dark(today)), key=lambda one: one.name)


def sheets_missing(session: Session) -> list[tuple[Channel, list[UUID]]]:
    """List the channels in use without last month's sheet, each with its keepers."""
    joined = select(Channel, ChannelRequest).join(
        ChannelRequest, col(ChannelRequest.channel_id) == col(Channel.id)
    )
    told = select(Sheet.channel_id).where(Sheet.month == last_month())
    wanted = joined.where(col(Channel.state).in_(IN_USE), col(Channel.id).not_in(told))
    return [
        (channel, [one for one in (request.keeper_id, request.backup_id) if one])
        for channel, request in session.exec(wanted).all()
        if request.ended_on is None or request.ended_on < clock.next_month(last_month())
    ]
