"""Feedback by month: both sides' answers and the measure in pairs, small figures protected."""

import csv
import io
import zipfile

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from chat.actions import BURDEN
from chat.models import FeedbackCount
from core import clock
from organisation.models import Line, Role
from outreach.errors import MonthStillOpen
from outreach.export import BOM
from outreach.feedback import feedback
from outreach.feedback_export import feedback_json, feedback_rows
from outreach.protected import ALL
from outreach.queries import lines_here
from tests.people import People, texts
from tests.people_outreach import last_month


def answered(session: Session, line: Line, question: str, **answers: int) -> None:
    """Let so many have given each answer last month; a pair is written `b3_1`."""
    for answer, n in answers.items():
        said = answer.removeprefix("b").replace("_", ">") if question == BURDEN else answer
        row = FeedbackCount(day=last_month(), line_id=line.id, question=question, answer=said, n=n)
        session.add(row)
    session.commit()


@pytest.fixture
def youth(people: People) -> Line:
    return people.line()


@pytest.fixture
def parents(people: People) -> Line:
    return people.line("vanhemmat", name=texts("Vanhempien chat"), position=1)


@pytest.fixture
def veikko(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


def month(session: Session, people: People):
    return feedback(session, lines_here(session, people.organisation().id), last_month())


def test_a_mean_has_its_divisor(people, session, youth):
    answered(session, youth, BURDEN, b4_2=10, b3_3=6, b1_2=8)

    shown = month(session, people)

    means = shown.means["nuoret"]
    assert (means.before, means.after, means.change, means.pairs) == (2.75, 2.25, -0.5, 24)
    assert [shown.of(BURDEN, "nuoret", one).n for one in ("lighter", "same", "heavier")] == [
        10,
        6,
        8,
    ]
    assert shown.means[ALL] == means


def test_where_a_part_is_small_neither_it_nor_a_mean_is_told(people, session, youth):
    answered(session, youth, BURDEN, b4_2=10, b3_3=6, b0_4=2)

    shown = month(session, people)

    assert shown.of(BURDEN, "nuoret", "heavier").is_hidden
    assert shown.means == {}


def test_a_small_lines_mean_cannot_be_worked_out_from_the_others(people, session, youth, parents):
    answered(session, youth, BURDEN, b4_2=10, b3_3=6, b1_2=8)
    answered(session, parents, BURDEN, b4_0=3)

    shown = month(session, people)

    assert "vanhemmat" not in shown.means
    assert not {"nuoret", ALL} <= set(shown.means)


def test_both_sides_are_reported_and_a_small_answer_is_protected(people, session, youth, veikko):
    answered(session, youth, "would_have_been_alone", yes=24, unsure=6, no=0)
    answered(session, youth, "responder_would_have_been_alone", yes=20, unsure=2, no=9)

    shown = month(session, people)
    page = veikko.get("/figures/feedback").text

    assert shown.share("would_have_been_alone", "nuoret", "yes") == 80
    assert shown.of("responder_would_have_been_alone", "nuoret", "unsure").is_hidden
    assert "80\u00a0%" in page
    assert "suojattu" in page


def test_every_form_tells_the_same(people, session, youth, veikko):
    answered(session, youth, BURDEN, b4_2=10, b3_3=6, b1_2=8)
    answered(session, youth, "did_it_help", yes=24, somewhat=3, no=9)
    asked = f"?month={last_month():%Y-%m}"

    rows = feedback_rows(month(session, people))
    told = veikko.get(f"/figures/feedback.json{asked}").json["figures"]
    text = veikko.get(f"/figures/feedback.csv{asked}").text.removeprefix(BOM)
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    book = veikko.get(f"/figures/feedback.xlsx{asked}").data

    assert [(one["value"], one["divisor"]) for one in told] == [
        (row.n, row.divisor) for row in rows
    ]
    assert [line[4] for line in lines] == [
        "suojattu" if row.n is None else str(row.n) for row in rows
    ]
    assert b"suojattu" in zipfile.ZipFile(io.BytesIO(book)).read("xl/sharedStrings.xml")
    assert any(row.answer == "mean_change" and row.divisor == 24 for row in rows)


def test_the_running_month_does_not_leave_the_house(people, session, youth):
    lines = lines_here(session, people.organisation().id)
    running = feedback(session, lines, clock.month_starts(clock.local_day()))

    with pytest.raises(MonthStillOpen):
        feedback_json(running)


def test_whoever_sees_no_figures_sees_none_of_these(people, youth):
    responder = people.signed_in(people.worker(Role.RESPONDER, lines=(youth,)))

    assert responder.get("/figures/feedback").status_code == 403
