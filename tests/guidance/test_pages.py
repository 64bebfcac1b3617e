"""The directory through the door: for the young and for the desk."""

import re
from datetime import date
from uuid import uuid4

import pytest

from core.clock import stopped
from guidance.actions import Contact
from guidance.hours import Period, Span
from guidance.schemas import AddressVisibility, ChannelKind, HoursKind, Known, WhoAnswers
from organisation.models import Role
from tests.people_guidance import ALWAYS, a_service, helsinki

OURS = {"Sec-Fetch-Site": "same-origin"}
NINE_TO_FOUR = ["9–16"] * 5 + ["", ""]


@pytest.fixture
def editor(people):
    return people.signed_in(people.worker(Role.EDITOR))


@pytest.fixture
def responder(people):
    return people.signed_in(people.worker(Role.RESPONDER))


def page(browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.text


def test_a_young_person_searches_without_signing_in_and_gets_no_cookie(client, session):
    a_service(session, "Velkaneuvonta", summary="Kun laskut kasaantuvat")

    answer = client.get("/services?q=velkoja")

    assert "Velkaneuvonta" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_an_empty_search_says_what_to_do_next_and_whom_to_call(client):
    shown = page(client, "/services?q=xyzzy")

    assert "Tällä ei löytynyt mitään" in shown
    for number in ("tel:112", "tel:0925250111", "tel:116111"):
        assert number in shown


def test_the_list_can_be_narrowed_to_what_is_open_now(client, session):
    a_service(session, "Toimisto", hours=NINE_TO_FOUR, phone="000")
    a_service(session, "Yökahvila", hours=[""] * 5 + ["20–03", ""], phone="000")

    with stopped(at=helsinki(2026, 11, 22, 1)):
        shown = page(client, "/services?open=1")

    assert "Yökahvila" in shown
    assert "Toimisto" not in shown


def test_a_place_is_found_by_municipality_age_and_without_a_name(client, session):
    a_service(
        session,
        "Kajaanin talo",
        municipalities=("205",),
        age_min=12,
        age_max=20,
        anonymous=Known.YES,
    )
    a_service(session, "Vantaan talo", municipalities=("092",), age_min=18, age_max=24)
    a_service(session, "Koko maan puhelin", anonymous=Known.YES)

    shown = page(client, "/services?municipality=205&age=16&anonymous=1")

    assert "Kajaanin talo" in shown
    assert "Koko maan puhelin" in shown
    assert "Vantaan talo" not in shown


def test_when_the_own_town_has_nothing_other_places_are_offered(client, session):
    a_service(session, "Vantaan talo", municipalities=("092",))

    shown = page(client, "/services?q=talo&municipality=205")

    assert "Ei kunnassa Kajaani" in shown
    assert "Vantaan talo" in shown


@pytest.mark.parametrize(
    "query",
    ["age=abc", "page=-3", "page=99999999999", "municipality=%27%22", "q=" + "a" * 5000, "q=%00"],
)
def test_a_strange_question_is_answered_calmly(client, query):
    assert client.get(f"/services?{query}").status_code == 200


def test_the_service_page_tells_what_happens_when_one_calls(client, session):
    made = a_service(
        session,
        "Nollapuhelin",
        phone="000",
        anonymous=Known.YES,
        on_phone_bill=Known.NO,
        who_answers=WhoAnswers.VOLUNTEER,
        periods=ALWAYS,
    )

    shown = page(client, f"/services/{made}")

    for told in (
        "Sinun ei tarvitse kertoa, kuka olet.",
        "Puhelu ei näy puhelinlaskussa.",
        "Koulutettu vapaaehtoinen vastaa.",
        "Kerrotaanko vanhemmille",
    ):
        assert told in shown
    assert 'href="tel:000"' in shown


def test_in_a_season_the_week_shows_its_hours_and_no_others(client, session):
    def from_monday_to_friday(opens: int, *dates: date) -> Period:
        spans = tuple(Span(day, opens, 960) for day in range(1, 6))
        return Period(HoursKind.WEEKLY, spans, *dates)

    season = from_monday_to_friday(660, date(2026, 12, 3), date(2027, 1, 8))
    service = a_service(session, periods=(from_monday_to_friday(540), season))

    with stopped(at=helsinki(2026, 12, 1, 12)):
        page = client.get(f"/services/{service}?lang=fi").text

    week = re.findall(r"<td>([^<]*)</td>", page.partition('class="hours"')[2])
    assert week == ["11–16", "9–16", "9–16", "11–16", "11–16", "kiinni", "kiinni"]


def test_a_secret_address_is_nowhere(client, session):
    place = Contact(
        ChannelKind.PLACE,
        street="Salakatu 1",
        postal_code="00100",
        post_office="Kaupunki",
        visibility=AddressVisibility.HIDDEN,
    )
    town = Contact(
        ChannelKind.PLACE,
        street="Piilokuja 2",
        postal_code="00100",
        post_office="Kylä",
        visibility=AddressVisibility.PARTIAL,
    )
    hidden, partial = (
        a_service(session, "Turvatalo", contacts=(place,)),
        a_service(session, "Turvakoti", contacts=(town,)),
    )

    told = "".join(
        page(client, path)
        for path in (
            "/services",
            f"/services/{hidden}",
            f"/services/{partial}",
            f"/services/{hidden}/card.json",
        )
    )

    assert "Salakatu" not in told
    assert "Piilokuja" not in told
    assert "Kylä" in told


def test_texts_of_others_stay_texts(client, session):
    made = a_service(session, "Talo <b>&", description="<img src=x onerror=alert(1)>")

    shown = page(client, f"/services/{made}")

    assert "<img src=x" not in shown
    assert "Talo &lt;b&gt;&amp;" in shown


def test_the_directory_speaks_swedish_and_falls_back_to_finnish(client, session):
    a_service(session, "Suomenkielinen talo", sv="Ungdomshuset")
    a_service(session, "Vain suomeksi")

    shown = page(client, "/sv/services")

    assert "Ungdomshuset" in shown
    assert "Vain suomeksi" in shown


def test_an_unknown_and_a_withdrawn_service_are_told_alike(client, session, editor):
    made = a_service(session, "Entinen talo")
    editor.post(f"/services/{made}/withdraw", headers=OURS)

    assert client.get(f"/services/{made}").status_code == 404
    assert client.get(f"/services/{uuid4()}").status_code == 404
    assert "Entinen talo" not in page(client, "/services")


def test_the_desk_finds_cards_in_the_visitors_language(responder, session):
    a_service(session, "Nuorten talo", en="Youth house", phone="000", periods=ALWAYS)

    told = responder.get("/services/search.json?q=nuoret&lang=en").get_json()

    assert told["ok"]
    [card] = told["cards"]
    assert card["name"] == "Youth house"
    assert card["is_open_now"] is True
    assert card["hours_text"] == "Open all day, every day"


def test_only_workers_who_may_search_at_the_desk(client, people):
    officer = people.signed_in(people.worker(Role.DATA_PROTECTION_OFFICER))

    assert (
        client.get("/services/search.json?q=x", headers={"Accept": "application/json"}).status_code
        == 401
    )
    assert officer.get("/services/search.json?q=x").status_code == 403


def test_everybody_finds_their_own_municipality(client):
    page = client.get("/services").text

    assert all(f">{name}</option>" in page for name in ("Salo", "Utsjoki", "Maarianhamina"))
