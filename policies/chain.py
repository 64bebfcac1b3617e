"""The audit chain: each entry's head is an HMAC over the head before it and the entry itself.

Somebody who changes, removes or swaps an entry in the database cannot make the heads right again
without the key. A log that was cut at its end looks whole to a chain, and so does one that somebody
with the key wrote anew: anchors show both (`policies.anchors`), and every purge notes how long the
log was (`PurgeRun.audit_seq`).
"""

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from core.crypto import derive
from core.house import house

GENESIS = "0" * 64
ENTRIES_LET_GO = "policies.audit_purged"
NOWHERE: Mapping[int, str] = {}
_REWRITTEN = "from here on it is not the log that the anchors saw"


@dataclass(frozen=True)
class Link:
    """An entry as the chain sees it."""

    seq: int
    at: datetime
    actor: str
    action: str
    resource: str
    rule: str
    policy_hash: str
    reason: str
    before: str
    head: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found: how many entries, and the first that is wrong."""

    entries: int
    broken_at: int | None = None
    why: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.broken_at is None


def audit_key() -> bytes:
    """Derive the key of the chain from the house's secret."""
    return _derived(house().settings.secret_key.get_secret_value(), "audit/1")


@lru_cache(maxsize=8)
def _derived(secret: str, purpose: str) -> bytes:
    """Keep what was derived: it is asked for at every entry."""
    return derive(secret, purpose)


def reference(record_id: UUID | int) -> str:
    """Name a record so that nobody without the key can tell which it is (HMAC-SHA-256, 128 bits).

    The same record has the same reference everywhere: entries about one thing can be told to
    belong together, and a hold can be laid on it.
    """
    key = _derived(house().settings.secret_key.get_secret_value(), "audit-reference/1")
    return hmac.new(key, str(record_id).encode(), "sha256").hexdigest()[:32]


def head_of(link: Link, key: bytes) -> str:
    """Compute the head of an entry: HMAC-SHA-256 over canonical JSON."""
    said = {
        "seq": link.seq,
        "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": link.actor,
        "action": link.action,
        "resource": link.resource,
        "rule": link.rule,
        "policy_hash": link.policy_hash,
        "reason": link.reason,
        "before": link.before,
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, text.encode(), "sha256").hexdigest()


def verify(
    links: Iterable[Link], key: bytes, *, at_least: int = 0, anchors: Mapping[int, str] = NOWHERE
) -> Verdict:
    """Follow the chain from its first entry to its last, which is number `at_least` or later.

    `anchors` are heads by entry that were noted elsewhere.
    """
    count, last, first, vouched = 0, None, None, 0
    let_go: set[str] = set()
    for link in links:
        first = first or link
        fault = _fault(link, last, key)
        if fault:
            return Verdict(count, link.seq, fault)
        if link.seq in anchors:
            if anchors[link.seq] != link.head:
                return Verdict(count, max(vouched + 1, first.seq), _REWRITTEN)
            vouched = link.seq
        if link.action == ENTRIES_LET_GO:
            let_go.add(link.resource)
        count, last = count + 1, link
    return _ends(count, first, last, let_go, max([at_least, *anchors]))


def let_go_mark(seq: int, head: str) -> str:
    """Name the last entry that was let go by age, in the words that the log keeps."""
    return f"audit:{seq}:{head}"


def _fault(link: Link, last: Link | None, key: bytes) -> str:
    if last is not None and link.seq != last.seq + 1:
        return f"entry {last.seq + 1} is missing"
    if last is not None and link.before != last.head:
        return "it does not follow the entry before it"
    if not hmac.compare_digest(link.head, head_of(link, key)):
        return "it was changed"
    return ""


def _ends(
    count: int, first: Link | None, last: Link | None, let_go: set[str], at_least: int
) -> Verdict:
    reached = last.seq if last else 0
    if reached < at_least:
        return Verdict(count, reached + 1, "the end of the log is missing")
    if first is None or (first.seq == 1 and first.before == GENESIS):
        return Verdict(count)
    if let_go_mark(first.seq - 1, first.before) in let_go:
        return Verdict(count)
    return Verdict(count, first.seq - 1, "the beginning of the log is missing")
