"""Every month the young are asked, and every channel's keeper tells, skips with a reason, or is missed."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from core import clock
from core.house import House
from organisation.models import Role
from outreach.jobs import remind_of_sheets
from outreach.models import Channel, QuestionCount, Sheet
from outreach.queries.checkins import due_on, last_month, strips
from outreach.schemas.checkins import SheetState
from tests.people import People
from tests.people_outreach import a_channel, asks_for, post, seen_on

NOW = clock.day_starts(date(2026, 3, 4)) + timedelta(hours=12)
QUESTION: dict[str, Any] = {
    "text_fi": "Mikä sua huolettaa just nyt?",
    "modes": ["poll", "form"],
    "options_fi": "Koulu\nKaverit\nJoku muu",
    "options_sv": "Skolan\nKompisar\nNågot annat",
}


@pytest.fixture
def editor(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR))


def tell(browser: FlaskClient, channel: Channel, month: str = "2026-02", **said: Any) -> int:
    told = {"in_time": "yes", **said}
    return post(browser, f"/outreach/check-ins/{channel.id}/{month}", **told).status_code


def test_a_sheet_in_time_late_and_skipped_are_figures_of_their_own(
    people: People, editor, session: Session
):
    with clock.stopped(NOW):
        channel = a_channel(people)
        tell(editor, channel, posts_made=4, was_asked="y")
        tell(editor, channel, "2026-01", posts_made=2)
        tell(editor, channel, "2025-12", is_skipped="y", skipped_why="Tili oli lukittu.")

        (strip,) = strips(session, people.organisation().id)

    states = dict(strip.months)
    assert [states[date(2026, 2, 1)], states[date(2026, 1, 1)]] == ["answered", "late"]
    assert states[date(2025, 12, 1)] is SheetState.SKIPPED
    assert states[date(2025, 11, 1)] is SheetState.NONE
    assert len(strip.months) == 12


def test_no_figure_is_not_zero(people: People, editor, session: Session):
    with clock.stopped(NOW):
        tell(editor, a_channel(people), reach="")

    assert session.exec(select(Sheet.reach)).one() is None


@pytest.mark.parametrize(
    "wrong", [{"reach": "-5"}, {"posts_made": "-1"}, {"is_skipped": "y"}, {"hours": "9999"}]
)
def test_a_negative_reach_or_a_month_skipped_for_nothing_is_refused(
    wrong, people: People, editor, session: Session
):
    with clock.stopped(NOW):
        assert tell(editor, a_channel(people), **wrong) == 422

    assert session.exec(select(Sheet)).all() == []


@pytest.mark.parametrize("month", ["2026-03", "2026-04", "2020-01", "1999-13", "9999-12", "x"])
def test_a_month_that_is_not_over_or_is_none_is_refused(
    month, people: People, editor, session: Session
):
    with clock.stopped(NOW):
        assert tell(editor, a_channel(people), month) == 422

    assert session.exec(select(Sheet)).all() == []


def test_a_keeper_is_reminded_until_the_sheet_is_told(people: People, editor, home: House):
    outbox = home.app.extensions["mailer"].outbox
    outbox.clear()
    with clock.stopped(NOW):
        channel = a_channel(people)
        asks_for(people, channel, state="approved", ended_on=date(2025, 6, 1))
        remind_of_sheets()
        tell(editor, channel)
        remind_of_sheets()

    assert [one["To"] for one in outbox] == ["veikko1@example.org"]
    assert due_on(date(2026, 2, 1)) == date(2026, 3, 5)


@pytest.fixture
def asked(people: People, editor: FlaskClient) -> str:
    """Give the address at which the month's question is asked."""
    post(editor, f"/outreach/check-ins/question/{clock.local_day():%Y-%m}", **QUESTION)
    return f"/lines/{people.line().slug}/question"


def chooses(client: FlaskClient, address: str, option: str, **more: str) -> TestResponse:
    return post(client, address, **{"option": option, "seen": seen_on(client, address), **more})


