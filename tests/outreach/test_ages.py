"""How old those were whom a channel reached: read from sheets, typed, and held against the people."""

import io

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.test import TestResponse

from organisation.models import Line, Role
from outreach.insights.errors import HeadersUnknown, SharesUnclear
from outreach.insights.opening import Limits
from outreach.insights.reading import read
from outreach.insights.words import together
from outreach.models import Channel
from outreach.queries.insights import audiences, month_figures
from outreach.schemas import Scope
from outreach.schemas.insights import Fault, Reading
from tests.people import People
from tests.people_outreach import a_channel, a_counted_month, last_month, post

MONTH = "%Y-%m"
SHEET = "Alue;Ikä;Vuosi;Väestö\nKajaani;13-17;2025;2000\nKajaani;18-24;2025;2600\n"


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def veikko(people: People, line: Line) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


def told(text: str, encoding: str = "utf-8") -> Reading:
    return read(text.encode(encoding), last_month(), together([]), Limits(100_000, 1_000))


def shares(found: Reading) -> dict[str, int | None]:
    return {one.what: one.value for one in found.figures}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Viewer age,Views (%),Watch time (hours) (%)\nage 13-17,12.5,9\nage 18-24,60,50\nage 65-,0,1\n",
            {"13-17": 125, "18-24": 600, "65-120": 0},
        ),
        (
            'sep=,\n"Age & gender"\n"","Women","Men"\n"18–24","20,5%","10%"\n"25-34","-","-"\n',
            {"18-24": 305, "25-34": None},
        ),
        (
            "Ikäryhmä;Osuus (%)\n13-17 v.;30,5 %\n18–24 vuotta;\nYhteensä;100 %\n",
            {"13-17": 305, "18-24": None},
        ),
        (
            "Åldersgrupp;Kvinnor;Män\n13-17 år;300;100\n18-24;400;1 200\n",
            {"13-17": 200, "18-24": 800},
        ),
        ("age,audience\n13-17,40\n18-24,60\n", {"13-17": 400, "18-24": 600}),
        ("age,audience\n13-17,150\nunknown,50\n", {"13-17": 750}),
    ],
)
def test_a_sheet_of_ages_is_read_by_its_headers_in_per_cent_or_numbers(text, expected):
    assert shares(told(text)) == expected
    assert shares(told(text, "utf-16")) == expected


def test_rows_that_are_no_age_or_overlap_are_told_back():
    found = told("age,views (%)\n13-17,10\nalle 18,5\n15-20,5\n25-34,-3\n35-44,paljon\n")

    assert shares(found) == {"13-17": 100}
    assert [(one.line, one.fault) for one in found.wrong] == [
        (3, Fault.NOT_AN_AGE),
        (4, Fault.OVERLAPS),
        (5, Fault.NEGATIVE),
        (6, Fault.NOT_A_NUMBER),
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("age,views (%)\n13-17,70\n18-24,60\n", SharesUnclear),
        ("age,audience\n13-17,20\n18-24,30\n", SharesUnclear),
        ("age,height\n13-17,20\n", HeadersUnknown),
    ],
)
def test_shares_that_come_to_more_or_to_nobody_knows_what_are_refused(text, refusal):
    with pytest.raises(refusal):
        told(text)


def sends(browser: FlaskClient, channel: Channel, text: str) -> TestResponse:
    fields = {"channel": str(channel.id), "month": f"{last_month():{MONTH}}"}
    file = {"file": (io.BytesIO(text.encode()), "audience.csv")}
    return browser.post(
        "/outreach/platforms", data=fields | file, headers={"Origin": "http://localhost"}
    )


def reached(browser: FlaskClient, channel: Channel, reach: int) -> None:
    post(browser, f"/outreach/platforms/by-hand/{channel.id}/{last_month():{MONTH}}", reach=reach)


def aged(browser: FlaskClient, channel: Channel, **ages: str) -> TestResponse:
    return post(browser, f"/outreach/platforms/ages/{channel.id}/{last_month():{MONTH}}", **ages)


