"""The server is killed in the middle of a conversation and started again; both sides go on as if nothing had been."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore

import pytest

from tests.flows.wire import PATIENCE_SECONDS, Side
from tests.served import AINO, Served, serving, unsealed

EACH_SAYS = 30


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("kill")
    with serving(folder, settings=unsealed(folder)) as served:
        served.check_in(AINO)
        yield served


@pytest.fixture
def visitor(server: Served) -> Iterator[Side]:
    started = server.start_visitor(nickname="Kuu")
    with Side(server, started.header, "visitor", started.conversation_id) as visitor:
        yield visitor


@pytest.fixture
def aino(server: Served, visitor: Side) -> Iterator[Side]:
    with Side(server, f"rw={server.session_cookie(AINO)}", "worker") as aino:
        taken = aino.connected().ask("claim", {"conversation_id": visitor.conversation_id})
        assert taken["ok"], taken
        aino.conversation_id = visitor.conversation_id
        yield aino
        aino.connected().ask("close", {"conversation_id": visitor.conversation_id})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_message_is_lost_or_doubled_when_the_server_is_killed(
    server: Served, visitor: Side, aino: Side, seed: int
):
    killed_after = random.Random(seed).randint(3, 2 * EACH_SAYS - 10)
    acknowledgements = Semaphore(0)
    visitor.when_acknowledged = aino.when_acknowledged = acknowledgements.release

    with ThreadPoolExecutor(2) as both:
        talks = [both.submit(talk, visitor, "V"), both.submit(talk, aino, "R")]
        for _ in range(killed_after):
            assert acknowledgements.acquire(timeout=PATIENCE_SECONDS)
        server.kill9()
        server.restart()
        for one in talks:
            one.result(2 * PATIENCE_SECONDS)
    visitor.catch_up()
    aino.catch_up()

    assert visitor.transcript == aino.transcript
    assert [seq for seq, _author, _text in visitor.transcript] == list(range(1, 2 * EACH_SAYS + 1))
    assert said_by(visitor, "visitor") == [f"V{n}" for n in range(EACH_SAYS)]
    assert said_by(visitor, "responder") == [f"R{n}" for n in range(EACH_SAYS)]
    for side in (visitor, aino):
        assert {
            one["client_id"]: one["seq"]
            for one in side.shown
            if one["client_id"] in side.acknowledged
        } == side.acknowledged


def test_a_page_opened_afterwards_shows_the_same(server: Served, visitor: Side, aino: Side):
    aino.say("Hei!")
    visitor.say("Moi.")
    server.kill9()
    server.restart()

    visitor.say("Oletko vielä siinä?")
    aino.say("Olen.")
    with Side(server, visitor.cookie, "visitor", visitor.conversation_id) as reloaded:
        reloaded.catch_up()

    texts = [text for _seq, _author, text in reloaded.transcript]
    assert texts == ["Hei!", "Moi.", "Oletko vielä siinä?", "Olen."]


def talk(side: Side, name: str) -> None:
    for number in range(EACH_SAYS):
        side.say(f"{name}{number}")


def said_by(side: Side, author: str) -> list[str]:
    return [text for _seq, by, text in side.transcript if by == author]
