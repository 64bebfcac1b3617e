"""A responder who has said "no more for now", and what the line makes of it."""

from datetime import timedelta

from sqlmodel import Session

from chat.queries import queue_of
from core import clock
from core.identity import Kind
from organisation.models import Line, Role
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, a_visitor, talking
from tests.people_scheduling import on_duty


def test_who_takes_no_more_cannot_take_the_next_one_until_they_do_again(people: People):
    line = people.line()
    aino, visitor = a_responder(people, line), a_visitor(people, line)
    claim = {"conversation_id": str(visitor.conversation_id)}

    braked = aino.ask("brake", is_on=True)
    refused = aino.ask("claim", **claim)
    freed = aino.ask("brake", is_on=False)
    taken = aino.ask("claim", **claim)

    assert braked["brake_until"]
    assert refused == {"ok": False, "code": "no_more_now"}
    assert freed["brake_until"] is None
    assert taken["ok"]


def test_the_wait_counts_no_free_place_of_theirs(people: People, session: Session):
    line = people.line(places_each=3)
    _visitor, aino = talking(people, line)
    before = free_now(session, line)

    aino.ask("brake", is_on=True)
    session.rollback()

    assert (before, free_now(session, line)) == (2, 0)


def free_now(session: Session, line: Line) -> int:
    """Count the places into which somebody can be taken at once."""
    places = queue_of(session, line).places
    return sum(one.age is None and one.starts == 0 for one in places)


def test_it_lapses_by_itself(people: People):
    line = people.line()
    aino, visitor = a_responder(people, line), a_visitor(people, line)
    aino.ask("brake", is_on=True)

    with clock.stopped(clock.now() + timedelta(minutes=31)):
        taken = aino.ask("claim", conversation_id=str(visitor.conversation_id))

    assert taken["ok"]


def test_it_ends_with_the_duty(people: People):
    line = people.line()
    worker = people.worker(Role.RESPONDER, lines=(line,))
    duty = on_duty(people, worker, line)
    aino = AtSocket(people.home, people.signed_in(worker), Kind.WORKER).connect()
    aino.ask("brake", is_on=True)

    aino.browser.post(f"/roster/duties/{duty.id}/check-out", headers=ORIGIN)

    assert aino.ask("desk")["load"]["brake_until"] is None


def test_the_desk_tells_how_full_the_hands_are_and_when_somebody_is_quiet(people: People):
    line = people.line(places_each=4)
    _visitor, aino = talking(people, line)

    view = aino.ask("desk")

    assert view["load"] == {"open": 1, "most": 4, "brake_until": None}
    assert view["silence"] == {"visitor": 10, "responder": 3}
