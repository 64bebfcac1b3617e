"""Sealed conversations at the server's doors: what it takes, whom it gives which box, what it never has."""

import base64
from dataclasses import replace
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import Session, select

from chat.models import Conversation, ConversationKey, HandoverSheet, Message, ReturnCode
from chat.queries.opening import opening
from core import sealed
from core.crypto import Sealed
from core.house import House
from core.sealing import public_bytes
from organisation import actions
from organisation.actions import NewLineKey
from organisation.key_words import fingerprint, statement
from organisation.models import KeyDeed, LineKey, Role, Sealing
from tests.people import People
from tests.people_chat import ORIGIN, a_visitor, at_desk
from tests.people_chat import sealed as unsealed
from tests.people_keys import copy_for
from tests.people_return import a_code, comes_back
from tests.people_scheduling import on_duty
from tests.people_sealed import (
    SEALS,
    Browser,
    a_sealed_line,
    about_key,
    body_of,
    boxed,
    brings_key,
    comes,
    says,
    sits_down,
    takes,
    written,
)
from tests.remains import remains

AINO, EERO = "Aino Alanko", "Eero Eskola"


@pytest.fixture
def here(people: People):
    return a_sealed_line(people, AINO, EERO)


@pytest.fixture
def aino(people: People, here):
    return sits_down(people, here)


def boxes(home: House) -> list[ConversationKey]:
    with home.database.session() as session:
        return list(session.exec(select(ConversationKey)).all())


def signs_of(visitor) -> str:
    """Give the key with which the only worker signs, as the visitor's page is told it."""
    [[key]] = visitor.sync()["sealing"]["signs"].values()
    return str(key)


def kept_at(home: House) -> bytes:
    return b"".join(held for _name, held in remains(home.settings))


def test_both_sides_read_each_other_and_the_house_has_no_word_of_it(people, here, aino, home):
    visitor, hers = comes(people, here, nickname="Kettu")
    his = takes(aino, visitor, here, AINO)

    assert says(visitor, hers, "ahdistaa koko ajan")["ok"]
    assert says(aino, his, "Kerro vaan, kuuntelen.")["ok"]

    heard_by_him = his.open(aino.hears("message")[0])
    signs = base64.b64decode(signs_of(visitor))
    heard_by_her = hers.open(visitor.hears("message")[1], signs)
    assert (heard_by_him, heard_by_her) == ("ahdistaa koko ajan", "Kerro vaan, kuuntelen.")
    for word in (b"ahdistaa", b"kuuntelen", b"Kettu"):
        assert word not in kept_at(home)


def test_what_was_not_sealed_is_refused_and_not_kept(people, here, aino, session: Session):
    visitor, hers = comes(people, here)
    takes(aino, visitor, here, AINO)
    named = {"conversation_id": str(visitor.conversation_id)}

    post = visitor.says("avoimesti")
    sheet = aino.ask("write_sheet", **named, sealed=unsealed("riski"))
    agreed = aino.ask("agree", **named, client_id=str(uuid4()), sealed=unsealed("sovittiin"))
    picture = visitor.browser.put(
        f"/chat/attachments/{uuid4()}?kind=voice",
        data=b"sound",
        headers={**ORIGIN, "Rinnalla-Alg": "plain/1", "Accept": "application/json"},
    )

    assert {post["code"], sheet["code"], agreed["code"]} == {"must_be_sealed"}
    assert picture.status_code == 409
    assert not session.exec(select(Message)).all()
    assert not session.exec(select(HandoverSheet)).all()
    assert hers.said == {"visitor": 0, "worker": 0}


def test_a_line_that_seals_nothing_takes_nothing_sealed(people: People):
    line = people.line()
    at_desk(people, people.worker(Role.RESPONDER, lines=(line,)), line)
    visitor = a_visitor(people, line)

    answer = visitor.ask(
        "post",
        conversation_id=str(visitor.conversation_id),
        client_id=str(uuid4()),
        sealed={"alg": sealed.ALG, "body": written(bytes([1]) + bytes(400))},
    )

    assert answer["code"] == "must_be_sealed"


