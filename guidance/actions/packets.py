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


def open_once(session: Session, packet_id: UUID) -> bytes:
    """Give a packet's bytes and destroy them: whoever comes next finds nothing.

    Raises `NoSuchPacket`.
    """
    packet = queries.waiting_packet(session, packet_id)
    body = packet.body
    _end(session, packet, opened_at=clock.now())
    _count(session, packet, CameOf.OPENED)
    return body


def take_back(session: Session, packet_id: UUID, word: str) -> None:
    """Destroy a packet that nobody has opened. Raises `NoSuchPacket`, also for a wrong word."""
    packet = queries.waiting_packet(session, packet_id)
    given = hashlib.sha256(word.encode()).hexdigest()
    if not hmac.compare_digest(given, packet.take_back_hash):
        raise NoSuchPacket
    _end(session, packet, taken_back_at=clock.now())
    _count(session, packet, CameOf.TAKEN_BACK)


def _end(session: Session, packet: Packet, **when: datetime) -> None:
    """One statement decides who of two was first."""
    waiting = update(Packet).where(
        col(Packet.id) == packet.id,
        col(Packet.opened_at).is_(None),
        col(Packet.taken_back_at).is_(None),
    )
    ended: Any = session.connection().execute(waiting.values(body=NOTHING, **when))
    if ended.rowcount != 1:
        raise NoSuchPacket
    session.expire(packet, ["body", *when])


def _count(session: Session, packet: Packet, said: CameOf) -> None:
    named = {"day": clock.local_day(), "line_id": packet.line_id, "service_id": packet.service_id}
    add_up(session, ReactionCount, {**named, "said": said})
