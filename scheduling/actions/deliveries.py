"""A worker asks to be told by mail or in their own calendar, and what was told is remembered."""

import json
from uuid import UUID

from sqlmodel import Session, col, delete

from core.crypto import derive, seal, unseal
from core.errors import Refusal
from core.house import house
from core.identity import Actor
from scheduling import queries
from scheduling.actions.moves import worker_of
from scheduling.caldav import Account
from scheduling.models import Delivery, Told
from scheduling.schemas.deliveries import DeliveryKind
from scheduling.telling import News


def deliver_by_mail(session: Session, actor: Actor) -> None:
    """Send a worker's duties and appointments as invitations from now on."""
    worker_id = worker_of(actor)
    if queries.own_delivery(session, worker_id, DeliveryKind.MAIL) is None:
        session.add(Delivery(worker_id=worker_id, kind=DeliveryKind.MAIL))


def deliver_by_caldav(session: Session, actor: Actor, account: Account) -> None:
    """Put a worker's duties and appointments into a calendar of their own; it replaces another."""
    worker_id = worker_of(actor)
    stop_delivering(session, actor, DeliveryKind.CALDAV)
    made = Delivery(worker_id=worker_id, kind=DeliveryKind.CALDAV)
    made.account = seal(_key(), json.dumps(vars(account)).encode(), made.id.bytes)
    session.add(made)


def account_of(delivery: Delivery) -> Account:
    """Open the account of a delivery by CalDAV."""
    opened = unseal(_key(), delivery.account or b"", delivery.id.bytes)
    return Account(**json.loads(opened))


def stop_delivering(session: Session, actor: Actor, kind: DeliveryKind) -> None:
    """Tell no more in this way; what was told stays where it is."""
    found = queries.own_delivery(session, worker_of(actor), kind)
    if found is not None:
        session.delete(found)
        session.flush()


def forget_deliveries(session: Session, worker_id: UUID) -> None:
    """Forget how a worker who has left was told, and the key to their calendar."""
    session.exec(delete(Delivery).where(col(Delivery.worker_id) == worker_id))


def remember_told(session: Session, delivery_id: UUID, one: News) -> None:
    """Remember that somebody was told; a way that has been given up meanwhile stays so."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        return
    event = one.event
    known = (col(Told.delivery_id) == delivery_id, col(Told.uid) == event.uid)
    session.exec(delete(Told).where(*known))
    if not one.is_off:
        session.add(
            Told(
                delivery_id=delivery_id,
                uid=event.uid,
                sequence=event.sequence,
                starts_at=event.starts_at,
                ends_at=event.ends_at,
            )
        )
    delivery.problem = ""
    session.add(delivery)


def could_not_tell(session: Session, delivery_id: UUID, why: Refusal) -> None:
    """Note why somebody could not be told; it is tried again."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is not None:
        delivery.problem = why.code
        session.add(delivery)


def forget_what_is_over(session: Session) -> int:
    """Forget what was told of events that are over; gives how many."""
    ids = queries.over(session)
    session.exec(delete(Told).where(col(Told.id).in_(ids)))
    return len(ids)


def _key() -> bytes:
    return derive(house().settings.key_wrapping_key.get_secret_value(), "calendar-account/1")
