"""What the officer's page says of asking and telling, in words."""

from dataclasses import dataclass

from policies.guard.kinds import Asked, Kind
from policies.guard.words import ASKED, KINDS, joined
from policies.queries import policy


@dataclass(frozen=True)
class Asking:
    """The section `[chat.anonymous]` as lists in words."""

    may_ask: str
    must_not_ask: str
    block: str
    warn: str


def asking() -> Asking:
    """Say what may be asked and what is held back."""
    rules = policy().chat.anonymous
    return Asking(
        may_ask=_asked(rules.may_ask),
        must_not_ask=_asked(rules.must_not_ask),
        block=_kinds(rules.volunteer_block),
        warn=_kinds(rules.volunteer_warn),
    )


def _asked(chosen: frozenset[Asked]) -> str:
    return joined(ASKED[one] for one in Asked if one in chosen) if chosen else "–"


def _kinds(chosen: frozenset[Kind]) -> str:
    return joined(KINDS[one] for one in Kind if one in chosen) if chosen else "–"
