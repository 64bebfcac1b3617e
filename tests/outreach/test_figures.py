"""The month from link to service: who may see it, what is protected, what may leave the house."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from organisation.models import Line, Role
from outreach.errors import MonthStillOpen
from outreach.export import BOM, as_csv, guarded, rows
from outreach.figures import ATTEMPTS, CONVERSATIONS, NOT_ANALYSED, figures
from outreach.protected import ALL
from outreach.queries import lines_here
from outreach.schemas import Stage
from policies.models import AuditEntry
from tests.people import People, texts
from tests.people_outreach import a_counted_month, last_month

GUIDED, HELPED = Stage.OUTCOME_GUIDED.value, Stage.OUTCOME_HELPED.value


@pytest.fixture
def lines(people: People) -> list[Line]:
    """Two lines with a month behind them; three people of the first were guided to a service."""
    youth = people.line()
    parents = people.line("vanhemmat", name=texts("Vanhempien chat"), position=1)
    month = last_month()
    a_counted_month(
        youth, month, contact_attempt=60, conversation=48, outcome_helped=23, outcome_guided=3
    )
    a_counted_month(youth, month, outcome_unclear=9, service_guided=12, landing=400)
    a_counted_month(
        parents, month, contact_attempt=40, conversation=30, outcome_helped=11, outcome_guided=8
    )
    return [youth, parents]


@pytest.fixture
def coordinator(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.COORDINATOR))


def shown(session: Session, people: People):
    return figures(session, lines_here(session, people.organisation().id), last_month())


def test_a_small_cell_is_shown_neither_on_the_page_nor_in_the_file(
    coordinator: FlaskClient, lines: list[Line]
):
    page = coordinator.get("/figures?line=nuoret").text
    rows = exported(coordinator)

    assert "suojattu" in page
    assert ("Nuorten chat", "Ohjattu palveluun", "suojattu") in rows
    assert ("Nuorten chat", "Keskustelut", "48") in rows


def exported(browser: FlaskClient) -> set[tuple[str, str, str]]:
    """Read last month's file: (line, step, count)."""
    text = browser.get(f"/figures.csv?month={last_month():%Y-%m}").text.removeprefix(BOM)
    return {
        (row[1], row[3], row[4]) for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    }


def test_no_row_or_column_of_outcomes_hides_one_cell_only(
    session: Session, people: People, lines: list[Line]
):
    month = shown(session, people)

    keys = [line.slug for line in month.lines]
    parts = [*(stage.value for stage in Stage if stage.startswith("outcome_")), NOT_ANALYSED]
    for row in keys:
        hidden = [month.of(row, part).is_hidden for part in (CONVERSATIONS, *parts)]
        assert hidden.count(True) != 1
    for part in parts:
        assert [month.of(key, part).is_hidden for key in (*keys, ALL)].count(True) != 1


def test_how_few_went_unanswered_cannot_be_worked_out(session: Session, people: People):
    line = people.line()
    a_counted_month(line, last_month(), contact_attempt=50, conversation=47, outcome_helped=47)

    month = shown(session, people)

    assert month.of("nuoret", ATTEMPTS).is_hidden or month.of("nuoret", CONVERSATIONS).is_hidden


def test_zeros_and_large_figures_are_shown(session: Session, people: People, lines: list[Line]):
    month = shown(session, people)

    assert month.of("vanhemmat", Stage.OUTCOME_UNCLEAR.value).n == 0
    assert month.of(ALL, ATTEMPTS).n == 100


def test_what_nobody_has_analysed_yet_is_a_figure_of_its_own(session: Session, people: People):
    line = people.line()
    a_counted_month(line, last_month(), contact_attempt=42, conversation=42, outcome_helped=28)

    month = shown(session, people)

    assert month.of("nuoret", NOT_ANALYSED).n == 14
    assert month.share("nuoret", HELPED, CONVERSATIONS) == 67


def test_the_page_explains_why_numbers_are_protected_and_that_nobody_was_followed(
    coordinator: FlaskClient, lines: list[Line]
):
    page = coordinator.get("/en/figures").text

    assert "Why are some numbers protected?" in page
    assert "&lt;5" in page
    assert "Nobody has been followed" in page


def test_informing_and_outreach_stand_under_headings_of_their_own(
    coordinator: FlaskClient, lines: list[Line]
):
    page = coordinator.get("/en/figures").text

    informing, outreach = (
        page.index(">Informing<"),
        page.index(">Outreach: contacts and conversations<"),
    )
    assert informing < page.index("Links tapped") < outreach < page.index("Asked to chat")


def test_the_running_month_is_marked_and_does_not_leave_the_house(
    coordinator: FlaskClient, lines: list[Line]
):
    month = f"{clock.local_day():%Y-%m}"

    assert "Not closed yet: preliminary" in coordinator.get(f"/en/figures?month={month}").text
    assert coordinator.get(f"/figures.csv?month={month}").status_code == 409


@pytest.mark.parametrize("month", ["2019-13", "september", "1999-01", "2999-01"])
def test_a_month_without_figures_is_refused_with_a_sentence(
    month: str, coordinator: FlaskClient, lines: list[Line]
):
    answer = coordinator.get(f"/en/figures?month={month}")

    assert answer.status_code == 422
    assert "There are no figures of that month." in answer.text


