"""Packets for services: released by the visitor, opened once by the receiver, or taken back."""

import hashlib
import hmac
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from core import clock
from core.db import add_up
from guidance import queries
from guidance.errors import NoSuchPacket
from guidance.models import Packet, ReactionCount
from guidance.schemas import CameOf, SealedPacket

NOTHING = b""


def release(session: Session, *, line_id: UUID, sealed: SealedPacket) -> None:
    """Keep a packet until it is opened, taken back, or its time is over; released twice, once.

    Raises `NoSuchService`.
    """
    queries.published(session, sealed.service_id)
    if session.get(Packet, sealed.id) is not None:
        return
    packet = Packet(
        id=sealed.id,
        line_id=line_id,
        service_id=sealed.service_id,
        body=sealed.raw,
        take_back_hash=sealed.take_back_hash,
    )
    session.add(packet)
    session.flush()
    _count(session, packet, CameOf.RELEASED)


def open_once(session: Session, packet_id: UUID, asker: str = "") -> bytes:
    """Give a packet's bytes: whoever comes next finds nothing.

    They are destroyed when `received` says that they came, or by then that `forget_opened` does;
    until then `asker`, a word of the browser that opens it, gets them again, for an answer may be
    lost on its way. Without such a word they are destroyed at once. Raises `NoSuchPacket`.
    """
    asker_hash = _hashed(asker)
    packet = queries.packet_to_open(session, packet_id, asker_hash)
    body = packet.body
    if packet.opened_at is None:
        left = body if asker else NOTHING
        _end(session, packet, body=left, asker_hash=asker_hash, opened_at=clock.now())
        _count(session, packet, CameOf.OPENED)
    return body


def received(session: Session, packet_id: UUID, asker: str) -> None:
    """Destroy what the browser that opened it has. Raises `NoSuchPacket`."""
    packet = queries.packet_to_open(session, packet_id, _hashed(asker))
    if packet.opened_at is None:
        raise NoSuchPacket
    packet.body = NOTHING
    session.add(packet)
    session.flush()


def forget_opened(session: Session) -> None:
    """Destroy what was opened a while ago and whose receiver did not say that it came."""
    late = update(Packet).where(
        col(Packet.opened_at) <= queries.opened_before(), col(Packet.body) != NOTHING
    )
    session.connection().execute(late.values(body=NOTHING))


def _hashed(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest() if word else ""


def take_back(session: Session, packet_id: UUID, word: str) -> None:
    """Destroy a packet that nobody has opened. Raises `NoSuchPacket`, also for a wrong word."""
    packet = queries.waiting_packet(session, packet_id)
    given = hashlib.sha256(word.encode()).hexdigest()
    if not hmac.compare_digest(given, packet.take_back_hash):
        raise NoSuchPacket
    _end(session, packet, body=NOTHING, taken_back_at=clock.now())
    _count(session, packet, CameOf.TAKEN_BACK)


def _end(session: Session, packet: Packet, **told: datetime | bytes | str) -> None:
    """One statement decides who of two was first."""
    waiting = update(Packet).where(
        col(Packet.id) == packet.id,
        col(Packet.opened_at).is_(None),
        col(Packet.taken_back_at).is_(None),
    )
    ended: Any = session.connection().execute(waiting.values(**told))
    if ended.rowcount != 1:
        raise NoSuchPacket
    session.expire(packet, list(told))


def _count(session: Session, packet: Packet, said: CameOf) -> None:
    named = {"day": clock.local_day(), "line_id": packet.line_id, "service_id": packet.service_id}
    add_up(session, ReactionCount, {**named, "said": said})
