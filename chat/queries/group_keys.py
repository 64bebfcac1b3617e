"""Reads about the keys of sealed group rooms: who needs one, and which boxes are one's own."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.bodies import from_rest, key_of
from chat.models import GroupBox, GroupMember, GroupRoom
from chat.queries.sealing import written
from organisation.queries import signing_keys, worker_keys


def publics(session: Session, members: list[GroupMember]) -> dict[UUID, bytes]:
    """Give to which key each of those in a room is sealed to: a page's own, or a worker's."""
    workers = worker_keys(session, [one.worker_id for one in members if one.worker_id])
    found = {one.id: one.public for one in members if one.worker_id is None and one.public}
    moderators = {
        one.id: workers[one.worker_id].sealing_public for one in members if one.worker_id in workers
    }
    return found | moderators


def key_view(
    session: Session, me: GroupMember, room: GroupRoom, everybody: list[GroupMember]
) -> dict[str, Any] | None:
    """Give what one of those in a sealed room opens it with, and a moderator also to whom to seal.

    None where nothing is sealed.
    """
    if not room.is_sealed:
        return None
    here = [one for one in everybody if one.is_here]
    known = publics(session, here) if me.worker_id else {}
    return {
        "epoch": room.epoch,
        "wants_key": room.wants_key or room.epoch == 0,
        "boxes": _boxes(session, me),
        "publics": {str(member): written(point) for member, point in known.items()},
        "signs": _signs(session, everybody),
    }


def _signs(session: Session, everybody: list[GroupMember]) -> dict[str, list[str]]:
    """Give the keys with which each who is or was in a room signs, or has signed."""
    workers = signing_keys(session, [one.worker_id for one in everybody if one.worker_id])
    return {
        str(one.id): [written(key) for key in workers.get(one.worker_id, [])]
        if one.worker_id
        else one.signs
        for one in everybody
    }


def _boxes(session: Session, me: GroupMember) -> list[dict[str, Any]]:
    mine = select(GroupBox).where(GroupBox.member_id == me.id).order_by(col(GroupBox.epoch))
    found = session.exec(mine).all()
    key = key_of(me.room_id) if found else b""
    return [
        {"epoch": one.epoch, "box": written(from_rest(key, me.room_id, one.id, one.box))}
        for one in found
    ]
