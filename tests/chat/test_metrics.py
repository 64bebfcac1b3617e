"""What Prometheus learns of an evening."""

import pytest
from prometheus_client import REGISTRY

from organisation.models import Line
from tests.people import People
from tests.people_chat import a_visitor, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def told(name: str, **labels: str) -> float:
    """Give a figure as Prometheus would read it now."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_answered_events_are_counted_by_name_and_code(people, line):
    before = told("rinnalla_live_events_total", event="post", code="ok")
    visitor, _responder = talking(people, line)

    visitor.says("hei")

    assert told("rinnalla_live_events_total", event="post", code="ok") == before + 1


def test_a_clients_own_words_never_become_a_label(people, line):
    visitor, _responder = talking(people, line)

    visitor.ask("keksitty_tapahtuma")

    labels = {
        value
        for family in REGISTRY.collect()
        for sample in family.samples
        for value in sample.labels.values()
    }
    assert "keksitty_tapahtuma" not in labels


def test_open_sockets_are_counted_and_closed_ones_are_not(people, line):
    talking(people, line)
    before = told("rinnalla_live_sockets", kind="visitor")

    visitor = a_visitor(people, line)
    during = told("rinnalla_live_sockets", kind="visitor")
    visitor.socket.disconnect("/chat")

    assert during == before + 1
    assert told("rinnalla_live_sockets", kind="visitor") == before
