"""The third way at the end of a duty: a promise to go on with somebody at a time."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from chat.models import Promise, ReturnCode
from chat.transcript import stamp
from core import clock
from core.db import transaction
from core.identity import Actor, Kind
from organisation.models import Line, Role, Worker
from scheduling import actions
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, talking
from tests.people_scheduling import a_duty, a_shift


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def with_code(people: People, line: Line) -> tuple[AtSocket, AtSocket]:
    """Give a visitor who has taken a return code, and their responder."""
    visitor, aino = talking(people, line)
    visitor.says("hei")
    with people.home.database.session() as session:
        session.add(
            ReturnCode(
                conversation_id=visitor.conversation_id,
                lookup="a" * 43,
                auth_hash="b" * 64,
                made_at=clock.now(),
            )
        )
        session.commit()
    return visitor, aino


def promises(aino: AtSocket, *, in_days: float = 1) -> dict[str, object]:
    at = clock.local(clock.now() + timedelta(days=in_days)).replace(tzinfo=None).isoformat()
    return aino.ask("promise", conversation_id=str(aino.conversation_id), at=at)


def kept(people: People) -> list[Promise]:
    with people.home.database.session() as session:
        return list(session.exec(select(Promise)).all())


def test_a_promise_ends_the_visit_and_both_sides_see_it(people, line):
    visitor, aino = with_code(people, line)

    promised = promises(aino)

    (row,) = aino.ask("beside", lang="fi")["promises"]
    page = visitor.browser.get("/chat").text
    assert promised == {"ok": True}
    assert visitor.sync()["state"] == "closed"
    assert visitor.hears("state")[-1]["promised"] == {"name": "Aino", "at": row["at"]}
    assert row["line"] == "Nuorten chat"
    assert "Aino on täällä sinua varten taas huomenna" in page


def test_a_promise_is_told_in_what_is_stored_and_taken_along(people, line):
    visitor, aino = with_code(people, line)
    before = visitor.browser.get("/chat/export").json

    promises(aino)

    (promise,) = kept(people)
    after = visitor.browser.get("/chat/export").json
    assert before["promised_for"] is None
    assert after["promised_for"] == stamp(promise.at)


def test_without_a_return_code_nothing_is_promised(people, line):
    visitor, aino = talking(people, line)

    promised = promises(aino)

    assert promised == {"ok": False, "code": "no_return_codes"}
    assert visitor.sync()["state"] == "open"


@pytest.mark.parametrize("in_days", [-0.1, 400])
def test_a_time_that_is_past_or_after_the_code_is_refused(people, line, in_days):
    visitor, aino = with_code(people, line)

    promised = promises(aino, in_days=in_days)

    assert promised == {"ok": False, "code": "bad_input"}
    assert visitor.sync()["state"] == "open"


def test_nobody_promises_for_somebody_else(people, line):
    visitor, _aino = with_code(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    eero.conversation_id = visitor.conversation_id

    assert promises(eero)["code"] == "no_such_conversation"


def test_the_promise_is_gone_when_they_go_on(people, line):
    visitor, aino = with_code(people, line)
    promises(aino)
    visitor.browser.post("/chat/again", headers=ORIGIN)

    taken = aino.ask("claim", conversation_id=str(visitor.conversation_id))

    assert taken["ok"] is True
    assert kept(people) == []


def test_the_promise_goes_with_the_code(people, line):
    visitor, aino = with_code(people, line)
    promises(aino)

    visitor.browser.post("/chat/return-code/forget", headers=ORIGIN)

    assert kept(people) == []


def test_who_takes_the_duty_over_keeps_what_was_promised_for_it(people, line):
    _visitor, aino = with_code(people, line)
    promises(aino)
    (promise,) = kept(people)
    keeper = promise.worker_id
    bo = people.worker(Role.RESPONDER, lines=(line,), name="Bo Berg")
    duty = a_duty(
        people,
        people_worker(people, keeper),
        a_shift(people, line, starts_at=promise.at - timedelta(hours=1)),
    )

    with transaction() as session:
        cover = actions.ask_for_cover(session, actor_of(keeper, line), duty.id).id
    with transaction() as session:
        actions.take_cover(session, actor_of(bo.id, line), cover)

    assert [one.worker_id for one in kept(people)] == [bo.id]


def actor_of(worker_id: UUID, line: Line) -> Actor:
    return Actor(kind=Kind.WORKER, id=worker_id, lines=frozenset({line.id}))


def people_worker(people: People, worker_id: UUID) -> Worker:
    with people.home.database.session() as session:
        return session.get_one(Worker, worker_id)
