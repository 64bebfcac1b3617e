"""Reports of closed periods: the founding documents' years, every mean with its divisor."""

import csv
import io
import zipfile
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, insert

from core import clock
from guidance.models import WorryCount
from organisation.models import Line, Role
from outreach.export import BOM
from outreach.models import Area, ClientMeeting, Encounter, OutreachSession, Pair, Process
from outreach.reports.blocks import Informing, Outreach
from outreach.reports.definitions import Definition, definitions, in_force
from outreach.reports.report import INFORMING, NAMED, WORK
from outreach.schemas import Span
from outreach.schemas.rounds import Depth, Mode, PartOfDay, Setting
from policies.disclosure import HIDDEN, Shown
from scheduling.ledger import EntryKind
from scheduling.models import Entry
from tests.people import People
from tests.people_outreach import a_counted_month, last_month, saved

YEAR = clock.local_day().year - 1


@pytest.fixture
def youth(people: People) -> Line:
    return people.line()


@pytest.fixture
def veikko(people: People, youth: Line) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


def told(browser: FlaskClient, period: str) -> dict[str, Any]:
    return browser.get(f"/reports/{period}.json").json


def met(session: Session, day: date, place: tuple[Pair, Area], people: int, new: int) -> None:
    """Let a pair have had a round in an area."""
    pair, area = place
    went = OutreachSession(
        organisation_id=pair.organisation_id,
        day=day,
        part=PartOfDay.EVENING,
        pair_id=pair.id,
        area_id=area.id,
        setting=Setting.STREET,
        new_rule="this_year",
    )
    session.add(went)
    session.flush()
    session.add(
        Encounter(outreach_session_id=went.id, depth=Depth.CONVERSATION, people=people, new=new)
    )


def agreed(session: Session, day: date, place: tuple[Pair, Area], **modes: int) -> None:
    """Let a pair have had so many client meetings of each mode."""
    pair, area = place
    at = {"organisation_id": pair.organisation_id, "day": day}
    for mode, n in modes.items():
        rows = [
            ClientMeeting(**at, pair_id=pair.id, area_id=area.id, mode=Mode(mode)).model_dump()
            for _one in range(n)
        ]
        session.execute(insert(ClientMeeting), rows)


@pytest.fixture
def places(people: People, youth: Line) -> list[tuple[Pair, Area]]:
    """Four pairs, each in an area of its own."""
    organisation_id = people.organisation().id
    return [
        (
            saved(people, Pair(organisation_id=organisation_id, name=f"Pari {n}")),
            saved(people, Area(organisation_id=organisation_id, name=f"Alue {n}")),
        )
        for n in (1, 2, 3, 4)
    ]


@pytest.fixture
def year_of_work(people: People, session: Session, places: list[tuple[Pair, Area]]) -> None:
    """Ten months of work, nothing in July and December (R59)."""
    keeper = people.worker(Role.OUTREACH_WORKER, name="Jari Joki")
    for month in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11):
        for n, place in enumerate(places):
            day = date(YEAR, month, 10)
            met(session, day, place, people=152 + (n + month) % 2, new=25)
            agreed(session, day, place, in_person=(38, 37)[n % 2], phone=(18, 19, 18, 18)[n])
    for n in range(150):
        pair, area = places[n % 4]
        session.add(
            Process(
                organisation_id=pair.organisation_id,
                code=f"p{n:05}",
                pair_id=pair.id,
                area_id=area.id,
                worker_id=keeper.id,
                opened_on=date(YEAR, 1 + n % 12, 3),
                review_on=date(YEAR + 1, 1, 3),
            )
        )
    session.commit()


def test_a_year_of_street_work_is_what_was_met_with_its_divisors(veikko, year_of_work):
    report = told(veikko, f"{YEAR}")

    work = {step: report["blocks"]["outreach"][step] for step in WORK}
    assert {step: one["value"] for step, one in work.items()} == {
        "encounters": 6100,
        "new": 1000,
        "meetings": 2230,
        "in_person": 1500,
        "processes": 150,
    }
    assert (work["encounters"]["mean"], work["encounters"]["divisor"]) == (610, 10)
    assert (work["new"]["mean"], work["new"]["divisor"]) == (100, 10)
    assert all(one["is_exact"] for one in work.values())