def test_the_young_answer_on_our_own_page_and_only_a_counter_goes_up(
    asked, client: FlaskClient, session: Session
):
    page = client.get(asked)
    thanks = [chooses(client, asked, option) for option in "110"][-1]

    assert "Mikä sua huolettaa" in page.text
    assert "Set-Cookie" not in page.headers
    counted = session.exec(select(QuestionCount.option, QuestionCount.n)).all()
    assert sorted(counted) == [(0, 1), (1, 2)]
    # A redirect: loading the thanks again does not answer again.
    assert (thanks.status_code, "answered" in thanks.headers["Location"]) == (303, True)
    assert client.get(thanks.headers["Location"]).status_code == 200


@pytest.mark.parametrize("option", ["7", "-1", "x"])
def test_an_answer_that_was_not_offered_counts_nothing(
    option, asked, client: FlaskClient, session: Session
):
    assert chooses(client, asked, option).status_code == 404
    assert session.exec(select(QuestionCount)).all() == []


@pytest.mark.parametrize("sent", [{"option": ""}, {"seen": "of another month"}])
def test_who_chose_nothing_or_from_other_words_is_asked_again(
    sent, asked, client: FlaskClient, session: Session
):
    answer = chooses(client, asked, **{"option": "1", **sent})

    assert answer.headers["Location"].endswith(asked)
    assert session.exec(select(QuestionCount)).all() == []


def test_what_may_be_chosen_is_said_in_the_pages_language(asked, client: FlaskClient):
    assert "Skolan" in client.get(f"/sv{asked}").text
    assert "Koulu" in client.get(f"/en{asked}").text


def test_what_was_counted_keeps_its_words(asked, editor, client: FlaskClient, session: Session):
    chooses(client, asked, "1")
    month = f"/outreach/check-ins/question/{clock.local_day():%Y-%m}"

    turned = {**QUESTION, "options_fi": "Kaverit\nKoulu\nJoku muu"}
    added = {**QUESTION, "options_fi": f"{QUESTION['options_fi']}\nKoti", "options_sv": ""}

    assert [post(editor, month, **one).status_code for one in (turned, added)] == [409, 303]


@pytest.mark.parametrize(("typed", "code"), [("1 200", 303), ("12x", 422), ("-3", 422)])
def test_a_count_that_is_no_number_is_refused_and_not_taken_for_none(
    typed, code, asked, editor, session: Session
):
    month = f"/outreach/check-ins/question/{clock.local_day():%Y-%m}"

    answer = post(editor, f"{month}/counts/poll", n0=typed, n1="40", n2="")

    kept = session.exec(select(QuestionCount.n)).all()
    assert (answer.status_code, sorted(kept)) == (code, [0, 40, 1200] if code == 303 else [])


def test_last_months_counts_are_written_down_when_it_is_over(people: People, editor):
    month = last_month()
    with clock.stopped(clock.day_starts(month) + timedelta(days=9)):
        post(editor, f"/outreach/check-ins/question/{month:%Y-%m}", **QUESTION)

    page = editor.get("/outreach/check-ins").text
    kept = post(editor, f"/outreach/check-ins/question/{month:%Y-%m}/counts/poll", n0="9")

    assert f"/outreach/check-ins/question/{month:%Y-%m}" in page
    assert "Mikä sua huolettaa" in page
    assert kept.status_code == 303


def test_few_answers_are_protected(people: People, editor, session: Session):
    month = f"{clock.local_day():%Y-%m}"
    post(editor, f"/outreach/check-ins/question/{month}", **QUESTION)
    post(editor, f"/outreach/check-ins/question/{month}/counts/poll", n0="3", n1="40", n2="0")

    page = editor.get("/en/outreach/check-ins").text

    assert "hidden-figure" in page
    assert ">40<" in page


def test_a_past_months_question_is_not_changed(people: People, editor):
    past = f"{last_month():%Y-%m}"

    assert post(editor, f"/outreach/check-ins/question/{past}", **QUESTION).status_code == 422
