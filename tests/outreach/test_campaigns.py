"""An editor plans a campaign, makes its links and writes down what changed and why."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from organisation.models import Role
from outreach.actions.placing import ALPHABET
from outreach.models import Campaign, Change, Link
from outreach.schemas import ChannelState
from tests.people import People
from tests.people_outreach import (
    CODE,
    a_campaign,
    a_channel,
    a_link,
    another_organisation,
    comes_by,
    post,
)

TODAY = clock.local_day()
PLAN: dict[str, Any] = {
    "title": "Mikä sua huolettaa?",
    "goal": "Joka kuukausi jokaisen nuoren arkeen.",
    "starts_on": TODAY.isoformat(),
    "languages": ["fi", "sv"],
    "scope": "national",
    "hypothesis": "Jos kysymme joka kuukausi, useampi uskaltaa.",
    "budget_euros": "1200",
    "hours_planned": "40",
    "state": "planned",
}


@pytest.fixture
def editor(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR))


def a_placement(line: Any, **changes: Any) -> dict[str, Any]:
    return {
        "line": str(line.id),
        "channel": "",
        "placement": "Kirjaston ilmoitustaulu",
        "medium": "qr",
        "active_from": TODAY.isoformat(),
        **changes,
    }


def test_an_editor_plans_a_campaign(editor: FlaskClient, session: Session):
    answer = post(editor, "/outreach/campaigns/new", **PLAN)

    [made] = session.exec(select(Campaign)).all()
    assert (made.title, made.languages) == (PLAN["title"], ["fi", "sv"])
    assert (made.budget_euros, made.spent_euros, made.hours_planned) == (1200, 0, 40)
    assert answer.location == f"/outreach/campaigns/{made.id}"
    page = editor.get(answer.location).text
    assert PLAN["goal"] in page
    assert PLAN["hypothesis"] in page


def test_a_campaign_cannot_end_before_it_starts(editor: FlaskClient, session: Session):
    before = (TODAY - timedelta(days=1)).isoformat()

    answer = post(editor, "/en/outreach/campaigns/new", **PLAN, ends_on=before)

    assert answer.status_code == 422
    assert "The last day is before the first day." in answer.text
    assert session.exec(select(Campaign)).all() == []


def test_a_change_is_logged_with_its_reason(editor: FlaskClient, people: People, session: Session):
    campaign = a_campaign(people)

    post(
        editor,
        f"/outreach/campaigns/{campaign.id}/changes",
        day=TODAY.isoformat(),
        what="Kuva vaihdettiin.",
        why="Se tuntui mainokselta.",
        source="young",
    )

    [logged] = session.exec(select(Change)).all()
    page = editor.get(f"/outreach/campaigns/{campaign.id}").text
    assert f"Palaute nuorilta: {logged.why}" in page
    assert logged.what in page


def test_a_change_without_a_reason_is_not_taken(
    editor: FlaskClient, people: People, session: Session
):
    campaign = a_campaign(people)

    answer = post(
        editor, f"/outreach/campaigns/{campaign.id}/changes", day=TODAY.isoformat(), what="Kuva"
    )

    assert answer.status_code == 422
    assert session.exec(select(Change)).all() == []


def test_a_new_link_has_a_code_that_cannot_be_misread(
    editor: FlaskClient, people: People, session: Session
):
    campaign, line = a_campaign(people), people.line()

    post(editor, f"/outreach/campaigns/{campaign.id}/links", **a_placement(line))

    [made] = session.exec(select(Link)).all()
    assert len(made.code) == 6
    assert set(made.code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01loiuaey")
    assert comes_by(editor, f"/t/{made.code}").location == f"/lines/nuoret?k={made.code}"


def test_a_link_leads_to_no_line_of_somebody_else(
    editor: FlaskClient, people: People, session: Session
):
    campaign = a_campaign(people)
    people.line()
    theirs = people.line("heidan", organisation_id=another_organisation(people).id)

    answer = post(editor, f"/outreach/campaigns/{campaign.id}/links", **a_placement(theirs))

    assert answer.status_code == 422
    assert session.exec(select(Link)).all() == []


def test_a_link_is_made_for_no_channel_that_is_only_proposed(
    editor: FlaskClient, people: People, session: Session
):
    campaign, line = a_campaign(people), people.line()
    channel = a_channel(people, state=ChannelState.PROPOSED)

    answer = post(
        editor,
        f"/outreach/campaigns/{campaign.id}/links",
        **a_placement(line, channel=str(channel.id)),
    )

    assert answer.status_code == 422
    assert session.exec(select(Link)).all() == []


def test_a_link_that_is_taken_out_of_use_has_its_last_day_today(
    editor: FlaskClient, people: People, session: Session
):
    a_link(people, people.line(), campaign_id=a_campaign(people).id)

    post(editor, f"/links/{CODE}/close")
    post(editor, f"/links/{CODE}/close")

    [found] = session.exec(select(Link)).all()
    assert found.active_until == clock.local_day()


def test_counts_on_a_campaigns_page_are_protected_too(editor: FlaskClient, people: People):
    campaign = a_campaign(people)
    a_link(people, people.line(), campaign_id=campaign.id)

    for _ in range(3):
        comes_by(editor, f"/t/{CODE}")
    few = editor.get(f"/outreach/campaigns/{campaign.id}").text
    for _ in range(9):
        comes_by(editor, f"/t/{CODE}")
    many = editor.get(f"/outreach/campaigns/{campaign.id}").text

    assert "suojattu" in few
    assert ">12<" in many


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.ADMINISTRATOR])
def test_nobody_else_sees_campaigns(role: Role, people: People):
    assert people.signed_in(people.worker(role)).get("/outreach").status_code == 403


def test_the_data_protection_officer_looks_and_changes_nothing(people: People):
    campaign = a_campaign(people)
    officer = people.signed_in(people.worker(Role.DATA_PROTECTION_OFFICER))

    assert officer.get(f"/outreach/campaigns/{campaign.id}").status_code == 200
    assert post(officer, f"/outreach/campaigns/{campaign.id}/edit", **PLAN).status_code == 403


def test_an_editor_has_no_way_to_the_chats(editor: FlaskClient):
    assert editor.get("/desk").status_code == 403


def test_another_organisations_campaign_and_none_are_told_alike(
    editor: FlaskClient, people: People
):
    theirs = a_campaign(people, organisation_id=another_organisation(people).id)

    answers = [
        editor.get(f"/outreach/campaigns/{one}", headers={"Accept": "application/json"})
        for one in (theirs.id, people.organisation().id)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text == answers[1].text
