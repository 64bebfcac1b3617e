"""When somebody is there, spelled out for the days to come, so that "open now" is one look.

Made with the index, and anew every night.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from core import clock
from guidance import hours
from guidance.entry import Entry, entries
from guidance.models import Document, IndexState, OpenSpan
from guidance.search.engine import tuples
from guidance.search.filters import When

DAYS = 8
MINUTE = 60
LONGEST = 1440
CHUNK = 300
EVENING, MORNING = time(20), time(5)
REACH = timedelta(days=DAYS - 2)
THERE = (
    "SELECT number, CASE WHEN starts < :begins THEN :begins ELSE starts END"
    " FROM guidance_open_span"
    " WHERE starts > :oldest AND starts < :until AND ends > :begins{among}"
    " ORDER BY guidance_open_span.starts DESC"
)
"""The latest first, so that what is kept of several times is the soonest."""

AMONG = {
    "sqlite": (" AND number IN (SELECT value FROM json_each(:among))", "[{}]"),
    "postgresql": (" AND number IN (SELECT unnest(CAST(:among AS integer[])))", "{{{}}}"),
}
"""How each database is given a list of numbers as one value, and how the list is written.

Not `= ANY`: once PostgreSQL plans for any list whatever, it goes through all of it for each row.
"""

MANY = 10_000
"""From so many services on, to read everybody's times is quicker than to look up each one's."""

Span = tuple[int, int]


def minutes(moment: datetime) -> int:
    """Give a moment as minutes since 1970 in UTC."""
    return int(moment.timestamp()) // MINUTE


def spans_of(entry: Entry, at: datetime) -> list[Span]:
    """Give when somebody is there, from yesterday on (a night may go on), none over a day long."""
    today = clock.local_day(at)
    first, last = today - timedelta(days=1), today + timedelta(days=DAYS)
    found: set[Span] = set()
    for periods in entry.all_periods():
        for one in hours.intervals(periods, first, last):
            if not one.by_appointment:
                found |= set(_cut(minutes(one.start), minutes(one.end)))
    return _one_each(found)


def _cut(start: int, end: int) -> Iterable[Span]:
    while start < end:
        yield start, min(end, start + LONGEST)
        start += LONGEST


def _one_each(found: set[Span]) -> list[Span]:
    """Keep the longest of those that start together: a start is the row's key."""
    longest: dict[int, int] = {}
    for start, end in found:
        longest[start] = max(end, longest.get(start, end))
    return sorted(longest.items())


def write(session: Session, numbered: Iterable[tuple[int, Entry]], at: datetime) -> None:
    """Replace the opening times of documents."""
    held = list(numbered)
    numbers = [number for number, _entry in held]
    session.exec(delete(OpenSpan).where(col(OpenSpan.number).in_(numbers)))
    rows = [
        {"number": number, "starts": start, "ends": end}
        for number, entry in held
        for start, end in spans_of(entry, at)
    ]
    if rows:
        session.connection().execute(OpenSpan.__table__.insert(), rows)  # type: ignore[attr-defined]


def there(
    session: Session, when: When, at: datetime, among: Collection[int] | None = None
) -> dict[int, int]:
    """Give the documents where somebody is there at that time, and from which minute on.

    No others than `among` are looked for, when they are told. Spelled out from the hours
    themselves, which is slow for many, when the index does not reach so far.
    """
    begins, until = window(when, at)
    if is_reached(session, at):
        return _spelled_out(session, begins, until, among)
    return {
        number: max(start, begins)
        for number, entry in _every(session, among)
        for start, end in reversed(spans_of(entry, at))
        if start < until and end > begins
    }


def _spelled_out(
    session: Session, begins: int, until: int, among: Collection[int] | None
) -> dict[int, int]:
    values: dict[str, Any] = {"begins": begins, "until": until, "oldest": begins - LONGEST - 1}
    few = ""
    if among is not None and len(among) < MANY:
        few, written = AMONG[session.get_bind().dialect.name]
        values["among"] = written.format(",".join(map(str, among)))
    return dict(tuples(session, THERE.format(among=few), values))


def is_reached(session: Session, at: datetime) -> bool:
    """Whether the times around a moment are spelled out."""
    state = session.get(IndexState, 1)
    if state is None:
        return True
    return state.opening_from - timedelta(hours=1) <= at < state.opening_from + REACH


def _every(session: Session, among: Collection[int] | None = None) -> Iterator[tuple[int, Entry]]:
    known = session.exec(select(Document.number, Document.service_id)).all()
    if among is not None:
        wanted = set(among)
        known = [one for one in known if one[0] in wanted]
    for first in range(0, len(known), CHUNK):
        some = {service_id: number or 0 for number, service_id in known[first : first + CHUNK]}
        for service_id, entry in entries(session, some).items():
            yield some[service_id], entry


def refresh(session: Session) -> int:
    """Spell the opening times of every service out anew from now; gives how many services."""
    at, some, count = clock.now(), [], 0
    for one in _every(session):
        some.append(one)
        if len(some) == CHUNK:
            write(session, some, at)
            count, some = count + len(some), []
    write(session, some, at)
    state = session.get(IndexState, 1)
    if state is not None:
        state.opening_from = at
        session.add(state)
    return count + len(some)


def window(when: When, at: datetime) -> Span:
    """Give the minutes between which somebody must be there at some moment."""
    now = minutes(at)
    if when is When.NEXT:
        return now, now + LONGEST
    if when is When.TONIGHT:
        day = clock.local_day(at)
        if clock.local(at).time() < MORNING:  # whoever asks at one means the night that it is
            return now, minutes(datetime.combine(day, MORNING, clock.HELSINKI).astimezone(UTC))
        begins = datetime.combine(day, EVENING, clock.HELSINKI).astimezone(UTC)
        ends = datetime.combine(day + timedelta(days=1), time(), clock.HELSINKI).astimezone(UTC)
        return max(now, minutes(begins)), minutes(ends)
    return now, now + 1
