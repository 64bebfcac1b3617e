"""A canary for the log: whatever is written, no address and no word of anybody comes out."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from core.log import ADDRESS, DROPPED, UNKNOWING, bare, use_logs

CANARY = "kukaan ei saa tietaa tata"
ADDRESSES = [
    "203.0.113.7",
    "203.0.113.7:51234",
    "2001:db8::7",
    "[2001:db8::7]:443",
    "::1",
    "::ffff:203.0.113.7",
    "fe80::1%eth0",
    "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
]

Written = Callable[[], list[dict[str, object]]]


@pytest.fixture
def written() -> Iterator[Written]:
    """Give what the log has written, line by line."""
    root = logging.getLogger()
    before = list(root.handlers), root.level
    use_logs(as_json=True)
    [handler] = root.handlers
    stream = io.StringIO()
    handler.setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "sentence", ["{}", "from {}.", "client={}, gone", "({}) reset", "x_{} and {}", "'{}'"]
)
def test_an_address_vanishes_wherever_it_stands(written: Written, address, sentence):
    said = sentence.format(*[address] * 2)

    structlog.get_logger().info("seen", note=said, deep={"list": [("at", said)]})
    logging.getLogger("library").warning("seen %s", said)

    told = json.dumps(written())
    assert "113.7" not in told
    assert "db8" not in told
    assert "::1" not in told
    assert told.count("[address]") >= 3


@given(st.ip_addresses(), st.integers(0, 65535))
def test_no_address_is_overlooked(address, port):
    shown = f"{address}:{port}" if address.version == 4 else f"[{address}]:{port}"

    assert str(address) not in ADDRESS.sub("", f"peer {shown} went")


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-03-02T15:04:05.123456Z",
        "version 5.18",
        "3.1",
        "10 of 20",
        "12:34",
        "std::move",
        "at 2026-03-02T15:04:05",
    ],
)
def test_what_is_no_address_stays(harmless):
    assert ADDRESS.sub("", harmless) == harmless


@pytest.mark.parametrize("key", sorted(DROPPED))
def test_what_could_hold_words_is_dropped(written: Written, key):
    structlog.get_logger().info("seen", **{key: CANARY}, deep={key: CANARY})

    [line] = written()
    assert key not in line
    assert CANARY not in json.dumps(line)


def test_an_exception_is_told_by_kind_and_place_and_not_by_its_words(written: Written):
    def fall() -> None:
        try:
            raise KeyError(CANARY)  # noqa: TRY301
        except KeyError as cause:
            raise RuntimeError(f"said {CANARY}") from cause

    for logger in (structlog.get_logger(), logging.getLogger("library")):
        try:
            fall()
        except RuntimeError:
            logger.exception("fell")

    lines = written()
    assert CANARY not in json.dumps(lines)
    for line in lines:
        assert "builtins.RuntimeError" in str(line["exception"])
        assert "builtins.KeyError" in str(line["exception"])
        assert "in fall" in str(line["exception"])


def test_what_was_raised_while_something_else_was_handled_is_told_too():
    try:
        try:
            raise KeyError(CANARY)  # noqa: TRY301
        except KeyError:
            raise RuntimeError(CANARY)  # noqa: B904  that is what is tested
    except RuntimeError as error:
        told = bare(error)

    assert told.index("KeyError") < told.index("RuntimeError")
    assert CANARY not in told


def test_bytes_are_counted_and_not_shown(written: Written):
    structlog.get_logger().info("seen", held=CANARY.encode())

    [line] = written()
    assert line["held"] == f"[{len(CANARY)} bytes]"


def test_libraries_that_write_addresses_are_held(written: Written):
    for name in ("engineio", "socketio", "werkzeug", "eventlet.wsgi"):
        logging.getLogger(name).warning("203.0.113.7 - GET /t/code")

    assert written() == []


def test_a_line_says_when_and_how_grave(written: Written):
    structlog.get_logger().warning("kettle_empty", cups=3)

    [line] = written()
    assert (line["event"], line["level"], line["cups"]) == ("kettle_empty", "warning", 3)
    assert "T" in str(line["timestamp"])


def test_the_servers_error_stream_forgets(capsys):
    assert UNKNOWING.writable()
    assert UNKNOWING.write("client=203.0.113.7:1") == 20

    assert capsys.readouterr() == ("", "")