def people_of_town(browser: FlaskClient) -> None:
    browser.post(
        "/figures/coverage/file",
        data={"file": (io.BytesIO(SHEET.encode()), "vaesto.csv")},
        headers={"Origin": "http://localhost"},
    )


def test_a_sheet_counts_once_it_is_kept_and_changes_no_other_figure(veikko, people, session):
    channel = a_channel(people, name="Instagram")
    reached(veikko, channel, 900)

    looked = sends(veikko, channel, "age,views (%)\n13-17,40\n18-24,25.5\n")
    before = audiences(session, [channel.id], last_month())
    page = veikko.get(looked.location).text
    post(veikko, f"{looked.location}/keep")
    session.rollback()

    assert before == {}
    assert "25,5 %" in page
    assert audiences(session, [channel.id], last_month()) == {
        channel.id: {(13, 17): 400, (18, 24): 255}
    }
    assert month_figures(session, [channel.id], last_month()).keys() == {channel.id}
    assert {
        figure.value
        for figure in month_figures(session, [channel.id], last_month())[channel.id].values()
    } == {900, None}


def test_coverage_of_an_age_takes_the_greatest_channel_of_that_age(veikko, people):
    old, young, silent = (
        a_channel(people, name=name, scope=Scope.LOCAL)
        for name in ("Facebook", "Snapchat", "Juliste")
    )
    for channel, reach in ((old, 3000), (young, 1500), (silent, 9000)):
        reached(veikko, channel, reach)
    aged(veikko, old, from_13="2,5", from_18="10", from_25="")
    aged(veikko, young, from_13="60", from_18="40")
    people_of_town(veikko)

    page = veikko.get("/figures/coverage?area=Kajaani&from=13&to=24").text

    assert "<strong>33 %</strong>" in page
    assert "1\u00a0500 / 4\u00a0600 ihmistä" in page
    assert "ei mitata: iät kertomatta" in page
    assert "45 %" in page  # of 13 to 17: 900 of 2,000
    assert "23 %" in page  # of 18 to 24: 600 of 2,600


def test_where_no_ages_are_told_all_ages_are_measured_and_the_page_says_so(veikko, people):
    reached(veikko, a_channel(people, name="Instagram"), 2300)
    people_of_town(veikko)

    page = veikko.get("/figures/coverage?from=13&to=24").text

    assert "<strong>50 %</strong>" in page
    assert "iät kertomatta" in page


def test_what_a_platform_does_not_tell_is_no_figure_and_more_than_all_is_refused(
    veikko, people, session: Session
):
    channel = a_channel(people, name="Snapchat")

    wrong = [aged(veikko, channel, from_13="70", from_18="60"), aged(veikko, channel, from_13="-4")]
    right = aged(veikko, channel, from_13="12,5 %")
    session.rollback()

    assert [one.status_code for one in (*wrong, right)] == [422, 422, 303]
    found = audiences(session, [channel.id], last_month())[channel.id]
    assert (found[13, 17], found[18, 24]) == (125, None)


def test_a_report_tells_each_months_coverage_with_its_divisor(veikko, people, line):
    channel = a_channel(people, name="Snapchat")
    a_counted_month(line, last_month(), conversation=9)
    reached(veikko, channel, 2300)
    aged(veikko, channel, from_13="60", from_18="40")
    people_of_town(veikko)
    period = f"{last_month():{MONTH}}"

    found = veikko.get(f"/reports/{period}.json").json["coverage"]
    rows = veikko.get(f"/reports/{period}.csv").text.splitlines()

    assert [(one["reached_at_least"], one["people"], one["percent"]) for one in found] == [
        (2300, 4600, 50.0)
    ]
    assert found[0]["by_age"][0] == {"ages": [13, 17], "reached_at_least": 1380, "people": 2000}
    assert next(row for row in rows if "Tavoittavuus alueella, %" in row).endswith(
        "50,0;vähintään;;4600"
    )
    assert "50 %" in veikko.get(f"/reports/{period}").text
