"""Sealed conversations at the server's doors: what it takes, whom it gives which box, what it never has."""

import base64
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from chat.models import Conversation, HandoverSheet, Message
from chat.queries.opening import opening
from core import sealed
from core.crypto import Sealed
from organisation.models import Role, Sealing
from tests.people import People
from tests.people_chat import ORIGIN, a_visitor, at_desk
from tests.people_chat import sealed as unsealed
from tests.people_return import a_code, comes_back
from tests.people_sealed import (
    a_sealed_line,
    body_of,
    comes,
    kept_at,
    says,
    signs_of,
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


def test_both_sides_read_each_other_and_the_house_has_no_word_of_it(people, here, aino, home):
    visitor, hers = comes(people, here, nickname="Kettu")
    his = takes(aino, visitor, here, AINO)

    assert says(visitor, hers, "en halua huomenna kouluun")["ok"]
    assert says(aino, his, "Kerro vaan, kuuntelen.")["ok"]

    heard_by_him = his.open(aino.hears("message")[0])
    signs = base64.b64decode(signs_of(visitor))
    heard_by_her = hers.open(visitor.hears("message")[1], signs)
    assert (heard_by_him, heard_by_her) == ("en halua huomenna kouluun", "Kerro vaan, kuuntelen.")
    for word in (b"huomenna", b"kuuntelen", b"Kettu"):  # none is in the lexicon of the directory
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
