"""Data requests: what visitors did by themselves is counted, what came otherwise is registered.

A visitor with the open session or the return code sees, takes along and deletes without anybody's
help, so that only a number grows. Whoever asks by letter, by e-mail, by telephone or at the desk is
answered within a month of the calendar, or within three where it was extended (GDPR, art. 12(3)).
"""

import secrets
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from core import clock
from core.db import add_up
from core.identity import Actor
from policies.access import REQUESTS
from policies.actions import audit
from policies.current import current
from policies.disclosure import Cell, protect_series_with_total
from policies.errors import NoSuchRequest, NotThatDay, TooLateToExtend
from policies.models import DataRequest, OwnDeedCount
from policies.request_kinds import Answered, Asks, Extended, OwnDeed, Way

MONTHS, MONTHS_EXTENDED = 1, 3
MONTHS_SHOWN = 12
_LEAST, _NUMBERS = 100_000, 900_000


def count_own_deed(session: Session, deed: OwnDeed) -> None:
    """Count what a visitor did about their own data today; of whom is not known here."""
    add_up(session, OwnDeedCount, {"day": clock.local_day(), "deed": deed})


@dataclass(frozen=True)
class Month:
    """What visitors did by themselves in a month that is over, safe to be shown."""

    starts: date
    deeds: dict[str, Cell]
    total: Cell


def own_deeds(session: Session) -> list[Month]:
    """Give the last twelve months that are over, the newest first, small figures hidden.

    The month that runs is left out: who looked every day would see each person in the difference.
    Each month is hidden by itself, so that it looks the same however often one looks.
    """
    this = clock.month_starts(clock.local_day())
    since = _months_later(this, -MONTHS_SHOWN)
    found = session.exec(
        select(col(OwnDeedCount.day), col(OwnDeedCount.deed), col(OwnDeedCount.n)).where(
            col(OwnDeedCount.day) >= since, col(OwnDeedCount.day) < this
        )
    ).all()
    counts: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(OwnDeed, 0))
    for day, deed, n in found:
        counts[clock.month_starts(day)][deed] += n
    return [_month(starts, counts[starts]) for starts in sorted(counts, reverse=True)]


def _month(starts: date, counts: dict[str, int]) -> Month:
    deeds, total = protect_series_with_total(counts, current().least_shown)
    return Month(starts, deeds, total)


def answer_by(asked: DataRequest) -> date:
    """Give the last day on which a request has to be answered."""
    return _months_later(asked.received_on, MONTHS_EXTENDED if asked.extended else MONTHS)


def open_requests(session: Session) -> list[DataRequest]:
    """List the requests that wait for their answer, those that are due first before the others."""
    waiting = session.exec(select(DataRequest).where(col(DataRequest.done_on).is_(None))).all()
    return sorted(waiting, key=lambda one: (answer_by(one), one.number))


def done_requests(session: Session) -> list[DataRequest]:
    """List the requests that were answered and are remembered, the newest first."""
    done = select(DataRequest).where(col(DataRequest.done_on).is_not(None))
    return list(
        session.exec(done.order_by(col(DataRequest.done_on).desc(), col(DataRequest.number))).all()
    )


def register_request(
    session: Session, actor: Actor, *, asks: Asks, way: Way, received_on: date
) -> DataRequest:
    """Note that somebody asked. Raises `NotThatDay` for a day to come."""
    if received_on > clock.local_day():
        raise NotThatDay
    made = DataRequest(number=_free_number(session), asks=asks, way=way, received_on=received_on)
    session.add(made)
    _noted(session, actor, made, f"received {received_on}: {asks}, {way}")
    return made


def extend_request(session: Session, actor: Actor, number: int, ground: Extended) -> DataRequest:
    """Take two months more, for a ground of the law. Raises `NoSuchRequest`, `TooLateToExtend`."""
    found = _waiting(session, number)
    if found.extended or clock.local_day() > answer_by(found):
        raise TooLateToExtend
    found.extended = ground
    session.add(found)
    _noted(session, actor, found, f"extended: {ground}")
    return found


def finish_request(
    session: Session, actor: Actor, number: int, *, outcome: Answered, done_on: date
) -> DataRequest:
    """Note that a request was answered. Raises `NoSuchRequest`, `NotThatDay`."""
    found = _waiting(session, number)
    if not found.received_on <= done_on <= clock.local_day():
        raise NotThatDay
    found.done_on, found.outcome = done_on, outcome
    session.add(found)
    _noted(session, actor, found, f"answered {done_on}: {outcome}")
    return found


def _waiting(session: Session, number: int) -> DataRequest:
    waiting = select(DataRequest).where(
        DataRequest.number == number, col(DataRequest.done_on).is_(None)
    )
    found = session.exec(waiting.with_for_update()).first()
    if found is None:
        raise NoSuchRequest
    return found


def _free_number(session: Session) -> int:
    """Draw a number by lot: one that counts on would tell how many have asked, and when."""
    while True:
        number = _LEAST + secrets.randbelow(_NUMBERS)
        taken = select(func.count()).where(col(DataRequest.number) == number)
        if not session.exec(taken).one():
            return number


def _noted(session: Session, actor: Actor, asked: DataRequest, reason: str) -> None:
    audit(session, actor, REQUESTS.name, f"data_request:{asked.number}", reason=reason)


def _months_later(day: date, months: int) -> date:
    """Go months on; to a month's last day where it has no such day (Reg. 1182/71, art. 3(2)(c))."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
