"""Who is in a conversation, who may come into it, and what waits for a worker's answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import Conversation, Participant
from chat.queries.places import braked
from chat.queries.sealing import written
from chat.schemas import State
from chat.schemas.together import UNDERWAY, RoomPart, Standing
from chat.transcript import stamp, voice_of
from core import clock
from core.i18n import pick
from organisation.queries import line as line_by_id
from organisation.queries import (
    lines_of,
    names,
    organisation,
    responders_of,
    shown_names,
    worker_key,
)
from organisation.queries import worker as worker_by_id
from policies.queries import policy
from scheduling.queries import my_duty_now, on_duty

RESPONDER = "responder"


def room_view(session: Session, conversation: Conversation) -> dict[str, Any]:
    """Give who is and was in a conversation and whom its visitor is asked about (`state`)."""
    others = session.exec(
        select(Participant)
        .where(Participant.conversation_id == conversation.id)
        .order_by(col(Participant.asked_at))
    ).all()
    ids = {one.worker_id for one in others} | {conversation.responder_id}
    shown = shown_names(session, [one for one in ids if one]) if any(ids) else {}
    return {
        "responder": shown.get(conversation.responder_id) if conversation.responder_id else None,
        "people": _people(conversation, others, shown),
        "asking": _asking(session, conversation, others, shown),
        "back": str(conversation.back_because) if conversation.back_because else None,
    }


def _people(
    conversation: Conversation,
    others: Sequence[Participant],
    shown: dict[UUID, str],
) -> list[dict[str, Any]]:
    """List those who could ever read: the responder first, once each, whoever has left last."""
    ever = [one for one in others if one.since is not None]
    parts = {one.worker_id: str(RoomPart.BEFORE) for one in ever}
    here = {one.worker_id: one for one in ever if one.standing is Standing.HERE}
    parts |= {worker_id: str(one.part) for worker_id, one in here.items()}
    if conversation.responder_id:
        parts = {conversation.responder_id: RESPONDER, **parts}
        parts[conversation.responder_id] = RESPONDER
    people = [
        {
            "voice": voice_of(conversation.id, worker_id),
            "name": shown.get(worker_id, ""),
            "part": part,
            "invitation_id": str(here[worker_id].id) if worker_id in here else None,
        }
        for worker_id, part in parts.items()
    ]
    return sorted(people, key=lambda one: one["part"] == RoomPart.BEFORE)


def _asking(
    session: Session,
    conversation: Conversation,
    others: Sequence[Participant],
    shown: dict[UUID, str],
) -> dict[str, Any] | None:
    """Give what the visitor has to say yes or no to, one at a time."""
    if conversation.state != State.OPEN:
        return None
    offered = next((one for one in others if one.standing is Standing.OFFERED), None)
    if offered is None:
        return None
    return {
        "invitation_id": str(offered.id),
        "name": shown.get(offered.worker_id, ""),
        "part": str(offered.part),
        "because": str(offered.because),
        "service": service_of(session, conversation, offered),
        "key": _key_of(session, offered.worker_id) if conversation.is_sealed else None,
    }


def _key_of(session: Session, worker_id: UUID) -> dict[str, str] | None:
    """Give the key to which the visitor's browser seals the conversation, should it let them in."""
    found = worker_key(session, worker_id)
    if found is None:
        return None
    return {"public": written(found.sealing_public), "fingerprint": found.fingerprint}


def service_of(
    session: Session, conversation: Conversation, guest: Participant
) -> dict[str, str] | None:
    """Name where a guest works, in each language: their organisation if another, or their line."""
    worker = worker_by_id(session, guest.worker_id)
    if guest.part is not RoomPart.GUEST or worker is None:
        return None
    home = organisation(session, worker.organisation_id)
    is_same = home.id == line_by_id(session, conversation.line_id).organisation_id
    theirs = lines_of(session, worker.id) if is_same else []
    return theirs[0].name if theirs else home.name


def colleagues_view(
    session: Session, conversation: Conversation, worker_id: UUID
) -> list[dict[str, Any]]:
    """List the line's other responders: whoever is on duty first, and how busy each is."""
    team = [one for one in responders_of(session, conversation.line_id) if one != worker_id]
    on, called = set(on_duty(session, conversation.line_id)), names(session, team)
    places = line_by_id(session, conversation.line_id).places_each
    busy, stopped = _hands(session, team), braked(session, team)
    rows = [
        {
            "worker_id": str(one),
            "name": called.get(one, ""),
            "on_duty": one in on,
            "free": 0 if one in stopped else max(0, places - busy.get(one, 0)),
        }
        for one in team
    ]
    return sorted(rows, key=lambda row: (not row["on_duty"], row["name"]))


def _hands(session: Session, workers: list[UUID]) -> dict[UUID, int]:
    held: dict[UUID, int] = {}
    for one in session.exec(
        select(Conversation.responder_id).where(
            col(Conversation.responder_id).in_(workers), Conversation.state == State.OPEN
        )
    ).all():
        if one:
            held[one] = held.get(one, 0) + 1
    return held


def beside_view(session: Session, worker_id: UUID, lang: str) -> dict[str, Any]:
    """Give what is underway around a worker: what they are asked, and what they have asked."""
    mine = (col(Participant.worker_id) == worker_id) | (col(Participant.asked_by) == worker_id)
    found = session.exec(
        select(Participant, Conversation)
        .join(Conversation, col(Participant.conversation_id) == col(Conversation.id))
        .where(mine, col(Participant.standing).in_(UNDERWAY))
        .order_by(col(Participant.asked_at))
    ).all()
    ids = {one.worker_id for one, _of in found} | {one.asked_by for one, _of in found}
    called = names(session, [one for one in ids if one])
    rows = [
        {
            "invitation_id": str(one.id),
            "conversation_id": str(of.id),
            "line": pick(line_by_id(session, of.line_id).name, lang),
            "name": called.get(one.worker_id, ""),
            "by": called.get(one.asked_by, "") if one.asked_by else "",
            "is_mine": one.worker_id == worker_id,
            "part": str(one.part),
            "because": str(one.because),
            "standing": str(one.standing),
            "expires_at": stamp(one.expires_at) if one.expires_at else None,
        }
        for one, of in found
    ]
    return {"underway": rows, "shift_ends_at": _shift_ends_at(session, worker_id)}


def _shift_ends_at(session: Session, worker_id: UUID) -> str | None:
    """Say when one's duty ends, if that is soon and nothing follows on the same line."""
    duty = my_duty_now(session, worker_id)
    if duty is None or not duty.is_checked_in:
        return None
    if duty.following and duty.following.line_id == duty.line_id:
        return None
    soon = policy().chat.together.shift_end_told.after(clock.now())
    return stamp(duty.ends_at) if duty.ends_at <= soon else None


def here_in(worker_id: UUID | None) -> Any:
    """Select the conversations that a worker is in without being the responder."""
    return select(Participant.conversation_id).where(
        Participant.worker_id == worker_id, Participant.standing == Standing.HERE
    )


def part_of(session: Session, conversation: Conversation, worker_id: UUID | None) -> str:
    """Say what a worker is in a conversation that is at their desk."""
    if conversation.responder_id == worker_id:
        return RESPONDER
    mine = select(Participant.part).where(
        Participant.conversation_id == conversation.id,
        Participant.worker_id == worker_id,
        Participant.standing == Standing.HERE,
    )
    return str(session.exec(mine).first() or "")


def readers(session: Session, conversation: Conversation) -> list[str]:
    """Name, as visitors see them, all who could ever read a conversation."""
    return [one["name"] for one in room_view(session, conversation)["people"] if one["name"]]
