"""The only ways to a group room: one's own membership, or one's own line."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from chat.access import GROUP
from chat.errors import NoSuchGroup, TakenOut
from chat.models import GroupMember, GroupRoom
from chat.queries.group import member_of
from core.access import Permission, Resource, may
from core.identity import Actor, Kind
from organisation.queries import line as line_by_id

if TYPE_CHECKING:
    from organisation.models import Line


def access_membership(session: Session, actor: Actor, room_id: UUID) -> GroupMember:
    """Find the actor's own membership in a room.

    Raises `TakenOut` for whom a moderator took out, `NoSuchGroup` for everybody else who is not in.
    """
    if actor.kind is Kind.VISITOR and actor.id:
        found = session.get(GroupMember, actor.id)
    else:
        found = member_of(session, room_id, actor.id) if actor.id else None
    if found is None or found.room_id != room_id:
        raise NoSuchGroup
    if found.removed_because:
        raise TakenOut
    if found.left_at or not may(actor, GROUP, Resource(owners=(found.id, found.worker_id))):
        raise NoSuchGroup
    return found


def access_group(session: Session, actor: Actor, room_id: UUID, wanted: Permission) -> GroupRoom:
    """Find a room of a line on which the worker may do `wanted`. Raises `NoSuchGroup`."""
    found = session.get(GroupRoom, room_id)
    if found is None or not may(actor, wanted, of_line(line_by_id(session, found.line_id))):
        raise NoSuchGroup
    return found


def of_line(line: "Line") -> Resource:
    """Describe what belongs to a line to the policy: the line and its organisation."""
    return Resource(owners=(), line_id=line.id, organisation_id=line.organisation_id)
