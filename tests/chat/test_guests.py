"""The receiving service's worker in the same chat: by a link, signed in, let in by the visitor."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from chat.listeners.together import let_questions_lapse
from chat.models import GuestLink
from core import clock
from organisation.models import Line, Organisation, Role
from policies.models import AuditEntry
from tests.people import People, texts
from tests.people_chat import AtSocket, a_responder, a_visitor, at_desk, sealed, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def elsewhere(people: People, name: str = "Noora Niemi") -> AtSocket:
    """Give a responder of another organisation's line, at their desk."""
    with people.home.database.session() as session:
        other = Organisation(slug=uuid4().hex, name=texts("Nuorisoasema"), contact="")
        session.add(other)
        session.commit()
    theirs = people.line(slug=uuid4().hex, organisation_id=other.id, name=texts("Aseman chat"))
    worker = people.worker(Role.RESPONDER, lines=(theirs,), name=name, organisation_id=other.id)
    return at_desk(people, worker, theirs)


def link(aino: AtSocket) -> str:
    return str(aino.ask("guest_link", conversation_id=str(aino.conversation_id))["token"])


def invited(visitor: AtSocket, aino: AtSocket, guest: AtSocket) -> str:
    """Let a guest use a fresh link and say yes; gives the invitation, before the visitor's answer."""
    guest.conversation_id = visitor.conversation_id
    invitation = str(guest.ask("come_as_guest", token=link(aino))["invitation_id"])
    guest.ask("answer", invitation_id=invitation, yes=True)
    return invitation


def let_in(people: People, line: Line) -> tuple[AtSocket, AtSocket, AtSocket, str]:
    visitor, aino = talking(people, line)
    noora = elsewhere(people)
    invitation = invited(visitor, aino, noora)
    visitor.ask("let_in", invitation_id=invitation, yes=True)
    return visitor, aino, noora, invitation


def test_a_guest_sees_who_asks_and_why_and_no_word_before_the_visitors_yes(people, line):
    visitor, aino = talking(people, line)
    visitor.says("salaisuus")
    noora = elsewhere(people)
    noora.conversation_id = visitor.conversation_id

    noora.ask("come_as_guest", token=link(aino))

    (asked,) = noora.ask("beside", lang="fi")["underway"]
    assert (asked["by"], asked["because"], asked["part"], asked["line"]) == (
        "Aino Alanko",
        "next_service",
        "guest",
        "Nuorten chat",
    )
    assert noora.sync() == {"ok": False, "code": "no_such_conversation"}
    assert noora.ask("desk")["own"] == []


def test_the_visitor_is_asked_with_name_and_service(people, line):
    visitor, aino = talking(people, line)

    invitation = invited(visitor, aino, elsewhere(people))

    assert visitor.sync()["asking"] == {
        "invitation_id": invitation,
        "name": "Noora",
        "part": "guest",
        "because": "next_service",
        "service": texts("Nuorisoasema"),
        "key": None,
    }


def test_a_guest_of_the_same_organisation_is_named_by_their_line(people, line):
    visitor, aino = talking(people, line)
    eero = a_responder(people, people.line(slug="toinen", name=texts("Iltachat")), "Eero Eskola")

    invited(visitor, aino, eero)

    assert visitor.sync()["asking"]["service"] == texts("Iltachat")


def test_after_the_yes_a_guest_reads_and_writes_as_one_at_their_own_desk(people, line):
    visitor, aino, noora, _invitation = let_in(people, line)
    visitor.says("hei")

    noora.says("hei, olen Noora asemalta")

    (row,) = noora.ask("desk")["own"]
    people_here = {one["name"]: one["part"] for one in visitor.sync()["people"]}
    assert people_here == {"Aino": "responder", "Noora": "guest"}
    assert noora.reads() == ["hei", "hei, olen Noora asemalta"]
    assert visitor.reads()[-1] == aino.reads()[-1] == "hei, olen Noora asemalta"
    assert row["part"] == "guest"


def test_when_the_visitor_says_no_the_guest_stays_out(people, line):
    visitor, aino = talking(people, line)
    noora = elsewhere(people)
    invitation = invited(visitor, aino, noora)

    visitor.ask("let_in", invitation_id=invitation, yes=False)

    assert noora.sync()["code"] == "no_such_conversation"
    assert noora.says("hei")["code"] == "no_such_conversation"


