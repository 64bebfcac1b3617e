"""Reads of packets for services."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from core import clock
from guidance.errors import NoSuchPacket
from guidance.models import Packet
from guidance.schemas import PacketState, PacketView
from policies.queries import policy
from policies.retention import rule

DATA_CLASS = "guidance.packet"


def packet_view(session: Session, packet_id: UUID) -> PacketView:
    """Tell where a packet is. Raises `NoSuchPacket` once its time is over."""
    packet = _kept(session, packet_id)
    until = _until(packet)
    if packet.opened_at:
        return PacketView(state=PacketState.OPENED, at=packet.opened_at, until=until)
    if packet.taken_back_at:
        return PacketView(state=PacketState.TAKEN_BACK, at=packet.taken_back_at, until=until)
    return PacketView(state=PacketState.WAITING, until=until)


def waiting_packet(session: Session, packet_id: UUID) -> Packet:
    """Give a packet that nobody has opened or taken back. Raises `NoSuchPacket`."""
    packet = _kept(session, packet_id)
    if packet.opened_at or packet.taken_back_at:
        raise NoSuchPacket
    return packet


def packet_to_open(session: Session, packet_id: UUID, asker_hash: str) -> Packet:
    """Give a packet to open, or once more to the browser that opened it and did not get it.

    Raises `NoSuchPacket`.
    """
    packet = _kept(session, packet_id)
    if packet.taken_back_at or (packet.opened_at and not _is_asked_again(packet, asker_hash)):
        raise NoSuchPacket
    return packet


def opened_before() -> datetime:
    """Give the moment before which a packet was opened that nobody asks for again."""
    return clock.now() - timedelta(minutes=policy().directory.packet_minutes)


def _is_asked_again(packet: Packet, asker_hash: str) -> bool:
    is_late = packet.opened_at is not None and packet.opened_at <= opened_before()
    is_same = bool(asker_hash) and hmac.compare_digest(packet.asker_hash, asker_hash)
    return is_same and bool(packet.body) and not is_late


def _kept(session: Session, packet_id: UUID) -> Packet:
    packet = session.get(Packet, packet_id)
    if packet is None or clock.now() >= _until(packet):
        raise NoSuchPacket
    return packet


def _until(packet: Packet) -> datetime:
    keep = rule(DATA_CLASS).keep
    return keep.after(packet.released_at) if keep else packet.released_at
