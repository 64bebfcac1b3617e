"""The handover sheet: what whoever goes on must know, and then nobody any more."""

from datetime import timedelta

import pytest
from sqlmodel import select

from chat.listeners.sheets import tear_up_unread_sheets
from chat.models import HandoverSheet
from core import clock
from organisation.models import Line
from tests.people import People
from tests.people_chat import AtSocket, a_responder, opened, sealed, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def given_on(people: People, line: Line) -> tuple[AtSocket, AtSocket, AtSocket, str]:
    """Give a visitor, whoever gave them on with a sheet, whoever goes on, and the conversation."""
    visitor, aino = talking(people, line)
    which = str(visitor.conversation_id)
    aino.ask("write_sheet", conversation_id=which, sealed=sealed("lupasin numeron"))
    aino.ask("to_queue", conversation_id=which, because="shift_ends")
    eero = a_responder(people, line, "Eero Eskola")
    eero.ask("claim", conversation_id=which)
    return visitor, aino, eero, which


def test_whoever_goes_on_reads_it_and_then_it_is_gone(people, line, session):
    _visitor, aino, eero, which = given_on(people, line)

    sheet = eero.ask("sheet", conversation_id=which)["sheet"]
    eero.ask("sheet_read", conversation_id=which)

    assert (sheet["name"], opened(sheet["sealed"])) == ("Aino Alanko", "lupasin numeron")
    assert eero.ask("sheet", conversation_id=which)["sheet"] is None
    assert aino.ask("sheet", conversation_id=which)["code"] == "no_such_conversation"
    assert session.exec(select(HandoverSheet)).all() == []


def test_it_lies_sealed_and_is_in_no_export(people, line, session):
    visitor, _aino, _eero, _which = given_on(people, line)

    kept = session.exec(select(HandoverSheet)).one()

    assert b"lupasin" not in kept.body
    assert "lupasin" not in visitor.browser.get("/chat/export").text


def test_it_goes_with_the_end_of_the_conversation(people, line, session):
    visitor, _aino, _eero, which = given_on(people, line)

    visitor.ask("close", conversation_id=which)

    assert session.exec(select(HandoverSheet)).all() == []


def test_unread_it_goes_when_its_time_is_over(people, line, session):
    given_on(people, line)

    with clock.stopped(clock.now() + timedelta(hours=11)):
        tear_up_unread_sheets()
        early = len(session.exec(select(HandoverSheet.id)).all())
        session.rollback()  # what is read next is what stands then
    with clock.stopped(clock.now() + timedelta(hours=13)):
        tear_up_unread_sheets()

    assert early == 1
    assert session.exec(select(HandoverSheet.id)).all() == []


def test_only_the_responder_writes_one(people, line):
    visitor, _aino, _eero, which = given_on(people, line)
    other = a_responder(people, line, "Ville Virta")

    refused = other.ask("write_sheet", conversation_id=which, sealed=sealed("hups"))
    by_visitor = visitor.ask("sheet", conversation_id=which)

    assert refused["code"] == "no_such_conversation"
    assert by_visitor["code"] == "not_allowed"
