"""A visitor's address in an emergency: sealed at the start, opened by two workers together.

At the start the address is locked under a random key; the key is cut into shares of which any two
give it back, each share is sealed to one officer's public key, and the key is forgotten. From then
on the server can only carry envelopes: who asks is shown their own share and another officer's,
which that officer's browser has opened and sealed anew to them.
"""

import secrets
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from chat.access import LOCATE, LOCATE_AGREE, access_conversation
from chat.bodies import at_rest, from_rest, key_of
from chat.errors import NoKey, NoSuchOpening, NotAgreedYet, NothingSealed
from chat.models import AddressOpening, AddressShare, Conversation, LocatedAddress, OfficerKey
from chat.queries.emergency import LEAST, ends_at, located, officers
from core import clock
from core.crypto import KEY_BYTES, seal
from core.house import house
from core.identity import Actor
from core.sealing import is_public_key, seal_to
from core.sharing import split
from policies.actions import audit
from policies.chain import reference
from policies.queries import policy

LONGEST_WRAPPED = 1_000
LONGEST_PASSED = 400
MADE_KEY = "chat.officer_key"


def keep_key(session: Session, actor: Actor, public: bytes, wrapped: bytes) -> None:
    """Keep an officer's key; shares that were sealed to an older one are of no use any more.

    Raises `NoKey`.
    """
    if not is_public_key(public) or not 0 < len(wrapped) <= LONGEST_WRAPPED or actor.id is None:
        raise NoKey
    forget_key(session, actor.id)
    session.add(OfficerKey(worker_id=actor.id, public=public, wrapped=wrapped, made_at=clock.now()))
    audit(session, actor, MADE_KEY, f"worker:{actor.id}")


def forget_key(session: Session, worker_id: UUID) -> None:
    """Forget an officer's key and every share that was sealed to it."""
    own_share = delete(AddressShare).where(col(AddressShare.worker_id) == worker_id)
    session.connection().execute(own_share)
    session.connection().execute(delete(OfficerKey).where(col(OfficerKey.worker_id) == worker_id))
    session.expire_all()


def locate(
    session: Session, conversation: Conversation, organisation_id: UUID, address: bytes
) -> None:
    """Seal where a conversation comes from, if the policy says so and two could open it."""
    able = officers(session, organisation_id) if policy().emergency.is_sealed else []
    if len(able) < LEAST:
        return
    session.flush()
    made, secret = uuid4(), secrets.token_bytes(KEY_BYTES)
    key = house().keys.create(made)
    box = seal(secret, address, about(made, "box"))
    session.add(
        LocatedAddress(
            id=made,
            conversation_id=conversation.id,
            box=at_rest(key, made, conversation.id, box),
            made_at=clock.now(),
        )
    )
    session.flush()
    for officer, share in zip(able, split(secret, len(able)), strict=True):
        envelope = seal_to(officer.public, share, about(made, f"share|{officer.worker_id}"))
        kept = at_rest(key, made, officer.worker_id, envelope)
        session.add(AddressShare(located_id=made, worker_id=officer.worker_id, envelope=kept))


def ask(session: Session, actor: Actor, conversation_id: UUID, reason: str) -> UUID:
    """Ask for the address of one's own conversation because a life is in danger.

    Asked twice, it is the same request. Raises `NoSuchConversation`, `NothingSealed`.
    """
    conversation = access_conversation(session, actor, conversation_id)
    found = located(session, conversation.id)
    if found is None or actor.id is None or conversation.responder_id != actor.id:
        raise NothingSealed
    _share(session, found.id, actor.id)
    running = _running(session, found.id, actor.id)
    if running is not None:
        return running.id
    at = clock.now()
    within = min(policy().emergency.agree_within.after(at), ends_at(found))
    opening = AddressOpening(
        located_id=found.id, asked_by=actor.id, reason=reason, asked_at=at, expires_at=within
    )
    session.add(opening)
    until = within.isoformat(timespec="minutes")
    audit(
        session, actor, LOCATE.name, _named(found), reason=f"life_danger, until {until}: {reason}"
    )
    return opening.id


