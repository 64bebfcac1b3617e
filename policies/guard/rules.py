"""What the policy says the guard does, ready for a page or a form."""

from typing import Any

from policies.current import current
from policies.guard.find import find
from policies.guard.kinds import Finding, Kind, Verdict


def for_browser() -> dict[str, Any]:
    """Give the rules that a page carries, so that a message is looked at before it leaves it."""
    rules = current().chat.anonymous
    return {
        "block": sorted(rules.volunteer_block),
        "warn": sorted(rules.volunteer_warn),
        "must_not_ask": sorted(rules.must_not_ask),
    }


def judged(text: str) -> list[tuple[Finding, Verdict]]:
    """Find what looks like data about somebody, each with what the policy says of it."""
    rules = current().chat.anonymous
    return [(found, rules.verdict(Kind(found.kind))) for found in find(text)]


def kinds_in(*texts: str, verdict: Verdict | None = None) -> list[Kind]:
    """Name the kinds that texts hold, in the order of `Kind`; of one verdict when it is given."""
    held = {
        Kind(found.kind)
        for text in texts
        for found, said in judged(text)
        if verdict in {None, said}
    }
    return [kind for kind in Kind if kind in held]
