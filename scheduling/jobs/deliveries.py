"""Workers who asked for it are told of changes in their duties and appointments every minute."""

from collections.abc import Callable
from uuid import UUID

import structlog

from core.db import reading, transaction
from core.errors import Refusal
from core.house import house
from core.jobs import job
from core.mail import mailer
from core.outgoing import NotFetched
from policies.telling import Reader
from scheduling import actions, queries
from scheduling.access import SETTLE
from scheduling.caldav import push
from scheduling.itip import invitation
from scheduling.models import Delivery
from scheduling.schemas.deliveries import DeliveryKind
from scheduling.telling import News

log = structlog.get_logger(__name__)

Tell = Callable[[News], None]


@job(allows=SETTLE, minute="*")
def tell_workers() -> None:
    """Tell everybody what they do not know yet; one who cannot be told stops nobody else."""
    with reading() as session:
        those = queries.deliveries(session)
    told = sum(_tell(one) for one in those)
    with transaction() as session:
        actions.forget_what_is_over(session)
    if told:
        log.info("workers_told", count=told)


def _tell(delivery: Delivery) -> int:
    with reading() as session:
        reader, left = queries.to_tell(session, delivery)
    if reader is None or not left:
        return 0
    if delivery.kind is DeliveryKind.MAIL:
        return _tell_each(delivery.id, left, _by_mail(reader))
    return _tell_each(delivery.id, left, _by_caldav(delivery, reader.language))


def _by_mail(reader: Reader) -> Tell:
    def tell(one: News) -> None:
        page = "/" if reader.language == "fi" else f"/{reader.language}/"
        with house().app.test_request_context(page):
            message = invitation(house().settings, reader, one)
        try:
            mailer().deliver(message)
        except OSError:
            raise NotFetched from None

    return tell


def _by_caldav(delivery: Delivery, language: str) -> Tell:
    account = actions.account_of(delivery)

    def tell(one: News) -> None:
        with house().app.test_request_context("/"):
            push(account, one, language)

    return tell


def _tell_each(delivery_id: UUID, left: list[News], tell: Tell) -> int:
    """Tell one after the other; what was told is remembered at once, so that none comes twice."""
    for count, one in enumerate(left):
        try:
            tell(one)
        except Refusal as why:
            with transaction() as session:
                actions.could_not_tell(session, delivery_id, why)
            return count
        with transaction() as session:
            actions.remember_told(session, delivery_id, one)
    return len(left)
