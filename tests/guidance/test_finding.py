"""The search tells why, offers while one types, counts without words, and knows who is there now."""

import pytest
from sqlmodel import select

from core.clock import local_day, stopped
from guidance import queries
from guidance.models import SearchCount
from guidance.queries import Filters, Searched
from organisation.models import Role
from tests.people_guidance import ALWAYS, a_service, helsinki

NIGHT = helsinki(2026, 11, 22, 1)
OFFICE = ["9–16"] * 5 + ["", ""]


@pytest.fixture
def clinic(session):
    return a_service(
        session,
        "Nuorten poliklinikka",
        summary="Apua masennukseen ja ahdistukseen",
        hours=OFFICE,
        phone="000",
        municipalities=("205",),
        age_min=13,
        age_max=20,
    )


def test_a_hit_tells_which_word_of_the_service_met_the_asked_one(client, clinic):
    shown = client.get("/services?q=masis").text

    assert "”masis” osuu sanaan ”masennukseen”" in shown


def test_what_anybody_sees_needs_no_reason(client, clinic):
    assert "osuu sanaan" not in client.get("/services?q=masennus").text


def test_names_are_offered_while_one_types_and_nothing_is_counted(client, clinic, session):
    told = client.get("/services/suggest.json?q=polik").json

    assert [one["name"] for one in told["services"]] == ["Nuorten poliklinikka"]
    assert told["services"][0]["url"] == f"/services/{clinic}"
    assert session.exec(select(SearchCount)).all() == []


def test_a_search_is_counted_by_its_meaning_and_not_by_its_words(client, clinic, session):
    client.get("/services?q=masis&municipality=205")
    client.get("/services?q=tupakka&municipality=205")
    client.get("/services?q=qwertyzu&municipality=zzz")

    today = local_day()
    assert queries.searched(session, today, today) == [
        Searched("", "", 1, 1),
        Searched("205", "tobacco", 1, 1),
        Searched("205", "mood", 1, 0),
    ]


def test_a_search_that_tells_who_somebody_is_is_counted_nowhere(client, clinic, session):
    client.get("/services?q=masennus 040 123 4567")
    client.get("/services?q=masennus 131052-308T")

    assert session.exec(select(SearchCount)).all() == []


def test_what_workers_look_for_is_not_what_the_young_look_for(people, clinic, session):
    people.signed_in(people.worker(Role.RESPONDER)).get("/services?q=masennus")

    assert session.exec(select(SearchCount)).all() == []


def test_when_the_right_door_is_closed_others_of_the_theme_place_and_age_are_named(
    client, clinic, session
):
    near = a_service(session, "Masennuslinja", phone="000", periods=ALWAYS)
    a_service(session, "Masennuksen tuki Vantaalla", periods=ALWAYS, municipalities=("092",))
    a_service(session, "Seniorien masennusryhmä", periods=ALWAYS, age_min=65)
    a_service(session, "Kuntosali", periods=ALWAYS)

    with stopped(at=NIGHT):
        entry = queries.entry(session, clinic)
        found = queries.meantime(session, entry, lang="fi")
        shown = client.get(f"/services/{clinic}").text

    assert [one.id for one in found.services] == [near]
    assert "Joku on paikalla nyt" in shown
    assert "Masennuslinja" in shown


def test_when_nobody_knows_of_the_theme_whoever_answers_in_a_crisis_is_named(session, clinic):
    crisis = a_service(session, "Kriisipuhelin", phone="000", periods=ALWAYS)

    with stopped(at=NIGHT):
        found = queries.meantime(session, queries.entry(session, clinic), lang="fi")

    assert [one.id for one in found.services] == [crisis]


def test_our_own_lines_are_among_those_who_may_be_there(app, people, session, clinic):
    line = people.line()

    with stopped(at=NIGHT), app.test_request_context():
        found = queries.meantime(session, queries.entry(session, clinic), lang="fi", age=15)

    assert [one.url for one in found.lines] == [f"/lines/{line.slug}"]


def test_of_our_lines_the_one_made_for_the_age_goes_before_the_one_for_every_adult(
    app, people, session, clinic
):
    people.line(slug="aikuiset", age_min=18, age_max=None)
    people.line(slug="nuoret-aikuiset", age_min=18, age_max=24)

    with stopped(at=NIGHT), app.test_request_context():
        found = queries.meantime(session, queries.entry(session, clinic), lang="fi", age=20)

    assert [one.url for one in found.later_lines] == ["/lines/nuoret-aikuiset", "/lines/aikuiset"]


def test_an_open_door_needs_no_other(session):
    made = a_service(session, "Kriisipuhelin", phone="000", periods=ALWAYS)

    assert not queries.meantime(session, queries.entry(session, made), lang="fi")


def test_a_listing_knows_how_many_fit_in_all(session):
    for number in range(5):
        a_service(session, f"Kahvila {number}")

    told = queries.services(session, Filters("kahvila"), lang="fi", limit=2)

    assert (told.total, len(told.cards), told.has_more) == (5, 2, True)


@pytest.mark.parametrize(
    "said",
    ["en jaksa enää elää", "haluun kuolla", "itsmurha", "dont want to live", "vill inte leva"],
)
def test_who_asks_for_their_life_sees_the_numbers_first_and_never_nothing(client, session, said):
    a_service(session, "Kriisipuhelin", periods=ALWAYS, phone="000")
    a_service(session, "Nuorten poliklinikka", summary="Apua unettomuuteen")

    shown = client.get("/services", query_string={"q": said, "municipality": "205"}).text

    assert shown.index("112") < shown.index("Kriisipuhelin</a>")
    assert "Nuorten poliklinikka" not in shown


def test_why_is_told_in_the_page_s_own_language(client, session):
    a_service(session, "Poliklinikka", description="Kun ahdistaa.", en="Anxiety clinic")

    shown = client.get("/services?q=stressi").text

    assert "osuu sanaan ”ahdistaa”" in shown


def test_what_was_meant_is_asked_with_the_same_limits(client, clinic):
    shown = client.get("/services?q=masenuns&municipality=205&age=15").text

    assert "/services?q=masennus&amp;municipality=205&amp;age=15" in shown
