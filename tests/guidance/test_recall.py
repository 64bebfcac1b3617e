"""The search keeps what it promises on labelled questions, also on those it was not made with."""

from collections import defaultdict

import pytest

from bench.finding.asked import PARTS, entries, pairs
from guidance.actions import Draft, Text, create
from guidance.search import Filters, find
from guidance.voikko import voikko

LEAST = {
    "inflected": 0.93,
    "compound": 0.90,
    "derived": 0.85,
    "misspelt": 0.85,
    "bare": 1.0,
    "meaning": 0.85,
}


@pytest.mark.voikko
def test_both_parts_find_at_least_what_is_promised(session):
    if voikko() is None:
        pytest.skip("libvoikko with its Finnish dictionary is not on this machine")
    made = {one: create(session, None, Draft(texts={"fi": Text(*one)})).id for one in entries()}

    for part in PARTS:
        share = shares(session, made, part)

        assert {one for one, least in LEAST.items() if share[one] < least} == set(), (part, share)


def shares(session, made, part: str) -> dict[str, float]:
    seen: dict[str, list] = {}
    met = defaultdict(list)
    for pair in pairs(part):
        if pair.asked not in seen:
            seen[pair.asked] = find(session, Filters(pair.asked)).service_ids
        met[pair.relation].append(made[pair.entry] in seen[pair.asked])
    return {relation: sum(hits) / len(hits) for relation, hits in met.items()}