def test_a_guest_can_do_nothing_else_with_the_conversation(people, line):
    visitor, _aino, noora, invitation = let_in(people, line)
    here = {"conversation_id": str(visitor.conversation_id)}

    refused = [
        noora.ask("close", **here),
        noora.ask("claim", **here),
        noora.ask("classify", **here, outcome="helped"),
        noora.ask("to_queue", **here, because="unwell"),
        noora.ask("hand_over", invitation_id=invitation),
        noora.ask("colleagues", **here),
        noora.ask("guest_link", **here),
        noora.ask("consultants", **here),
        noora.ask("ask_step_up", **here, reason="personal_matter"),
        noora.ask("write_sheet", **here, sealed=sealed("muista")),
        noora.ask("sheet", **here),
        noora.ask("misuse", **here),
        noora.ask("safety", **here, lang="fi"),
        noora.ask("agree", **here, client_id=str(uuid4()), sealed=sealed("sovittu")),
    ]

    assert {one["code"] for one in refused} == {"no_such_conversation"}, refused
    assert visitor.sync()["state"] == "open"
    assert visitor.sync()["responder"] == "Aino"


def test_nothing_else_of_the_line_is_seen(people, line):
    _visitor, _aino, noora, _invitation = let_in(people, line)
    other = a_visitor(people, line)
    other.says("toinen")

    told = noora.ask("desk")
    claimed = noora.ask("claim", conversation_id=str(other.conversation_id))

    seen = str({key: value for key, value in told.items() if key != "own"})
    assert str(other.conversation_id) not in seen
    assert claimed["ok"] is False
    assert (
        noora.ask("sync", conversation_id=str(other.conversation_id), after=0)["code"]
        == "no_such_conversation"
    )


@pytest.mark.parametrize("who", ["visitor", "responder", "guest"])
def test_any_side_ends_the_guests_being_there(people, line, who):
    visitor, aino, noora, invitation = let_in(people, line)

    {"visitor": visitor, "responder": aino, "guest": noora}[who].ask(
        "leave", invitation_id=invitation
    )

    assert noora.sync()["code"] == "no_such_conversation"
    assert noora.says("vielä")["code"] == "no_such_conversation"
    assert visitor.sync()["state"] == "open"


def test_the_guest_goes_when_the_conversation_ends(people, line):
    visitor, aino, noora, _invitation = let_in(people, line)

    aino.ask("close", conversation_id=str(aino.conversation_id))

    assert noora.sync()["code"] == "no_such_conversation"
    assert noora.ask("desk")["own"] == []
    assert visitor.sync()["people"][-1]["part"] == "before"


def test_a_link_is_good_once(people, line):
    _visitor, aino = talking(people, line)
    token = link(aino)
    elsewhere(people).ask("come_as_guest", token=token)

    second = elsewhere(people, "Ville Virta").ask("come_as_guest", token=token)

    assert second == {"ok": False, "code": "no_such_invitation"}


def test_a_new_link_is_the_death_of_the_earlier_one(people, line):
    _visitor, aino = talking(people, line)
    first, _second = link(aino), link(aino)

    used = elsewhere(people).ask("come_as_guest", token=first)

    assert used["code"] == "no_such_invitation"


def test_a_link_dies_with_its_minutes(people, line, monkeypatch):
    _visitor, aino = talking(people, line)
    noora, token = elsewhere(people), link(aino)
    later = clock.now() + timedelta(minutes=16)

    monkeypatch.setattr(clock, "now", lambda: later)

    assert noora.ask("come_as_guest", token=token)["code"] == "no_such_invitation"
    let_questions_lapse()
    with people.home.database.session() as session:
        assert session.exec(select(GuestLink)).all() == []


def test_a_link_dies_with_the_conversation(people, line):
    _visitor, aino = talking(people, line)
    token = link(aino)
    aino.ask("close", conversation_id=str(aino.conversation_id))

    used = elsewhere(people).ask("come_as_guest", token=token)

    assert used["code"] == "no_such_invitation"


def test_only_the_hash_of_a_link_is_kept(people, line):
    _visitor, aino = talking(people, line)

    token = link(aino)

    with people.home.database.session() as session:
        (kept,) = session.exec(select(GuestLink)).all()
    assert kept.token_hash == hashlib.sha256(token.encode()).hexdigest()


def test_the_lines_own_team_is_asked_at_the_desk_and_does_not_use_up_the_link(people, line):
    _visitor, aino = talking(people, line)
    token = link(aino)

    own = a_responder(people, line, "Eero Eskola").ask("come_as_guest", token=token)

    assert own["code"] == "no_such_colleague"
    assert elsewhere(people).ask("come_as_guest", token=token)["ok"] is True


def test_a_visitor_cannot_use_a_link(people, line):
    _visitor, aino = talking(people, line)

    used = a_visitor(people, line).ask("come_as_guest", token=link(aino))

    assert used["code"] == "not_allowed"


def test_link_and_use_are_in_the_log_without_the_conversation(people, line):
    visitor, aino = talking(people, line)
    invited(visitor, aino, elsewhere(people))

    with people.home.database.session() as session:
        told = [
            one
            for one in session.exec(select(AuditEntry).order_by(AuditEntry.seq)).all()
            if "guest" in str(one.reason)
        ]
    assert [one.reason for one in told] == ["guest: link made", "guest: link used"]
    assert str(visitor.conversation_id) not in str(told)
