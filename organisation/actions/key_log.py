"""Writing the key log: in the transaction of the deed, each entry chained to the one before."""

import base64
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session, col, select

from core import clock
from organisation.key_words import GENESIS, head
from organisation.models import KeyDeed, KeyLogEntry, Line
from organisation.queries import said

_LOCK = 7_203_116


@dataclass(frozen=True)
class Signed:
    """Whose browser did it, by the fingerprint of their key, and their signature."""

    signer: str = ""
    signature: bytes = b""


BY_THE_HOUSE = Signed()


def tell(
    session: Session,
    deed: KeyDeed,
    key: str,
    *,
    line: Line | None = None,
    number: int = 0,
    signed: Signed = BY_THE_HOUSE,
) -> None:
    """Write what happened to the key whose fingerprint is `key`."""
    _take_turn(session)
    last = session.exec(select(KeyLogEntry).order_by(col(KeyLogEntry.seq).desc()).limit(1)).first()
    entry = KeyLogEntry(
        seq=last.seq + 1 if last else 1,
        day=clock.local_day(),
        deed=deed,
        line=line.slug if line else "",
        number=number,
        key=key,
        signer=signed.signer,
        signature=base64.urlsafe_b64encode(signed.signature).decode().rstrip("="),
        before=last.head if last else GENESIS,
        head="",
    )
    entry.head = head(said(entry))
    session.add(entry)
    session.flush()


def _take_turn(session: Session) -> None:
    """One writer of the chain at a time; on SQLite `transaction()` holds the only lock anyway."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
