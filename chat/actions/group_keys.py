"""Keys of sealed group rooms: made by a moderator's browser, sealed to each who is there (R36).

Whoever comes makes a key of their own for the room and waits for the next epoch, so they read from
then on; whoever goes or is taken out gets none of the epochs after.
"""

import base64
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col

from chat.bodies import at_rest, key_of
from chat.errors import GroupKeyChanged, NoKey, NotAsSealed
from chat.events import GroupChanged
from chat.models import GroupBox, GroupMember, GroupRoom
from chat.queries.group import present
from chat.queries.group_keys import publics
from chat.queries.sealing import written
from chat.schemas.group import GiveGroupKey, GroupPublic, GroupState
from core.crypto import Sealed
from core.events import record
from core.sealed import ALG, SIGNATURE_BYTES, head_of
from core.sealing import OVERHEAD, is_public_key

LARGEST_BOX = OVERHEAD + 32
MOST_PAGES = 40
"""How many of a member's signing keys are kept: one for each time the page was opened."""


def tell_keys(session: Session, member: GroupMember, told: GroupPublic) -> None:
    """Take the keys that a visitor's page has made; boxes for an earlier page open nothing.

    What an earlier page has signed can be checked still. Raises `NoKey`.
    """
    public, signs = base64.b64decode(told.public), base64.b64decode(told.signs)
    if member.worker_id is not None or not (is_public_key(public) and is_public_key(signs)):
        raise NoKey
    if member.public == public:
        return
    member.public = public
    member.signs = [written(signs), *member.signs][:MOST_PAGES]
    session.add(member)
    forget_boxes(session, member.id)
    want_key(session, member.room_id)
    record(session, GroupChanged(room_id=member.room_id))


def check_sealed(room: GroupRoom, alg: str, body: bytes) -> None:
    """Take only what everybody in the room can open: sealed with the key of now, or not at all.

    Raises `NotAsSealed`, and `GroupKeyChanged` when somebody came or went meanwhile.
    """
    if (alg == ALG) != room.is_sealed:
        raise NotAsSealed
    try:
        is_of_now = not room.is_sealed or head_of(body[:-SIGNATURE_BYTES]).epoch == room.epoch
    except Sealed:
        raise NotAsSealed from None
    if not is_of_now:
        raise GroupKeyChanged


def want_key(session: Session, room_id: UUID) -> None:
    """Ask the moderators' browsers for the room's next key."""
    session.connection().execute(
        update(GroupRoom).where(col(GroupRoom.id) == room_id).values(wants_key=True)
    )


def forget_boxes(session: Session, member_id: UUID) -> None:
    """Take away what somebody could open the room with."""
    session.connection().execute(delete(GroupBox).where(col(GroupBox.member_id) == member_id))


def give_key(session: Session, room: GroupRoom, given: GiveGroupKey) -> None:
    """Keep the room's next key for exactly those who are in it and have told their own.

    Raises `GroupKeyChanged` when somebody else came, went or was quicker, `NoKey` for no box.
    """
    wanted = set(publics(session, present(session, room.id)))
    sent = {one.member_id: base64.b64decode(one.box) for one in given.boxes}
    if set(sent) != wanted or not _is_next(session, room, given.epoch):
        raise GroupKeyChanged
    key = key_of(room.id)
    for member_id, box in sent.items():
        if len(box) != LARGEST_BOX:
            raise NoKey
        row = GroupBox(room_id=room.id, member_id=member_id, epoch=given.epoch, box=b"")
        row.box = at_rest(key, room.id, row.id, box)
        session.add(row)
    record(session, GroupChanged(room_id=room.id))


def _is_next(session: Session, room: GroupRoom, epoch: int) -> bool:
    """Take the epoch, once, whoever gives it at the same moment."""
    taken = session.connection().execute(
        update(GroupRoom)
        .where(
            col(GroupRoom.id) == room.id,
            col(GroupRoom.epoch) == epoch - 1,
            col(GroupRoom.is_sealed).is_(True),
            col(GroupRoom.state) == GroupState.OPEN,
        )
        .values(epoch=epoch, wants_key=False)
    )
    return bool(taken.rowcount == 1)
