"""More than two in a conversation: who is asked, who reads, who takes over."""

from datetime import timedelta

import pytest
from sqlmodel import select

from chat.listeners.together import (
    give_back_what_the_gone_left,
    leave_nobody_behind,
    let_questions_lapse,
)
from chat.models import Conversation, together
from chat.schemas.together import UNDERWAY
from core import clock
from core.identity import Kind
from organisation.models import Line, Role
from policies.models import AuditEntry
from scheduling.events import DutyEnded
from scheduling.models import Duty
from scheduling.states import DutyState
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, a_visitor, opened, talking
from tests.people_scheduling import on_duty


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def asks(
    aino: AtSocket, eero: AtSocket, *, part: str = "joining", because: str = "shift_ends"
) -> dict[str, object]:
    """Let the responder ask a colleague in."""
    found = aino.ask("colleagues", conversation_id=str(aino.conversation_id))["colleagues"]
    return aino.ask(
        "invite",
        conversation_id=str(aino.conversation_id),
        worker_id=found[0]["worker_id"],
        part=part,
        because=because,
    )


def three(people: People, line: Line, *, part: str = "joining") -> tuple[AtSocket, ...]:
    """Give a visitor, a responder and a colleague whom the visitor has let in; and the invitation."""
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    eero.conversation_id = visitor.conversation_id
    invitation = str(asks(aino, eero, part=part)["invitation_id"])
    eero.ask("answer", invitation_id=invitation, yes=True)
    visitor.ask("let_in", invitation_id=invitation, yes=True)
    return visitor, aino, eero, invitation  # type: ignore[return-value]


def test_a_visitor_is_told_who_wants_to_come_and_why_before_anybody_reads(people, line):
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    eero.conversation_id = visitor.conversation_id

    invitation = asks(aino, eero)["invitation_id"]
    before_yes = visitor.sync()["asking"]
    accepted = eero.ask("answer", invitation_id=invitation, yes=True)
    still_shut = eero.sync()

    assert before_yes is None
    assert accepted == {"ok": True}
    assert visitor.sync()["asking"] == {
        "invitation_id": invitation,
        "name": "Eero",
        "part": "joining",
        "because": "shift_ends",
        "service": None,
        "key": None,
    }
    assert still_shut == {"ok": False, "code": "no_such_conversation"}


def test_three_talk_and_everybody_knows_who_says_what(people, line):
    visitor, aino, eero, _invitation = three(people, line)

    aino.says("tässä on Eero")
    eero.says("hei, olen Eero")
    visitor.says("hei")

    state = visitor.sync()
    names = {one["voice"]: (one["name"], one["part"]) for one in state["people"]}
    assert [names.get(one["by"]) for one in state["messages"]] == [
        ("Aino", "responder"),
        ("Eero", "joining"),
        None,
    ]
    assert eero.reads()[-2:] == ["hei, olen Eero", "hei"]


def test_after_the_handover_the_first_responder_reads_no_more(people, line):
    visitor, aino, eero, invitation = three(people, line)
    aino.says("Eero jatkaa tästä")

    given = aino.ask("hand_over", invitation_id=invitation)
    aino.hears("message")
    visitor.says("jatketaan")

    state = visitor.sync()
    assert given == {"ok": True}
    assert state["responder"] == "Eero"
    assert [(one["name"], one["part"]) for one in state["people"]] == [
        ("Eero", "responder"),
        ("Aino", "before"),
    ]
    assert aino.sync() == {"ok": False, "code": "no_such_conversation"}
    assert "jatketaan" not in aino.reads()
    assert eero.reads()[-1] == "jatketaan"
    assert [row["conversation_id"] for row in eero.ask("desk")["own"]] == [
        str(visitor.conversation_id)
    ]


def test_when_the_visitor_says_no_nothing_changes(people, line):
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    eero.conversation_id = visitor.conversation_id
    invitation = asks(aino, eero)["invitation_id"]
    eero.ask("answer", invitation_id=invitation, yes=True)

    visitor.ask("let_in", invitation_id=invitation, yes=False)

    assert eero.sync()["code"] == "no_such_conversation"
    assert visitor.sync()["responder"] == "Aino"
    assert aino.ask("hand_over", invitation_id=invitation)["code"] == "no_such_invitation"


def test_a_colleague_may_say_no_and_the_visitor_never_hears_of_it(people, line):
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    invitation = asks(aino, eero)["invitation_id"]

    eero.ask("answer", invitation_id=invitation, yes=False)

    assert aino.ask("beside")["underway"] == []
    assert all(state["asking"] is None for state in visitor.hears("state"))
    assert visitor.ask("let_in", invitation_id=invitation, yes=True)["code"] == "no_such_invitation"


