"""How far two agree who class the same conversations apart: the maths, and what a report tells."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from chat.actions import counting
from chat.schemas.closing import Counted
from core import clock
from core.db import transaction
from organisation.models import Line, Role
from outreach.reports.agreement import kappa
from tests.people import People, texts
from tests.people_outreach import a_counted_month

YEAR = clock.local_day().year - 1


def table(rows: list[list[int]]) -> dict[tuple[int, int], int]:
    """Give the pairs of a square table, the first reader's classes downwards."""
    return {(one, other): n for one, row in enumerate(rows) for other, n in enumerate(row)}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([[20, 5], [10, 15]], 0.4),
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
        # J. L. Fleiss, Statistical Methods for Rates and Proportions (1981), chapter 13.
        ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.6765),
        ([[7, 0, 0, 0], [0, 9, 0, 0], [0, 0, 4, 0], [0, 0, 0, 1]], 1.0),
        ([[1, 1], [1, 1]], 0.0),
        ([[0, 5], [5, 0]], -1.0),
    ],
)
def test_kappa_is_what_textbooks_say(rows, told):
    assert kappa(table(rows)) == pytest.approx(told, abs=0.00005)


@pytest.mark.parametrize("rows", [[[]], [[0, 0], [0, 0]], [[12, 0], [0, 0]]])
def test_without_pairs_or_with_one_class_alone_kappa_is_not_defined(rows):
    assert kappa(table(rows)) is None


def test_kappa_does_not_ask_who_was_the_first():
    pairs = table([[20, 5, 1], [10, 15, 2], [0, 3, 8]])

    assert kappa({(other, one): n for (one, other), n in pairs.items()}) == kappa(pairs)


@pytest.fixture
def youth(people: People) -> Line:
    return people.line()


@pytest.fixture
def veikko(people: People, youth: Line) -> FlaskClient:
    a_counted_month(youth, date(YEAR, 1, 1), conversation=42)
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


def read_twice(line: Line, month: int, **pairs: int) -> None:
    """Let so many have been classed by two, as in `helped__guided=3`."""
    with transaction() as session:
        for pair, n in pairs.items():
            about = {"detail": pair.replace("__", "|"), "by": n}
            counting.count(session, line.id, Counted.READ_TWICE, date(YEAR, month, 1), **about)


def told(browser: FlaskClient, period: str) -> Any:
    return browser.get(f"/reports/{period}.json").json["two_readers"]


def test_a_half_year_tells_the_share_kappa_and_of_how_many(veikko, youth):
    read_twice(youth, 2, helped__helped=20, helped__guided=5)
    read_twice(youth, 5, guided__helped=10, guided__guided=15)

    found = told(veikko, f"{YEAR}-H1")["*"]
    page = veikko.get(f"/reports/{YEAR}-H1").text
    file = veikko.get(f"/reports/{YEAR}-H1.csv").text

    assert found["read_twice"] == {"value": 50, "is_exact": True}
    assert (found["same_share"], found["kappa"]) == (70.0, 0.4)
    assert "Molemmat antoivat saman luokan 70 prosentille." in page
    assert "Cohenin kappa on 0,40." in page
    assert "Kaksi arvioijaa;Cohenin kappa;Kaikki;50;tarkka;0,4;50" in file
    assert "Kaksi arvioijaa;Sama luokka;Kaikki;35;tarkka;0,7;50" in file


def test_a_month_tells_none_and_a_year_what_its_halves_show(veikko, youth):
    read_twice(youth, 2, helped__helped=20, helped__guided=5)
    read_twice(youth, 9, guided__guided=15, guided__helped=10)

    assert told(veikko, f"{YEAR}-02") is None
    assert "kerrotaan puolivuosilta ja vuosilta" in veikko.get(f"/reports/{YEAR}-02").text
    assert told(veikko, f"{YEAR}")["*"]["kappa"] == 0.4


def test_a_few_who_disagreed_are_protected_and_so_is_kappa(veikko, youth, people):
    parents = people.line("vanhemmat", name=texts("Vanhempien chat"), position=1)
    read_twice(youth, 2, helped__helped=20, helped__guided=2)
    read_twice(youth, 9, helped__helped=20, helped__guided=8)
    read_twice(parents, 3, helped__guided=1)

    half, year = told(veikko, f"{YEAR}-H1"), told(veikko, f"{YEAR}")
    page = veikko.get(f"/reports/{YEAR}-H1").text

    assert [half[key]["kappa"] for key in half] == [None, None, None]
    assert half["nuoret"]["another_class"] == {"value": None, "is_exact": False}
    assert year["nuoret"]["another_class"] == {"value": 8, "is_exact": False}
    assert year["nuoret"]["kappa"] is None
    assert "että yksimielisyys on suojattu" in page


def test_where_nobody_read_a_second_time_there_is_only_one_reader(veikko, youth):
    page = veikko.get(f"/reports/{YEAR}-H1").text

    assert "Vain yksi arvioija" in page


def test_where_both_gave_every_conversation_one_class_kappa_is_not_defined(veikko, youth):
    read_twice(youth, 2, helped__helped=12)

    assert told(veikko, f"{YEAR}-H1")["*"]["same_share"] == 100.0
    assert "Cohenin kappaa ei ole määritelty" in veikko.get(f"/reports/{YEAR}-H1").text
