"""What somebody types, who they say they are and where they come from stands nowhere: not in a file, not in a log.

The server runs as in production (not as a demo, logs as JSON) and is provoked too: errors are where logs tell most.
"""

import base64
import socket
from collections.abc import Iterator

import pytest

from tests import postgres
from tests.flows.wire import ANSWER_SECONDS, Broken, Side, Socket, sealed
from tests.postgres import ON_POSTGRES
from tests.remains import as_bytes, rows
from tests.served import AINO, Served, Visitor, serving, unsealed

SENTENCE = "the canary sang seven times behind the boiler"
NICKNAME = "Kanarialintu-1907"
AGENT = "CanaryBrowser/19.07 (feathers)"
CAME_FROM = "https://canary.example.org/cage?utm_source=perch"
ADDRESS = "127.0.0.1"
HEADERS = {"User_Agent": AGENT, "Referer": CAME_FROM, "X_Forwarded_For": "198.51.100.77"}
# Where the rows lie on PostgreSQL, its tables are read instead of its files.
LOOKED_THROUGH = (
    {"chat_message", "keystore_key"} if ON_POSTGRES else {"data.db", "data.db-wal", "keys.db"}
)
TOLD = (SENTENCE, NICKNAME, AGENT, "CanaryBrowser", "canary.example.org", "198.51.100.77")


@pytest.fixture(scope="module", params=["eventlet", "gevent"])
def remains(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Give the server as it lies there after an evening with a canary in it."""
    folder = tmp_path_factory.mktemp("canary")
    with serving(folder, mode=request.param, settings=unsealed(folder)) as server:
        server.stop()
        server.log_path.unlink()  # the demo's greeting names its own address
        server.environment["RINNALLA_DEMO"] = "false"
        server.restart()
        evening(server)
        server.kill9()  # the write-ahead log stays as it is
        yield server


def evening(server: Served) -> None:
    server.check_in(AINO)
    visitor = server.start_visitor(nickname=NICKNAME, **HEADERS)
    with (
        Side(server, visitor.header, "visitor", visitor.conversation_id, agent=AGENT) as child,
        Side(server, f"rw={server.session_cookie(AINO)}", "worker", agent=AGENT) as aino,
    ):
        assert aino.connected().ask("claim", {"conversation_id": visitor.conversation_id})["ok"]
        aino.conversation_id = visitor.conversation_id
        child.say(SENTENCE)
        aino.say(f"You said: {SENTENCE}")
        child.catch_up()
        assert [text for _seq, _author, text in child.transcript] == [
            SENTENCE,
            f"You said: {SENTENCE}",
        ]
        provoke(server, visitor)


def provoke(server: Served, visitor: Visitor) -> None:
    """Do everything wrong that a browser, a broken network or a curious person would."""
    envelope = sealed(SENTENCE)
    wrong = Socket(server, visitor.header, "visitor", agent=AGENT)
    assert not wrong.ask(
        "post", {"conversation_id": SENTENCE, "client_id": NICKNAME, "sealed": envelope}
    )["ok"]
    assert not wrong.ask("post", {"conversation_id": visitor.conversation_id, "sealed": SENTENCE})[
        "ok"
    ]
    assert not wrong.ask(SENTENCE, {"text": SENTENCE})["ok"]
    with pytest.raises(Broken):
        wrong.ask("post", {"text": SENTENCE * 2_000})  # a frame beyond the limit
    wrong.drop()
    with pytest.raises((*Broken, AssertionError)):
        Socket(server, "rv=stolen", "visitor", agent=AGENT)
    for path in (f"/lines/{NICKNAME}", "/t/canary", f"/?q={SENTENCE}", "/chat/leave", "/desk"):
        server.get(path, cookie=visitor.header, **HEADERS)
    server.post(
        "/chat/feedback",
        {"question": SENTENCE, "answer": NICKNAME},
        cookie=visitor.header,
        **HEADERS,
    )
    server.post("/sign-in", {"email": NICKNAME, "password": SENTENCE}, **HEADERS)
    for lines in (
        f"NONSENSE {NICKNAME}\r\n\r\n",
        f"GET / HTTP/1.1\r\nUser-Agent: {AGENT}\r\nbroken {SENTENCE}\r\n\r\n",
    ):
        say_raw(server, lines)
    say_nonsense(server, visitor)
    hang_up_while_shaking_hands(server, visitor)


def say_nonsense(server: Served, visitor: Visitor) -> None:
    """Send what the libraries stumble over: they would print it, past every filter."""
    for packet in (
        SENTENCE,
        f"4{SENTENCE}",
        f"42/chat,{SENTENCE}",
        f'42/chat,{{"{SENTENCE}":1}}',
        f'42/chat,[["{SENTENCE}"]]',
        f'451-/chat,["{SENTENCE}",{{"_placeholder":true,"num":9}}]',
        f'42/chat,["connect",{{"HTTP_COOKIE":"{SENTENCE}"}}]',
    ):
        broken = Socket(server, visitor.header, "visitor", agent=AGENT)
        broken._link.send(packet)
        broken._link.send_binary(SENTENCE.encode())
        broken.drop()


def say_raw(server: Served, lines: str) -> None:
    with socket.create_connection((ADDRESS, server.port), timeout=ANSWER_SECONDS) as link:
        link.sendall(lines.encode())
        link.shutdown(socket.SHUT_WR)
        while link.recv(4096):
            pass


def hang_up_while_shaking_hands(server: Served, visitor: Visitor) -> None:
    half_said = Socket(server, visitor.header, "visitor", agent=AGENT)
    half_said._link.sock.sendall(b"\x81\xfe\xff")
    half_said.drop()
    with socket.create_connection((ADDRESS, server.port), timeout=ANSWER_SECONDS) as link:
        link.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUser-Agent: {AGENT}\r\n".encode()
        )


def test_no_file_holds_what_was_said_or_by_whom(remains: Served):
    found = list(remains.remains())

    assert {name for name, _held in found} >= LOOKED_THROUGH
    assert [(name, trace) for name, held in found for trace in traces_in(held)] == []


def test_the_log_holds_nothing_said_nobody_and_no_address(remains: Served):
    assert list(traces_in(remains.log.encode())) == []
    assert list(traces_in(postgres.log().encode())) == []
    assert [line for line in remains.log.splitlines() if ADDRESS in line or "::1" in line] == []


def test_no_row_holds_an_address(remains: Served):
    found = [one for url in remains.databases for one in rows(url)]

    assert any(table == "chat_message" for table, _row in found)
    assert [
        (table, row)
        for table, row in found
        if any(ADDRESS.encode() in as_bytes(value) for value in row)
    ] == []


def traces_in(content: bytes) -> Iterator[str]:
    for told in TOLD:
        if any(disguise in content for disguise in disguises(told)):
            yield told


def disguises(told: str) -> Iterator[bytes]:
    """Give the bytes as they would stand in a file: plainly, in UTF-16, percent-encoded, or inside of base64."""
    yield told.encode()
    yield told.encode("utf-16-le")
    yield told.replace(" ", "%20").encode()
    yield told.replace(" ", "+").encode()
    for shift in range(3):
        inside = base64.b64encode(b" " * shift + told.encode())
        yield inside[4 if shift else 0 : -4]
