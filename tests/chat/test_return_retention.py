"""How long a conversation with a return code is kept, and that it goes when the code does."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from chat.models import Conversation, Message, ReturnCode, Visit
from core import clock
from core.crypto import Sealed
from core.db import transaction
from core.identity import SYSTEM
from organisation.models import Line
from policies.current import current
from policies.errors import PolicyError
from policies.holds import lay
from policies.purge import apply_due
from policies.schema import SHIPPED, parse
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, talking
from tests.people_return import a_code, asks_for

A_WHILE = timedelta(minutes=11)  # plans look at whole steps of ten minutes


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def visitor(people: People, line: Line) -> AtSocket:
    """Give somebody whose conversation had a return code and has ended."""
    visitor, _responder = talking(people, line, nickname="Kettu")
    visitor.says("hei")
    asks_for(visitor, a_code())
    visitor.ask("close", conversation_id=str(visitor.conversation_id))
    return visitor


def over(session: Session, data_class: str) -> datetime:
    """Give the moment at which the time of a class is over, for the only conversation."""
    ended = session.exec(select(Conversation.closed_at)).one()
    session.rollback()  # what is read later is what is there then
    keep = current().retention[data_class].keep
    assert ended is not None
    assert keep is not None
    return keep.after(ended)


def purge_at(at: datetime) -> None:
    with clock.stopped(at):
        apply_due(SYSTEM)


def test_with_a_code_the_words_outlive_the_time_of_those_without(visitor, session, home):
    purge_at(over(session, "chat.body") + timedelta(days=2))

    assert len(session.exec(select(Message)).all()) == 1
    assert home.keys.get(visitor.conversation_id)


def test_when_the_code_expires_its_key_and_every_word_go(visitor, session, home):
    end = over(session, "chat.return_code")

    purge_at(end - A_WHILE)
    before = len(session.exec(select(ReturnCode)).all())
    session.rollback()
    purge_at(end + A_WHILE)

    assert before == 1
    assert session.exec(select(ReturnCode)).all() == []
    assert session.exec(select(Message)).all() == []
    with pytest.raises(Sealed):
        home.keys.get(visitor.conversation_id)


def test_without_the_code_the_usual_time_counts_again(visitor, session):
    visitor.browser.post("/chat/return-code/forget", headers=ORIGIN)

    purge_at(over(session, "chat.body") + A_WHILE)

    assert session.exec(select(Message)).all() == []


def test_every_visit_begins_the_time_anew(visitor, session):
    first = over(session, "chat.return_code")
    with clock.stopped(first - timedelta(days=1)), transaction() as writing:
        found = writing.get(Conversation, visitor.conversation_id)
        found.closed_at = clock.now()
        writing.add(found)

    purge_at(first + A_WHILE)

    assert len(session.exec(select(ReturnCode)).all()) == 1


def test_nothing_goes_while_the_visitor_is_there_again(visitor, session):
    end = over(session, "chat.return_code")
    visitor.browser.post("/chat/again", headers=ORIGIN)

    purge_at(end + timedelta(days=30))

    assert len(session.exec(select(Message)).all()) == 1


def test_the_facts_of_an_earlier_visit_go_in_their_own_time(visitor, session):
    end = over(session, "chat.conversation")
    visitor.browser.post("/chat/again", headers=ORIGIN)

    purge_at(end + A_WHILE)

    assert session.exec(select(Visit)).all() == []


def test_what_the_law_holds_back_stays_also_when_its_code_has_expired(visitor, session, people):
    end = over(session, "chat.return_code")
    with clock.stopped(end - timedelta(days=1)):
        until = clock.now() + timedelta(days=20)
        of = {"record": visitor.conversation_id, "reason": "tutkinta", "ends_at": until}
        lay(session, SYSTEM, "chat.return_code", **of)
        session.commit()

    purge_at(end + A_WHILE)

    assert len(session.exec(select(Message)).all()) == 1


def test_a_policy_whose_codes_outlive_their_conversations_is_refused():
    text = SHIPPED.read_text("utf-8")
    longer = text.replace(
        '{ after = "closed", keep = "P3M", action = "shred"',
        '{ after = "closed", keep = "P4M", action = "shred"',
    )

    with pytest.raises(PolicyError, match=r"must be kept as long as chat\.return_code"):
        parse(longer)
