"""Two processes serve one house over PostgreSQL and Redis: who is at one and who is at the other hear each other."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis import Redis

from organisation.demo import PASSWORD
from tests.flows.wire import Closed, Side
from tests.postgres import database
from tests.served import AINO, EERO, YOUTH_LINE, Served, Visitor, serving, unsealed
from tests.servers import NO_REDIS, free_port, wait_for

pytestmark = [pytest.mark.postgres, pytest.mark.redis]


LINE = f"/en/lines/{YOUTH_LINE}"
START = f'action="/en/lines/{YOUTH_LINE}/start"'


@dataclass
class Two:
    """Two servers of one house, and what lies between them."""

    first: Served
    second: Served
    redis: "TornRedis"
    before: str
    """The line's page at the second, before anybody had come to the first."""
    eero: str
    """The cookie of Eero, who came at the second."""


class TornRedis:
    """A Redis that a story may end and begin again on its port."""

    def __init__(self, program: str, folder: Path) -> None:
        self.port = free_port()
        self.log = folder / "redis.log"
        self.command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.command += ["--appendonly", "no", "--dir", str(folder)]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def begin(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(self.command, stdout=output, stderr=output)
        with Redis.from_url(self.url) as redis:
            wait_for(redis.ping, self.log)

    def end(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture(scope="module")
def two(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip(NO_REDIS)
    folder = tmp_path_factory.mktemp("many")
    with (
        torn_redis(program, folder) as redis,
        database(postgres_server) as data,
        database(postgres_server) as keys,
    ):
        settings = {
            "RINNALLA_DATABASE_URL": data,
            "RINNALLA_KEYS_URL": keys,
            "RINNALLA_REDIS_URL": redis.url,
            **unsealed(folder / "policy"),
        }
        with (
            serving(folder / "first", settings=settings) as first,
            serving(folder / "second", settings=settings) as second,
        ):
            before = second.get(LINE).text
            first.check_in(AINO)
            yield Two(first, second, redis, before, second.check_in(EERO))


@contextmanager
def torn_redis(program: str, folder: Path) -> Iterator[TornRedis]:
    """Give a running Redis, which ends whatever becomes of those that use it."""
    redis = TornRedis(program, folder)
    try:
        redis.begin()
        yield redis
    finally:
        redis.end()


@pytest.fixture
def started(two: Two) -> Visitor:
    return two.first.start_visitor(nickname="Kuu")


@pytest.fixture
def visitor(two: Two, started: Visitor) -> Iterator[Side]:
    with Side(two.first, started.header, "visitor", started.conversation_id) as visitor:
        visitor.connected()
        yield visitor


@pytest.fixture
def aino(two: Two, visitor: Side) -> Iterator[Side]:
    cookie = f"rw={two.first.session_cookie(AINO)}"
    with Side(two.second, cookie, "worker") as aino:
        about = {"conversation_id": visitor.conversation_id}
        assert aino.connected().ask("claim", about)["ok"]
        aino.conversation_id = visitor.conversation_id
        yield aino
        aino.connected().ask("close", about)


def test_what_one_writes_at_one_process_is_heard_at_the_other(visitor: Side, aino: Side):
    assert visitor.connected().hear("state")["state"] == "open"

    visitor.say("hei")
    heard = aino.connected().hear("message")
    aino.say("moi")

    assert heard["seq"] == 1
    assert visitor.connected().hear("message")["seq"] in {1, 2}
    visitor.catch_up()
    assert [text for _seq, _who, text in visitor.transcript] == ["hei", "moi"]


def test_each_knows_who_is_connected_at_the_other(two: Two, visitor: Side, aino: Side):
    about = {"conversation_id": visitor.conversation_id, "after": 0}
    here = aino.connected().ask("sync", about)

    visitor.leave()
    gone = aino.connected().hear("presence")

    assert here["here"] is True
    assert gone["here"] is False


def test_two_processes_give_a_conversation_to_one(two: Two, visitor: Side):
    at_first = Side(two.first, f"rw={two.first.session_cookie(AINO)}", "worker")
    at_second = Side(two.second, f"rw={two.eero}", "worker")
    about = {"conversation_id": visitor.conversation_id}
    with at_first, at_second:
        answers = [one.connected().ask("claim", about) for one in (at_first, at_second)]
        at_first.connected().ask("close", about)

    assert [one["ok"] for one in answers] == [True, False]
    assert answers[1]["code"] == "already_taken"


def test_a_line_that_opens_at_one_is_open_at_the_other(two: Two):
    assert START not in two.before

    assert START in two.second.get(LINE).text


def test_a_conversation_is_handed_over_from_one_process_to_the_other(
    two: Two, visitor: Side, aino: Side
):
    about = {"conversation_id": visitor.conversation_id}
    visitor.say("hei")
    with Side(two.first, f"rw={two.eero}", "worker") as eero:
        eero.connected()
        team = aino.connected().ask("colleagues", about)["colleagues"]
        [his_id] = [one["worker_id"] for one in team if one["name"].startswith("Eero")]
        asks = {"worker_id": his_id, "part": "joining", "because": "shift_ends"}
        invited = {"invitation_id": aino.connected().ask("invite", about | asks)["invitation_id"]}

        assert eero.connected().ask("answer", invited | {"yes": True})["ok"]
        assert visitor.connected().ask("let_in", invited | {"yes": True})["ok"]
        assert aino.connected().ask("hand_over", invited)["ok"]
        eero.conversation_id = visitor.conversation_id
        eero.say("jatkan tästä")

        assert visitor.connected().hear("message")["by"]
        assert aino.connected().ask("sync", about | {"after": 0})["code"] == "no_such_conversation"
        eero.connected().ask("close", about)


def test_signing_out_at_one_closes_the_socket_at_the_other(two: Two):
    cookie = two.first.post("/sign-in", {"email": EERO, "password": PASSWORD}).cookies["rw"]
    with Side(two.second, f"rw={cookie}", "worker") as eero:
        eero.connected()

        two.first.post("/sign-out", {}, cookie=f"rw={cookie}")

        with pytest.raises(Closed):
            eero.connected().hear("nothing that is ever said")


def test_nothing_is_lost_when_redis_goes_and_comes_back(two: Two, visitor: Side, aino: Side):
    visitor.say("ennen")
    aino.catch_up()
    two.redis.end()

    visitor.say("ilman")
    aino.say("täälläkin")
    two.redis.begin()

    aino.connected().hear("behind")
    aino.catch_up()
    visitor.catch_up()
    assert visitor.transcript == aino.transcript
    assert [text for _seq, _who, text in aino.transcript] == ["ennen", "ilman", "täälläkin"]


def test_a_killed_process_costs_nothing_that_was_acknowledged(two: Two, started: Visitor):
    with Side(two.second, started.header, "visitor", started.conversation_id) as child:
        child.say("yksi")
        two.second.kill9()
        child.server, child.port = two.first, two.first.port
        child.say("kaksi")
        two.second.restart()

    assert [text for _seq, _who, text in child.transcript] == ["yksi", "kaksi"]
