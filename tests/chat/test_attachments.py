"""Pictures and voice messages: sealed like words, fetched by the two sides only, gone with the conversation."""

import base64
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from chat.models import Attachment, Message
from core import clock
from core.crypto import Sealed
from core.house import house
from core.identity import SYSTEM
from policies.purge import apply_due
from policies.talk_rules import AttachmentKind, Attachments
from tests.people_chat import ORIGIN, a_visitor, opened, sealed, talking
from tests.people_policies import supposing_chat

BYTES = b"\x1aE\xdf\xa3 the sound of a voice"
BOTH = Attachments(kinds=frozenset(AttachmentKind), most=2, picture_bytes=50_000)


@pytest.fixture
def line(people):
    return people.line()


def path(side, client_id):
    if side.kind == "visitor":
        return f"/chat/attachments/{client_id}"
    return f"/desk/attachments/{side.conversation_id}/{client_id}"


def brings(side, body=BYTES, *, kind="voice", client_id=None, alg="plain/1"):
    """Bring the bytes; gives the answer and the client id."""
    client_id = client_id or uuid4()
    headers = {**ORIGIN, "Rinnalla-Alg": alg, "Accept": "application/json"}
    address = f"{path(side, client_id)}?kind={kind}"
    return side.browser.put(address, data=body, headers=headers), client_id


def posts(side, client_id, kind="voice"):
    return side.ask(
        "attach",
        conversation_id=str(side.conversation_id),
        client_id=str(client_id),
        kind=kind,
        sealed=sealed('{"seconds": 3}'),
    )


def sends(side, body=BYTES):
    answer, client_id = brings(side, body)
    assert answer.status_code == 204, answer.json
    assert posts(side, client_id)["ok"]
    return client_id


def test_a_voice_message_reaches_the_other_side(people, line):
    visitor, responder = talking(people, line)

    client_id = sends(visitor)

    message = responder.hears("message")[-1]
    fetched = responder.browser.get(path(responder, client_id))
    assert (message["kind"], message["client_id"]) == ("voice", str(client_id))
    assert opened(message["sealed"]) == '{"seconds": 3}'
    assert (fetched.data, fetched.headers["Rinnalla-Alg"]) == (BYTES, "plain/1")


def test_a_responder_sends_one_too(people, line):
    visitor, responder = talking(people, line)

    client_id = sends(responder)

    assert visitor.browser.get(path(visitor, client_id)).data == BYTES


def test_what_is_given_out_is_a_download_that_no_browser_runs(people, line):
    visitor, _responder = talking(people, line)
    client_id = sends(visitor, b"<script>alert(1)</script>")

    headers = visitor.browser.get(path(visitor, client_id)).headers

    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_nobody_else_fetches_or_brings_it_and_none_is_told_like_hidden(people, line):
    visitor, responder = talking(people, line)
    client_id = sends(visitor)
    stranger = a_visitor(people, line)
    _other, outsider = talking(people, people.line("toinen"))
    outsider.conversation_id = visitor.conversation_id

    hidden = stranger.browser.get(path(stranger, client_id))
    missing = responder.browser.get(path(responder, uuid4()))
    foreign, _id = brings(outsider)

    assert hidden.status_code == missing.status_code == foreign.status_code == 404
    assert outsider.browser.get(path(outsider, client_id)).status_code == 404


def test_on_the_disk_it_is_sealed_under_the_conversations_key(people, line, session):
    visitor, _responder = talking(people, line)
    sends(visitor)

    row = session.exec(select(Attachment)).one()

    assert BYTES not in row.body
    assert len(row.body) > len(BYTES)


@pytest.mark.parametrize(
    ("kind", "body", "alg", "code"),
    [
        ("voice", b"", "plain/1", "bad_input"),
        ("voice", BYTES, "PLAIN", "bad_input"),
        ("film", BYTES, "plain/1", "bad_input"),
        ("picture", b"x" * 50_001, "plain/1", "too_large"),
    ],
)
def test_what_is_wrong_is_refused_with_a_code(people, line, kind, body, alg, code):
    visitor, _responder = talking(people, line)

    with supposing_chat(attachments=BOTH):
        answer, _id = brings(visitor, body, kind=kind, alg=alg)

    assert answer.json["code"] == code


def test_pictures_are_off_until_the_policy_lets_them_in(people, line):
    visitor, _responder = talking(people, line)

    off, _id = brings(visitor, kind="picture")
    with supposing_chat(attachments=BOTH):
        on, _id = brings(visitor, kind="picture")

    assert off.json["code"] == "switched_off"
    assert on.status_code == 204


def test_a_conversation_has_room_for_so_many(people, line):
    visitor, _responder = talking(people, line)

    with supposing_chat(attachments=BOTH):
        first, client_id = brings(visitor)
        again, _id = brings(visitor, client_id=client_id)
        second, _id = brings(visitor)
        third, _id = brings(visitor)

    assert [one.status_code for one in (first, again, second)] == [204] * 3
    assert third.json["code"] == "enough_attachments"


def test_a_message_without_its_bytes_or_with_somebody_elses_is_not_posted(people, line):
    visitor, responder = talking(people, line)
    _answer, client_id = brings(visitor)

    answers = [
        posts(visitor, uuid4()),
        posts(visitor, client_id, "picture"),
        posts(responder, client_id),
    ]

    assert {answer["code"] for answer in answers} == {"no_such_attachment"}


def test_after_the_end_nothing_more_is_brought(people, line):
    visitor, _responder = talking(people, line)
    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    answer, _id = brings(visitor)

    assert answer.json["code"] == "conversation_closed"


def test_withdrawn_its_bytes_are_gone(people, line, session):
    visitor, responder = talking(people, line)
    client_id = sends(visitor)

    visitor.ask("withdraw", conversation_id=str(visitor.conversation_id), client_id=str(client_id))

    assert session.exec(select(Attachment)).all() == []
    assert responder.browser.get(path(responder, client_id)).status_code == 404


def test_a_visitor_takes_it_along_and_deletes_it(people, line, session):
    visitor, _responder = talking(people, line)
    client_id = sends(visitor)

    taken = visitor.browser.get("/chat/export").json["attachments"]
    visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert [(one["client_id"], one["kind"]) for one in taken] == [(str(client_id), "voice")]
    assert base64.b64decode(taken[0]["sealed"]["body"]) == BYTES
    assert session.exec(select(Attachment)).all() == []


def test_it_goes_with_the_words_and_its_key_first(people, line, session):
    visitor, _responder = talking(people, line)
    answer, _id = brings(visitor)  # never posted: it goes all the same
    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    with clock.stopped(clock.now() + timedelta(days=400)):
        apply_due(SYSTEM)

    assert answer.status_code == 204
    assert session.exec(select(Attachment)).all() == session.exec(select(Message)).all() == []
    with pytest.raises(Sealed):
        house().keys.get(UUID(str(visitor.conversation_id)))
