"""The policy that this process follows."""

from core.access import decide_by
from policies.decide import Gate
from policies.schema import Policy

_followed: list[tuple[Policy, Gate]] = []


def follow(policy: Policy) -> None:
    """Let every gate, notice, report and purge of this process follow `policy` from now on."""
    gate = Gate(policy)
    _followed[:] = [(policy, gate)]
    decide_by(gate.may)


def current() -> Policy:
    """Give the policy that is followed. Raises `RuntimeError` before the house is built."""
    return _standing()[0]


def gate() -> Gate:
    """Give the gate made from the policy that is followed."""
    return _standing()[1]


def _standing() -> tuple[Policy, Gate]:
    if not _followed:
        raise RuntimeError("No policy is followed yet: call app.factory.create_app first.")
    return _followed[0]
