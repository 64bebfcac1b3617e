"""Writes of group rooms: planning, coming in, talking, moderating (R36)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from chat.actions.group_keys import check_sealed, forget_boxes, want_key
from chat.bodies import at_rest, key_of
from chat.errors import (
    BadGroupPlan,
    ConversationIsClosed,
    GroupIsFull,
    Muted,
    NameTaken,
    NoSuchGroup,
)
from chat.events import GroupChanged, GroupMessagePosted
from chat.models import GroupMember, GroupMessage, GroupRoom
from chat.queries.group import (
    has_groups,
    has_open_door,
    may_open,
    member_of,
    names_in,
    present,
)
from chat.queries.sealing import seals
from chat.schemas.group import GroupAct, GroupState, Moderate, NewGroupMessage, RemovedBecause
from core import clock
from core.errors import TooMany
from core.events import record
from core.house import house
from core.identity import Actor, SignInSession, end_all
from organisation.queries import line as line_by_id
from policies.actions import audit
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line

PACE = timedelta(seconds=10)
MOST_AT_A_PACE = 5
"""How many messages one may send in so long a while, so that the others have room too."""


@dataclass(frozen=True, kw_only=True)
class GroupPlan:
    """A room as a coordinator wants it."""

    theme: dict[str, str]
    starts_at: datetime
    minutes: int
    seats: int


def plan_group(session: Session, actor: Actor, line: "Line", plan: GroupPlan) -> GroupRoom:
    """Make a room. Raises `BadGroupPlan` for what the policy does not allow, or what is past."""
    rule = policy().groups
    is_right = (
        has_groups(line)
        and rule.least_minutes <= plan.minutes <= rule.most_minutes
        and 2 <= plan.seats <= rule.most_seats  # noqa: PLR2004  one is no group
        and plan.starts_at + timedelta(minutes=plan.minutes) > clock.now()
    )
    if not is_right:
        raise BadGroupPlan
    room = GroupRoom(
        line_id=line.id,
        theme=plan.theme,
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        seats=plan.seats,
        made_by=actor.known_id,
    )
    session.add(room)
    session.flush()
    audit(session, actor, "chat.plan_group", f"group:{room.id}")
    return room


def call_off(session: Session, actor: Actor, room: GroupRoom) -> None:
    """Call off a room that has not begun; done twice, nothing changes."""
    if room.state is GroupState.PLANNED:
        _end(session, room, GroupState.CALLED_OFF)
        audit(session, actor, "chat.plan_group", f"group:{room.id}", reason="called off")


def moderate_group(session: Session, actor: Actor, room: GroupRoom) -> GroupMember:
    """Come into a room as its moderator; the first one opens it. Raises `NoSuchGroup` out of time.

    Everybody in the room sees who moderates.
    """
    if not may_open(room):
        raise NoSuchGroup
    if room.state is GroupState.PLANNED:
        house().keys.destroy([room.id])
        house().keys.create(room.id)
        room.state, room.opened_at = GroupState.OPEN, clock.now()
        room.is_sealed = seals(line_by_id(session, room.line_id))
        session.add(room)
    mine = member_of(session, room.id, actor.id) if actor.id else None
    if mine is None:
        mine = GroupMember(room_id=room.id, worker_id=actor.id)
        session.add(mine)
        room.wants_key = True
        session.add(room)
        audit(session, actor, "chat.moderate", f"group:{room.id}")
    record(session, GroupChanged(room_id=room.id, worker_id=actor.id))
    return mine


def join_group(session: Session, room: GroupRoom, nickname: str) -> GroupMember:
    """Take a seat. Raises `GroupIsFull`, also when the door is closed, and `NameTaken`."""
    if not has_open_door(room):
        raise GroupIsFull
    taken = names_in(session, present(session, room.id)).values()
    if nickname.casefold() in {one.casefold() for one in taken}:
        raise NameTaken
    seat = session.connection().execute(
        update(GroupRoom)
        .where(col(GroupRoom.id) == room.id, col(GroupRoom.taken) < col(GroupRoom.seats))
        .where(col(GroupRoom.state) == GroupState.OPEN)
        .values(taken=col(GroupRoom.taken) + 1)
    )
    if seat.rowcount != 1:
        raise GroupIsFull
    member = GroupMember(id=uuid4(), room_id=room.id, from_seq=room.last_seq)
    member.nickname = at_rest(key_of(room.id), room.id, member.id, nickname.encode())
    session.add(member)
    record(session, GroupChanged(room_id=room.id))
    return member


def leave_group(session: Session, member: GroupMember) -> None:
    """Give the seat back; done twice, nothing changes."""
    if _gone(session, member, left_at=clock.now()):
        record(session, GroupChanged(room_id=member.room_id, gone=member.id))


def say_in_group(session: Session, member: GroupMember, new: NewGroupMessage) -> int:
    """Say something to all in the room, once for each `client_id`; gives its number.

    Raises `ConversationIsClosed`, `Muted`, `NotAsSealed`, `GroupKeyChanged`, `TooLong`, and
    `TooMany` when one leaves the others no room.
    """
    body = new.sealed.raw
    if member.is_muted:
        raise Muted
    check_sealed(session.get_one(GroupRoom, member.room_id), new.sealed.alg, body)
    said = select(GroupMessage.seq).where(
        GroupMessage.room_id == member.room_id,
        GroupMessage.client_id == new.client_id,
        GroupMessage.member_id == member.id,
    )
    if earlier := session.exec(said).first():
        return earlier
    at = clock.now()
    if member.worker_id is None and _said_since(session, member, at - PACE) >= MOST_AT_A_PACE:
        raise TooMany
    number = _next_number(session, member.room_id)
    named = {"room_id": member.room_id, "member_id": member.id, "client_id": new.client_id}
    kept = at_rest(key_of(member.room_id), member.room_id, new.client_id, body)
    row: dict[str, Any] = {**named, "seq": number, "alg": new.sealed.alg, "sent_at": at}
    session.add(GroupMessage(**row, body=kept))
    record(session, GroupMessagePosted(**row, body=new.sealed.body))
    return number


def _next_number(session: Session, room_id: UUID) -> int:
    """Take the next number of an open room. Raises `ConversationIsClosed`."""
    taken = session.connection().execute(
        update(GroupRoom)
        .where(col(GroupRoom.id) == room_id, col(GroupRoom.state) == GroupState.OPEN)
        .values(last_seq=col(GroupRoom.last_seq) + 1)
        .returning(col(GroupRoom.last_seq))
    )
    number = taken.scalar()
    if number is None:
        raise ConversationIsClosed
    return int(number)


def act_in_group(session: Session, actor: Actor, room: GroupRoom, said: Moderate) -> None:
    """Do a moderator's deed. Raises `NoSuchGroup` for a member or a message that is not there."""
    if said.act is GroupAct.CLOSE:
        close_group(session, room)
    elif said.act in {GroupAct.LOCK, GroupAct.UNLOCK}:
        room.is_locked = said.act is GroupAct.LOCK
        session.add(room)
    elif said.act is GroupAct.HIDE:
        _hide(session, room, said.seq)
    elif said.act is GroupAct.REMOVE:
        _remove(session, room, said)
    else:
        _visitor_in(session, room, said.member_id).is_muted = said.act is GroupAct.MUTE
    record(session, GroupChanged(room_id=room.id, gone=_removed(said)))
    audit(session, actor, "chat.moderate", f"group:{room.id}", reason=str(said.act))


