from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from policies.chain import ENTRIES_LET_GO, GENESIS, Link, head_of, let_go_mark, verify

KEY = b"k" * 32
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def chained(
    length: int, *, first: int = 1, before: str = GENESIS, marks: tuple[str, ...] = ()
) -> list[Link]:
    links: list[Link] = []
    for seq in range(first, first + length):
        mark = dict(enumerate(marks)).get(seq - first)
        said = {
            "seq": seq,
            "at": START + timedelta(minutes=seq),
            "actor": "worker:1",
            "action": ENTRIES_LET_GO if mark else "chat.claim",
            "resource": mark or f"conversation:{seq}",
            "rule": "roles.responder/chat.claim",
            "policy_hash": "p",
            "reason": "",
            "before": links[-1].head if links else before,
        }
        links.append(Link(**said, head=head_of(Link(**said), KEY)))
    return links


def test_a_chain_that_nobody_touched_is_whole():
    assert verify(chained(20), KEY).is_whole
    assert verify([], KEY).is_whole


@given(
    place=st.integers(0, 9),
    field=st.sampled_from(["actor", "action", "resource", "rule", "policy_hash", "reason"]),
)
def test_a_changed_entry_is_named(place: int, field: str):
    links = chained(10)
    links[place] = replace(links[place], **{field: "another"})

    verdict = verify(links, KEY)

    assert (verdict.broken_at, verdict.why) == (place + 1, "it was changed")


def test_a_changed_moment_is_noticed():
    links = chained(5)
    links[2] = replace(links[2], at=links[2].at + timedelta(microseconds=1))

    assert verify(links, KEY).broken_at == 3


@given(place=st.integers(1, 8))
def test_a_removed_entry_is_missed(place: int):
    links = chained(10)
    del links[place]

    verdict = verify(links, KEY)

    assert verdict.why == f"entry {place + 1} is missing"


@given(seed=st.integers(0, 10_000))
def test_entries_in_another_order_are_noticed(seed: int):
    links = chained(6)
    shuffled = links[:]
    Random(seed).shuffle(shuffled)

    assert verify(shuffled, KEY).is_whole == (shuffled == links)


def test_an_entry_made_without_the_key_is_noticed():
    links = chained(5)
    forged = replace(links[4], reason="nothing happened")
    links[4] = replace(forged, head=head_of(forged, b"x" * 32))

    assert verify(links, KEY).broken_at == 5


def test_a_log_cut_at_its_end_is_noticed_by_what_the_last_purge_noted():
    links = chained(10)

    verdict = verify(links[:7], KEY, at_least=10)

    assert (verdict.broken_at, verdict.why) == (8, "the end of the log is missing")


def test_a_log_cut_at_its_beginning_is_noticed():
    assert not verify(chained(10)[3:], KEY).is_whole


def test_a_beginning_that_was_let_go_by_age_is_not_missed():
    gone = chained(3)
    mark = let_go_mark(3, gone[-1].head)

    kept = chained(4, first=4, before=gone[-1].head, marks=("", mark))

    assert verify(kept, KEY).is_whole
