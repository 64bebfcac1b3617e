"""A report tells how long people waited as bounds, and never of so few that they could be known."""

import io
from datetime import date

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from chat.actions import counting
from chat.schemas.closing import Counted
from core import clock
from core.db import transaction
from organisation.models import Line, Role
from tests.people import People, texts
from tests.people_outreach import a_counted_month

YEAR = clock.local_day().year - 1
MARCH, APRIL = date(YEAR, 3, 1), date(YEAR, 4, 1)


@pytest.fixture
def youth(people: People) -> Line:
    return people.line()


@pytest.fixture
def veikko(people: People, youth: Line) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


def waited(line: Line, month: date, what: Counted = Counted.WAITED, **spans: int) -> None:
    """Count waits by span: `_5=40` is forty within five minutes."""
    with transaction() as session:
        for span, n in spans.items():
            counting.count(session, line.id, what, month, detail=span.removeprefix("_"), by=n)


def told(browser: FlaskClient, period: str = f"{YEAR}-03", way: str = "waited", row: str = "*"):
    found = browser.get(f"/reports/{period}.json").json["waits"][way][row]
    return found["value"], {one["percent"]: one["at_most_minutes"] for one in found["bounds"]}


def test_waits_are_told_as_the_minutes_within_which_a_share_was_over(veikko, youth):
    a_counted_month(youth, MARCH, contact_attempt=240, conversation=200)
    waited(youth, MARCH, _1=60, _5=50, _10=50, _20=30, more=10)
    waited(youth, MARCH, Counted.WAITED_IN_VAIN, _1=25, _5=5)
    with transaction() as session:
        counting.count(session, youth.id, Counted.LEFT_LATE, MARCH, by=30)

    page = veikko.get(f"/reports/{YEAR}-03").text

    assert told(veikko) == (200, {50: 5, 80: 10, 95: 20})
    assert told(veikko, way="waited_in_vain") == (30, {50: 1, 80: 1})
    assert "Puolet vastauksen saaneista: enintään 5 min (jakaja 200)." in page
    assert "odotti enintään 5 min (jakaja 200)." in page


def test_a_longer_wait_than_the_last_span_has_no_end(veikko, youth):
    a_counted_month(youth, MARCH, conversation=20)
    waited(youth, MARCH, _1=8, more=12)

    assert told(veikko) == (20, {50: None})
    assert "yli 60 min" in veikko.get(f"/reports/{YEAR}-03").text


def test_of_few_no_share_is_told(veikko, youth):
    a_counted_month(youth, MARCH, conversation=9)
    waited(youth, MARCH, _1=9)

    assert told(veikko) == (9, {})


def test_a_month_whose_conversations_are_protected_says_nothing_of_their_waits(
    veikko, youth, people
):
    parents = people.line("vanhemmat", name=texts("Vanhempien chat"), position=1)
    a_counted_month(youth, MARCH, conversation=40)
    waited(youth, MARCH, _2=40)
    a_counted_month(youth, APRIL, conversation=3)
    waited(youth, APRIL, more=3)
    a_counted_month(parents, APRIL, conversation=50)
    waited(parents, APRIL, _1=50)

    half = veikko.get(f"/reports/{YEAR}-H1.json").json["waits"]["waited"]

    assert (half["nuoret"]["value"], half["nuoret"]["is_exact"]) == (40, False)
    assert half["nuoret"]["bounds"][0] == {"percent": 50, "at_most_minutes": 2}
    assert not half["vanhemmat"]["is_exact"]
    assert half["vanhemmat"]["bounds"] == []


def test_files_tell_the_same_bounds_with_their_divisor(veikko, youth):
    a_counted_month(youth, MARCH, conversation=30)
    waited(youth, MARCH, _1=10, _5=10, _30=10)

    rows = veikko.get(f"/reports/{YEAR}-03.csv").text.splitlines()
    book = load_workbook(io.BytesIO(veikko.get(f"/reports/{YEAR}-03.xlsx").data))

    half = next(row for row in rows if "50 %;Kaikki" in row).split(";")
    assert half[-4:] == ["5", "enintään, minuuttia", "", "30"]
    sheet = [[cell.value for cell in row] for row in book.worksheets[0].rows]
    told_in_excel = next(row for row in sheet if row[2].endswith("50 %"))
    assert (told_in_excel[4], told_in_excel[7]) == (5, 30)


@pytest.mark.parametrize("page", ["/figures/funnel", "/reports"])
def test_before_a_month_has_ended_the_page_says_when_figures_come(veikko, youth, page):
    empty = veikko.get(page)
    a_counted_month(youth, clock.month_starts(clock.local_day()), conversation=9)
    begun = veikko.get(page)

    assert (empty.status_code, begun.status_code) == (200, 200)
    assert "Mitään ei ole vielä laskettu" in empty.text
    comes = clock.next_month(clock.local_day())
    assert f"{comes.day}.{comes.month}.{comes.year}" in begun.text
