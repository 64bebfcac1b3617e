"""Types of appointments and those who book them, for tests."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core import clock, tickets
from core.db import reading, transaction
from organisation.models import Line, Worker
from scheduling import actions, queries
from scheduling.models import AppointmentType, Availability, Keeper
from scheduling.schemas.appointments import AppointmentKind
from tests.people import People, texts

ORIGIN = {"Origin": "http://localhost"}


def a_type(people: People, line: Line, *keepers: Worker, **changes: Any) -> AppointmentType:
    """Give a type of appointment that the line offers: an hour, nothing around it, at once."""
    made = AppointmentType(
        **{
            "line_id": line.id,
            "kind": AppointmentKind.PHONE,
            "name": texts("Puheluaika"),
            "place": texts("0457 3200 000"),
            "minutes": 60,
            "minutes_after": 0,
            "lead_minutes": 0,
            **changes,
        }
    )
    with people.home.database.session() as session:
        session.add(made)
        session.flush()
        session.add_all(Keeper(type_id=made.id, worker_id=one.id) for one in keepers)
        session.commit()
        return made


def is_free(people: People, worker: Worker, begins: str, ends: str, **when: Any) -> None:
    """Let a worker be free, every day of the week unless told when."""
    windows = [when] if when else [{"weekday": day} for day in range(1, 8)]
    with people.home.database.session() as session:
        for one in windows:
            session.add(Availability(worker_id=worker.id, begins=begins, ends=ends, **one))
        session.commit()


def booked(kind: AppointmentType, starts_at: datetime) -> tuple[UUID, tuple[str, ...]]:
    """Book a time through the actions; gives the appointment's id and its code."""

    with transaction() as session:
        held = actions.hold(session, kind, starts_at)
        ticket = tickets.read("hold", tickets.issue("hold", held.id, lasts=timedelta(minutes=5)))
        assert ticket is not None
        made, code = actions.book(session, ticket, "fi")
        return made.id, code


def offered(kind: AppointmentType) -> list[str]:
    """Give the moments that are offered, by the wall clock."""

    with reading() as session:
        found = queries.offers(session, kind)
    return [f"{clock.local(one.starts_at):%d.%m. %H:%M}" for one in found]


def moments_on(page: TestResponse) -> list[str]:
    """Give the values of the buttons with moments on a page."""
    return re.findall(r'name="at" value="([^"]+)"', page.text)


def ticket_on(page: TestResponse) -> str:
    """Give the ticket that a page carries."""
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def code_on(page: TestResponse) -> list[str]:
    """Give the four words that a page shows."""
    shown = re.search(r'class="code-words".*?</ol>', page.text, re.DOTALL)
    assert shown, page.text
    return [html.unescape(word) for word in re.findall(r"<li>(.*?)</li>", shown[0])]


def books(visitor: FlaskClient, line: Line, **more: str) -> TestResponse:
    """Let a visitor choose the first free time and book it."""
    times = visitor.get(f"/lines/{line.slug}/appointments")
    kind = re.search(r'name="type" value="([^"]+)"', times.text)
    assert kind, times.text
    form = {"type": kind[1], "at": moments_on(times)[0]}
    held = visitor.post(f"/lines/{line.slug}/appointments", data=form, headers=ORIGIN)
    return visitor.post(
        "/appointments/book", data={"ticket": ticket_on(held), **more}, headers=ORIGIN
    )


def on(day: date, hour: int) -> datetime:
    """Give the moment at which the wall clock shows the full hour."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.HELSINKI).astimezone(UTC)
