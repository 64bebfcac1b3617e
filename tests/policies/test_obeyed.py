"""Sections of the file that have a gate today: what they say is done, and changes with the file."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from core.access import Resource, may, require
from core.errors import StepUpNeeded
from core.headers import HEADERS
from organisation.access import EDIT_LINE, TEAM
from organisation.models import Role
from outreach.models import Channel
from outreach.schemas import ChannelState
from policies.access import APPROVE
from policies.exports import _csv
from tests.people import People
from tests.people_outreach import a_channel, asks_for, post, seen_on
from tests.policy import obey


def test_a_lines_page_may_be_framed_by_the_sites_that_the_policy_names(
    client: FlaskClient, people: People
):
    people.line("nuoret")
    obey("origins = []", 'origins = ["https://www.example.org", "https://nuoret.example.org"]')

    framed = client.get("/embed/nuoret/lines/nuoret")
    others = [client.get("/"), client.get("/sign-in"), client.get("/privacy")]

    ancestors = "frame-ancestors https://www.example.org https://nuoret.example.org;"
    assert ancestors in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert {one.headers["Content-Security-Policy"] for one in others} == {
        HEADERS["Content-Security-Policy"]
    }
    assert {one.headers["X-Frame-Options"] for one in others} == {"DENY"}


def test_nobody_frames_anything_unless_the_policy_says_so(client: FlaskClient, people: People):
    people.line("nuoret")

    assert client.get("/embed/nuoret/lines/nuoret").headers["X-Frame-Options"] == "DENY"


def test_an_approved_channel_is_looked_at_again_when_the_policy_says(
    people: People, session: Session
):
    channel = a_channel(
        people, state=ChannelState.PROPOSED, review_on=clock.local_day() + timedelta(days=900)
    )
    obey('review_after = "P12M"', 'review_after = "P30D"')

    asks_for(people, channel, step="security")
    tuula = people.signed_in(people.worker(Role.DATA_PROTECTION_OFFICER))
    request = f"/outreach/channels/{channel.id}/request"
    seen = seen_on(tuula, request)
    post(tuula, f"{request}/decide", decision="approve", reason="Hyvä.", seen=seen)

    found = session.exec(select(Channel)).one()
    assert found.review_on == clock.local_day(clock.now() + timedelta(days=30))


def test_an_import_is_as_large_as_the_policy_lets_it_be(people: People):
    obey("max_bytes = 20000000", "max_bytes = 1000")
    editor = people.signed_in(people.worker(Role.EDITOR))

    sent = {"file": (io.BytesIO(b"[" + b" " * 1000 + b"]"), "services.json")}
    editor.post("/services/import", data=sent, headers={"Sec-Fetch-Site": "same-origin"})

    assert "Tiedosto on liian suuri." in editor.get("/services/import").text


def test_an_old_sign_in_approves_nothing(people: People):
    actor = people.actor(people.worker("data_protection_officer"))
    require(actor, APPROVE)

    with clock.stopped(clock.now() + timedelta(hours=12)), pytest.raises(StepUpNeeded):
        require(actor, APPROVE)


def test_a_coordinator_edits_lines_of_their_own_only(people: People):
    mine, other, home = people.line("mine"), people.line("other"), people.organisation().id
    actor = people.actor(people.worker(Role.COORDINATOR, lines=(mine,)))

    assert may(actor, EDIT_LINE, Resource(line_id=mine.id, organisation_id=home))
    assert not may(actor, EDIT_LINE, Resource(line_id=other.id, organisation_id=home))


def test_what_belongs_to_another_organisation_is_out_of_everybodys_reach(people: People):
    actor = people.actor(people.worker("administrator"))

    assert may(actor, TEAM, Resource(organisation_id=people.organisation().id))
    assert not may(actor, TEAM, Resource(organisation_id=uuid4()))


def test_the_records_change_with_the_file(people: People):
    officer = people.signed_in(people.worker("data_protection_officer"))
    obey('keep = "P7D"', 'keep = "P5D"')

    rows = list(
        csv.DictReader(
            io.StringIO(officer.get("/en/data-protection/files/records.csv").text.lstrip("\ufeff")),
            delimiter=";",
        )
    )
    row = next(one for one in rows if one["Class of data"] == "chat.body")

    assert "5 days" in row["Until when"]
    assert row["Special categories (article 9)"] == "may be among them"


@pytest.mark.parametrize(
    "file",
    [
        "records.html",
        "records.csv",
        "records.json",
        "assessment.html",
        "assessment.csv",
        "assessment.json",
    ],
)
@pytest.mark.parametrize("lang", ["", "/sv", "/en"])
def test_every_document_is_there_in_every_form_and_language(file: str, lang: str, people: People):
    officer = people.signed_in(people.worker("data_protection_officer"))

    answer = officer.get(f"{lang}/data-protection/files/{file}")

    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("file", ["records.xlsx", "policy.csv", "records."])
def test_a_document_that_is_none_is_not_there(file: str, people: People):
    officer = people.signed_in(people.worker("data_protection_officer"))

    assert officer.get(f"/data-protection/files/{file}").status_code == 404


def test_a_cell_that_a_spreadsheet_would_run_is_text():
    assert "'=1+1" in _csv(["a"], [["=1+1"]])
