"""Whose hands a sealed conversation's key goes through: the line's, a responder's, a colleague's, the next one's."""

import base64
from uuid import uuid4

import pytest

from core import sealed
from organisation.models import Role
from tests.people import People
from tests.people_chat import ORIGIN, a_visitor
from tests.people_scheduling import on_duty
from tests.people_sealed import (
    SEALS,
    Browser,
    a_sealed_line,
    about_key,
    boxes,
    brings_key,
    comes,
    says,
    sits_down,
    takes,
    written,
)

AINO, EERO = "Aino Alanko", "Eero Eskola"


@pytest.fixture
def here(people: People):
    return a_sealed_line(people, AINO, EERO)


@pytest.fixture
def aino(people: People, here):
    return sits_down(people, here)


def test_a_claim_waits_for_the_key_and_takes_the_lines_copy_away(people, here, aino, home):
    early = a_visitor(people, here.line, **SEALS)
    too_soon = aino.ask("claim", conversation_id=str(early.conversation_id))
    row = aino.ask("desk")["queue"][0]
    visitor, _hers = comes(people, here)
    assert len(boxes(home)) == 1

    takes(aino, visitor, here, AINO)

    assert too_soon["code"] == "no_key_yet"
    assert row["has_key"] is False
    assert [one.line_key_id for one in boxes(home)] == [None]


def test_desks_hear_when_the_key_has_come_and_they_may_take_the_visitor(people, here, aino):
    visitor = a_visitor(people, here.line, **SEALS)
    before = len(aino.hears("queue"))

    browser = Browser(visitor.conversation_id, sealed.new_key())
    assert brings_key(visitor, browser, here).status_code == 200

    assert len(aino.hears("queue")) == before + 1
    assert aino.ask("desk")["queue"][0]["has_key"] is True


def test_the_box_is_given_to_its_responder_and_to_nobody_else(people, here, aino):
    eero = sits_down(people, here, EERO)
    visitor, _hers = comes(people, here)
    named = {"conversation_id": str(visitor.conversation_id)}

    waiting = [one.ask("key", **named)["code"] for one in (aino, eero)]
    takes(aino, visitor, here, AINO)
    theirs = eero.ask("key", **named)
    stolen = eero.ask("keep_key", **named, box=written(b"x" * 125))

    assert waiting == ["no_such_conversation"] * 2
    assert theirs["code"] == stolen["code"] == "no_such_conversation"


def test_a_key_is_brought_to_the_lines_present_key_only_and_not_once_somebody_is_there(
    people, here, aino
):
    visitor, hers = comes(people, here)
    wrong = visitor.browser.post(
        "/chat/key",
        data={"line_key_id": str(uuid4()), "box": hers.key_for(here.key.row.public)},
        headers={**ORIGIN, "Accept": "application/json"},
    )
    takes(aino, visitor, here, AINO)

    late = brings_key(visitor, hers, here)

    assert wrong.json["code"] == "line_key_changed"
    assert late.json["code"] == "no_key_here"


def test_of_two_tabs_that_each_made_a_key_the_first_ones_is_the_conversations(people, here, aino):
    visitor = a_visitor(people, here.line, **SEALS)
    first, second = (Browser(visitor.conversation_id, sealed.new_key()) for _tab in range(2))
    box = first.key_for(here.key.row.public)

    answers = [
        brings_key(visitor, first, here, box=box),
        brings_key(visitor, second, here),
        brings_key(visitor, first, here, box=box),
    ]

    assert [one.status_code for one in answers] == [200, 409, 200]
    assert answers[1].json["code"] == "key_is_here"
    assert takes(aino, visitor, here, AINO).cek == first.cek


