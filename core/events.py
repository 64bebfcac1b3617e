"""Facts that happened, told after the transaction that made them true.

An action calls `record(session, event)`; `core.db.transaction` tells all of them once the commit
has succeeded. Rolled back, nobody hears anything. Events carry ids and plain values, never rows
and nothing about a person.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from sqlmodel import Session

E = TypeVar("E", bound="Event")

log = structlog.get_logger(__name__)

_RECORDED = "recorded_events"
_listeners: dict[type["Event"], list[Callable[[Any], None]]] = defaultdict(list)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened; subclasses are named in the past tense."""


def record(session: Session, happened: Event) -> None:
    """Keep `happened` to be told if and when `session` commits."""
    session.info.setdefault(_RECORDED, []).append(happened)


def listens(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Call the decorated function with every `kind` told. It opens its own transaction."""

    def register(listener: Callable[[E], None]) -> Callable[[E], None]:
        if listener not in _listeners[kind]:
            _listeners[kind].append(listener)
        return listener

    return register


def tell_committed(session: Session) -> None:
    """Tell every event recorded on `session`, in order."""
    for happened in session.info.pop(_RECORDED, []):
        tell(happened)


def tell(happened: Event) -> None:
    """Tell one event to all that listen.

    One listener's failure is logged and stops neither the others nor the door.
    """
    for listener in _listeners[type(happened)]:
        try:
            listener(happened)
        except (
            Exception
        ):  # the fact stands; whoever could not hear it must not undo it for the rest
            log.exception(
                "listener_failed",
                event_kind=type(happened).__name__,
                listener=listener.__qualname__,
            )