def test_an_export_stands_in_the_audit_log(
    coordinator: FlaskClient, lines: list[Line], session: Session
):
    coordinator.get(f"/figures.csv?month={last_month():%Y-%m}")

    found = session.exec(
        select(AuditEntry).where(AuditEntry.action == "outreach.figures").order_by(AuditEntry.seq)
    ).all()
    assert [entry.resource for entry in found] == [f"month:{last_month():%Y-%m}"]


def test_the_file_opens_in_a_finnish_spreadsheet(coordinator: FlaskClient, lines: list[Line]):
    answer = coordinator.get(f"/figures.csv?month={last_month():%Y-%m}")

    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.text.splitlines()[0].count(";") == 5


def test_a_lines_name_is_never_run_as_a_formula(coordinator: FlaskClient, people: People):
    evil = '=HYPERLINK("https://example.org")'
    a_counted_month(people.line("paha", name=texts(evil)), last_month(), conversation=9)

    names = {row[0] for row in exported(coordinator)}

    assert names == {f"'{evil}", "Kaikki linjat"}


@pytest.mark.parametrize("cell", ["=1+1", "+358", "-2", "@sum", "\t=1", " =1", "\r=1"])
def test_what_begins_like_a_formula_becomes_text(cell: str):
    assert guarded(cell) == f"'{cell}"


def test_a_running_month_is_refused_by_the_rule_itself(session: Session, people: People):
    people.line()
    month = figures(
        session,
        lines_here(session, people.organisation().id),
        clock.month_starts(clock.local_day()),
    )

    with pytest.raises(MonthStillOpen):
        as_csv(month)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COORDINATOR, 200),
        (Role.EDITOR, 200),
        (Role.DATA_PROTECTION_OFFICER, 200),
        (Role.RESPONDER, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_who_may_see_the_figures(role: Role, status: int, people: People):
    people.line()

    assert people.signed_in(people.worker(role)).get("/figures").status_code == status


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, people: People):
    people.line()

    assert client.get("/figures", headers={"Accept": "application/json"}).status_code == 401


# ── Every form in which a month leaves the house ──────────────────────────────────────────────────

Told = dict[tuple[str, str], int | None]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def in_csv(browser: FlaskClient) -> Told:
    text = browser.get(f"/figures.csv?month={last_month():%Y-%m}").text.removeprefix(BOM)
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    return {(row[1], row[3]): None if row[4] == "suojattu" else int(row[4]) for row in rows}


def in_xlsx(browser: FlaskClient) -> Told:
    """Read the workbook as a spreadsheet does: shared strings, then the cells."""
    content = browser.get(f"/figures.xlsx?month={last_month():%Y-%m}").data
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = ET.fromstring(book.read("xl/sharedStrings.xml"))
        texts_of = ["".join(one.itertext()) for one in shared.iter(f"{SHEET}si")]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{SHEET}f")), "a formula"
    found: Told = {}
    for row in list(sheet.iter(f"{SHEET}row"))[1:]:
        cells = [
            texts_of[int(cell.findtext(f"{SHEET}v"))]
            if cell.get("t") == "s"
            else int(cell.findtext(f"{SHEET}v"))
            for cell in row.iter(f"{SHEET}c")
        ]
        found[cells[1], cells[3]] = None if cells[4] == "suojattu" else cells[4]
    return found


def in_json(browser: FlaskClient, called: dict[tuple[str | None, str], tuple[str, str]]) -> Told:
    told = browser.get(f"/figures.json?month={last_month():%Y-%m}").json
    return {called[one["line"], one["step"]]: one["count"] for one in told["figures"]}


def test_every_form_tells_and_protects_exactly_the_same(
    coordinator: FlaskClient, lines: list[Line], session: Session, people: People, app: Flask
):
    with app.test_request_context("/"):
        month = shown(session, people)
        names = {
            (None if one.key == ALL else one.key, one.step): (one.line, one.name)
            for one in rows(month)
        }
        drawn = {(one.line, one.name): month.of(one.key, one.step).n for one in rows(month)}

    assert None in drawn.values()
    assert in_csv(coordinator) == in_xlsx(coordinator) == in_json(coordinator, names) == drawn


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_month_that_goes_on_leaves_in_no_form(
    coordinator: FlaskClient, lines: list[Line], kind: str, session: Session
):
    answer = coordinator.get(f"/figures.{kind}?month={clock.local_day():%Y-%m}")

    assert answer.status_code == 409
    assert (
        session.exec(
            select(AuditEntry)
            .where(AuditEntry.action == "outreach.figures")
            .order_by(AuditEntry.seq)
        ).all()
        == []
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_log_says_who_took_a_month_out_and_in_which_form(
    coordinator: FlaskClient, lines: list[Line], kind: str, session: Session
):
    coordinator.get(f"/figures.{kind}?month={last_month():%Y-%m}")

    [entry] = session.exec(
        select(AuditEntry).where(AuditEntry.action == "outreach.figures").order_by(AuditEntry.seq)
    ).all()
    assert (entry.resource, entry.reason) == (f"month:{last_month():%Y-%m}", kind)


def test_a_lines_name_that_looks_like_a_formula_stays_text(
    people: People, coordinator: FlaskClient, lines: list[Line]
):
    people.line("kaava", name=texts("=HYPERLINK(1)"), position=2)

    assert any(line == "=HYPERLINK(1)" for line, _step in in_xlsx(coordinator))
