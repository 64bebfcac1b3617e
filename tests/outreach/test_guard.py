"""Outreach writes about channels and campaigns; people's numbers do not belong there."""

import pytest
from sqlmodel import select

from core import clock
from organisation.models import Role
from outreach.models import Change
from tests.people_outreach import a_campaign, post


@pytest.fixture
def editor(people):
    return people.signed_in(people.worker(Role.EDITOR))


def log(browser, campaign, why):
    form = {"day": clock.local_day().isoformat(), "what": "Uusi kuva", "why": why}
    return post(browser, f"/outreach/campaigns/{campaign.id}/changes", **form)


def test_an_identity_code_is_not_taken_into_the_change_log(people, session, editor):
    campaign = a_campaign(people)

    page = log(editor, campaign, "Palaute henkilöltä 010190-900P")

    assert page.status_code == 422
    assert "Tässä näyttää olevan henkilötunnus. Jätä se pois." in page.text
    assert session.exec(select(Change)).all() == []


def test_a_telephone_number_in_the_change_log_is_pointed_out_once_it_is_saved(
    people, session, editor
):
    campaign = a_campaign(people)

    log(editor, campaign, "Äiti soitti numerosta 040 000 0012")

    page = editor.get(f"/outreach/campaigns/{campaign.id}").text
    assert "Katso vielä: tekstissä näyttää olevan puhelinnumero." in page
    assert len(session.exec(select(Change)).all()) == 1


def test_an_ordinary_change_is_saved_without_a_word_of_warning(people, editor):
    campaign = a_campaign(people)

    log(editor, campaign, "Palaute 12.5.: 3 nuorta ei löytänyt chattia klo 15")

    assert "Katso vielä" not in editor.get(f"/outreach/campaigns/{campaign.id}").text


def test_a_channels_text_with_a_bank_account_is_refused(people, session):
    editor = people.signed_in(people.worker(Role.EDITOR))

    page = post(
        editor,
        "/outreach/channels/new",
        name="Insta",
        kind="instagram",
        identity_mode="organisation",
        scope="regional",
        disclosure_fi="Lahjoita: FI21 1234 5600 0007 85",
        state="proposed",
    )

    assert page.status_code == 422
    assert "Tässä näyttää olevan tilinumero" in page.text
