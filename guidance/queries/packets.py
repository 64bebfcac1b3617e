"""Reads of packets for services."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from core import clock
from guidance.errors import NoSuchPacket
from guidance.models import Packet
from guidance.schemas import PacketState, PacketView
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


def _kept(session: Session, packet_id: UUID) -> Packet:
    packet = session.get(Packet, packet_id)
    if packet is None or clock.now() >= _until(packet):
        raise NoSuchPacket
    return packet


def _until(packet: Packet) -> datetime:
    keep = rule(DATA_CLASS).keep
    return keep.after(packet.released_at) if keep else packet.released_at
