"""Posts in a worker's own calendar: only what they see, and only as long as they may."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlmodel import Session, select

from core import clock
from core.db import transaction
from organisation.models import Role, Worker
from outreach import actions
from outreach.models import PostFeed
from outreach.schemas.posts import PostState
from tests.people import People
from tests.people_outreach import a_campaign, a_post, post

TODAY = clock.local_day()


@pytest.fixture
def pauli(people: People) -> Worker:
    return people.worker(Role.PRODUCER, name="Pauli Puro")


def address(browser: FlaskClient, shows: str = "") -> str:
    page = post(browser, "/outreach/calendar/addresses", label="puhelin", shows=shows).text
    found = re.search(r"/feeds/posts/[\w-]+\.ics", page)
    assert found
    return found[0]


def events(browser: FlaskClient, at: str) -> list[Any]:
    return list(Calendar.from_ical(browser.get(at).data).walk("VEVENT"))


def test_a_producers_calendar_shows_the_shared_campaign_and_no_text(
    people: People, pauli: Worker, session: Session
):
    shared, other = a_campaign(people), a_campaign(people, title="Toinen")
    a_post(people, shared, title="Viikon kysymys", planned_at=time(19), texts={"fi": "Salaisuus"})
    a_post(people, shared, title="Peruttu", state=PostState.WITHDRAWN)
    a_post(people, other, title="Toisten julkaisu")
    with transaction() as sharing:
        actions.share_campaign(sharing, shared, {pauli.id})
    browser = people.signed_in(pauli)

    at = address(browser)
    shown = {str(one["SUMMARY"]): one for one in events(browser, at)}

    assert set(shown) == {"Viikon kysymys (luonnos)", "Peruttu (vedetty pois)"}
    assert shown["Peruttu (vedetty pois)"]["STATUS"] == "CANCELLED"
    assert clock.local(shown["Viikon kysymys (luonnos)"].decoded("DTSTART")).time() == time(19)
    assert b"Salaisuus" not in browser.get(at).data
    assert at.rpartition("/")[2][:-4] not in session.exec(select(PostFeed.secret_hash)).one()


def test_what_is_not_shared_any_more_leaves_the_calendar_and_a_revoked_address_is_none(
    people: People, pauli: Worker, client: FlaskClient, session: Session
):
    campaign = a_campaign(people)
    a_post(people, campaign)
    with transaction() as sharing:
        actions.share_campaign(sharing, campaign, {pauli.id})
    browser = people.signed_in(pauli)
    at = address(browser, str(campaign.id))
    before = len(events(client, at))

    with transaction() as sharing:
        actions.share_campaign(sharing, campaign, set())
    after = len(events(client, at))
    feed = session.exec(select(PostFeed.id)).one()
    post(browser, f"/outreach/calendar/addresses/{feed}/revoke")

    assert (before, after) == (1, 0)
    assert client.get(at).status_code == client.get("/feeds/posts/none.ics").status_code == 404


def test_a_calendar_that_has_everything_gets_nothing_twice(people: People, client: FlaskClient):
    a_post(people, a_campaign(people), planned_on=TODAY + timedelta(days=1))
    at = address(people.signed_in(people.worker(Role.EDITOR)))
    tag = client.get(at).headers["ETag"]

    again = client.get(at, headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
