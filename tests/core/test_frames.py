"""What is kept away from the live server before it reads it; the attacks themselves are in `tests/flows/test_hostile.py`."""

import json
from types import SimpleNamespace

import pytest

from core.frames import LARGEST_FRAME, Json, bounded
from core.house import House


@pytest.fixture
def closed(home: House, monkeypatch) -> list[str]:
    """Give the ids of the connections that are closed from now on."""
    ids: list[str] = []
    monkeypatch.setattr(home.live.server.eio, "disconnect", ids.append)
    monkeypatch.setattr(home.live.server, "environ", {})  # nobody whom another test left behind
    monkeypatch.setattr(home.live.server, "start_background_task", lambda deed, *told: deed(*told))
    return ids


def test_who_does_not_say_who_they_are_between_two_rounds_is_closed(home: House, closed):
    home.live.server.environ["stranger"] = {}

    home.live.drop_strangers()
    assert closed == []
    home.live.drop_strangers()

    assert closed == ["stranger"]


def test_parts_of_a_message_are_collected_up_to_the_largest_frame():
    taken: list[bytes] = []
    push = bounded(lambda _message, data, final: taken.append(data))
    message = SimpleNamespace()

    push(message, b"x" * (LARGEST_FRAME - 1))
    push(message, b"", final=True)
    with pytest.raises(ValueError):
        push(message, b"x")

    assert sum(map(len, taken)) == LARGEST_FRAME - 1


def test_a_packet_is_written_and_read_as_the_library_does_it():
    told = {"seq": 7, "sealed": {"body": "ä=="}, "by": None}

    assert Json.loads(Json.dumps(told)) == json.loads(json.dumps(told)) == told
    with pytest.raises(ValueError):
        Json.loads("9" * 101)
