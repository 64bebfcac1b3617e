"""Reads of group rooms."""

import base64
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.bodies import from_rest, key_of
from chat.errors import ConversationIsClosed
from chat.models import GroupMember, GroupMessage, GroupRoom
from chat.queries.group_keys import key_view
from chat.schemas.group import GroupState
from chat.transcript import stamp
from core import clock
from organisation.queries import shown_names
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line

MOST = 200
AHEAD = timedelta(minutes=15)
"""How long before its time a room may be opened."""


def member_of(session: Session, room_id: UUID, worker_id: UUID) -> GroupMember | None:
    """Give a worker's membership in a room."""
    mine = select(GroupMember).where(
        GroupMember.room_id == room_id, GroupMember.worker_id == worker_id
    )
    return session.exec(mine).first()


def has_groups(line: "Line") -> bool:
    """Whether the policy lets a line have group rooms."""
    return line.slug in policy().groups.lines


def coming_groups(session: Session, line_id: UUID) -> list[GroupRoom]:
    """List the rooms of a line that are open or still to come, the next one first."""
    found = (
        select(GroupRoom)
        .where(GroupRoom.line_id == line_id)
        .where(col(GroupRoom.state).in_((GroupState.PLANNED, GroupState.OPEN)))
        .order_by(col(GroupRoom.starts_at))
    )
    return [one for one in session.exec(found).all() if one.ends_at > clock.now()]


def rooms_of_lines(session: Session, line_ids: list[UUID]) -> list[GroupRoom]:
    """List the rooms of lines, the newest first."""
    found = select(GroupRoom).where(col(GroupRoom.line_id).in_(line_ids))
    return list(session.exec(found.order_by(col(GroupRoom.starts_at).desc())).all())


def may_open(room: GroupRoom) -> bool:
    """Whether a moderator may open the room now, or come into it."""
    if room.state is GroupState.OPEN:
        return True
    is_time = room.starts_at - AHEAD <= clock.now() < room.ends_at
    return room.state is GroupState.PLANNED and is_time


def has_open_door(room: GroupRoom) -> bool:
    """Whether a visitor may still come in."""
    late = max(room.starts_at, room.opened_at or room.starts_at) + timedelta(
        minutes=policy().groups.door_minutes
    )
    is_free = room.taken < room.seats and not room.is_locked
    return room.state is GroupState.OPEN and is_free and clock.now() < min(late, room.ends_at)


def present(session: Session, room_id: UUID) -> list[GroupMember]:
    """List who is in a room now."""
    here = select(GroupMember).where(
        GroupMember.room_id == room_id,
        col(GroupMember.left_at).is_(None),
        col(GroupMember.removed_because).is_(None),
    )
    return list(session.exec(here.order_by(col(GroupMember.joined_at))).all())


def names_in(session: Session, members: list[GroupMember]) -> dict[UUID, str]:
    """Say by which name each is called in the room: the nickname, or a worker's shown name."""
    workers = shown_names(session, [one.worker_id for one in members if one.worker_id])
    return {
        one.id: workers.get(one.worker_id, "") if one.worker_id else _nickname(one)
        for one in members
    }


def group_view(session: Session, me: GroupMember, room: GroupRoom, after: int) -> dict[str, Any]:
    """Give a room as one of those in it sees it (`docs/protocol.md`, `group_sync`)."""
    everybody = list(session.exec(select(GroupMember).where(GroupMember.room_id == room.id)).all())
    names = names_in(session, everybody)
    return {
        "room_id": str(room.id),
        "state": str(room.state),
        "ends_at": stamp(room.ends_at, "milliseconds"),
        "is_locked": room.is_locked,
        "me": str(me.id),
        "is_muted": me.is_muted,
        "is_moderator": me.worker_id is not None,
        "last_seq": room.last_seq,
        "members": [_shown(one, names) for one in everybody if one.is_here],
        "messages": _messages(session, room, max(after, me.from_seq), names),
        "sealing": key_view(session, me, room, everybody),
    }


def _shown(one: GroupMember, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "member_id": str(one.id),
        "name": names[one.id],
        "is_moderator": one.worker_id is not None,
        "is_muted": one.is_muted,
    }


def _messages(
    session: Session, room: GroupRoom, after: int, names: dict[UUID, str]
) -> list[dict[str, Any]]:
    said = (
        select(GroupMessage)
        .where(GroupMessage.room_id == room.id, GroupMessage.seq > after)
        .order_by(col(GroupMessage.seq))
        .limit(MOST)
    )
    found = session.exec(said).all()
    key = key_of(room.id) if found else b""
    return [
        {
            "seq": one.seq,
            "member_id": str(one.member_id),
            "name": names.get(one.member_id, ""),
            "client_id": str(one.client_id),
            "sealed": {"alg": one.alg, "body": _body(key, room.id, one)} if one.body else None,
            "at": stamp(one.sent_at, "milliseconds"),
        }
        for one in found
    ]


def _body(key: bytes, room_id: UUID, one: GroupMessage) -> str:
    return base64.b64encode(from_rest(key, room_id, one.client_id, one.body or b"")).decode()


def _nickname(one: GroupMember) -> str:
    try:
        kept = from_rest(key_of(one.room_id), one.room_id, one.id, one.nickname or b"")
    except ConversationIsClosed:
        return ""
    return kept.decode()
