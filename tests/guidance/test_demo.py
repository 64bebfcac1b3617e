"""The demo's directory is believable, in three languages, and never all asleep."""

from datetime import timedelta

import pytest

from core.clock import stopped
from guidance import demo, queries
from guidance.queries import Filters, When
from tests.people_guidance import helsinki


@pytest.fixture
def seeded(session, people, app):
    made = demo.seed(session, people.organisation().id)
    session.commit()
    return made


def test_it_has_some_twenty_five_services_in_three_languages(session, seeded):
    assert len(seeded) >= 25
    for one in seeded:
        assert {"fi", "sv", "en"} <= set(queries.entry(session, one).texts)


def test_at_any_hour_of_a_week_somebody_is_there(session, seeded):
    start = helsinki(2026, 12, 21)
    for hour in range(0, 7 * 24, 5):
        with stopped(at=start + timedelta(hours=hour)):
            assert queries.services(session, Filters(when=When.NOW), lang="fi").cards


def test_municipal_services_are_marked_as_examples_and_have_no_numbers_of_their_own(
    session, seeded
):
    for one in seeded:
        card = queries.card(session, one, "fi")
        if card.municipality:
            assert "(esimerkki)" in card.name
            assert card.phone in {"", "112"}


def test_the_worries_of_the_young_find_something(session, seeded):
    worries = {"velkoja", "paihteita", "yksinäinen", "ahdistaa", "riitoja kotona", "asuntoa"}
    worries |= {"ångest", "lonely"}

    in_vain = {words for words in worries if not queries.search(session, words, lang="fi")}

    assert in_vain == set()
