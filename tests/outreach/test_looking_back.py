"""A campaign that is over is looked back on: what we thought, what happened, what we do next."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from core import clock
from core.db import transaction
from organisation.models import Role
from outreach.actions import count_link, count_stage
from outreach.looked_back import Sum
from outreach.schemas import CountKind, Stage
from outreach.schemas.posts import PostState
from tests.people import People
from tests.people_outreach import a_campaign, a_link, a_post, post

TODAY = clock.local_day()
OVER = TODAY - timedelta(days=1)


@pytest.fixture
def editor(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


def test_the_card_tells_what_was_thought_what_happened_and_what_comes_next(
    editor: FlaskClient, people: People
):
    week = {"starts_on": OVER.replace(day=1), "ends_on": OVER.replace(day=1) + timedelta(days=6)}
    campaign = a_campaign(
        people, hypothesis="Useampi uskaltaa.", spent_euros=50, hours_used=12, **week
    )
    line = people.line()
    link = a_link(people, line, campaign_id=campaign.id)
    reader = people.worker(Role.COORDINATOR).id
    a_post(people, campaign, state=PostState.POSTED, approved_by=reader)
    with transaction() as counting:
        count_link(counting, link.id, CountKind.LANDED, campaign.starts_on, by=200)
        count_stage(
            counting,
            line.id,
            Stage.CONTACT_ATTEMPT,
            campaign.starts_on,
            campaign_id=campaign.id,
            by=2,
        )

    back = f"/outreach/campaigns/{campaign.id}/back"
    told = post(editor, back, happened="Uskalsi.", next_step="Sama keväällä.")
    page = editor.get(back).text

    assert told.location == back
    for said in (
        "Useampi uskaltaa.",
        "Uskalsi.",
        "Sama keväällä.",
        "200 viikossa (200 / 1)",
        "0,25 € kukin (50 € / 200)",
        "12 h kukin (12 h / 1)",
        "vähintään 0",
    ):
        assert said in page


def test_a_campaign_that_goes_on_is_not_looked_back_on(editor: FlaskClient, people: People):
    campaign = a_campaign(people)

    answer = post(
        editor, f"/outreach/campaigns/{campaign.id}/back", happened="Hyvin.", next_step="Lisää."
    )

    assert answer.status_code == 409


def test_a_sum_with_a_protected_month_has_no_mean_and_no_price():
    part, whole = Sum(10, is_whole=False), Sum(10, is_whole=True)

    assert (part.per(2), part.costs(100)) == (None, None)
    assert (whole.per(4), whole.costs(25), whole.per(0)) == (2.5, 2.5, None)
