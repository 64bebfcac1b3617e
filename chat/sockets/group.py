"""Live events of a group room; each is explained in `docs/protocol.md`."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.access import GROUP, MODERATE
from chat.actions.group import act_in_group, say_in_group
from chat.actions.group_keys import give_key, tell_keys
from chat.group_access import access_group, access_membership
from chat.models import GroupMember, GroupRoom
from chat.queries.group import group_view
from chat.schemas.group import (
    GiveGroupKey,
    GroupPublic,
    GroupSince,
    Moderate,
    NewGroupMessage,
)
from chat.sockets.doors import on
from core.db import reading, transaction
from core.identity import Actor, Kind
from core.realtime import rooms_of


def group_of(room_id: UUID) -> str:
    """Name the room that everybody in a group room hears."""
    return f"group:{room_id}"


@rooms_of
def _rooms(session: Session, actor: Actor) -> list[str]:
    """Whoever is in a group room hears it."""
    whose = GroupMember.id if actor.kind is Kind.VISITOR else GroupMember.worker_id
    mine = select(GroupMember.room_id).where(
        whose == actor.id,
        col(GroupMember.left_at).is_(None),
        col(GroupMember.removed_because).is_(None),
    )
    return [group_of(room_id) for room_id in session.exec(mine).all()]


@on("group_sync", GroupSince, allows=GROUP)
def group_sync(actor: Actor, since: GroupSince) -> dict[str, Any]:
    """Give how the room stands, who is there, and what was said since one came."""
    with reading() as session:
        member = access_membership(session, actor, since.room_id)
        room = session.get_one(GroupRoom, member.room_id)
        return group_view(session, member, room, since.after)


@on("group_post", NewGroupMessage, allows=GROUP)
def group_post(actor: Actor, new: NewGroupMessage) -> dict[str, Any]:
    """Say something to all in the room."""
    with transaction() as session:
        member = access_membership(session, actor, new.room_id)
        return {"seq": say_in_group(session, member, new)}


@on("group_key", GroupPublic, allows=GROUP)
def group_key(actor: Actor, told: GroupPublic) -> None:
    """Say to which key the room's key is to be sealed for this page, and with which it signs."""
    with transaction() as session:
        tell_keys(session, access_membership(session, actor, told.room_id), told)


@on("group_give", GiveGroupKey, allows=MODERATE)
def group_give(actor: Actor, given: GiveGroupKey) -> None:
    """Give everybody in the room its next key."""
    with transaction() as session:
        access_membership(session, actor, given.room_id)
        give_key(session, access_group(session, actor, given.room_id, MODERATE), given)


@on("group_act", Moderate, allows=MODERATE)
def group_act(actor: Actor, said: Moderate) -> None:
    """Moderate: mute, take out, take a message away, close the door or the room."""
    with transaction() as session:
        access_membership(session, actor, said.room_id)
        act_in_group(session, actor, access_group(session, actor, said.room_id, MODERATE), said)
