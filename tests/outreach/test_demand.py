"""A report tells when people asked, beside the hours that are promised, and never of a few."""

import io
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from chat.actions import counting
from chat.schemas.closing import Counted
from core import clock
from core.db import transaction
from organisation.models import Line, Role
from outreach.reports.periods import parsed
from tests.people import People
from tests.people_outreach import a_counted_month

YEAR = clock.local_day().year - 1
MARCH, APRIL, AUGUST = date(YEAR, 3, 1), date(YEAR, 4, 1), date(YEAR, 8, 1)
TUESDAYS = [{"weekday": 2, "opens": "18:00", "closes": "20:00"}]


@pytest.fixture
def youth(people: People) -> Line:
    return people.line(hours=TUESDAYS)


@pytest.fixture
def veikko(people: People, youth: Line) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


def asked(line: Line, month: date, **hours: int) -> None:
    """Let people ask: `_2_18=40` is forty on Tuesdays from six to seven, and as many attempts."""
    a_counted_month(line, month, contact_attempt=sum(hours.values()))
    with transaction() as session:
        for when, n in hours.items():
            detail = when.removeprefix("_").replace("_", "|")
            counting.count(session, line.id, Counted.ASKED_AT, month, detail=detail, by=n)


def told(browser: FlaskClient, period: str) -> Any:
    found = browser.get(f"/reports/{period}.json").json["demand"]
    return found and found["nuoret"]


def cells(week: Any) -> dict[tuple[int, int], int | None]:
    return {(one["weekday"], one["from_hour"]): one["value"] for one in week["blocks"]}


def test_a_half_year_tells_who_asked_by_weekday_and_hours_beside_what_is_promised(veikko, youth):
    asked(youth, MARCH, _2_18=20, _2_19=10, _5_22=8)
    asked(youth, APRIL, _5_23=12)

    week = told(veikko, f"{YEAR}-H1")
    page = veikko.get(f"/reports/{YEAR}-H1").text

    assert cells(week) == {(2, 18): 30, (5, 22): 20}
    assert [one["promised_hours"] for one in week["blocks"]] == [2.0, 0.0]
    assert week["asked"] == {"value": 50, "is_exact": True}
    assert week["while_nothing_is_promised"] == {"value": 20, "is_exact": True}
    assert "Pyyntöjä: 50. Niistä silloin, kun mitään ei luvata: 20." in page
    assert "40 % (jakaja 50)" in page


def test_a_month_tells_none_and_a_year_what_its_halves_show(veikko, youth):
    asked(youth, MARCH, _2_18=20, _5_22=7)
    asked(youth, AUGUST, _2_18=10, _5_22=6)

    assert told(veikko, f"{YEAR}-03") is None
    assert "kerrotaan puolivuosilta ja vuosilta" in veikko.get(f"/reports/{YEAR}-03").text
    assert cells(told(veikko, f"{YEAR}")) == {(2, 18): 30, (5, 22): 13}


def test_a_few_are_protected_and_cannot_be_worked_out_from_the_sums(veikko, youth):
    asked(youth, MARCH, _2_18=30, _5_22=2)

    week = told(veikko, f"{YEAR}-H1")

    assert cells(week)[5, 22] is None
    assert week["while_nothing_is_promised"]["value"] is None
    assert None in [cells(week)[2, 18], week["asked"]["value"]]


def test_what_a_month_hides_is_not_taken_from_a_half_year(veikko, youth, people):
    parents = people.line("vanhemmat", position=1)
    asked(parents, APRIL, _3_10=50)
    asked(youth, MARCH, _2_18=30)
    asked(youth, APRIL, _2_18=3)

    week = told(veikko, f"{YEAR}-H1")

    assert week["asked"] == {"value": 30, "is_exact": False}
    assert cells(week) == {(2, 18): 30}


def test_files_tell_the_same_with_the_hours_promised(veikko, youth):
    asked(youth, MARCH, _2_18=20, _5_22=8)

    rows = veikko.get(f"/reports/{YEAR}-H1.csv").text.splitlines()
    book = load_workbook(io.BytesIO(veikko.get(f"/reports/{YEAR}-H1.xlsx").data))

    about = [row.split(";")[2:6] for row in rows if "Milloin pyydettiin" in row]
    assert ["Pyysi keskustelua", "Nuorten chat, ti 18–20", "20", "tarkka"] in about
    assert ["Luvattuja tunteja viikossa", "Nuorten chat, ti 18–20", "2,0", "tarkka"] in about
    assert ["Luvattuja tunteja viikossa", "Nuorten chat, pe 22–24", "0,0", "tarkka"] in about
    sheet = [[cell.value for cell in row][2:6] for row in book.worksheets[0].rows]
    assert ["Pyysi keskustelua", "Nuorten chat, pe 22–24", 8, "tarkka"] in sheet


@pytest.mark.parametrize(
    ("period", "halves"),
    [("2026", ["2026-H1", "2026-H2"]), ("2026-H2", ["2026-H2"]), ("2026-07", [])],
)
def test_only_whole_halves_of_the_calendar_year_are_halves(period, halves):
    assert [half.code for half in parsed(period).halves] == halves
