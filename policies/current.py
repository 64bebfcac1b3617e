"""The policy that this process follows, and the approved one that it will follow next."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from core import clock
from core.access import Decision, Permission, Resource, decide_by
from core.identity import Actor
from policies.decide import Gate
from policies.schema import Policy

_followed: list[tuple[Policy, Gate]] = []
_next: list[tuple[datetime, Policy]] = []
_supposed: ContextVar[Policy | None] = ContextVar("supposed", default=None)


def follow(policy: Policy) -> None:
    """Let every gate, notice, report and purge of this process follow `policy` from now on."""
    _followed[:] = [(policy, Gate(policy))]
    _next.clear()
    decide_by(_asked)


def follow_from(moment: datetime, policy: Policy) -> None:
    """Let this process follow `policy` from `moment` on, without anybody's doing."""
    _next[:] = [(moment, policy)]


def next_hash() -> str:
    """Name the policy that comes next, "" when none does."""
    return _next[0][1].hash if _next else ""


def current() -> Policy:
    """Give the policy that is followed. Raises `RuntimeError` before the house is built."""
    return _supposed.get() or _standing()[0]


def gate() -> Gate:
    """Give the gate made from the policy that is followed."""
    return _standing()[1]


@contextmanager
def supposing(policy: Policy) -> Iterator[None]:
    """Let `current()` give `policy` within this block only, to see what would be; gates stay."""
    token = _supposed.set(policy)
    try:
        yield
    finally:
        _supposed.reset(token)


def _asked(actor: Actor, wanted: Permission, about: Resource | None) -> Decision:
    return gate().asked(actor, wanted, about)


def _standing() -> tuple[Policy, Gate]:
    if _next and _next[0][0] <= clock.now():
        follow(_next[0][1])
    if not _followed:
        raise RuntimeError("No policy is followed yet: call app.factory.create_app first.")
    return _followed[0]
