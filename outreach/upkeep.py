"""Mails to those who keep channels and pilots: what went dark, is to be looked at or decided."""

from itertools import groupby
from uuid import UUID

import structlog
from flask import url_for
from flask_babel import force_locale
from sqlmodel import Session

from core import clock
from core.db import reading, transaction
from core.house import house
from core.mail import compose, mailer
from organisation.queries import readers, readers_of
from outreach import words
from outreach.models import Link
from outreach.queries.checkins import due_on, last_month, sheets_missing
from outreach.queries.leading import astray
from outreach.queries.pilots import pilots_due
from outreach.queries.requests import (
    Upkeep,
    has_lapsed,
    keepers_of,
    requests_waiting,
    upkeep,
)
from policies.queries import policy
from policies.telling import Reader

log = structlog.get_logger(__name__)
COORDINATORS = ("coordinator",)
WEEK = 7


def tell_keepers() -> None:
    """Tell the keepers of channels that need them, once a week; without any, the coordinators."""
    with transaction() as session:
        due = upkeep(session)
        told = [(one, _readers(session, one.keepers)) for one in due]
        for one, to in told:
            for reader in to:
                send(reader, "channel_upkeep", channel=one.channel, is_dark=one.is_dark)
        for one in due:
            one.channel.told_on = clock.local_day()


def tell_of_sheets() -> None:
    """Remind keepers of last month's sheet, on the days that the policy names."""
    if clock.local_day().day not in policy().channels.sheet_reminders:
        return
    month = last_month()
    with reading() as session:
        for channel, keepers in sheets_missing(session):
            for reader in _readers(session, keepers):
                send(reader, "sheet_due", channel=channel, month=month, due=due_on(month))


def tell_deciders() -> None:
    """Tell who speaks for a request's step that it waits: the next morning, then once a week."""
    steps, today = policy().channel_request.steps, clock.local_day()
    with reading() as session:
        for channel, request in requests_waiting(session):
            days = (today - request.moved_on).days
            if has_lapsed(request) or days % WEEK != 1:
                continue
            asker = set(readers_of(session, [request.asked_by]))
            for reader in readers(session, getattr(steps, request.step)):
                if reader not in asker:
                    send(reader, "request_waits", channel=channel, step=request.step, words=words)


def tell_of_pilots() -> None:
    """Remind coordinators once a week of pilots whose last day is near, or past, undecided."""
    with transaction() as session:
        for line, pilot in pilots_due(session):
            for reader in readers(session, COORDINATORS):
                send(reader, "pilot_due", door="outreach.list_pilots", line=line)
            pilot.told_on = clock.local_day()


def tell_of_links() -> None:
    """Tell keepers once a week of links whose address the policy allows no more."""
    with transaction() as session:
        due = astray(session)
        for channel_id, links in groupby(sorted(due, key=_channel), key=_channel):
            keepers = keepers_of(session, UUID(channel_id)) if channel_id else []
            told = [(one.placement, one.target) for one in links]
            for reader in _readers(session, keepers):
                send(reader, "link_astray", door="outreach.campaigns", links=told)
        for one in due:
            one.told_on = clock.local_day()


def _channel(link: Link) -> str:
    return str(link.channel_id or "")


def _readers(session: Session, keepers: list[UUID]) -> list[Reader]:
    return readers_of(session, keepers) or readers(session, COORDINATORS)


def send(reader: Reader, name: str, *, door: str = "outreach.channels", **said: object) -> None:
    """Send one mail in its reader's language; one that cannot be sent holds no other back."""
    page = "/" if reader.language == "fi" else f"/{reader.language}/"
    settings = house().settings
    with (
        house().app.test_request_context(page, base_url=settings.public_url),
        force_locale(reader.language),
    ):
        address = url_for(door, _external=True)
        message = compose(
            settings, reader.email, name, lang=reader.language, address=address, **said
        )
    try:
        mailer().deliver(message)
    except OSError:
        log.error("mail_not_sent", mail=name)  # noqa: TRY400  the trace could tell an address


__all__ = [
    "Upkeep",
    "send",
    "tell_deciders",
    "tell_keepers",
    "tell_of_links",
    "tell_of_pilots",
    "tell_of_sheets",
]
