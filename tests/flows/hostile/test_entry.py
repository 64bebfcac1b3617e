"""Who may open the socket and come in: our own pages, by the standard, with a cookie of their own."""

from contextlib import closing

import pytest
import requests

from tests.flows.hostile.raw import Raw
from tests.flows.wire import ANSWER_SECONDS
from tests.served import AINO, Served, Visitor


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://evil.example", "X_Forwarded_Host": "evil.example"},
        {"Origin": "https://evil.example", "X_Forwarded_For": "127.0.0.1"},
        {"Origin": "https://evil.example", "Host": "evil.example"},
        {"Host": "evil.example"},
        {"Host": ""},
        {"Sec_WebSocket_Version": ""},
        {"Sec_WebSocket_Version": "8"},
        {"Sec_WebSocket_Version": "", "Sec_WebSocket_Key1": "1 2", "Sec_WebSocket_Key2": "3 4"},
    ],
    ids=lambda headers: " ".join(f"{name}={value}" for name, value in headers.items()),
)
def test_the_socket_opens_for_our_own_pages_and_the_standard_only(
    server, visitor, stranger, headers
):
    answer = stranger.shakes_hands(visitor.header, **headers)

    if "101" in answer:  # without an Origin only the introduction is refused
        stranger.says("40/chat,{}")
        assert [one for one in stranger.hears() if one.startswith("40")] == []
    else:
        assert " 400 " in answer


@pytest.mark.parametrize(
    "query",
    [
        "EIO=4&transport=polling",
        "EIO=3&transport=polling",
        "EIO=3&transport=websocket",
        "EIO=4&transport=polling&j=0",
        "EIO=4&transport=polling&sid=x",
        "EIO=4&transport=websocket&sid=../../x",
        "transport=flashsocket&EIO=4",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_no_other_transport_is_offered(server: Served, query: str, method: str):
    answer = requests.request(
        method,
        f"{server.base_url}/socket.io/?{query}",
        data=b"40/chat,",
        headers={"Origin": server.base_url},
        timeout=ANSWER_SECONDS,
    )

    assert answer.status_code in {400, 405}
    assert "sid" not in answer.text.replace("Invalid session", "")


@pytest.mark.parametrize(
    "cookie", ["", "rv=", "rv=stolen", "rv=%00", "rv=" + "x" * 5_000, "rw={worker}", "rv={worker}"]
)
def test_who_is_not_known_is_shown_the_door(server: Served, stranger: Raw, cookie: str):
    assert "101" in stranger.shakes_hands(cookie.format(worker=server.session_cookie(AINO)))

    stranger.says('40/chat,{"as":"visitor"}')

    assert stranger.hears()[1:] == ['44/chat,{"message":"sign_in_needed"}', "1"]


def test_a_visitor_is_no_worker_by_saying_so(server: Served, visitor: Visitor, stranger: Raw):
    stranger.shakes_hands(visitor.header.replace("rv=", "rw=") + "; " + visitor.header)

    stranger.says('40/chat,{"as":"worker"}')

    assert stranger.hears()[1:] == ['44/chat,{"message":"sign_in_needed"}', "1"]


def test_one_visitor_does_not_take_all_the_places(server: Served, visitor: Visitor):
    opened = [Raw(server).comes_in(visitor.header) for _ in range(16)]
    with closing(Raw(server)) as one_more:
        one_more.shakes_hands(visitor.header)
        one_more.says("40/chat,{}")

        assert one_more.hears()[1:] == ['44/chat,{"message":"too_many"}', "1"]
    for one in opened:
        one.close()
