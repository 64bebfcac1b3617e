"""Who could open a sealed address, and what is asked for now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import AddressOpening, AddressShare, Conversation, LocatedAddress, OfficerKey
from core import clock
from core.identity import Actor
from organisation.queries import line, members, names
from policies.queries import policy

LEAST = 2
OFFICERS = {"chat.locate", "chat.locate_agree"}


@dataclass(frozen=True)
class Asked:
    """A request to open an address, as the officers' page shows it."""

    id: UUID
    asker: str
    asker_key: bytes
    reason: str
    asked_at: datetime
    expires_at: datetime
    is_mine: bool
    is_agreed: bool


@dataclass(frozen=True)
class Own:
    """A conversation of one's own whose address could be opened."""

    id: UUID
    line: dict[str, str]
    started_at: datetime


def officers(session: Session, organisation_id: UUID) -> list[OfficerKey]:
    """Give the keys of those who could open an address: working here, allowed to, with a key."""
    grants = policy().roles.grants()
    may = {role for role, held in grants.items() if held & OFFICERS}
    able = [
        one.id
        for one in members(session, organisation_id)
        if one.is_active and may & {str(role) for role in one.roles}
    ]
    found = select(OfficerKey).where(col(OfficerKey.worker_id).in_(able))
    return list(session.exec(found.order_by(col(OfficerKey.made_at))).all())


def is_ready(session: Session, organisation_id: UUID) -> bool:
    """Whether an address would be sealed now: the policy says so, and two could open it."""
    sealed = policy().emergency.is_sealed
    return sealed and len(officers(session, organisation_id)) >= LEAST


def located(session: Session, conversation_id: UUID) -> LocatedAddress | None:
    """Give the sealed address of a conversation while its time is not over."""
    found = session.exec(
        select(LocatedAddress).where(LocatedAddress.conversation_id == conversation_id)
    ).first()
    return found if found and ends_at(found) > clock.now() else None


def ends_at(found: LocatedAddress) -> datetime:
    """Say until when a sealed address is kept."""
    return policy().emergency.keep.after(found.made_at)


def was_opened_at(session: Session, found: LocatedAddress) -> datetime | None:
    """Say when an address was opened, for the visitor's own panel."""
    opened = select(AddressOpening.opened_at).where(
        AddressOpening.located_id == found.id, col(AddressOpening.opened_at).is_not(None)
    )
    return session.exec(opened.order_by(col(AddressOpening.opened_at))).first()


def own_located(session: Session, actor: Actor) -> list[Own]:
    """List the actor's conversations of which they hold a share."""
    mine = (
        select(Conversation, LocatedAddress)
        .join(LocatedAddress, col(LocatedAddress.conversation_id) == Conversation.id)
        .join(AddressShare, col(AddressShare.located_id) == LocatedAddress.id)
        .where(Conversation.responder_id == actor.id, AddressShare.worker_id == actor.id)
        .order_by(col(Conversation.started_at).desc())
    )
    return [
        Own(one.id, line(session, one.line_id).name, one.started_at)
        for one, sealed in session.exec(mine).all()
        if ends_at(sealed) > clock.now()
    ]


def asked_now(session: Session, actor: Actor) -> list[Asked]:
    """List the requests that this officer made, or holds a share for."""
    found = session.exec(
        select(AddressOpening)
        .join(AddressShare, col(AddressShare.located_id) == AddressOpening.located_id)
        .where(AddressShare.worker_id == actor.id)
        .where(AddressOpening.expires_at > clock.now(), col(AddressOpening.opened_at).is_(None))
        .order_by(col(AddressOpening.asked_at))
    ).all()
    by = [one.asked_by for one in found]
    held = select(OfficerKey.worker_id, OfficerKey.public).where(col(OfficerKey.worker_id).in_(by))
    keys = dict(session.exec(held).all())
    called = names(session, by)
    return [
        Asked(
            id=one.id,
            asker=called.get(one.asked_by, ""),
            asker_key=keys.get(one.asked_by, b""),
            reason=one.reason,
            asked_at=one.asked_at,
            expires_at=one.expires_at,
            is_mine=one.asked_by == actor.id,
            is_agreed=one.agreed_by is not None,
        )
        for one in found
    ]
