"""Who hears of a group room, and that it ends when it was said to end."""

from chat.access import TEND
from chat.actions.group import close_overdue, free_left_seats
from chat.events import GroupChanged, GroupMessagePosted
from chat.sockets.group import group_of
from chat.transcript import stamp
from core.db import transaction
from core.events import listens
from core.house import house
from core.rounds import rounds


@listens(GroupMessagePosted)
def _tell_message(said: GroupMessagePosted) -> None:
    message = {
        "room_id": str(said.room_id),
        "seq": said.seq,
        "member_id": str(said.member_id),
        "client_id": str(said.client_id),
        "sealed": {"alg": said.alg, "body": said.body},
        "at": stamp(said.sent_at, "milliseconds"),
    }
    house().live.tell(group_of(said.room_id), "group_message", message)


@listens(GroupChanged)
def _tell_changed(changed: GroupChanged) -> None:
    """Only that something changed; whoever came hears from now on, whoever is out no more."""
    live, room = house().live, group_of(changed.room_id)
    if changed.worker_id:
        live.enter(changed.worker_id, room)
    live.tell(room, "group_changed", {"room_id": str(changed.room_id)})
    if changed.gone:
        live.leave(changed.gone, room)


@rounds(seconds=20, allows=TEND)
def tend_groups() -> None:
    """Close what is over its time, and free the seats of those who left in a hurry."""
    with transaction() as session:
        close_overdue(session)
        free_left_seats(session)
