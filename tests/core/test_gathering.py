"""Many who ask at one moment share a transaction, and none of them pays for another's fault."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, delete

from core import clock
from core.access import KNOWN, PUBLIC, Permission
from core.doors import Asked, Door
from core.errors import BadInput, NotAllowed, Refusal, SignInNeeded
from core.gathering import Gathering
from core.identity import Actor, Kind, SignInSession, end
from organisation.models import Role, Worker, WorkerRole
from tests.core.conftest import Busy, Said
from tests.people import People

Told = list[dict[str, Any] | Refusal]


class Hall:
    """A door at which everybody arrives before the first is answered."""

    def __init__(
        self, answer: Callable[[list[str]], Told], permission: Permission = PUBLIC
    ) -> None:
        self.asked: list[list[str]] = []
        self.answer = answer
        self.arrived = threading.Semaphore(0)
        door = Door("/chat", "say", Said, permission, self.hear, 1.0, is_gathered=True)
        self.gathering = Gathering(door, self.begin, self.place)

    def hear(self, _session: Session, asked: list[Asked]) -> Told:
        texts = [one.incoming.text for one in asked]
        self.asked.append(texts)
        return self.answer(texts)

    def place(self) -> Any:
        arrived = self.arrived

        class Heard(threading.Event):
            def wait(self, timeout: float | None = None) -> bool:
                arrived.release()
                return super().wait(timeout)

        return Heard()

    def begin(self, task: Callable[[], None]) -> None:
        def when_all_are_there() -> None:
            for _ in range(self.expected):
                self.arrived.acquire()
            task()

        threading.Thread(target=when_all_are_there).start()

    def ask(self, *each: tuple[UUID, Any]) -> list[Any]:
        """Let each ask at one moment; gives the answers, and what was raised instead."""
        self.expected = len(each)
        with ThreadPoolExecutor(len(each)) as crowd:
            waits = [
                crowd.submit(self.gathering.ask, session_id, Kind.WORKER, payload)
                for session_id, payload in each
            ]
        return [one.exception() or one.result() for one in waits]


@pytest.fixture
def here(people: People) -> UUID:
    """Give the session of a worker who has signed in."""
    session_id = people.actor(people.worker(Role.RESPONDER)).session_id
    assert session_id
    return session_id


def said(*texts: str) -> list[dict[str, str]]:
    return [{"text": text} for text in texts]


def echoes(texts: list[str]) -> Told:
    return [{"text": text} for text in texts]


def test_who_asks_at_one_moment_shares_a_transaction_and_hears_their_own_answer(here):
    hall = Hall(echoes)

    answers = hall.ask(*((here, one) for one in said("a", "b", "c")))

    assert answers == said("a", "b", "c")
    assert [sorted(texts) for texts in hall.asked] == [["a", "b", "c"]]


def signs_out(session: Session, actor: Actor) -> None:
    assert actor.session_id
    end(session, actor.session_id)


def runs_out(session: Session, actor: Actor) -> None:
    session.get_one(SignInSession, actor.session_id).expires_at = clock.now()


def account_is_closed(session: Session, actor: Actor) -> None:
    session.get_one(Worker, actor.id).is_active = False


def role_is_taken_away(session: Session, actor: Actor) -> None:
    session.exec(delete(WorkerRole).where(col(WorkerRole.worker_id) == actor.id))


@pytest.mark.parametrize(
    ("happens", "refusal"),
    [
        (signs_out, SignInNeeded),
        (runs_out, SignInNeeded),
        (account_is_closed, SignInNeeded),
        (role_is_taken_away, NotAllowed),
    ],
)
def test_what_is_taken_away_is_gone_with_the_next_message(people, session, happens, refusal):
    actor = people.actor(people.worker(Role.RESPONDER))
    hall = Hall(echoes, KNOWN["chat.talk"])
    assert hall.ask((actor.session_id, {"text": "before"})) == said("before")

    happens(session, actor)
    session.commit()

    assert [type(one) for one in hall.ask((actor.session_id, {"text": "after"}))] == [refusal]
    assert hall.asked == [["before"], []]


def test_who_is_refused_spoils_nothing_for_the_rest(here):
    hall = Hall(lambda texts: [Busy() if text == "busy" else {"text": text} for text in texts])

    gone, shapeless, busy, fine = hall.ask(
        (uuid4(), {"text": "gone"}), (here, 7), (here, {"text": "busy"}), (here, {"text": "fine"})
    )

    assert [type(one) for one in (gone, shapeless, busy)] == [SignInNeeded, BadInput, Busy]
    assert fine == {"text": "fine"}


def test_a_fault_with_one_is_that_ones_alone(here):
    def falls(texts: list[str]) -> Told:
        if "fall" in texts:
            raise RuntimeError
        return echoes(texts)

    hall = Hall(falls)

    fallen, fine = hall.ask((here, {"text": "fall"}), (here, {"text": "fine"}))

    assert isinstance(fallen, RuntimeError)
    assert fine == {"text": "fine"}


def test_where_the_database_is_away_nobody_waits_for_it_once_more(here):
    def lost(texts: list[str]) -> Told:
        raise OperationalError("", {}, Exception())

    hall = Hall(lost)

    answers = hall.ask((here, {"text": "one"}), (here, {"text": "other"}))

    assert [type(one) for one in answers] == [OperationalError, OperationalError]
    assert len(hall.asked) == 1
