"""A line's waiting room: who stands where, and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chat.estimate import (
    UNKNOWN,
    Forecast,
    Habits,
    Place,
    Wait,
    forecast,
    habits,
)
from chat.models import Conversation, Visit
from chat.queries.opening import opening
from chat.queries.places import braked
from chat.schemas import State
from chat.transcript import stamp
from core import clock
from core.prepared import Prepared, first
from policies.queries import policy
from scheduling.queries import keepers

if TYPE_CHECKING:
    from organisation.models import Line
    from scheduling.schemas import Opening

LEARNT_FROM = 30
AN_EVENING = 12 * 60


@dataclass(frozen=True)
class Queue:
    """A line's waiting room at one moment: who waits, and what there is to serve them with."""

    waiting: tuple[UUID, ...]
    places: tuple[Place, ...]
    habits: Habits
    opening: "Opening"

    @cached_property
    def _standing(self) -> dict[UUID, int]:
        return {one: place for place, one in enumerate(self.waiting, start=1)}

    @cached_property
    def _forecast(self) -> Forecast:
        closes = self.opening.closes_at
        return forecast(self.places, self.habits, _minutes(closes) if closes else None)

    @cached_property
    def closes(self) -> str | None:
        """Say for a browser when the line closes."""
        at = self.opening.closes_at
        return stamp(at) if at else None

    def place_of(self, conversation_id: UUID) -> int:
        """Give the place in the queue, from 1; 0 when it waits no longer."""
        return self._standing.get(conversation_id, 0)

    def wait_of(self, place: int) -> Wait:
        """Estimate the wait of whoever stands at `place`."""
        is_manned = self.opening.is_open or self.opening.is_closing
        return self._forecast.wait(place) if is_manned else UNKNOWN


def in_order() -> tuple[Any, ...]:
    """Give the order of the waiting room: who was left alone goes first, then as they came."""
    return (
        col(Conversation.priority).desc(),
        col(Conversation.started_at),
        col(Conversation.id),
    )


# With hundreds waiting, everybody's place is asked for many times a second (`core.prepared`).
_waits = (
    col(Conversation.line_id) == bindparam("line"),
    col(Conversation.state) == bindparam("state"),
)
_waiting = Prepared(select_columns(col(Conversation.id)).where(*_waits).order_by(*in_order()))
_count = Prepared(select_columns(func.count(col(Conversation.id))).where(*_waits))
_first_new = Prepared(
    first(
        select_columns(col(Conversation.started_at))
        .where(*_waits, col(Conversation.opened_at).is_(None))
        .order_by(*in_order()),
        1,
    )
)
_talking = Prepared(
    select_columns(col(Conversation.responder_id), col(Conversation.opened_at)).where(
        col(Conversation.responder_id).in_(bindparam("responders", expanding=True)),
        col(Conversation.state) == bindparam("state"),
    ),
    "responders",
)


def queue_of(session: Session, line: "Line") -> Queue:
    """Look at a line's waiting room."""
    at, wait = clock.now(), {"line": line.id, "state": State.WAITING}
    places = _places(session, line)
    came = _first_new.of(session, **wait)
    if came and policy().chat.waiting.taken_within.after(came[0][0]) < at:
        # Somebody has waited for long and was not taken: those free places are not for taking.
        places = [one for one in places if one.age is not None or one.starts > 0]
    return Queue(
        tuple(one for (one,) in _waiting.of(session, **wait)),
        tuple(sorted(places, key=lambda one: (one.starts, one.age or -1, one.ends))),
        _habits(session, line.id),
        opening(session, line),
    )


def how_many_wait(session: Session, line_id: UUID) -> int:
    """Count those who wait on a line."""
    return int(_count.of(session, line=line_id, state=State.WAITING)[0][0])


def _places(session: Session, line: "Line") -> list[Place]:
    """Give the places of those on duty and of those who come later, with what goes on in them."""
    staff = keepers(session, line.id)
    stopped = braked(session, [one.worker_id for one in staff])
    begun: dict[UUID | None, list[datetime]] = {}
    talking = {"responders": [one.worker_id for one in staff], "state": State.OPEN}
    for responder, opened in _talking.of(session, **talking):
        begun.setdefault(responder, []).append(opened or clock.now())
    return [
        place
        for one in staff
        for place in _places_of(
            begun.get(one.worker_id, []) if one.is_checked_in else [],
            Place(None, _starts(one.starts_at, stopped.get(one.worker_id)), _minutes(one.ends_at)),
            line.places_each,
        )
    ]


def _places_of(begun: Sequence[datetime], free: Place, each: int) -> list[Place]:
    """Give the places of one responder: those where somebody talks, and those that are free."""
    busy = [Place(-_minutes(at), free.starts, free.ends) for at in sorted(begun)[:each]]
    return busy + [free] * (each - len(busy))


def _starts(begins: datetime, stopped: datetime | None) -> int:
    """Say from when on somebody takes others: on duty, and their foot off the brake."""
    return max(0, _minutes(begins), _minutes(stopped) + 1 if stopped else 0)


def _minutes(at: datetime) -> int:
    """Give whole minutes from now, so that within a minute nothing is worked out anew."""
    return int((at - clock.now()).total_seconds() // 60)


def _ended(kind: type[Conversation | Visit]) -> Prepared:
    ended = (
        select_columns(col(kind.started_at), col(kind.opened_at), col(kind.closed_at))
        .where(
            col(kind.line_id) == bindparam("line"),
            (col(kind.state) == bindparam("left")) | col(kind.opened_at).is_not(None),
            col(kind.state).in_(bindparam("states", expanding=True)),
            col(kind.closed_at).is_not(None),
            ~col(kind.is_misuse),
        )
        .order_by(col(kind.closed_at).desc())
    )
    return Prepared(first(ended, 2 * LEARNT_FROM), "states")


_last_ended = [_ended(kind) for kind in (Conversation, Visit)]
"""When the last visits came, were opened and closed: present rows, and earlier visits."""


def _habits(session: Session, line_id: UUID) -> Habits:
    """Learn from the last visits of a line: how long they lasted, and how long people waited."""
    wanted = {"line": line_id, "left": State.LEFT, "states": (State.CLOSED, State.LEFT)}
    ended = [row for last in _last_ended for row in last.of(session, **wanted)]
    ended.sort(key=lambda row: row[2], reverse=True)
    lengths = [_span(opened, closed) for _came, opened, closed in ended if opened]
    waits = [(_span(came, opened or closed), opened is None) for came, opened, closed in ended]
    evening = [one for one in waits if one[0] < AN_EVENING]  # what was left for days is no waiting
    return habits(lengths[:LEARNT_FROM], evening[: 2 * LEARNT_FROM])


def _span(begins: datetime, ends: datetime) -> float:
    return (ends - begins).total_seconds() / 60


def waiting_view(queue: Queue, conversation_id: UUID) -> dict[str, Any]:
    """Give what a waiting visitor is told (`docs/protocol.md`, `waiting`)."""
    place = queue.place_of(conversation_id)
    seen = queue.wait_of(place) if place else UNKNOWN
    return {
        "place": place,
        "low": seen.low,
        "high": seen.high,
        "closing": str(seen.closing),
        "closes_at": queue.closes,
    }
