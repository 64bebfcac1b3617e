"""Reminders, and the mails that the roster sends to its workers."""

import structlog
from flask import url_for
from flask_babel import force_locale

from core.db import reading, transaction
from core.house import house
from core.jobs import job
from core.mail import compose, mailer
from scheduling import actions, queries, words
from scheduling.access import REMIND
from scheduling.queries.cover import Letter

MOST_AT_ONCE = 100

log = structlog.get_logger(__name__)


@job(allows=REMIND, minute="*/5")
def remind() -> None:
    """Remind of duties ahead and of those that look for somebody; end requests that are over."""
    with transaction() as session:
        actions.lapse_begun(session)
        told = actions.remind(session)
    if told:
        log.info("workers_reminded", count=told)


@job(allows=REMIND, minute="*")
def mail_notices() -> None:
    """Mail what workers have been told and not been mailed; one that fails is tried again."""
    with reading() as session:
        letters = queries.unmailed(session, most=MOST_AT_ONCE)
    for letter in letters:
        _mail(letter)


def _mail(letter: Letter) -> None:
    prefix = "/" if letter.language == "fi" else f"/{letter.language}/"
    with house().app.test_request_context(prefix), force_locale(letter.language):
        message = compose(
            house().settings,
            letter.email,
            "roster",
            told=letter.told,
            words=words,
            link=house().settings.origin + url_for("scheduling.mine"),
            lang=letter.language,
        )
    try:
        mailer().deliver(message)
    except OSError:
        log.error("mail_not_sent", mail="roster")  # noqa: TRY400  the trace could tell an address
        return
    with transaction() as session:
        actions.mark_mailed(session, letter.told.notice_id)
