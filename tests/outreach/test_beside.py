"""What a report tells beside its blocks, and the funnel of as many months as one likes."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from chat.actions import counting
from chat.models import FeedbackCount
from chat.schemas.closing import Counted
from core import clock
from core.db import add_up, transaction
from core.house import House
from organisation.models import Line, Role
from scheduling.ledger import EntryKind
from scheduling.models import Entry
from tests.people import People, texts
from tests.people_outreach import a_counted_month
from tests.policy import TEXT, obey

YEAR = clock.local_day().year - 1
MARCH = date(YEAR, 3, 1)


@pytest.fixture
def youth(people: People) -> Line:
    return people.line()


@pytest.fixture
def veikko(people: People, youth: Line) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


@pytest.fixture
def sensitive(home: House) -> None:
    """The policy calls substances sensitive, and tells what an hour costs."""
    text = TEXT.replace("sensitive_topics = []", 'sensitive_topics = ["substances"]')
    obey("hour_cost = 0 ", "hour_cost = 40 ", text)


def counted(line: Line, what: Counted, detail: str, n: int) -> None:
    with transaction() as session:
        counting.count(session, line.id, what, MARCH, detail=detail, by=n)


def told(browser: FlaskClient, period: str = f"{YEAR}-03") -> dict[str, Any]:
    return browser.get(f"/reports/{period}.json").json


def values(found: dict[str, dict[str, Any]]) -> dict[str, int | None]:
    return {step: one["value"] for step, one in found.items()}


def test_a_sensitive_topic_is_protected_by_its_own_limit(veikko, youth, sensitive):
    a_counted_month(youth, MARCH, contact_attempt=60, conversation=60)
    for topic in ("mood", "substances"):
        counted(youth, Counted.TOPIC, f"{topic}|helped", 30)
        counted(youth, Counted.TOPIC, f"{topic}|guided", 7)
        counted(youth, Counted.TOPIC, f"{topic}|unclear|missing", 12)

    topics = told(veikko)["topics"]
    page = veikko.get(f"/reports/{YEAR}-03").text

    assert values(topics["mood"]) == {
        "mentioned": 49,
        "helped": 30,
        "guided": 7,
        "helped_and_guided": 0,
        "unclear": 12,
        "missing": 12,
    }
    assert topics["substances"]["guided"]["value"] is None
    assert values(topics["substances"])["mentioned"] == 49
    assert "arkaluonteinen: alle 10" in page


def test_who_left_and_who_got_no_answer_are_told(veikko, youth):
    a_counted_month(youth, MARCH, contact_attempt=60, conversation=42)
    counted(youth, Counted.LEFT_SOON, "", 11)
    counted(youth, Counted.LEFT_LATE, "", 6)

    page = veikko.get(f"/reports/{YEAR}-03").text

    assert values(told(veikko)["left_before_an_answer"]) == {
        "left_soon": 11,
        "left_late": 6,
        "left": 17,
    }
    assert "18 pyysi keskustelua eikä saanut sitä." in page


def test_the_share_who_would_have_been_alone_has_its_divisor(veikko, youth):
    a_counted_month(youth, MARCH, conversation=60)
    with transaction() as session:
        for answer, n in (("yes", 41), ("unsure", 0), ("no", 9)):
            row = {"day": MARCH, "line_id": youth.id, "question": "would_have_been_alone"}
            add_up(session, FeedbackCount, {**row, "answer": answer}, by=n)

    page = veikko.get(f"/reports/{YEAR}-03").text

    assert "82 % olisi jäänyt asian kanssa yksin (jakaja 50 vastausta)." in page


def test_hours_cost_what_the_policy_says_and_nothing_where_it_says_nothing(
    people, session, veikko, youth, sensitive
):
    a_counted_month(youth, MARCH, contact_attempt=92, conversation=92)
    for n in range(12):
        worker = people.worker(Role.RESPONDER, name=f"Päivystäjä {n}", lines=(youth,))
        session.add(
            Entry(
                worker_id=worker.id, period_on=MARCH, on_day=MARCH, kind=EntryKind.DONE,
                minutes=600, line_id=youth.id,
            )
        )  # fmt: skip
    session.commit()

    page = veikko.get(f"/reports/{YEAR}-03").text

    assert told(veikko)["duty_cost"] == {"euros": 4800, "euros_an_hour": 40}
    assert "noin 4\u00a0800 €" in page
    assert "52 € keskustelua kohti (jakaja 92)" in page


def test_the_funnel_adds_up_what_the_months_show(veikko, youth, people):
    parents = people.line("vanhemmat", name=texts("Vanhempien chat"), position=1)
    for line in (youth, parents):
        for month in (1, 2):
            a_counted_month(
                line, date(YEAR, month, 1), landing=200, contact_attempt=60, conversation=45
            )
    a_counted_month(youth, MARCH, landing=100, contact_attempt=30, conversation=2)

    both = veikko.get(f"/figures/funnel?from={YEAR}-01&to={YEAR}-02").text
    one = veikko.get(f"/figures/funnel?from={YEAR}-01&to={YEAR}-02&line=vanhemmat").text
    three = veikko.get(f"/figures/funnel?from={YEAR}-01&to={YEAR}-03").text

    assert "Keskustelut: 75 %" in both
    assert "jakaja 240" in both
    assert "jakaja 120" in one
    assert "vähintään 180" in three


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"from={YEAR}-03&to={YEAR}-01", 422),
        (f"from={YEAR}-01&to={YEAR + 1}-12", 409),
        (f"from={YEAR - 9}-01&to={YEAR}-01", 422),
        (f"from=kevat&to={YEAR}-01", 422),
        (f"from={YEAR}-01&to={YEAR}-01&line=muiden", 404),
    ],
)
def test_a_funnel_that_cannot_be_is_refused(veikko, youth, query, status):
    a_counted_month(youth, MARCH.replace(month=1), conversation=9)

    assert veikko.get(f"/figures/funnel?{query}").status_code == status


def test_process_clients_are_told_for_years_of_the_calendar_only(veikko, youth):
    a_counted_month(youth, date(YEAR - 1, 6, 1), conversation=9)

    assert "processes" in told(veikko, f"{YEAR}")["blocks"]["outreach"]
    assert veikko.get(f"/figures/funnel?from={YEAR - 1}-06&to={YEAR}-05").status_code == 200