def test_whoever_is_let_in_gets_the_key_with_the_yes_and_loses_it_by_leaving(
    people, here, aino, home
):
    eero = sits_down(people, here, EERO)
    visitor, hers = comes(people, here)
    takes(aino, visitor, here, AINO)
    invitation = invited(aino, eero, here)
    asking = visitor.sync()["asking"]

    empty = visitor.ask("let_in", invitation_id=invitation, yes=True)
    box = hers.key_for(base64.b64decode(asking["key"]["public"]))
    let_in = visitor.ask("let_in", invitation_id=invitation, yes=True, box=box)

    assert empty["code"] == "key_needed"
    assert let_in["ok"]
    given = eero.ask("key", conversation_id=str(visitor.conversation_id))
    opened = sealed.open_sealed(
        here.team[EERO].sealing, base64.b64decode(given["box"]), about_key(hers.conversation_id)
    )
    assert opened == hers.cek
    eero.ask("leave", invitation_id=invitation)
    assert [one.worker_id for one in boxes(home)] == [here.team[AINO].actor.id]


def invited(aino, eero, here) -> str:
    asked = aino.ask(
        "invite",
        conversation_id=str(aino.conversation_id),
        worker_id=str(here.team[EERO].actor.id),
        part="joining",
        because="shift_ends",
    )
    assert asked["ok"], asked
    eero.ask("answer", invitation_id=asked["invitation_id"], yes=True)
    return str(asked["invitation_id"])


def test_a_handover_begins_an_epoch_and_leaves_the_key_with_who_goes_on(people, here, aino, home):
    eero = sits_down(people, here, EERO)
    visitor, hers = comes(people, here)
    his = takes(aino, visitor, here, AINO)
    invitation = invited(aino, eero, here)
    public = base64.b64decode(visitor.sync()["asking"]["key"]["public"])
    visitor.ask("let_in", invitation_id=invitation, yes=True, box=hers.key_for(public))

    assert aino.ask("hand_over", invitation_id=invitation)["ok"]

    assert visitor.sync()["sealing"]["epoch"] == 2
    assert [one.worker_id for one in boxes(home)] == [here.team[EERO].actor.id]
    assert says(visitor, hers, "vanhaan aikaan")["code"] == "out_of_turn"
    hers.epoch = 2
    assert says(visitor, hers, "uuteen aikaan")["ok"]
    assert says(aino, his, "vielä minä")["code"] == "no_such_conversation"


def test_nobody_without_keys_is_asked_in(people, here, aino):
    visitor, _hers = comes(people, here)
    takes(aino, visitor, here, AINO)
    newcomer = people.worker(Role.RESPONDER, lines=(here.line,), name="Noora Niemi")
    on_duty(people, newcomer, here.line)

    answer = aino.ask(
        "invite",
        conversation_id=str(visitor.conversation_id),
        worker_id=str(newcomer.id),
        part="joining",
        because="shift_ends",
    )

    assert answer["code"] == "no_worker_key"


def test_back_in_the_queue_the_line_opens_it_again_and_no_worker_does(people, here, aino, home):
    visitor, hers = comes(people, here)
    his = takes(aino, visitor, here, AINO)
    given = {"line_key_id": str(here.key.row.id), "box": his.key_for(here.key.row.public)}

    aino.ask(
        "to_queue", conversation_id=str(visitor.conversation_id), because="unwell", given=given
    )

    assert [one.worker_id for one in boxes(home)] == [None]
    assert visitor.sync()["sealing"]["sealed_to"] == str(here.key.row.id)
    again = takes(aino, visitor, here, AINO)
    assert (again.cek, again.epoch) == (hers.cek, 2)


def test_when_a_worker_could_not_give_it_back_the_visitors_browser_brings_the_key(
    people, here, aino, home
):
    visitor, hers = comes(people, here)
    takes(aino, visitor, here, AINO)

    aino.ask("to_queue", conversation_id=str(visitor.conversation_id), because="unwell")

    told = visitor.hears("state")[-1]["sealing"]
    assert boxes(home) == []
    assert told["sealed_to"] is None
    assert told["line_key"]["id"] == str(here.key.row.id)
    assert brings_key(visitor, hers, here).json == {"ok": True}
    takes(aino, visitor, here, AINO)