def test_nobody_comes_in_without_the_visitor(people, line):
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    invitation = asks(aino, eero)["invitation_id"]

    early = visitor.ask("let_in", invitation_id=invitation, yes=True)
    by_asker = aino.ask("answer", invitation_id=invitation, yes=True)
    by_stranger = a_visitor(people, line).ask("let_in", invitation_id=invitation, yes=True)
    too_soon = aino.ask("hand_over", invitation_id=invitation)

    assert [one["code"] for one in (early, by_asker, by_stranger, too_soon)] == [
        "invitation_moved",
        "no_such_colleague",
        "no_such_invitation",
        "not_here_yet",
    ]


def test_only_one_handover_is_underway_at_a_time(people, line):
    _visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    a_responder(people, line, "Ville Virta")
    asks(aino, eero)

    second = aino.ask(
        "invite",
        conversation_id=str(aino.conversation_id),
        worker_id=aino.ask("colleagues", conversation_id=str(aino.conversation_id))["colleagues"][
            1
        ]["worker_id"],
        part="joining",
        because="knows_more",
    )

    assert second == {"ok": False, "code": "already_asked"}


def test_a_colleague_whose_hands_are_full_is_not_given_another(people):
    line = people.line(places_each=1)
    _visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    other = a_visitor(people, line)
    eero.ask("claim", conversation_id=str(other.conversation_id))

    assert asks(aino, eero) == {"ok": False, "code": "colleague_full"}


def test_somebody_of_another_line_cannot_be_asked(people, line):
    _visitor, aino = talking(people, line)
    stranger = people.worker(Role.RESPONDER, lines=(people.line("muu"),), name="Muu Muunen")

    refused = aino.ask(
        "invite",
        conversation_id=str(aino.conversation_id),
        worker_id=str(stranger.id),
        part="joining",
        because="knows_more",
    )

    assert refused == {"ok": False, "code": "no_such_colleague"}


def test_a_shadow_reads_and_does_not_write(people, line):
    visitor, aino, eero, invitation = three(people, line, part="shadow")
    aino.says("Eero opettelee")

    wrote = eero.says("hups")
    typed = eero.ask("typing", conversation_id=str(eero.conversation_id))
    ended = eero.ask("close", conversation_id=str(eero.conversation_id))
    visitor.ask("leave", invitation_id=invitation)

    assert eero.reads() == ["Eero opettelee"]
    assert [one["code"] for one in (wrote, typed, ended)] == [
        "only_reading",
        "only_reading",
        "no_such_conversation",
    ]
    assert eero.sync()["code"] == "no_such_conversation"


def test_what_somebody_let_in_reads_is_in_the_log(people, line, session):
    _visitor, _aino, eero, _invitation = three(people, line, part="shadow")

    eero.sync()

    read = [
        one.action
        for one in session.exec(select(AuditEntry).order_by(AuditEntry.seq)).all()
        if "chat.talk" in one.action
    ]
    assert read == ["chat.talk"]  # Aino's own claim told of her


def test_who_has_read_is_told_to_the_visitor_also_later(people, line):
    visitor, aino, _eero, invitation = three(people, line)
    aino.ask("hand_over", invitation_id=invitation)

    page = visitor.browser.get("/en/chat/stored").text

    assert "Eero, Aino" in page


def test_an_unanswered_question_lapses_and_whoever_asked_hears_it(people, line):
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    invitation = asks(aino, eero)["invitation_id"]

    with clock.stopped(clock.now() + timedelta(minutes=4)):
        late = eero.ask("answer", invitation_id=invitation, yes=True)
        let_questions_lapse()

    assert late["code"] == "invitation_moved"
    assert aino.ask("beside")["underway"] == []
    assert visitor.sync()["asking"] is None


def test_when_the_visitor_leaves_what_was_underway_ends(people, line):
    visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    invitation = asks(aino, eero)["invitation_id"]

    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    assert eero.ask("answer", invitation_id=invitation, yes=True)["code"] == "no_such_invitation"
    assert eero.ask("beside")["underway"] == []


def test_put_back_to_the_queue_one_stands_first_and_hears_why(people, line):
    visitor, aino = talking(people, line)
    earlier = a_visitor(people, line)

    aino.ask("to_queue", conversation_id=str(visitor.conversation_id), because="unwell")

    state = visitor.sync()
    assert (state["state"], state["back"], state["waiting"]["place"]) == ("waiting", "unwell", 1)
    assert earlier.sync()["waiting"]["place"] == 2
    assert aino.sync()["code"] == "no_such_conversation"


