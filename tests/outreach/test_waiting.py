"""What waits for somebody stands on the room's first page, and who decides is told by mail."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from core import clock
from core.house import House
from organisation.models import Role
from outreach.jobs import remind_deciders
from outreach.schemas import ChannelState
from outreach.schemas.posts import PostState
from tests.people import People
from tests.people_outreach import a_campaign, a_channel, a_post, asks_for

TODAY = clock.local_day()


@pytest.fixture
def busy(people: People) -> People:
    """Give a room in which a request, a post to read, one to put out and a sheet wait."""
    veikko = people.worker(Role.EDITOR, name="Veikko Virta").id
    asked = {"asked_by": veikko, "moved_on": TODAY - timedelta(days=1)}
    keeper = people.worker(Role.OUTREACH_WORKER, name="Jari Järvi").id
    asks_for(people, a_channel(people, name="Uusi kanava", state=ChannelState.PROPOSED), **asked)
    kept = a_channel(people, name="Pidetty kanava")
    asks_for(people, kept, state="approved", asked_by=veikko, keeper_id=keeper)
    campaign = a_campaign(people)
    a_post(people, campaign, title="Luettava", state=PostState.REVIEW)
    late = {"planned_on": TODAY - timedelta(days=1), "approved_by": keeper}
    a_post(people, campaign, title="Myöhässä", state=PostState.APPROVED, **late)
    return people


def names(people: People, browser: FlaskClient) -> set[str]:
    """Give what waits by its name."""
    _before, _, after = browser.get("/outreach").text.partition('id="waiting"')
    shown = after.partition("</section>")[0]
    every = ("Uusi kanava", "Pidetty kanava", "Luettava", "Myöhässä")
    return {one for one in every if f">{one}</a>" in shown}


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        (Role.COORDINATOR, {"Uusi kanava", "Luettava", "Myöhässä"}),
        (Role.EDITOR, {"Luettava", "Myöhässä"}),
        (Role.DATA_PROTECTION_OFFICER, set()),
    ],
)
def test_each_sees_what_only_they_can_bring_on(role, waits, busy: People):
    assert names(busy, busy.signed_in(busy.worker(role))) == waits


def test_a_keeper_who_changes_nothing_else_tells_of_their_channel(people: People):
    jari = people.worker(Role.OUTREACH_WORKER)
    kept = a_channel(people, name="Pidetty kanava")
    asks_for(people, kept, state="approved", keeper_id=jari.id)
    # Nobody tells of a channel that is not in use, or was not while the month went on.
    only_asked = a_channel(people, name="Uusi kanava", state=ChannelState.PROPOSED)
    asks_for(people, only_asked, keeper_id=jari.id)
    asks_for(people, a_channel(people, name="Luettava"), keeper_id=jari.id, ended_on=TODAY)
    last = f"{clock.month_starts(TODAY) - timedelta(days=1):%Y-%m}"
    page = f"/outreach/check-ins/{kept.id}/{last}"

    stranger = people.signed_in(people.worker(Role.OUTREACH_WORKER))

    assert names(people, people.signed_in(jari)) == {"Pidetty kanava"}
    assert people.signed_in(jari).get(page).status_code == 200
    assert stranger.get(page).status_code == 404


def test_who_speaks_for_the_step_is_told_next_morning_and_then_once_a_week(
    busy: People, home: House
):
    busy.worker(Role.COORDINATOR)
    outbox = home.app.extensions["mailer"].outbox
    told = []
    for days in range(9):
        outbox.clear()
        with clock.stopped(clock.now() + timedelta(days=days)):
            remind_deciders()
        told.append(len(outbox))

    assert told == [1, 0, 0, 0, 0, 0, 0, 1, 0]
