"""Anchors: how long the audit log is and what its head is, signed, and kept apart from it.

A chain does not show that its end was cut off, nor that somebody with the house's secret wrote it
anew. Every hour a line `(seq, head)` goes into a file of its own (`RINNALLA_ANCHOR_DIR`) and into
the structured log, signed with Ed25519 (RFC 8032). Each line also names the line before, so that
one that was taken out is missed. When a backup is put back, a line says so.
"""

import base64
import fcntl
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from pathlib import Path

import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlmodel import Session, col, func, select

from core import clock
from core.crypto import derive
from core.house import house
from policies.current import current
from policies.models import AuditEntry

log = structlog.get_logger(__name__)

NOTHING_BEFORE = ""
_PRIVATE = 0o600
_JITTER = timedelta(minutes=5)


class AnchorKind(StrEnum):
    """Why a line was written."""

    ANCHOR = "anchor"
    RESTORED = "restored"


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """What the log was at a moment; `before` is the SHA-256 of the line before."""

    kind: AnchorKind
    at: str
    seq: int
    head: str
    before: str
    signature: str = ""

    @property
    def signed(self) -> bytes:
        """What is signed: everything but the signature, as canonical JSON."""
        said = {name: value for name, value in asdict(self).items() if name != "signature"}
        return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()

    @property
    def line(self) -> str:
        """The line of the file."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Anchored:
    """What the anchors vouch for: heads by entry, since the log was last put back if it was."""

    heads: dict[int, str] = field(default_factory=dict)
    last: Anchor | None = None
    restored_at: datetime | None = None
    broken_line: int | None = None
    why: str = ""

    @property
    def until(self) -> int:
        """The number of the last entry that somebody vouched for."""
        return max(self.heads, default=0)


def signing_key() -> Ed25519PrivateKey:
    """Derive the key that signs, from a setting of its own where there is one."""
    settings = house().settings
    own = settings.anchor_key.get_secret_value() or settings.secret_key.get_secret_value()
    return Ed25519PrivateKey.from_private_bytes(derive(own, "audit-anchor/1"))


def public_key() -> str:
    """Give the key with which another system can check the lines, in hexadecimal digits."""
    return signing_key().public_key().public_bytes_raw().hex()


def set_anchor(session: Session, kind: AnchorKind = AnchorKind.ANCHOR) -> Anchor | None:
    """Vouch for the log as it is now; None when nothing was added since the last time."""
    newest = select(AuditEntry.seq, AuditEntry.head).order_by(col(AuditEntry.seq).desc()).limit(1)
    seq, head = session.exec(newest).first() or (0, "")
    with _alone(house().settings.anchors) as file:
        lines = _lines(file)
        if kind is AnchorKind.ANCHOR and (not seq or _is_of(lines[-1:], seq, head)):
            return None
        made = _made(kind, seq, head, lines)
        with file.open("a", encoding="utf-8") as end:
            end.write(f"{made.line}\n")
            end.flush()
            os.fsync(end.fileno())
    log.info("audit_anchor", kind=str(kind), seq=seq, head=head, signature=made.signature)
    return made


def is_due() -> bool:
    """Whether the log has not been vouched for as long as the policy allows, or never.

    The hourly job comes a moment earlier or later each time, which is no reason to wait a round.
    """
    last = anchored().last
    if last is None:
        return True
    every = current().audit.anchor_every
    return every.after(datetime.fromisoformat(last.at)) <= clock.now() + _JITTER


def prune(session: Session) -> int:
    """Let the lines go that vouch only for entries which the log has let go; gives how many.

    The newest line always stays, and the first that stays need not follow anything.
    """
    first = session.exec(select(func.min(AuditEntry.seq))).one() or 1
    with _alone(house().settings.anchors) as file:
        lines = _lines(file)
        old = len(list(takewhile(lambda line: _seq(line) < first, lines[:-1])))
        if old:
            fresh = file.with_name(f"{file.name}.new")
            fresh.touch(_PRIVATE)
            fresh.write_text("".join(f"{line}\n" for line in lines[old:]), encoding="utf-8")
            fresh.replace(file)
    return old


def _seq(line: str) -> int:
    """Give the entry that a line vouches for; a line that was tampered with counts as new."""
    one = _read(line, signing_key().public_key())
    return one.seq if one else sys.maxsize


def anchored() -> Anchored:
    """Read the anchors and follow them up to the first that is not as it was written."""
    key, before, found = signing_key().public_key(), NOTHING_BEFORE, Anchored()
    for number, line in enumerate(_lines(house().settings.anchors), 1):
        one = _read(line, key)
        # The oldest lines may have been let go; the first that is left follows nothing.
        if one is None or (number > 1 and one.before != before):
            why = "was changed" if one is None else "does not follow the line before it"
            told = f"line {number} of the anchors {why}"
            return replace(found, broken_line=number, why=told)
        found, before = _also(found, one), _hash(line)
    return found


def _also(found: Anchored, one: Anchor) -> Anchored:
    """Add a line; one that says the log was put back takes what came after that place away."""
    heads, restored_at = found.heads, found.restored_at
    if one.kind is AnchorKind.RESTORED:
        heads = {seq: head for seq, head in heads.items() if seq <= one.seq}
        restored_at = datetime.fromisoformat(one.at)
    if one.seq:
        heads[one.seq] = one.head
    return Anchored(heads, one, restored_at)


def _made(kind: AnchorKind, seq: int, head: str, lines: list[str]) -> Anchor:
    plain = Anchor(
        kind=kind,
        at=clock.now().astimezone(UTC).isoformat(timespec="seconds"),
        seq=seq,
        head=head,
        before=_hash(lines[-1]) if lines else NOTHING_BEFORE,
    )
    signature = base64.b64encode(signing_key().sign(plain.signed)).decode()
    return replace(plain, signature=signature)


def _read(line: str, key: Ed25519PublicKey) -> Anchor | None:
    """Read a line; None when it is not one of ours any more."""
    try:
        said = json.loads(line)
        one = Anchor(**{**said, "kind": AnchorKind(said["kind"])})
        key.verify(base64.b64decode(one.signature, validate=True), one.signed)
    except (InvalidSignature, ValueError, TypeError, KeyError):
        return None
    return one if one.line == line else None


def _is_of(lines: list[str], seq: int, head: str) -> bool:
    one = _read(lines[0], signing_key().public_key()) if lines else None
    return one is not None and (one.seq, one.head) == (seq, head)


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []


def _hash(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


@contextmanager
def _alone(file: Path) -> Iterator[Path]:
    """Let one process at a time add a line: server, jobs and commands all may."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = _locked(file)
    try:
        yield file
    finally:
        os.close(descriptor)


def _locked(file: Path) -> int:
    """Wait for the file; while one waited, it may have become another (`prune`)."""
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, _PRIVATE)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.path.samestat(os.fstat(descriptor), file.stat()):
            return descriptor
        os.close(descriptor)