def test_the_same_year_by_pair_and_area(veikko, year_of_work):
    places = told(veikko, f"{YEAR}")["places"]
    page = veikko.get(f"/reports/{YEAR}").text

    assert [one["area"] for one in places] == ["Alue 1", "Alue 2", "Alue 3", "Alue 4"]
    assert [sum(one[step]["value"] for one in places) for step in WORK] == [
        6100,
        1000,
        2230,
        1500,
        150,
    ]
    assert "6\u00a0100 · 610 kuukaudessa (jakaja 10)" in page
    assert "Kasvotusten: 67 % (asiakastapaamiset, jakaja 2\u00a0230)." in page


def test_half_a_year_of_tests_and_chats(session, veikko, youth):
    classes = ("outcome_helped", "outcome_helped", "outcome_guided", "outcome_unclear")
    for month in range(1, 7):
        day = date(YEAR, month, 1)
        tests, helped = (78, 40) if month < 6 else (77, 41)
        counts = {("done", ""): tests, ("helped", "yes"): helped, ("helped", "no"): 9}
        for (question, answer), n in counts.items():
            counted = {"question": question, "answer": answer, "n": n}
            session.add(WorryCount(day=day, test="huoli", version=1, **counted))
        classed = {classes[month - 1]: 7} if month <= 4 else {}
        a_counted_month(youth, day, contact_attempt=7, conversation=7, **classed)
    session.commit()

    report = told(veikko, f"{YEAR}-H1")
    page = veikko.get(f"/reports/{YEAR}-H1").text

    informing, outreach = report["blocks"]["informing"], report["blocks"]["outreach"]
    assert (informing["test_done"]["value"], informing["content_helped"]["value"]) == (467, 241)
    assert (outreach["conversations"]["value"], outreach["analysed"]["value"]) == (42, 28)
    assert outreach["outcome_helped"]["value"] == 14
    assert "Analysoitu: 67 % (keskustelut, jakaja 42)." in page
    months = f"from={YEAR}-01&to={YEAR}-06"
    assert "Luettu auttoi: 52 %" in veikko.get(f"/figures/funnel?{months}").text
    assert "Luettu auttoi" not in veikko.get(f"/figures/funnel?{months}&line=nuoret").text
    assert shares_in(veikko.get(f"/reports/{YEAR}-H1.csv").text) == {
        "Luettu auttoi / Tehdyt huolitestit": ["241", "0,516", "467"],
        "Keskustelut / Tehdyt huolitestit": ["42", "0,09", "467"],
        "Analysoitu / Keskustelut": ["28", "0,667", "42"],
    }


def shares_in(file: str) -> dict[str, list[str]]:
    """Give the shares that a file tells: of how many, the share, and its divisor."""
    rows = [line.split(";") for line in file.splitlines()]
    return {row[2]: [row[4], *row[6:]] for row in rows if " / " in row[2]}


def test_conversations_a_month_are_divided_by_the_months_that_had_some(veikko, youth):
    for month in range(1, 10):
        n = 92 if month < 9 else 89
        a_counted_month(youth, date(YEAR, month, 1), contact_attempt=n, conversation=n)

    talks = told(veikko, f"{YEAR}")["blocks"]["outreach"]["conversations"]
    lines = veikko.get(f"/reports/{YEAR}.csv").text

    assert (talks["value"], talks["mean"], talks["divisor"]) == (825, 91.67, 9)
    assert ";825;tarkka;91,67;9" in lines


def test_hours_are_divided_by_the_workers_who_gave_them(people, session, veikko, youth):
    month = last_month()
    a_counted_month(youth, month, conversation=9)
    for n in range(12):
        worker = people.worker(Role.RESPONDER, name=f"Päivystäjä {n}", lines=(youth,))
        session.add(
            Entry(
                worker_id=worker.id,
                period_on=month,
                on_day=month,
                kind=EntryKind.DONE,
                minutes=600,
                line_id=youth.id,
            )
        )
    session.commit()

    hours = told(veikko, f"{month:%Y-%m}")["duty_hours"]

    assert hours == {"value": 120, "is_exact": True, "mean": 10, "divisor": 12}


def test_informing_and_outreach_cannot_be_added():
    with pytest.raises(TypeError):
        Informing(400) + Outreach(7)
    with pytest.raises(TypeError):
        sum([Outreach(7), Informing(400)], Outreach(0))

    assert Informing(400) + Informing(7) == Informing(407)
    assert Informing(7) != Outreach(7)


def test_a_protected_month_makes_a_sum_at_least():
    assert Outreach.of([Shown(40), HIDDEN]) == Outreach(40, is_exact=False)
    assert Outreach.of([HIDDEN, Shown(0)]).is_hidden
    assert (Outreach(5) + Outreach(40, is_exact=False)) == Outreach(45, is_exact=False)


