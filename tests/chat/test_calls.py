"""Bringing two browsers together for a call: who may, who hears, and that nothing is kept (R16)."""

import base64
import hmac
from datetime import timedelta
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlmodel import SQLModel, func, select

from chat.queries.calls import call_terms
from core import clock
from core.house import House, house
from policies.queries import policy
from tests import relay
from tests.people import People
from tests.people_chat import AtSocket, a_responder, a_visitor, talking
from tests.remains import remains

LINE = "perheiden-chat"
SECRET = "shared between the house and its relay"
RELAY = ("stun:turn.example.org:3478", "turns:turn.example.org:5349")


@pytest.fixture
def line(people: People):
    return people.line(LINE)


def signals(somebody: AtSocket, signal: str, body: str = "", call: str = "") -> dict:
    return somebody.ask(
        "call_signal",
        conversation_id=str(somebody.conversation_id),
        call_id=call or str(uuid4()),
        signal=signal,
        body=body,
    )


def terms(somebody: AtSocket) -> dict:
    return somebody.ask("call_terms", conversation_id=str(somebody.conversation_id))


def with_settings(monkeypatch, **changes) -> None:
    """Let the house have other settings for the rest of the test."""
    changed = house().settings.model_copy(update=changes)
    monkeypatch.setattr(
        "chat.queries.calls.house", lambda: type("House", (), {"settings": changed})
    )


def test_a_signal_reaches_the_other_side_and_nobody_else(people, line):
    visitor, responder = talking(people, line)
    another = a_responder(people, line, "Eero Eloranta")
    call = str(uuid4())

    answer = signals(visitor, "offer", "v=0 …", call)

    told = {
        "conversation_id": str(visitor.conversation_id),
        "call_id": call,
        "signal": "offer",
        "body": "v=0 …",
    }
    assert answer == {"ok": True, "here": True}
    assert responder.hears("call") == [told]
    assert visitor.hears("call") == another.hears("call") == []
    signals(responder, "answer", "v=0 …", call)
    assert [one["signal"] for one in visitor.hears("call")] == ["answer"]


def test_nobody_signals_into_a_conversation_of_others(people, line):
    visitor, _responder = talking(people, line)
    stranger, other = a_visitor(people, line), a_responder(people, line, "Eero Eloranta")
    stranger.conversation_id = other.conversation_id = visitor.conversation_id

    codes = {signals(one, "invite")["code"] for one in (stranger, other)}

    assert codes == {"no_such_conversation"}
    assert visitor.hears("call") == []


def test_whoever_waits_is_not_called_yet(people, line):
    a_responder(people, line)
    visitor = a_visitor(people, line)

    assert signals(visitor, "invite")["code"] == "conversation_closed"


def test_on_a_line_that_the_policy_does_not_name_one_talks_by_writing(people):
    visitor, _responder = talking(people, people.line("nuoret"))

    assert (terms(visitor)["offered"], terms(visitor)["ice"]) == (False, [])
    assert signals(visitor, "invite")["code"] == "no_calls_here"


@pytest.mark.parametrize("wrong", [{"signal": "shout"}, {"body": "x" * 16_385}, {"more": 1}])
def test_what_is_no_signal_is_refused(people, line, wrong):
    visitor, responder = talking(people, line)
    right = {
        "conversation_id": str(visitor.conversation_id),
        "call_id": str(uuid4()),
        "signal": "offer",
        "body": "",
    }

    assert visitor.ask("call_signal", **(right | wrong))["code"] == "bad_input"
    assert responder.hears("call") == []


def test_nothing_of_a_call_is_kept(people, line, home: House, session, capfd):
    visitor, _responder = talking(people, line)
    before = rows(session)

    signals(visitor, "offer", "a=candidate 192.0.2.7 kept nowhere")

    session.rollback()
    assert rows(session) == before
    assert [name for name, held in remains(home.settings) if b"192.0.2.7" in held] == []
    assert "192.0.2.7" not in "".join(capfd.readouterr())


def rows(session) -> dict[str, int]:
    return {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in SQLModel.metadata.sorted_tables
    }


def test_with_a_relay_browsers_are_told_to_use_nothing_else(people, line, monkeypatch):
    visitor, _responder = talking(people, line)
    with_settings(monkeypatch, ice_servers=RELAY, turn_secret=SecretStr(SECRET))

    told = terms(visitor)

    assert told["relayed"] is True
    assert [one["urls"] for one in told["ice"]] == list(RELAY)


def test_the_relays_credentials_name_nobody_and_run_out(people, line, monkeypatch):
    visitor, _responder = talking(people, line)
    with_settings(monkeypatch, ice_servers=RELAY, turn_secret=SecretStr(SECRET))

    first, second = terms(visitor)["ice"][1], terms(visitor)["ice"][1]

    until, _colon, nobody = first["username"].partition(":")
    assert 0 < int(until) - clock.now().timestamp() <= 4 * 3600
    assert len(nobody) == 16
    assert first["username"] != second["username"]
    mac = hmac.new(SECRET.encode(), first["username"].encode(), "sha1").digest()
    assert base64.b64decode(first["credential"]) == mac


def test_a_real_relay_knows_the_credentials_while_they_last(line, monkeypatch):
    program = relay.find_relay()
    if program is None:
        pytest.skip(relay.NO_RELAY)
    with_settings(monkeypatch, ice_servers=RELAY, turn_secret=SecretStr(relay.SECRET))
    good = call_terms(line)["ice"][1]
    with clock.stopped(clock.now() - timedelta(hours=5)):
        old = call_terms(line)["ice"][1]

    with relay.running_relay(program) as port:
        assert relay.lets_in(port, good["username"], good["credential"])
        assert not relay.lets_in(port, old["username"], old["credential"])
        assert not relay.lets_in(port, good["username"], old["credential"])


def test_where_addresses_are_to_stay_hidden_there_is_no_call_without_a_relay(
    people, line, monkeypatch
):
    visitor, _responder = talking(people, line)

    hidden = policy().calls.model_copy(update={"addresses": "hidden"})
    strict = policy().model_copy(update={"calls": hidden})
    monkeypatch.setattr("chat.queries.calls.policy", lambda: strict)

    assert terms(visitor)["offered"] is False
    assert signals(visitor, "invite")["code"] == "no_calls_here"


def test_only_the_page_of_a_line_with_calls_may_ask_for_a_camera(people, line):
    with_calls, _responder = talking(people, line)
    without, _another = talking(people, people.line("nuoret"))

    pages = [
        one.browser.get("/chat").headers["Permissions-Policy"] for one in (with_calls, without)
    ]

    assert ["camera=(self)" in page for page in pages] == [True, False]
    assert "microphone=(self)" in pages[0]
