"""Who hears which room: what the library's own rooms would say, without looking through all of them."""

import pytest

from core.hearers import EVERYBODY, Hearers

CHAT = "/chat"


@pytest.fixture
def hearers() -> Hearers:
    return Hearers()


def comes(hearers: Hearers, eio_sid: str) -> str:
    """Let a connection introduce itself; gives the socket's id."""
    sid = hearers.pre_connect(eio_sid, CHAT)
    hearers.connect(sid, CHAT)
    return str(sid)


@pytest.fixture(autouse=True)
def ids(hearers: Hearers) -> None:
    given = iter(f"socket {number}" for number in range(9))
    eio = type("Eio", (), {"generate_id": staticmethod(lambda: next(given))})
    hearers.server = type("Server", (), {"eio": eio})


def test_a_room_is_heard_by_those_who_entered_it_until_they_leave_or_go(hearers: Hearers):
    first, second, third = (comes(hearers, one) for one in ("a", "b", "c"))
    for sid in (first, second, third):
        hearers.enter_room(sid, CHAT, "talk")

    hearers.leave_room(first, CHAT, "talk")
    hearers.disconnect(third, CHAT)

    assert list(hearers.get_participants(CHAT, "talk")) == [(second, "b")]
    assert dict(hearers.get_participants(CHAT, EVERYBODY)) == {first: "a", second: "b"}
    assert hearers.get_rooms(second, CHAT) == ["talk"]


def test_a_socket_is_found_by_its_own_name_and_has_no_room_for_that(hearers: Hearers):
    sid = comes(hearers, "a")

    assert list(hearers.get_participants(CHAT, sid)) == [(sid, "a")]
    assert set(hearers.rooms[CHAT]) == {EVERYBODY}
    assert hearers.sid_from_eio_sid("a", CHAT) == sid


def test_nothing_is_left_of_who_has_gone(hearers: Hearers):
    sid = comes(hearers, "a")
    hearers.enter_room(sid, CHAT, "talk")
    hearers.pre_disconnect(sid, CHAT)

    hearers.disconnect(sid, CHAT)

    assert (hearers.rooms, hearers._rooms_of, hearers.pending_disconnect) == ({}, {}, {})


def test_a_connection_introduces_itself_once_and_a_stranger_enters_no_room(hearers: Hearers):
    with pytest.raises(ValueError):
        hearers.enter_room("nobody", CHAT, "talk")
    comes(hearers, "a")

    assert hearers.pre_connect("a", CHAT) is None
    with pytest.raises(KeyError):
        hearers.enter_room("nobody", CHAT, "talk")
    assert set(hearers.rooms[CHAT]) == {EVERYBODY}