def close_group(session: Session, room: GroupRoom) -> None:
    """Close a room: everybody is out, and the time until its words are deleted begins."""
    if room.state is not GroupState.OPEN:
        return
    for member in present(session, room.id):
        if member.worker_id is None:
            end_all(session, member.id)
    _end(session, room, GroupState.CLOSED)


def close_overdue(session: Session) -> int:
    """Close what is over its time, and what nobody came to open; gives how many."""
    over = [
        room
        for room in session.exec(
            select(GroupRoom).where(
                col(GroupRoom.state).in_((GroupState.PLANNED, GroupState.OPEN)),
                col(GroupRoom.starts_at) < clock.now(),
            )
        ).all()
        if room.ends_at <= clock.now()
    ]
    for room in over:
        if room.state is GroupState.OPEN:
            close_group(session, room)
        else:
            _end(session, room, GroupState.CALLED_OFF)
    return len(over)


def free_left_seats(session: Session) -> int:
    """Give back the seats of those whose session is gone: they left in a hurry. Gives how many."""
    is_here = (
        select(SignInSession.id)
        .where(
            col(SignInSession.subject_id) == col(GroupMember.id),
            col(SignInSession.expires_at) > clock.now(),
        )
        .exists()
    )
    gone = session.exec(
        select(GroupMember)
        .join(GroupRoom)
        .where(
            col(GroupMember.left_at).is_(None),
            col(GroupMember.removed_because).is_(None),
            col(GroupMember.worker_id).is_(None),
            GroupRoom.state == GroupState.OPEN,
            ~is_here,
        )
    ).all()
    for member in gone:
        leave_group(session, member)
    return len(gone)


def _remove(session: Session, room: GroupRoom, said: Moderate) -> None:
    member = _visitor_in(session, room, said.member_id)
    _gone(session, member, removed_because=str(said.because or RemovedBecause.OTHER))


def _hide(session: Session, room: GroupRoom, seq: int | None) -> None:
    hidden = session.connection().execute(
        update(GroupMessage)
        .where(col(GroupMessage.room_id) == room.id, col(GroupMessage.seq) == seq)
        .values(body=None)
    )
    if hidden.rowcount != 1:
        raise NoSuchGroup


def _visitor_in(session: Session, room: GroupRoom, member_id: UUID | None) -> GroupMember:
    found = session.get(GroupMember, member_id) if member_id else None
    if found is None or found.room_id != room.id or found.worker_id is not None:
        raise NoSuchGroup
    session.add(found)
    return found


def _gone(session: Session, member: GroupMember, **how: Any) -> bool:
    """Let a member be gone and their seat free, once, whoever says it at the same moment."""
    gone = session.connection().execute(
        update(GroupMember)
        .where(
            col(GroupMember.id) == member.id,
            col(GroupMember.left_at).is_(None),
            col(GroupMember.removed_because).is_(None),
        )
        .values(**how)
    )
    session.expire(member)
    if gone.rowcount != 1:
        return False
    forget_boxes(session, member.id)
    want_key(session, member.room_id)
    if member.worker_id is None:
        session.connection().execute(
            update(GroupRoom)
            .where(col(GroupRoom.id) == member.room_id)
            .values(taken=col(GroupRoom.taken) - 1)
        )
    return True


def _end(session: Session, room: GroupRoom, state: GroupState) -> None:
    room.state, room.closed_at = state, clock.now()
    session.add(room)
    record(session, GroupChanged(room_id=room.id))


def _removed(said: Moderate) -> UUID | None:
    return said.member_id if said.act is GroupAct.REMOVE else None


def _said_since(session: Session, member: GroupMember, since: datetime) -> int:
    count = select(func.count()).where(
        GroupMessage.member_id == member.id, GroupMessage.sent_at > since
    )
    return session.exec(count).one()
