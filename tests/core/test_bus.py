"""What one process hears of another: holes are noticed, the silent are forgotten, Redis is never waited for."""

import json
from uuid import UUID, uuid4

import pytest

from core import bus
from core.bus import Act, Bus
from core.crypto import seal

WHO = uuid4()
KEY = bytes(32)


class Heard:
    """A bus without Redis, and what it did."""

    def __init__(self) -> None:
        self.did: list[Act] = []
        self.looked_again = 0
        self.bus = Bus(
            "redis://nowhere",
            "rinnalla:test",
            KEY,
            do=self.did.append,
            behind=self._look,
            here=lambda: [WHO],
        )

    def _look(self) -> None:
        self.looked_again += 1

    def said(self, number: int, *acts: Act, by: str = "other") -> None:
        self.bus.hear(json.dumps({"from": by, "n": number, "acts": acts}))

    @property
    def to_say(self) -> list[Act]:
        return list(self.bus._to_say.queue)


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_what_another_says_is_done_in_its_order(heard: Heard):
    heard.said(1, ["tell", "a", "x", {}], ["enter", str(WHO), "a"])
    heard.said(2, ["drop", str(WHO)])

    assert [act[0] for act in heard.did] == ["tell", "enter", "drop"]
    assert heard.looked_again == 0


def test_ones_own_words_are_not_done_again(heard: Heard):
    heard.said(1, ["tell", "a", "x", {}], by=heard.bus.name)

    assert heard.did == []


def test_a_hole_in_the_numbers_lets_everybody_look_again(heard: Heard):
    heard.said(1)
    heard.said(3, ["tell", "a", "x", {}])

    assert heard.looked_again == 1
    assert len(heard.did) == 1


def test_who_is_first_heard_in_the_middle_has_said_something_that_nobody_heard(heard: Heard):
    heard.said(7)

    assert heard.looked_again == 1


def test_a_new_process_is_told_who_is_here(heard: Heard):
    heard.said(1)

    assert heard.to_say == [["here", [str(WHO)]]]


def test_who_is_elsewhere_is_known_until_they_go(heard: Heard):
    one, other = uuid4(), uuid4()

    heard.said(1, ["here", [str(one)]], ["came", str(other)])
    both = [heard.bus.is_elsewhere(who) for who in (one, other)]
    heard.said(2, ["gone", str(one)])

    assert both == [True, True]
    assert [heard.bus.is_elsewhere(who) for who in (one, other)] == [False, True]


def test_a_process_that_has_fallen_silent_is_gone_with_all_who_were_there(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
):
    heard.said(1, ["came", str(WHO)])
    monkeypatch.setattr(bus, "SILENT_SECONDS", -1.0)

    heard.bus.forget_the_silent()

    assert not heard.bus.is_elsewhere(WHO)
    assert heard.bus.others == {}


@pytest.mark.parametrize(("farewell", "looked"), [([], 1), ([["here", []]], 0)])
def test_the_last_words_of_a_process_that_died_are_looked_for(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, farewell, looked
):
    heard.bus.is_joined = True
    heard.said(1, ["came", str(WHO)], *farewell)
    monkeypatch.setattr(bus, "SILENT_SECONDS", -1.0)

    heard.bus.forget_the_silent()

    assert heard.looked_again == looked


def test_what_no_process_of_this_house_has_sealed_is_not_done(heard: Heard):
    said = json.dumps({"from": "other", "n": 1, "acts": [["drop", str(WHO)]]}).encode()

    heard.bus._hear_safely(said)
    heard.bus._hear_safely(seal(bytes(31) + b"1", said, b"rinnalla:test:live"))
    heard.bus._hear_safely(seal(KEY, said, b"rinnalla:other:live"))
    unheard = list(heard.did)
    heard.bus._hear_safely(seal(KEY, said, b"rinnalla:test:live"))

    assert unheard == []
    assert heard.did == [["drop", str(WHO)]]


def test_what_does_not_fit_the_queue_is_dropped_and_leaves_a_hole(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(heard.bus, "_to_say", bus.queue.Queue(1))
    heard.bus.say(["pulse"])

    heard.bus.say(["pulse"])

    assert len(heard.to_say) == 1
    assert heard.bus._number == 1


def test_only_ids_and_what_rooms_are_told_are_carried(heard: Heard):
    heard.said(1, ["pulse"])

    assert heard.did == []
    assert all(UUID(one) for act in heard.to_say for one in act[1])
