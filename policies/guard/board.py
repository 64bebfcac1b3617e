"""What the officer's page says of asking and telling, in words."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from core import clock
from policies.guard.kinds import Asked, Kind
from policies.guard.overrides import overrides
from policies.guard.words import ASKED, KINDS, REASONS, joined
from policies.queries import policy

DAYS_SHOWN = 90


@dataclass(frozen=True)
class Asking:
    """The section `[chat.anonymous]` as lists in words, and what was asked all the same."""

    may_ask: str
    must_not_ask: str
    block: str
    warn: str
    since: date
    overrides: list[tuple[Any, Any, int]]


def asking(session: Session) -> Asking:
    """Say what may be asked, what is held back, and how often workers asked all the same."""
    rules, since = policy().chat.anonymous, clock.local_day() - timedelta(days=DAYS_SHOWN)
    return Asking(
        may_ask=_asked(rules.may_ask),
        must_not_ask=_asked(rules.must_not_ask),
        block=_kinds(rules.volunteer_block),
        warn=_kinds(rules.volunteer_warn),
        since=since,
        overrides=[
            (ASKED[one.asked], REASONS[one.reason], one.n) for one in overrides(session, since)
        ],
    )


def _asked(chosen: frozenset[Asked]) -> str:
    return joined(ASKED[one] for one in Asked if one in chosen) if chosen else "–"


def _kinds(chosen: frozenset[Kind]) -> str:
    return joined(KINDS[one] for one in Kind if one in chosen) if chosen else "–"