def test_a_year_does_not_tell_what_a_month_protects(veikko, youth):
    for month, n in ((1, 40), (2, 3)):
        a_counted_month(youth, date(YEAR, month, 1), contact_attempt=n, conversation=n)

    report = told(veikko, f"{YEAR}")["blocks"]["outreach"]["conversations"]
    page = veikko.get(f"/reports/{YEAR}").text

    assert report == {"value": 40, "is_exact": False}
    assert "vähintään 40" in page


def test_a_line_that_is_taken_out_of_sight_keeps_its_past(veikko, youth, people, session):
    """Else last year's report would change, and the sums tell what the line's own row protects."""
    parents = people.line("vanhemmat", position=1)
    a_counted_month(youth, date(YEAR, 3, 1), conversation=40)
    a_counted_month(parents, date(YEAR, 3, 1), conversation=25)
    people.line("luonnos", position=2, is_live=False)
    before = told(veikko, f"{YEAR}")

    session.merge(parents).is_live = False
    session.commit()
    after = told(veikko, f"{YEAR}")

    assert after == before
    assert after["lines"].keys() == {"nuoret", "vanhemmat"}


def test_every_form_tells_the_same(session, veikko, places, youth):
    session.add(pair := Pair(organisation_id=places[0][0].organisation_id, name="=1+1"))
    session.flush()
    met(session, last_month(), (pair, places[0][1]), people=14, new=7)
    session.commit()
    period = f"{last_month():%Y-%m}"

    text = veikko.get(f"/reports/{period}.csv").text
    book = zipfile.ZipFile(io.BytesIO(veikko.get(f"/reports/{period}.xlsx").data))
    report = told(veikko, period)

    lines = list(csv.reader(io.StringIO(text.removeprefix(BOM)), delimiter=";"))
    named = [tuple(line[:4]) for line in lines]
    assert len(named) == len(set(named))
    assert text.startswith(BOM)
    assert [line[4] for line in lines if line[3].endswith("=1+1, Alue 1")] == ["14", "7", "0", "0"]
    assert {line[3][0] for line in lines if "=1+1" in line[3]} == {"'"}
    assert report["places"][0]["encounters"]["value"] == 14
    assert b"M\xc3\xa4\xc3\xa4ritelm\xc3\xa4t" in book.read("xl/workbook.xml")


@pytest.mark.parametrize(
    ("period", "status"),
    [
        (f"{YEAR + 1}", 409),
        (f"{clock.local_day():%Y-%m}", 409),
        ("2001", 422),
        (f"{YEAR}-13", 422),
        (f"{YEAR}-H3", 422),
        ("vuosi", 422),
    ],
)
def test_only_a_period_that_is_over_and_was_counted_is_reported(veikko, youth, period, status):
    a_counted_month(youth, date(YEAR, 1, 1), conversation=9)

    assert veikko.get(f"/reports/{period}").status_code == status
    assert veikko.get(f"/reports/{period}.csv").status_code == status


def test_the_nutshell_is_told_in_three_languages(veikko, year_of_work):
    page = veikko.get(f"/reports/{YEAR}").text

    assert "Jalkautumisilla kohdattiin 6\u00a0100 kertaa: 610 kuukaudessa" in page
    assert "På rundorna möttes människor 6\u00a0100 gånger" in page
    assert "On rounds, people were met 6,100 times: 610 a month, divided by 10 months." in page


def test_a_report_tells_the_definitions_of_its_period():
    old, new = (Definition("new", date(year, 1, 1), {}) for year in (2020, 2023))

    assert in_force(Span(date(2022, 1, 1), date(2023, 1, 1)), [old, new]) == [old]
    assert in_force(Span(date(2023, 1, 1), date(2024, 1, 1)), [old, new]) == [new]


def test_every_figure_of_work_and_informing_is_defined():
    defined = {one.key for one in definitions()}

    assert {*INFORMING, *WORK, NAMED[-1], "conversations", "analysed", "hours"} - {
        "links"
    } <= defined
    assert all(one.text.keys() == {"fi", "sv", "en"} for one in definitions())


def test_whoever_sees_no_figures_sees_no_report(people, youth):
    responder = people.signed_in(people.worker(Role.RESPONDER, lines=(youth,)))

    assert responder.get(f"/reports/{YEAR}").status_code == 403
