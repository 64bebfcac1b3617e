"""A post is written by one, read by another, and only then out; a producer sees their own campaign."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from core import clock
from core.db import transaction
from organisation.models import Role
from outreach import actions
from outreach.errors import NotNowForThisPost
from outreach.models import Channel, Post, PostMove, Producer
from outreach.schemas.posts import STEPS, PostDeed, PostState, StepTold
from tests.people import People
from tests.people_outreach import a_campaign, a_channel, a_post, another_organisation, post, seen_on

TODAY = clock.local_day()
DRAFT = {"title": "Viikon kysymys", "planned_on": TODAY.isoformat(), "text_fi": "Mikä mietityttää?"}


@pytest.fixture
def editor(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


@pytest.fixture
def reader(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Koski"))


def moves(browser: FlaskClient, one: Post, deed: str, why: str = "") -> TestResponse:
    path = f"/outreach/posts/{one.id}"
    seen = seen_on(browser, path)
    return post(browser, f"{path}/move", deed=deed, why=why, seen=seen, channel="", link="")


def blank(browser: FlaskClient, path: str) -> dict[str, str]:
    return {"channel": "", "link": "", "seen": seen_on(browser, f"{path}/edit")}


def the_post(session: Session) -> Post:
    session.rollback()
    session.expire_all()
    return session.exec(select(Post)).one()


def test_one_writes_another_reads_and_then_it_is_out(
    editor: FlaskClient, reader: FlaskClient, people: People, session: Session
):
    campaign = a_campaign(people)

    post(editor, f"/outreach/campaigns/{campaign.id}/posts/new", **DRAFT, channel="", link="")
    written = the_post(session)
    moves(editor, written, "submit")
    moves(reader, written, "approve")
    moves(editor, written, "post")

    found = the_post(session)
    done = session.exec(select(PostMove.deed).order_by(PostMove.position)).all()
    assert (found.state, found.posted_on) == (PostState.POSTED, clock.local_day())
    assert found.approved_by not in {None, found.written_by}
    assert done == ["write", "submit", "approve", "post"]
    assert "Kaisa Koski" in editor.get(f"/outreach/posts/{found.id}").text


def test_nobody_approves_what_they_have_written_themselves(
    editor: FlaskClient, people: People, session: Session
):
    campaign = a_campaign(people)
    post(editor, f"/outreach/campaigns/{campaign.id}/posts/new", **DRAFT, channel="", link="")
    moves(editor, the_post(session), "submit")

    page = editor.get(f"/outreach/posts/{the_post(session).id}").text
    answer = moves(editor, the_post(session), "approve")

    assert "Hyväksy julkaisu" not in page
    assert "hyväksyjä on joku toinen" in page
    assert answer.status_code == 403
    assert the_post(session).state is PostState.REVIEW


def test_the_database_too_wants_a_second_reader(people: People):
    writer = people.worker(Role.EDITOR).id

    with pytest.raises(IntegrityError):
        a_post(people, a_campaign(people), written_by=writer, approved_by=writer)


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ({"has_picture": True}, "Kuvaa ei ole kerrottu sanoin"),
        ({"texts": {"sv": "Vad funderar du på?"}}, "Teksti puuttuu"),
        ({"is_dark": True}, "Kanava ei ole käytössä"),
    ],
)
def test_a_post_that_lacks_something_is_not_approved_and_its_page_says_what(
    lacks: dict[str, Any], told: str, reader: FlaskClient, people: People, session: Session
):
    if lacks.pop("is_dark", False):
        dark: Channel = a_channel(people, review_on=TODAY - timedelta(days=1))
        lacks = {"channel_id": dark.id}
    waiting = a_post(people, a_campaign(people), state=PostState.REVIEW, **lacks)

    answer = moves(reader, waiting, "approve")

    page = reader.get(f"/outreach/posts/{waiting.id}").text
    assert answer.status_code == 409
    assert told in page
    assert "Hyväksy julkaisu" not in page
    assert the_post(session).state is PostState.REVIEW


def test_what_is_approved_is_what_was_read(
    editor: FlaskClient, reader: FlaskClient, people: People, session: Session
):
    waiting = a_post(people, a_campaign(people), state=PostState.REVIEW)
    path = f"/outreach/posts/{waiting.id}"
    read = seen_on(reader, path)
    moves(editor, waiting, "return", "Yksi sana vielä.")
    post(editor, f"{path}/edit", **{**DRAFT, "text_fi": "Aivan muuta"}, **blank(editor, path))
    moves(editor, waiting, "submit")

    late = post(reader, f"{path}/move", deed="approve", seen=read)

    assert late.status_code == 409
    assert the_post(session).state is PostState.REVIEW


def test_two_who_write_at_once_do_not_write_over_each_other(
    editor: FlaskClient, people: People, session: Session
):
    draft = a_post(people, a_campaign(people))
    path = f"/outreach/posts/{draft.id}"
    opened = blank(editor, path)
    post(editor, f"{path}/edit", **{**DRAFT, "text_fi": "Ensimmäinen"}, **opened)

    late = post(editor, f"{path}/edit", **{**DRAFT, "text_fi": "Toinen"}, **opened)

    assert late.status_code == 409
    assert "Toinen" in late.text
    assert "tallensi tämän sillä välin" in late.text
    assert the_post(session).texts["fi"] == "Ensimmäinen"


def test_what_is_sent_back_says_why_and_needs_a_reader_again(
    editor: FlaskClient, reader: FlaskClient, people: People, session: Session
):
    other = people.worker(Role.EDITOR, name="Outi Oja").id
    ready = a_post(people, a_campaign(people), state=PostState.APPROVED, approved_by=other)

    mute = moves(editor, ready, "return")
    moves(editor, ready, "return", "Kellonaika vaihtuu.")

    found = the_post(session)
    assert mute.status_code == 422
    assert (found.state, found.approved_by) == (PostState.DRAFT, None)


def test_what_the_table_does_not_name_cannot_happen_to_a_post(people: People, session: Session):
    campaign = a_campaign(people)
    reader = people.actor(people.worker(Role.COORDINATOR, name="Kaisa Koski"))
    other = people.worker(Role.EDITOR, name="Outi Oja").id
    refused = 0

    for state in PostState:
        one = a_post(people, campaign, state=state, approved_by=other)
        for deed, step in STEPS.items():
            if deed is PostDeed.WRITE or state in step.start:
                continue
            mine = session.get_one(Post, one.id)
            with pytest.raises(NotNowForThisPost):
                actions.move_post(session, reader, campaign, mine, StepTold(deed, why="x"))
            refused += 1
        session.rollback()

    assert refused == 16


def test_only_a_draft_is_written_on(editor: FlaskClient, people: People, session: Session):
    waiting = a_post(people, a_campaign(people), state=PostState.REVIEW)

    answer = post(editor, f"/outreach/posts/{waiting.id}/edit", **DRAFT, channel="", link="")

    assert answer.status_code == 409


def test_the_calendar_shows_the_month_without_what_was_withdrawn(
    editor: FlaskClient, people: People
):
    campaign = a_campaign(people)
    for title, state in (("Näkyy", PostState.DRAFT), ("Peruttu", PostState.WITHDRAWN)):
        a_post(people, campaign, title=title, state=state)
    a_post(people, campaign, title="Vuoden päästä", planned_on=TODAY + timedelta(days=365))

    page = editor.get("/outreach/calendar").text

    assert "Näkyy" in page
    assert "Peruttu" not in page
    assert "Vuoden päästä" not in page
    assert editor.get("/outreach/calendar?month=nonsense").status_code == 200


def test_a_producer_sees_the_campaign_that_is_shared_and_nothing_else(
    editor: FlaskClient, people: People, session: Session
):
    shared, other = a_campaign(people), a_campaign(people, title="Toinen kampanja")
    hidden = a_post(people, other)
    worker = people.worker(Role.PRODUCER, name="Pauli Puro")
    pauli = people.signed_in(worker)

    post(editor, f"/outreach/campaigns/{shared.id}/producers", producers=str(worker.id))

    listed = pauli.get("/outreach").text
    assert shared.title in listed
    assert other.title not in listed
    assert pauli.get(f"/outreach/campaigns/{shared.id}").status_code == 200
    assert pauli.get(f"/outreach/campaigns/{other.id}").status_code == 404
    assert pauli.get(f"/outreach/posts/{hidden.id}").status_code == 404
    for door in ("/outreach/channels", "/outreach/posters", "/figures", "/team", "/desk"):
        assert pauli.get(door).status_code == 403, door


def test_a_producer_writes_and_approves_nothing(people: People, session: Session):
    campaign = a_campaign(people)
    worker = people.worker(Role.PRODUCER, name="Pauli Puro")
    with transaction() as sharing:
        actions.share_campaign(sharing, campaign, {worker.id})
    pauli = people.signed_in(worker)

    post(pauli, f"/outreach/campaigns/{campaign.id}/posts/new", **DRAFT, channel="", link="")
    moves(pauli, the_post(session), "submit")
    refused = moves(pauli, the_post(session), "approve")
    changed = post(pauli, f"/outreach/campaigns/{campaign.id}/edit", title="Oma")

    assert the_post(session).state is PostState.REVIEW
    assert (refused.status_code, changed.status_code) == (403, 403)


def test_a_producer_who_leaves_has_no_campaign_any_more(people: People, session: Session):
    campaign, worker = a_campaign(people), people.worker(Role.PRODUCER, name="Pauli Puro")
    with transaction() as sharing:
        actions.share_campaign(sharing, campaign, {worker.id})
    administrator = people.signed_in(people.worker(Role.ADMINISTRATOR))

    post(administrator, f"/team/workers/{worker.id}/roles", roles="editor")

    assert session.exec(select(Producer)).all() == []


def test_a_post_of_another_organisation_is_told_like_none(editor: FlaskClient, people: People):
    theirs = a_campaign(people, organisation_id=another_organisation(people).id)

    assert editor.get(f"/outreach/posts/{a_post(people, theirs).id}").status_code == 404