def test_who_takes_it_from_the_front_goes_on_where_it_was(people, line):
    visitor, aino = talking(people, line)
    aino.says("ensin minä")
    aino.ask("to_queue", conversation_id=str(visitor.conversation_id), because="shift_ends")
    eero = a_responder(people, line, "Eero Eskola")
    eero.conversation_id = visitor.conversation_id

    eero.ask("claim", conversation_id=str(visitor.conversation_id))
    eero.says("sitten minä")

    state = visitor.sync()
    assert (state["state"], state["responder"], state["back"]) == ("open", "Eero", None)
    assert [opened(one["sealed"]) for one in state["messages"]] == ["ensin minä", "sitten minä"]


def test_a_conversation_that_ends_while_it_waits_again_has_been_one(people, line):
    visitor, aino = talking(people, line)
    aino.ask("to_queue", conversation_id=str(visitor.conversation_id), because="unwell")

    ended = visitor.ask("close", conversation_id=str(visitor.conversation_id))

    assert ended["state"] == "closed"


def test_a_responder_whose_connection_dies_keeps_it_for_the_grace_and_no_longer(people, line):
    visitor, aino = talking(people, line)
    aino.socket.disconnect("/chat")
    began = clock.now()

    with clock.stopped(began):
        give_back_what_the_gone_left()
    with clock.stopped(began + timedelta(seconds=59)):
        give_back_what_the_gone_left()
        within = visitor.sync()["state"]
    with clock.stopped(began + timedelta(seconds=61)):
        give_back_what_the_gone_left()
        after = visitor.sync()

    assert within == "open"
    assert (after["state"], after["back"]) == ("waiting", "connection_lost")


def test_a_responder_who_comes_back_in_time_loses_nothing(people, line):
    visitor, aino = talking(people, line)
    aino.socket.disconnect("/chat")
    began = clock.now()

    with clock.stopped(began):
        give_back_what_the_gone_left()
    aino.connect()
    with clock.stopped(began + timedelta(seconds=120)):
        give_back_what_the_gone_left()

    assert visitor.sync()["state"] == "open"


def test_a_duty_that_is_ended_by_the_house_leaves_nobody_behind(people, line):
    visitor, aino = talking(people, line)
    worker_id = _responder_of(people, visitor)

    leave_nobody_behind(DutyEnded(line_id=line.id, worker_id=worker_id))

    state = visitor.sync()
    assert (state["state"], state["back"]) == ("waiting", "shift_over")
    assert aino.hears("moved_on") == [
        {"conversation_id": str(visitor.conversation_id), "because": "shift_over"}
    ]


def test_the_database_and_the_code_agree_on_what_is_underway():
    words = ", ".join(f"'{one}'" for one in ("asked", "offered", "here"))

    assert f"standing IN ({words})" == together.UNDERWAY_SQL
    assert {"asked", "offered", "here"} == {str(one) for one in UNDERWAY}


def _responder_of(people: People, visitor: AtSocket) -> object:
    with people.home.database.session() as session:
        return session.get(Conversation, visitor.conversation_id).responder_id


def test_nobody_checks_out_with_a_conversation_open(people, line):
    worker = people.worker(Role.RESPONDER, lines=(line,))
    duty = on_duty(people, worker, line)
    aino = AtSocket(people.home, people.signed_in(worker), Kind.WORKER).connect()
    visitor = a_visitor(people, line)
    aino.ask("claim", conversation_id=str(visitor.conversation_id))
    leaving = f"/en/roster/duties/{duty.id}/check-out"

    with_one_open = aino.browser.post(leaving, data={"back": "mine"}, headers=ORIGIN)
    told = aino.browser.get(with_one_open.location).text
    aino.ask("to_queue", conversation_id=str(visitor.conversation_id), because="shift_ends")
    aino.browser.post(leaving, data={"back": "mine"}, headers=ORIGIN)

    assert "You have 1 conversation open" in told
    with people.home.database.session() as session:
        assert session.get(Duty, duty.id).state is DutyState.DONE


def test_a_shift_that_ends_soon_is_told_at_the_desk(people, line):
    _visitor, aino = talking(people, line)

    early = aino.ask("beside")["shift_ends_at"]
    with clock.stopped(clock.now() + timedelta(minutes=52)):
        late = aino.ask("beside")["shift_ends_at"]

    assert early is None
    assert late is not None
