"""Whoever opens a conversation is in the audit log: once a day, without telling which conversation it was."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from core import clock
from core.house import House
from organisation.models import Line
from policies.chain import reference
from policies.models import AuditEntry
from tests.people import People
from tests.people_chat import a_responder, a_visitor, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def reads(session: Session) -> list[AuditEntry]:
    session.rollback()
    wanted = AuditEntry.resource.like("conversation:%")  # type: ignore[attr-defined]
    return list(session.exec(select(AuditEntry).where(wanted).order_by(AuditEntry.seq)).all())


def test_taking_a_conversation_is_an_entry_that_does_not_tell_which(
    people: People, line: Line, session: Session
):
    visitor, _responder = talking(people, line)

    (entry,) = reads(session)

    assert entry.action == "chat.claim"
    assert entry.actor.startswith("worker:")
    assert entry.resource == f"conversation:{reference(visitor.conversation_id)}"
    assert str(visitor.conversation_id) not in str(entry.model_dump())


def test_reading_on_the_same_day_adds_no_entry(people: People, line: Line, session: Session):
    _visitor, responder = talking(people, line)

    for _ in range(3):
        responder.sync()

    assert len(reads(session)) == 1


def test_reading_on_another_day_adds_one(people: People, line: Line, session: Session):
    tomorrow = clock.day_starts(clock.local_day() + timedelta(days=1)) + timedelta(hours=1)
    _visitor, responder = talking(people, line)

    with clock.stopped(tomorrow):
        people_sync = [responder_of(people, responder).sync() for _ in range(2)]

    assert all(one["ok"] for one in people_sync)
    assert [entry.action for entry in reads(session)] == ["chat.claim", "chat.talk"]


def responder_of(people: People, responder):
    """Give the same worker at the desk again: the first session has run out by tomorrow."""
    from organisation.models import Worker
    from tests.people_chat import at_desk

    with people.home.database.session() as session:
        worker = session.exec(select(Worker)).one()
    again = at_desk(people, worker, None)
    again.conversation_id = responder.conversation_id
    return again


def test_a_visitors_own_reading_is_nobodys_business(people: People, line: Line, session: Session):
    a_responder(people, line)
    visitor = a_visitor(people, line)

    visitor.sync()

    assert reads(session) == []


def test_who_may_not_read_leaves_no_entry_of_reading(people: People, line: Line, session: Session):
    visitor, _responder = talking(people, line)
    stranger = a_responder(people, line, "Eero Eskola")
    stranger.conversation_id = visitor.conversation_id

    refused = stranger.sync()

    assert refused["code"] == "no_such_conversation"
    assert len(reads(session)) == 1


def test_a_conversation_that_somebody_else_took_leaves_one_entry_only(
    people: People, line: Line, session: Session, home: House
):
    visitor, _responder = talking(people, line)
    late = a_responder(people, line, "Eero Eskola")

    late.ask("claim", conversation_id=str(visitor.conversation_id))

    assert len(reads(session)) == 1


def test_messages_write_nothing_into_the_log(people: People, line: Line, session: Session):
    visitor, responder = talking(people, line)

    for number in range(5):
        visitor.says(f"question {number}")
        responder.says(f"answer {number}")

    assert len(reads(session)) == 1
