"""What `bench/chaos.py` counts is counted right; the faults themselves are no part of the suite (`make chaos`)."""

import pytest

from bench.chaos import Crowd

TALK = {"conversation_id": "c", "visitor": "", "responder": ""}


def an_evening(*shown: str) -> Crowd:
    """The visitor said a, b and c and was answered; the responder's page shows these."""
    crowd = Crowd(0, [TALK])
    visitor, responder = crowd.sides
    for at, name in enumerate("abc"):
        visitor.said[name] = visitor.acknowledged[name] = float(at)
    responder.shown = [(name, "visitor", 3.0) for name in shown]
    return crowd


@pytest.mark.parametrize(
    ("shown", "lost", "doubled", "out_of_order"),
    [("abc", 0, 0, 0), ("ac", 1, 0, 0), ("abbc", 0, 1, 0), ("bac", 0, 0, 1)],
)
def test_what_is_lost_doubled_or_turned_round_is_told(shown, lost, doubled, out_of_order):
    told = an_evening(*shown).verdict(2.5, kept={"a": 1, "b": 2, "c": 3})

    assert [told[word] for word in ("lost", "doubled", "out_of_order")] == [
        lost,
        doubled,
        out_of_order,
    ]
    assert told["back_s"] == 0.5


def test_what_was_shown_and_is_not_in_the_database_is_lost():
    assert an_evening(*"abc").verdict(0.0, kept={"a": 1})["lost"] == 2
