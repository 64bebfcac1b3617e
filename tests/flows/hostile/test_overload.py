"""Who sends too much holds nobody up and fills no memory: neither by events, nor by parts, nor by never reading."""

import json
import time
from contextlib import closing, suppress
from threading import Thread
from uuid import uuid4

from tests.flows.hostile.raw import MORE, Raw, a_visitor, post, said
from tests.flows.wire import ANSWER_SECONDS, PATIENCE_SECONDS, Socket
from tests.served import Served, Visitor

BURST, PER_SECOND = 40, 10


def test_three_thousand_events_at_once_shut_their_sender_out_and_hold_nobody_up(
    server, visitor, aino
):
    flooding = Raw(server).comes_in(a_visitor(server).header)
    event = json.dumps(["sync", {"conversation_id": str(uuid4()), "after": 0}])
    sending = Thread(target=lambda: flood(flooding, event, 3_000), daemon=True)
    sending.start()
    child = Socket(server, visitor.header, "visitor")
    assert aino.ask("claim", {"conversation_id": visitor.conversation_id})["ok"]

    for number in range(5):
        assert child.ask("post", post(visitor, f"V{number}"))["ok"]
        assert aino.ask("post", post(visitor, f"R{number}"))["ok"]

    assert said(server, visitor) == [f"{who}{number}" for number in range(5) for who in "VR"]
    answers = [packet for packet in flooding.hears() if packet.startswith("43")]
    assert len(answers) < 100  # every one a refusal, and after so many the door is shut
    sending.join(ANSWER_SECONDS)
    flooding.close()
    child.drop()


def flood(raw: Raw, event: str, times: int) -> None:
    with suppress(OSError):
        for number in range(times):
            raw.says(f"42/chat,{number}{event}")


def test_who_connects_anew_gets_no_fuller_bucket(server: Served, visitor: Visitor):
    began, let_in, refused = time.monotonic(), 0, 0
    about = {"conversation_id": visitor.conversation_id, "after": 0}

    for _ in range(8):
        with closing(Raw(server)) as raw:
            raw.shakes_hands(visitor.header)
            raw.says("40/chat,{}")
            with suppress(ConnectionError):
                for number in range(20):
                    raw.asks("sync", about, number)
            heard = raw.hears(until="43/chat,19[")
            let_in += sum('"ok":true' in packet for packet in heard)
            refused += sum("too_many" in packet for packet in heard)

    assert let_in <= BURST + PER_SECOND * (time.monotonic() - began) + 1
    assert refused


def test_a_message_in_endless_parts_is_not_collected(server: Served, stranger: Raw):
    stranger.shakes_hands()

    with suppress(ConnectionError):
        stranger.says("4" + "x" * 60_000, is_last=False)
        for _ in range(50):
            stranger.says("x" * 60_000, MORE, is_last=False)

    assert stranger.is_closed()


def test_empty_parts_without_end_are_not_collected_either(server: Served, stranger: Raw):
    stranger.shakes_hands()

    with suppress(ConnectionError):
        stranger.says("4", is_last=False)
        stranger.link.sendall(b"\0\x80\0\0\0\0" * 70_000)

    assert stranger.is_closed()


def test_pings_without_end_hold_nobody_up(server, visitor, stranger):
    stranger.shakes_hands()
    stranger.link.sendall(b"\x89\x80\0\0\0\0" * 20_000)
    child = Socket(server, visitor.header, "visitor")

    assert child.ask("post", post(visitor))["ok"]

    child.drop()


def test_who_asks_and_never_reads_is_let_go(server, visitor, aino):
    """Each answer is 0.4 MB; five thousand such visitors would have filled any memory."""
    assert aino.ask("claim", {"conversation_id": visitor.conversation_id})["ok"]
    for _ in range(BURST - 6):
        assert aino.ask("post", post(visitor, "y" * 8_190))["ok"]
    greedy = Raw(server, small=True).comes_in(visitor.header)
    for number in range(BURST - 5):
        greedy.asks("sync", {"conversation_id": visitor.conversation_id, "after": 0}, number)
    greedy_lines = server.log.count("slow_reader_let_go")
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not greedy_lines and time.monotonic() < give_up:
        greedy_lines = server.log.count("slow_reader_let_go")

    assert greedy_lines == 1
    answered = [packet for packet in greedy.hears() if packet.startswith("43")]
    assert len(answered) < BURST - 6
    assert aino.ask("sync", {"conversation_id": visitor.conversation_id, "after": 30})["ok"]
    greedy.close()
