"""A channel is proposed, says whose it is, and comes into use when somebody who may has approved it."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from core import clock
from organisation.models import Role
from outreach.models import Channel, ChannelRequest
from outreach.schemas import ChannelState
from tests.people import People
from tests.people_outreach import a_channel, another_organisation, asks_for, post, seen_on

PLAN: dict[str, Any] = {
    "name": "Nuorten Discord",
    "kind": "discord",
    "identity_mode": "role",
    "scope": "national",
    "state": "proposed",
    "address": "https://discord.example/invite",
    "disclosure_fi": "Kaupungin nuorisotyön palvelin.",
}


@pytest.fixture
def editor(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR))


def changes(editor: FlaskClient, channel: Channel, **form: str) -> TestResponse:
    path = f"/outreach/channels/{channel.id}"
    return post(editor, path, **{"seen": seen_on(editor, path), **form})


def state(session: Session) -> ChannelState:
    session.rollback()
    session.expire_all()
    return session.exec(select(Channel)).one().state


def test_an_editor_proposes_a_channel(editor: FlaskClient, session: Session):
    post(editor, "/outreach/channels/new", **PLAN)

    assert state(session) is ChannelState.PROPOSED


@pytest.mark.parametrize("wanted", ["approved", "active"])
def test_nobody_brings_a_channel_into_use_by_the_form(
    wanted: str, editor: FlaskClient, session: Session
):
    answer = post(editor, "/outreach/channels/new", **{**PLAN, "state": wanted})

    assert answer.status_code == 422
    assert session.exec(select(Channel)).all() == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org"]
)
def test_an_address_of_a_foreign_scheme_is_refused(
    address: str, editor: FlaskClient, session: Session
):
    answer = post(editor, "/outreach/channels/new", **{**PLAN, "address": address})

    assert answer.status_code == 422
    assert session.exec(select(Channel)).all() == []


def test_a_channel_in_use_keeps_its_text(editor: FlaskClient, people: People):
    channel = a_channel(people)

    answer = post(
        editor,
        f"/outreach/channels/{channel.id}",
        **{**PLAN, "state": "active", "disclosure_fi": ""},
    )

    assert answer.status_code == 422


def test_the_day_a_channel_is_closed_is_kept_for_its_retention(
    editor: FlaskClient, people: People, session: Session
):
    channel = a_channel(people)

    changes(editor, channel, **{**PLAN, "state": "closed"})

    session.rollback()
    assert session.exec(select(Channel)).one().closed_on is not None


@pytest.mark.parametrize("other", [{"kind": "tiktok"}, {"identity_mode": "named_professional"}])
def test_what_was_approved_is_not_made_another_channel(
    other: dict[str, str], editor: FlaskClient, people: People, session: Session
):
    channel = a_channel(people)
    as_it_is = {"kind": "poster", "identity_mode": "organisation", "scope": "local"}

    answer = changes(editor, channel, **{**PLAN, **as_it_is, "state": "active", **other})

    session.rollback()
    assert answer.status_code == 409
    assert session.exec(select(Channel.name)).one() == channel.name


def test_new_words_on_a_channel_are_looked_for_again(
    editor: FlaskClient, people: People, session: Session
):
    channel = a_channel(people, checked_on=clock.local_day())
    as_it_is = {"kind": "poster", "identity_mode": "organisation", "scope": "local"}

    changes(editor, channel, **{**PLAN, **as_it_is, "state": "active"})

    session.rollback()
    assert session.exec(select(Channel.checked_on)).one() is None


def test_a_proposed_channel_that_becomes_another_goes_back_to_the_first_step(
    editor: FlaskClient, people: People, session: Session
):
    channel = a_channel(people, state=ChannelState.PROPOSED)
    asks_for(people, channel, step="security")

    changes(editor, channel, **PLAN)

    session.rollback()
    assert session.exec(select(ChannelRequest.step)).one() == "unit_lead"


def test_the_list_tells_a_lapsed_review(editor: FlaskClient, people: People):
    from datetime import date

    a_channel(people, review_on=date(2024, 1, 1))

    assert "dark since" in editor.get("/en/outreach/channels").text


def test_another_organisations_channel_is_not_found(editor: FlaskClient, people: People):
    theirs = a_channel(people, organisation_id=another_organisation(people).id)

    assert editor.get(f"/outreach/channels/{theirs.id}").status_code == 404


def test_an_approved_channel_has_its_words_its_links_and_their_posters(
    editor: FlaskClient, people: People
):
    channel, line = a_channel(people), people.line()

    post(
        editor,
        f"/outreach/channels/{channel.id}/links",
        line=str(line.id),
        channel="",
        placement="Ovi",
        medium="qr",
        active_from=clock.local_day().isoformat(),
    )
    page = editor.get(f"/outreach/channels/{channel.id}/links").text

    assert channel.disclosure["fi"] in page
    assert "Ovi" in page
    assert re.search(r"/links/\w{6}/poster", page)


def test_a_channel_that_is_only_proposed_gets_no_links(editor: FlaskClient, people: People):
    channel, line = a_channel(people, state=ChannelState.PROPOSED), people.line()

    answer = post(
        editor,
        f"/outreach/channels/{channel.id}/links",
        line=str(line.id),
        channel="",
        placement="Ovi",
        medium="qr",
        active_from=clock.local_day().isoformat(),
    )

    assert answer.status_code == 409
