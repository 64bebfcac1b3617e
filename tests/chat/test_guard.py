"""The guard at the chat's doors: a nickname that tells nobody, a reason that is counted."""

import json
from datetime import UTC, date, datetime
from html import unescape

import pytest
from sqlmodel import select

from chat.models import Conversation
from core import clock
from core.db import reading
from organisation.models import Role
from policies.guard.kinds import Asked, Reason
from policies.guard.overrides import override_months
from policies.models import OverrideCount
from tests.people_chat import ORIGIN, a_responder, a_visitor, talking


@pytest.mark.parametrize(
    ("nickname", "said"),
    [
        ("040 000 0012", "puhelinnumero"),
        ("kettu@example.fi", "sähköpostiosoite"),
        ("010190-900P", "henkilötunnus"),
        ("@kettu_07", "käyttäjänimi somessa"),
    ],
)
def test_a_nickname_that_tells_who_one_is_is_kindly_refused(
    client, people, session, nickname, said
):
    line = people.line()
    a_responder(people, line)

    page = client.post(f"/lines/{line.slug}/start", data={"nickname": nickname}, headers=ORIGIN)

    assert page.status_code == 422
    assert f"Tässä näyttää olevan {said}. Jätä se pois." in page.text
    assert session.exec(select(Conversation)).all() == []
    assert "Set-Cookie" not in page.headers


def test_an_ordinary_nickname_begins_a_conversation(client, people, session):
    line = people.line()
    a_responder(people, line)

    client.post(f"/lines/{line.slug}/start", data={"nickname": "Kettu 07"}, headers=ORIGIN)

    assert len(session.exec(select(Conversation)).all()) == 1


def test_asking_all_the_same_is_counted_by_day_and_reason(people, session):
    responder = a_responder(people, people.line())

    for reason in ("danger", "danger", "visitor_wishes"):
        assert responder.ask("override", asked=["name"], reason=reason) == {"ok": True}

    counted = session.exec(select(OverrideCount).order_by(OverrideCount.reason)).all()
    assert [(one.day, one.asked, one.reason, one.n) for one in counted] == [
        (clock.local_day(), Asked.NAME, Reason.DANGER, 2),
        (clock.local_day(), Asked.NAME, Reason.VISITOR_WISHES, 1),
    ]


def test_what_may_be_asked_is_not_counted(people, session):
    responder = a_responder(people, people.line())

    assert responder.ask("override", asked=["age", "school"], reason="danger") == {"ok": True}

    assert [one.asked for one in session.exec(select(OverrideCount)).all()] == [Asked.SCHOOL]


@pytest.mark.parametrize(
    "payload",
    [
        {"asked": [], "reason": "danger"},
        {"asked": ["shoes"], "reason": "danger"},
        {"asked": ["name"], "reason": "curious"},
        {"asked": ["name"], "reason": "danger", "text": "Mikä sun nimi on?"},
        {"asked": ["name"], "reason": "danger", "conversation_id": "1"},
    ],
)
def test_an_override_takes_only_words_of_the_lists_and_nothing_about_anybody(
    people, session, payload
):
    responder = a_responder(people, people.line())

    assert responder.ask("override", **payload) == {"ok": False, "code": "bad_input"}

    assert session.exec(select(OverrideCount)).all() == []


def test_a_visitor_cannot_count_overrides(people, session):
    visitor, _responder = talking(people, people.line())

    answer = visitor.ask("override", asked=["name"], reason="danger")

    assert answer == {"ok": False, "code": "not_allowed"}
    assert session.exec(select(OverrideCount)).all() == []


def test_the_visitors_page_carries_the_rules_of_the_policy(people):
    line = people.line()
    a_responder(people, line)

    page = a_visitor(people, line).browser.get("/chat").text

    rules = page.partition('data-rules="')[2].partition('"')[0]
    assert json.loads(unescape(rules))["block"] == ["iban", "identity_code"]


def test_the_officer_sees_what_may_be_asked(people):
    officer = people.signed_in(people.worker(Role.DATA_PROTECTION_OFFICER, name="Tiia"))

    page = officer.get("/data-protection/rules").text

    assert "Työntekijä saa kysyä: ikä ja kunta." in page
    assert "Chattaajan viesti ei lähde ennen kuin tämä on poistettu: henkilötunnus ja" in page


def counted(session, day: date, asked: Asked, reason: Reason, n: int) -> None:
    session.add(OverrideCount(day=day, asked=asked, reason=reason, n=n))
    session.commit()


def test_the_officer_sees_how_often_it_was_asked_all_the_same_and_no_small_figure(people, session):
    counted(session, date(2026, 9, 3), Asked.SCHOOL, Reason.SERVICE_NEEDS, 30)
    counted(session, date(2026, 9, 4), Asked.SCHOOL, Reason.VISITOR_WISHES, 3)
    counted(session, date(2026, 9, 5), Asked.NAME, Reason.SERVICE_NEEDS, 20)
    officer = people.signed_in(people.worker(Role.DATA_PROTECTION_OFFICER, name="Tiia"))

    with clock.stopped(datetime(2026, 10, 1, 9, tzinfo=UTC)), reading() as looking:
        [month] = override_months(looking)
    page = officer.get("/data-protection/overrides").text

    assert month.month == date(2026, 9, 1)
    assert month.table.rows["school"]["visitor_wishes"].is_hidden
    assert month.table.rows["school"]["service_needs"].is_hidden
    assert "Sovittu palvelu tarvitsee sen" in page
    assert "suojattu" in page


def test_the_month_that_goes_on_is_not_told(people, session):
    counted(session, date(2026, 9, 30), Asked.SCHOOL, Reason.SERVICE_NEEDS, 30)

    with clock.stopped(datetime(2026, 9, 30, 18, tzinfo=UTC)), reading() as looking:
        assert override_months(looking) == []
