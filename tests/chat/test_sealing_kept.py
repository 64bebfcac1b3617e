"""What is kept of a sealed conversation beside its messages, and what a backup of it opens."""

import base64
from dataclasses import replace
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import Session, select

from chat.models import Conversation, ConversationKey, Message, ReturnCode
from core import sealed
from core.crypto import Sealed
from core.sealing import public_bytes
from organisation import actions
from organisation.actions import NewLineKey
from organisation.key_words import fingerprint, statement
from organisation.models import KeyDeed, LineKey
from tests.people import People
from tests.people_chat import ORIGIN
from tests.people_chat import sealed as unsealed
from tests.people_keys import copy_for
from tests.people_return import a_code
from tests.people_sealed import (
    SEALS,
    a_sealed_line,
    about_key,
    boxed,
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


def test_the_sheet_and_the_closing_words_are_opened_by_who_has_the_key(people, here, aino):
    visitor, _hers = comes(people, here)
    his = takes(aino, visitor, here, AINO)
    named = {"conversation_id": str(visitor.conversation_id)}

    sheet = aino.ask("write_sheet", **named, sealed=boxed(his, "sheet", "Lupasin numeron."))
    aino.ask("close", **named)
    summed = aino.ask(
        "sum_up", **named, outcome="helped", own_words=boxed(his, "closing", "yksinäisyys")
    )

    assert sheet["ok"]
    assert summed["ok"]


def test_advice_has_a_key_of_its_own_which_each_who_is_asked_gets(people, here, aino):
    eero = sits_down(people, here, EERO)
    visitor, _hers = comes(people, here)
    takes(aino, visitor, here, AINO)
    own, worker = sealed.new_key(), here.team[EERO]
    about = f"{sealed.ALG}|consultation".encode()
    asked = {"conversation_id": str(visitor.conversation_id), "worker_ids": [str(worker.actor.id)]}

    empty = aino.ask("consult", **asked)
    made = aino.ask(
        "consult",
        **asked,
        wrapped=written(b"x" * 60),
        boxes={
            str(worker.actor.id): written(sealed.seal_to(worker.row.sealing_public, own, about))
        },
    )
    thread = eero.ask("consultations")["consultations"][0]
    plain = eero.ask(
        "note",
        consultation_id=made["consultation_id"],
        client_id=str(uuid4()),
        sealed=unsealed("avoimesti"),
    )

    assert empty["code"] == "key_needed"
    box = base64.b64decode(thread["key"]["box"])
    assert sealed.open_sealed(worker.sealing, box, about) == own
    assert aino.ask("consultations")["consultations"][0]["key"] == {"wrapped": written(b"x" * 60)}
    assert plain["code"] == "must_be_sealed"


def test_a_request_left_with_javascript_is_sealed_and_waits_for_its_words(people, here, session):
    browser = people.home.app.test_client()

    left = browser.post(f"/lines/{here.line.slug}/ask", data=SEALS, headers=ORIGIN)
    page = browser.get("/chat")

    asked = session.exec(select(Conversation)).one()
    assert left.status_code == 303
    assert (asked.is_sealed, asked.last_seq, asked.unanswered_since) == (True, 0, None)
    assert "data-sealing" in page.text


def test_a_request_left_without_javascript_is_kept_as_before(people, here, session):
    browser = people.home.app.test_client()

    browser.post(f"/lines/{here.line.slug}/ask", data={"words": "Auttakaa"}, headers=ORIGIN)

    asked = session.exec(select(Conversation)).one()
    assert (asked.is_sealed, asked.last_seq) == (False, 1)


def test_once_it_is_deleted_a_backup_with_the_lines_key_and_the_six_words_opens_nothing(
    people, here, aino, home, session: Session
):
    visitor, hers = comes(people, here)
    says(visitor, hers, "kauan sitten")
    wrap, about = sealed.new_key(), f"{sealed.ALG}|phrase|{hers.conversation_id}".encode()
    code = a_code("kuusi sanaa")
    visitor.browser.post(
        "/chat/return-code",
        data={
            "lookup": code.lookup,
            "auth": code.auth,
            "wrapped": written(sealed.lock(wrap, hers.cek, about)),
        },
        headers=ORIGIN,
    )
    [box] = session.exec(select(ConversationKey)).all()
    [said] = session.exec(select(Message)).all()
    wrapped = session.exec(select(ReturnCode)).one().wrapped
    backup = {"box": box.box, "said": said.body, "wrapped": wrapped}

    visitor.browser.post("/chat/erase", headers=ORIGIN)

    with pytest.raises(Sealed):
        home.keys.get(hers.conversation_id)
    place = hers.next_place(number=1, client_id=str(said.client_id))
    key = sealed.direction_key(hers.cek, "visitor", 1)
    tries = (
        lambda held: sealed.open_sealed(here.key.private, held, about_key(hers.conversation_id)),
        lambda held: sealed.unlock(wrap, held, about),
        lambda held: sealed.open_message(key, place, held),
    )
    for held in backup.values():
        for opens in tries:
            with pytest.raises(Sealed):
                opens(held)


def test_whoever_has_left_the_line_opens_nothing_that_comes_after_its_key_was_changed(
    people, here, aino, home, session: Session
):
    old = here.key
    private = ec.generate_private_key(ec.SECP256R1())
    rotated(session, here, private, by=here.team[AINO])
    here.key = replace(
        here.key,
        row=session.exec(select(LineKey).where(LineKey.number == 2)).one(),
        private=private,
    )

    visitor, hers = comes(people, here)

    [box] = boxes(home)
    assert box.line_key_id == here.key.row.id
    held, about = (
        base64.b64decode(hers.key_for(here.key.row.public)),
        about_key(hers.conversation_id),
    )
    with pytest.raises(Sealed):
        sealed.open_sealed(old.private, held, about)
    assert brings_key(visitor, hers, replace(here, key=old)).json["code"] == "line_key_changed"
    assert takes(aino, visitor, here, AINO).cek == hers.cek


def rotated(session: Session, here, private: ec.EllipticCurvePrivateKey, *, by) -> None:
    """Let a worker make the line's next key after somebody was put out of its team."""
    copies = tuple(copy_for(here.line, 2, private, by=by, of=one.row) for one in here.team.values())
    said = statement(KeyDeed.LINE_KEY_MADE, here.line.id, 2, fingerprint(public_bytes(private)))
    new = NewLineKey(number=2, public=public_bytes(private), signature=by.sign(said), copies=copies)
    actions.rotate(session, by.actor, here.line, new)
    session.commit()