def to_pass_on(session: Session, actor: Actor, opening_id: UUID) -> tuple[UUID, UUID, bytes, bytes]:
    """Give a second officer their own share: of which address, for whom, their key, the share.

    Raises `NoSuchOpening`, `NothingSealed`.
    """
    opening = _opening(session, opening_id)
    if opening.asked_by == actor.id or opening.agreed_by is not None or actor.id is None:
        raise NoSuchOpening
    asker = session.get(OfficerKey, opening.asked_by)
    if asker is None:
        raise NoSuchOpening
    share = _share(session, opening.located_id, actor.id)
    return opening.located_id, opening.asked_by, asker.public, share


def agree(session: Session, actor: Actor, opening_id: UUID, passed: bytes) -> None:
    """Agree as the second person, passing one's share on, sealed to who asked.

    Raises `NoSuchOpening`, `NothingSealed`.
    """
    located_id, _asker, _public, _share = to_pass_on(session, actor, opening_id)
    if not 0 < len(passed) <= LONGEST_PASSED:
        raise NoSuchOpening
    kept = at_rest(key_of(located_id), located_id, opening_id, passed)
    taken = session.connection().execute(
        update(AddressOpening)
        .where(col(AddressOpening.id) == opening_id, col(AddressOpening.agreed_by).is_(None))
        .values(agreed_by=actor.id, passed=kept)
    )
    if taken.rowcount != 1:
        raise NoSuchOpening
    found = session.get_one(LocatedAddress, located_id)
    audit(session, actor, LOCATE_AGREE.name, _named(found), reason="life_danger")


def open_once(session: Session, actor: Actor, opening_id: UUID) -> tuple[UUID, bytes, bytes, bytes]:
    """Give who asked everything to open the address with, once: box, own share, the other's.

    Raises `NoSuchOpening`, `NotAgreedYet`, `NothingSealed`.
    """
    opening = _opening(session, opening_id)
    if opening.asked_by != actor.id:
        raise NoSuchOpening
    if opening.passed is None:
        raise NotAgreedYet
    found = session.get_one(LocatedAddress, opening.located_id)
    key = key_of(found.id)
    passed = from_rest(key, found.id, opening.id, opening.passed)
    share = _share(session, found.id, opening.asked_by)
    opening.opened_at, opening.passed = clock.now(), None
    session.add(opening)
    audit(session, actor, "chat.locate_open", _named(found), reason="life_danger")
    return found.id, from_rest(key, found.id, found.conversation_id, found.box), share, passed


def forget_addresses(session: Session, conversation_id: UUID) -> None:
    """Destroy what was sealed of one conversation, its key first."""
    forget(session, _of(session, conversation_id))


def forget(session: Session, ids: list[UUID]) -> int:
    """Destroy sealed addresses, keys first; gives how many there were."""
    house().keys.destroy(ids)
    gone = session.connection().execute(
        delete(LocatedAddress).where(col(LocatedAddress.id).in_(ids))
    )
    return int(gone.rowcount)


def about(located_id: UUID, what: str) -> bytes:
    """Say what an envelope is about, as the browser does."""
    return f"located|{located_id}|{what}".encode()


def _of(session: Session, conversation_id: UUID) -> list[UUID]:
    found = select(LocatedAddress.id).where(LocatedAddress.conversation_id == conversation_id)
    return list(session.exec(found).all())


def _running(session: Session, located_id: UUID, asker: UUID) -> AddressOpening | None:
    return session.exec(
        select(AddressOpening).where(
            AddressOpening.located_id == located_id,
            AddressOpening.asked_by == asker,
            AddressOpening.expires_at > clock.now(),
            col(AddressOpening.opened_at).is_(None),
        )
    ).first()


def _opening(session: Session, opening_id: UUID) -> AddressOpening:
    found = session.get(AddressOpening, opening_id, with_for_update=True)
    if found is None or found.expires_at <= clock.now() or found.opened_at is not None:
        raise NoSuchOpening
    return found


def _share(session: Session, located_id: UUID, worker_id: UUID) -> bytes:
    """Give the share that was sealed to a worker. Raises `NothingSealed`."""
    kept = session.exec(
        select(AddressShare.envelope).where(
            AddressShare.located_id == located_id, AddressShare.worker_id == worker_id
        )
    ).first()
    if kept is None:
        raise NothingSealed
    return from_rest(key_of(located_id), located_id, worker_id, kept)


def _named(found: LocatedAddress) -> str:
    """Name the conversation as the log does everywhere."""
    return f"conversation:{reference(found.conversation_id)}"
