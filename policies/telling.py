"""The daily mail on the audit log: its head, as signed, and whether it and the purges are in order.

It is the third place of the anchors, besides the file and the log stream. Who rewrote both would
still have to reach the mailboxes of those whom the policy names.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import structlog
from flask_babel import force_locale
from sqlmodel import Session

from core.db import reading
from core.house import house
from core.mail import compose, mailer
from policies.anchors import Anchor, anchored, set_anchor
from policies.chain import Verdict
from policies.current import current
from policies.purge import last_run, plan
from policies.queries import chain_verdict

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Reader:
    """Somebody who is told, at which address and in which language."""

    email: str
    language: str


Find = Callable[[Session, Collection[str]], list[Reader]]
_find: list[Find] = []


@dataclass(frozen=True)
class Standing:
    """What the mail says; no name, no record, nothing that anybody did."""

    anchor: Anchor | None
    verdict: Verdict
    overdue: int
    purged_at: datetime | None
    policy_hash: str


def readers_by(find: Find) -> None:
    """Let `find` name the workers who hold one of these roles."""
    _find[:] = [find]


def standing(session: Session) -> Standing:
    """Look at the log, its anchors and the purges."""
    run = last_run(session)
    return Standing(
        anchor=anchored().last,
        verdict=chain_verdict(session),
        overdue=plan(session).overdue,
        purged_at=run.at if run else None,
        policy_hash=current().hash,
    )


def tell_how_it_stands() -> None:
    """Vouch for the log once more and send its head to whom the policy names."""
    with reading() as session:
        set_anchor(session)
        now = standing(session)
        readers = _find[0](session, current().audit.told) if _find else []
    for reader in readers:
        _send(reader, now)


def _send(reader: Reader, now: Standing) -> None:
    """Send one mail; one that cannot be sent does not keep the others back."""
    with house().app.test_request_context(_page(reader.language)), force_locale(reader.language):
        message = compose(house().settings, reader.email, "log_head", now=now, lang=reader.language)
    try:
        mailer().deliver(message)
    except OSError:
        log.error("mail_not_sent", mail="log_head")  # noqa: TRY400  the trace could tell an address


def _page(language: str) -> str:
    return "/" if language == "fi" else f"/{language}/"
