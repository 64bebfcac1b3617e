"""A warm handover: drafted by the worker, released by the visitor, opened once by the service."""

import base64
import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from core import clock
from core.clock import stopped
from guidance import queries
from guidance.jobs import forget_opened_packets
from guidance.models import Packet
from guidance.schemas import CameOf
from tests.people_chat import sealed, talking
from tests.people_guidance import a_service

WORD = "take it back"
PAGE = "x" * 48
BYTES = b"sealed in the browser"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def talk(people, session):
    visitor, responder = talking(people, people.line())
    return visitor, responder, a_service(session, "Nuorten poliklinikka")


def release(visitor, service, packet_id, *, by=None, body=BYTES, client_id=None):
    return (by or visitor).ask(
        "release_packet",
        conversation_id=str(visitor.conversation_id),
        client_id=str(client_id or uuid4()),
        sealed=sealed("its link"),
        packet={
            "id": str(packet_id),
            "service_id": str(service),
            "body": base64.b64encode(body).decode(),
            "take_back_hash": hashlib.sha256(WORD.encode()).hexdigest(),
        },
    )


@pytest.fixture
def released(talk):
    visitor, _responder, service = talk
    packet_id = uuid4()
    assert release(visitor, service, packet_id)["ok"]
    return packet_id


def opens(client, packet_id, **told):
    return client.post(f"/packets/{packet_id}/open", data=told, headers=OURS)


def test_a_draft_is_a_message_and_nothing_else(talk, session):
    visitor, responder, _service = talk

    told = {"conversation_id": str(visitor.conversation_id), "client_id": str(uuid4())}
    answer = responder.ask("draft_packet", **told, sealed=sealed("a proposal"))

    assert answer["ok"]
    assert [one["kind"] for one in visitor.hears("message")][-1:] == ["packet"]
    assert session.exec(select(Packet)).all() == []


def test_only_the_visitor_releases_and_only_a_worker_drafts(talk):
    visitor, responder, service = talk
    told = {"conversation_id": str(visitor.conversation_id), "client_id": str(uuid4())}

    assert release(visitor, service, uuid4(), by=responder)["code"] == "not_allowed"
    assert visitor.ask("draft_packet", **told, sealed=sealed("x"))["code"] == "not_allowed"


def test_the_receiver_opens_it_once_and_it_is_destroyed(client, released, session):
    first, second = opens(client, released), opens(client, released)

    assert base64.b64decode(first.json["body"]) == BYTES
    assert second.status_code == 404
    assert session.get(Packet, released).body == b""


def test_whose_answer_was_lost_opens_it_again_and_nobody_else_does(client, released, session):
    lost, again = opens(client, released, asker=PAGE), opens(client, released, asker=PAGE)
    others = [opens(client, released), opens(client, released, asker="y" * 48)]
    late = f"/packets/{released}/take-back"

    assert lost.json == again.json
    assert {one.status_code for one in others} == {404}
    assert client.post(late, data={"word": WORD}, headers=OURS).status_code == 404
    assert client.get(f"/packets/{released}/state.json").json["state"] == "opened"


def test_it_is_destroyed_when_the_receiver_has_it_or_minutes_later(client, talk, session):
    visitor, _responder, service = talk
    had, silent = uuid4(), uuid4()
    for packet_id in (had, silent):
        release(visitor, service, packet_id)
        opens(client, packet_id, asker=PAGE)

    said = client.post(f"/packets/{had}/received", data={"asker": PAGE}, headers=OURS)
    with stopped(at=clock.now() + timedelta(minutes=6)):
        late = opens(client, silent, asker=PAGE)
        forget_opened_packets()

    assert (said.status_code, late.status_code) == (200, 404)
    session.rollback()
    assert [session.get(Packet, one).body for one in (had, silent)] == [b"", b""]


def test_nothing_is_destroyed_for_who_has_not_opened_it(client, released, session):
    refused = client.post(f"/packets/{released}/received", data={"asker": PAGE}, headers=OURS)

    assert refused.status_code == 404
    assert session.get(Packet, released).body == BYTES


def test_looking_at_the_link_opens_nothing(client, released, session):
    assert "data-open" in client.get(f"/packets/{released}").text
    assert client.get(f"/packets/{released}/state.json").json["state"] == "waiting"
    assert session.get(Packet, released).body == BYTES


def test_the_visitor_sees_that_it_was_opened(client, released):
    opens(client, released)

    assert client.get(f"/packets/{released}/state.json").json["state"] == "opened"


def test_what_was_taken_back_opens_for_nobody(client, released):
    wrong = client.post(f"/packets/{released}/take-back", data={"word": "x"}, headers=OURS)
    right = client.post(f"/packets/{released}/take-back", data={"word": WORD}, headers=OURS)

    assert (wrong.status_code, right.status_code) == (404, 200)
    assert opens(client, released).status_code == 404


def test_its_time_ends(client, released):
    with stopped(at=clock.now() + timedelta(days=7, seconds=1)):
        assert opens(client, released).status_code == 404
        assert client.get(f"/packets/{released}").status_code == 404


def test_what_became_of_it_is_counted_and_nothing_leads_to_the_conversation(
    client, talk, released, session
):
    _visitor, _responder, service = talk
    opens(client, released)

    assert queries.reactions(session, service) == {CameOf.RELEASED: 1, CameOf.OPENED: 1}
    assert not {"conversation_id", "visitor_id"} & set(Packet.__table__.c.keys())


def test_released_twice_under_the_same_id_it_is_one(talk, session):
    visitor, _responder, service = talk
    packet_id, same = uuid4(), uuid4()

    first = release(visitor, service, packet_id, client_id=same)
    again = release(visitor, service, packet_id, client_id=same)

    assert first == again
    assert len(session.exec(select(Packet)).all()) == 1


def test_a_packet_that_is_too_large_or_for_no_service_is_refused(talk):
    visitor, _responder, service = talk

    assert release(visitor, service, uuid4(), body=b"x" * 8193)["code"] == "bad_input"
    assert release(visitor, uuid4(), uuid4())["code"] == "no_such_service"