def test_only_the_next_number_of_ones_side_and_the_present_epoch_are_taken(people, here, aino):
    visitor, hers = comes(people, here)

    first = says(visitor, hers, "yksi")
    again = says(visitor, hers, "yksi", number=1)
    ahead = says(visitor, hers, "kolme", number=3)
    later = says(visitor, hers, "kaksi", epoch=2)

    assert first["ok"]
    assert {again["code"], ahead["code"], later["code"]} == {"out_of_turn"}


def test_an_envelope_sent_twice_under_its_own_name_is_there_once(people, here, aino):
    visitor, hers = comes(people, here)
    place = hers.next_place()
    new = {
        "conversation_id": place.conversation,
        "client_id": place.client_id,
        "sealed": hers.seal("moi", place),
    }

    assert visitor.ask("post", **new) == visitor.ask("post", **new) == {"ok": True, "seq": 1}


@pytest.mark.parametrize("body", [b"", b"\x02" + bytes(400), b"\x01" + bytes(20)], ids=len)
def test_what_is_no_envelope_is_bad_input(people, here, aino, body: bytes):
    visitor, _hers = comes(people, here)

    answer = visitor.ask(
        "post",
        conversation_id=str(visitor.conversation_id),
        client_id=str(uuid4()),
        sealed={"alg": sealed.ALG, "body": written(body)},
    )

    assert answer["code"] == "bad_input"


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


def test_the_words_alone_open_the_conversation_in_a_browser_that_has_never_been_here(
    people, here, aino, home
):
    visitor, hers = comes(people, here)
    says(visitor, hers, "palaan vielä")
    code, wrap = a_code("kuusi sanaa"), sealed.new_key()
    about = f"{sealed.ALG}|phrase|{hers.conversation_id}".encode()
    wrapped = written(sealed.lock(wrap, hers.cek, about))

    without = visitor.browser.post(
        "/chat/return-code",
        data={"lookup": code.lookup, "auth": code.auth},
        headers={**ORIGIN, "Accept": "application/json"},
    )
    kept = visitor.browser.post(
        "/chat/return-code",
        data={"lookup": code.lookup, "auth": code.auth, "wrapped": wrapped},
        headers={**ORIGIN, "Accept": "application/json"},
    )
    elsewhere = home.app.test_client()
    wrong = comes_back(elsewhere, here.line, a_code("muut sanat"))
    right = comes_back(elsewhere, here.line, code)

    assert without.json["code"] == "key_needed"
    assert kept.json == {"ok": True}
    assert wrong.status_code == 403
    assert "wrapped" not in wrong.json
    assert sealed.unlock(wrap, base64.b64decode(right.json["wrapped"]), about) == hers.cek
    assert right.json["sealing"]["conversation"] == str(hers.conversation_id)


def test_a_browser_that_says_nothing_of_sealing_is_told_and_nothing_begins(
    people, here, aino, session: Session
):
    browser = people.home.app.test_client()

    answer = browser.post(f"/lines/{here.line.slug}/start", data={}, headers=ORIGIN)

    assert answer.status_code == 422
    assert "data-cannot-seal" in answer.text
    assert not session.exec(select(Conversation)).all()


def test_a_sealing_line_without_a_key_is_not_open_and_its_desk_says_so(people: People, home):
    line = people.line(sealing=Sealing.REQUIRED)
    aino = at_desk(people, people.worker(Role.RESPONDER, lines=(line,)), line)

    with home.database.session() as session:
        now = opening(session, line)

    assert not now.is_open
    told = aino.ask("desk")["lines"][0]
    assert (told["is_sealed"], told["key"], told["is_open"]) == (True, None, False)


def test_a_replayed_a_moved_and_a_forged_message_are_noticed_by_the_reader(people, here, aino):
    visitor, hers = comes(people, here)
    his = takes(aino, visitor, here, AINO)
    says(visitor, hers, "yksi")
    says(visitor, hers, "kaksi")
    first, second = aino.hears("message")
    signs = here.team[AINO].row.signing_public

    assert his.open(first) == "yksi"
    for wrong in (first, {**second, "kind": "agreed"}, {**second, "author": "responder"}):
        his.said["visitor"] = 1
        with pytest.raises(Sealed):
            his.open(wrong, signs)
    his.said["visitor"] = 1
    assert his.open(second) == "kaksi"
    assert len(body_of(second)) == len(body_of(first))


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
