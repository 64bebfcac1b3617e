"""The live socket: who gets in, that everybody is answered, and that one client cannot hurt the rest."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs
from werkzeug.test import Client

from core import buckets, clock, realtime
from core.db import transaction
from core.errors import TooMany
from core.house import House
from core.identity import Actor, end_all
from organisation.models import Role, Worker
from tests.core.sockets import Sockets
from tests.people import People

HOUR = timedelta(hours=1)
WEBSOCKET = "/socket.io/?EIO=4&transport=websocket"


@pytest.fixture
def worker(people: People) -> Worker:
    return people.worker(Role.RESPONDER)


def test_a_worker_who_has_signed_in_gets_in_and_is_answered(sockets: Sockets, worker):
    browser = sockets.open(sockets.session(worker.id))

    assert browser.ask("echo", {"text": "hei"}) == {"ok": True, "text": "hei"}


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {}])
def test_a_page_of_somebody_else_does_not_get_in_with_the_workers_cookie(
    sockets: Sockets, worker, headers
):
    assert not sockets.open(sockets.session(worker.id), headers=headers).is_connected


def test_nobody_gets_in_without_a_session(sockets: Sockets):
    assert not sockets.stranger().is_connected


def test_who_is_refused_hears_why(sockets: Sockets, worker, monkeypatch):
    refusals = []
    send = sockets.live.server._send_packet

    def listen(eio_sid, packet):
        refusals.append(packet.data)

    stranger = sockets.stranger()
    monkeypatch.setattr(sockets.live.server, "_send_packet", listen)
    stranger.socket.connect(namespace="/chat", headers={"Origin": "http://localhost"})
    stranger.socket.connect(namespace="/chat", headers={"Origin": "https://evil.example"})
    monkeypatch.setattr(sockets.live.server, "_send_packet", send)

    assert refusals == [{"message": "sign_in_needed"}, {"message": "foreign_origin"}]


def test_a_workers_token_is_no_visitors(sockets: Sockets, worker):
    assert not sockets.open(sockets.session(worker.id), **{"as": "visitor"}).is_connected


def test_a_broken_cookie_of_a_neighbour_does_not_hide_ours(sockets: Sockets, worker):
    token = sockets.session(worker.id)

    browser = sockets.open(
        headers={"Origin": "http://localhost", "Cookie": f"x[]=[1,2]; rw={token}"}
    )

    assert browser.is_connected


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (WEBSOCKET, {"Origin": "https://evil.example"}),
        (WEBSOCKET, {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}),
        (WEBSOCKET, {"Origin": "https://evil.example", "Host": "evil.example"}),
        ("/socket.io/?EIO=4&transport=polling", {"Origin": "http://localhost"}),
        ("/sv/socket.io/?EIO=4&transport=polling", {"Origin": "http://localhost"}),
    ],
    ids=["foreign origin", "forwarded host", "rebound host", "polling", "polling in Swedish"],
)
def test_the_door_of_the_socket_stays_shut(home: House, path, headers):
    answer = Client(home.app.wsgi_app).get(path, headers={"Host": "localhost", **headers})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "payload", [None, "hei", 7, [], {}, {"text": 1}, {"text": "hei", "admin": True}]
)
def test_what_has_another_shape_is_acknowledged_and_refused(sockets: Sockets, worker, payload):
    browser = sockets.open(sockets.session(worker.id))

    assert browser.ask("echo", payload) == {"ok": False, "code": "bad_input"}


def test_an_unknown_event_is_acknowledged_and_refused(sockets: Sockets, worker):
    browser = sockets.open(sockets.session(worker.id))

    assert browser.ask("open_sesame", {}) == {"ok": False, "code": "bad_input"}


def test_a_refusal_is_told_by_its_code(sockets: Sockets, worker):
    browser = sockets.open(sockets.session(worker.id))

    assert browser.ask("refuse", {"text": "hei"}) == {"ok": False, "code": "busy"}
    assert browser.ask("secret", {"text": "hei"}) == {"ok": False, "code": "not_allowed"}


def test_a_fault_of_the_house_is_acknowledged_and_the_rest_goes_on(sockets: Sockets, worker):
    browser = sockets.open(sockets.session(worker.id))

    with capture_logs() as told:
        assert browser.ask("fall", {"text": "what I said"}) == {"ok": False, "code": "failed"}

    assert told[0]["event"] == "live_event_failed"
    assert browser.ask("echo", {"text": "hei"})["ok"]


def test_a_database_that_is_away_is_told_in_one_line_without_a_trace(
    sockets: Sockets, worker, monkeypatch
):
    browser = sockets.open(sockets.session(worker.id))

    def away(*_asked: object) -> None:
        raise OperationalError("what I said", None, Exception())

    monkeypatch.setattr(realtime, "actor_of_session", away)
    with capture_logs() as told:
        assert browser.ask("echo", {"text": "hei"}) == {"ok": False, "code": "failed"}

    [line] = told
    assert (line["event"], line["error"]) == ("database_away", "OperationalError")
    assert "exc_info" not in line


def test_a_flood_is_answered_until_it_is_shut_out_and_hurts_nobody_else(sockets: Sockets, worker):
    flooding = sockets.open(sockets.session(worker.id))
    calm = sockets.open(sockets.session(worker.id))

    codes = []
    while flooding.is_connected and len(codes) < 200:
        codes.append(flooding.ask("echo", {"text": "hei"}).get("code"))

    assert set(codes) == {None, "too_many"}
    assert codes.count("too_many") == realtime.REFUSALS_BEFORE_GOODBYE
    assert not flooding.is_connected
    assert calm.ask("echo", {"text": "hei"}) == {"ok": True, "text": "hei"}


def test_the_bucket_fills_again_with_time(monkeypatch):
    seconds = [0.0]
    monkeypatch.setattr(buckets, "time", SimpleNamespace(monotonic=lambda: seconds[0]))
    one = buckets.Connected(Actor(), filled_at=0.0)
    one.spend(buckets.BURST)
    with pytest.raises(TooMany):
        one.spend(1)

    seconds[0] = 0.5

    one.spend(5)
    with pytest.raises(TooMany):
        one.spend(1)


def test_signing_out_closes_the_open_socket_at_once(sockets: Sockets, worker):
    browser = sockets.open(sockets.session(worker.id))

    with transaction() as session:
        end_all(session, worker.id)

    assert not browser.is_connected
    assert sockets.live.connected == {}


def test_a_session_that_runs_out_is_refused_at_the_next_event_and_closed(sockets: Sockets, worker):
    browser = sockets.open(sockets.session(worker.id, lasts=HOUR))

    with clock.stopped(clock.now() + HOUR):
        answer = browser.ask("echo", {"text": "hei"})

    assert answer == {"ok": False, "code": "sign_in_needed"}
    assert not browser.is_connected


def test_a_silent_socket_hears_no_more_once_its_session_has_run_out(
    sockets: Sockets, people, worker
):
    silent = sockets.open(sockets.session(worker.id, lasts=HOUR))
    lasting = sockets.open(sockets.session(worker.id, lasts=3 * HOUR))

    with clock.stopped(clock.now() + 2 * HOUR):
        sockets.live.drop_dead_sessions()

    assert not silent.is_connected
    assert lasting.is_connected


def test_whose_account_was_closed_is_nobody_at_the_next_event(sockets: Sockets, session, worker):
    browser = sockets.open(sockets.session(worker.id))
    session.get_one(Worker, worker.id).is_active = False
    session.commit()

    assert browser.ask("echo", {"text": "hei"})["code"] == "sign_in_needed"


def test_rooms_are_named_by_the_house_and_heard_by_those_in_them(
    sockets: Sockets, worker, monkeypatch
):
    monkeypatch.setattr(realtime, "ROOMS_OF", [lambda _session, actor: [f"own:{actor.id}"]])
    browser = sockets.open(sockets.session(worker.id))

    sockets.live.tell(f"own:{worker.id}", "news", {})
    sockets.live.tell("own:somebody else", "secrets", {})
    sockets.live.enter(worker.id, "later")
    sockets.live.tell("later", "more", {})
    sockets.live.leave(worker.id, "later")
    sockets.live.tell("later", "too late", {})

    assert browser.heard() == ["news", "more"]


def test_coming_and_going_is_told_once_for_all_sockets_of_an_actor(
    sockets: Sockets, worker, monkeypatch
):
    told = []
    monkeypatch.setattr(realtime, "CAME", [lambda actor: told.append("came")])
    monkeypatch.setattr(realtime, "GONE", [lambda actor: told.append("gone")])
    token = sockets.session(worker.id)

    first, second = sockets.open(token), sockets.open(token)
    first.socket.disconnect("/chat")
    assert sockets.live.is_here(worker.id)
    second.socket.disconnect("/chat")

    assert told == ["came", "gone"]
    assert not sockets.live.is_here(worker.id)


def test_who_could_not_hear_of_a_coming_does_not_undo_it(sockets: Sockets, worker, monkeypatch):
    def fail(actor):
        raise RuntimeError

    monkeypatch.setattr(realtime, "CAME", [fail])

    assert sockets.open(sockets.session(worker.id)).is_connected


def test_asking_after_somebody_who_never_came_leaves_no_trace(sockets: Sockets):
    sockets.live.enter(uuid4(), "room")
    sockets.live.leave(uuid4(), "room")

    assert not sockets.live._sids


def test_only_the_websocket_is_offered_and_nothing_is_logged_by_the_library(home: House):
    server = home.live.server.eio

    assert server.transports == ["websocket"]
    assert server.cors_allowed_origins == ["http://localhost"]
    assert server.max_http_buffer_size == realtime.LARGEST_FRAME
    assert server.logger.level >= 40
