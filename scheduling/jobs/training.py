"""Once a day those for whom supervision is due are reminded of it by mail (R47)."""

import structlog
from flask import url_for
from flask_babel import force_locale

from core.db import reading
from core.house import house
from core.jobs import job
from core.mail import compose, mailer
from scheduling import queries
from scheduling.access import REMIND
from scheduling.queries.training import Unsupervised

log = structlog.get_logger(__name__)


@job(allows=REMIND, hour="6", minute="10")
def remind_of_supervision() -> None:
    """Mail everybody whose day it is; one that fails stops nobody else's."""
    with reading() as session:
        those = queries.unsupervised(session)
    sent = sum(_mail(one) for one in those)
    if sent:
        log.info("supervision_reminded", count=sent)


def _mail(to: Unsupervised) -> bool:
    prefix = "/" if to.language == "fi" else f"/{to.language}/"
    with house().app.test_request_context(prefix), force_locale(to.language):
        link = house().settings.origin + url_for("scheduling.training")
        message = compose(
            house().settings, to.email, "supervision", last=to.last, link=link, lang=to.language
        )
    try:
        mailer().deliver(message)
    except OSError:
        log.error("mail_not_sent", mail="supervision")  # noqa: TRY400  the trace could tell an address
        return False
    return True
