"""Messages of one moment are written together, each by the rules of its own conversation."""

import base64
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from chat.errors import NoSuchConversation
from chat.messages import Post, post_all
from chat.models import Conversation, Message
from chat.schemas import Envelope
from core.db import transaction
from core.identity import Actor, Kind
from organisation.models import Line
from tests.people import People
from tests.people_chat import AtSocket, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def says(
    side: AtSocket,
    actor: Actor,
    text: str = "hei",
    *,
    to: UUID | None = None,
    name: UUID | None = None,
) -> Post:
    envelope = Envelope(alg="plain/1", body=base64.b64encode(text.encode()).decode())
    assert side.conversation_id
    return Post(actor, to or side.conversation_id, name or uuid4(), envelope)


def actors(side: AtSocket) -> tuple[Actor, Actor]:
    held = [one.actor for one in side.home.live.connected.values()]
    worker = next(one for one in held if one.kind is Kind.WORKER)
    return next(one for one in held if one.id == side.conversation_id), worker


def test_both_sides_speak_at_one_moment_and_every_message_has_its_number(people, line):
    visitor, responder = talking(people, line)
    child, worker = actors(visitor)

    with transaction() as session:
        answers = post_all(
            session, [says(visitor, child), says(visitor, worker), says(visitor, child, "vielä")]
        )

    assert answers == [1, 2, 3]
    assert responder.reads() == ["hei", "hei", "vielä"]
    with people.home.database.session() as session:
        assert session.get(Conversation, visitor.conversation_id).unanswered_since is not None


def test_the_same_message_twice_in_one_moment_is_there_once(people, line, session):
    visitor, _responder = talking(people, line)
    child, _worker = actors(visitor)
    twice = says(visitor, child)

    with transaction() as writing:
        answers = post_all(writing, [twice, says(visitor, child), twice])

    assert answers == [1, 2, 1]
    assert sorted(session.exec(select(Message.seq)).all()) == [1, 2]


def test_a_stranger_among_them_is_refused_and_the_others_are_heard(people, line):
    visitor, responder = talking(people, line)
    child, worker = actors(visitor)
    stranger = Actor(Kind.VISITOR, id=uuid4(), session_id=uuid4())

    with transaction() as session:
        one, refused, missing, other = post_all(
            session,
            [
                says(visitor, child, "yksi"),
                says(visitor, stranger, to=visitor.conversation_id),
                says(visitor, worker, to=uuid4()),
                says(visitor, worker, "kaksi"),
            ],
        )

    assert [one, other] == [1, 2]
    assert isinstance(refused, NoSuchConversation)
    assert isinstance(missing, NoSuchConversation)
    assert responder.reads() == ["yksi", "kaksi"]
