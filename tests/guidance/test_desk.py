"""The editors' desk: what grows old, what readers say is wrong, who changed what."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from core.clock import local_day, stopped
from core.db import transaction
from guidance import actions, queries
from guidance.drafting import FACTS
from guidance.errors import EnoughSaid
from guidance.field_words import value_words
from guidance.history import difference
from guidance.models import Change, Suggestion
from guidance.schemas import Declined, FieldGroup, SuggestionState
from organisation.models import Organisation, Role
from tests.people_guidance import a_service, helsinki

OURS = {"Sec-Fetch-Site": "same-origin"}
SPRING = helsinki(2026, 1, 10, 12)


@pytest.fixture
def editor(people):
    return people.worker(Role.EDITOR)


@pytest.fixture
def desk(people, editor):
    return people.signed_in(editor)


def told(session) -> list[tuple[str, str, str]]:
    session.rollback()
    return [(one.field, one.before, one.after) for one in session.exec(select(Change)).all()]


def test_what_is_read_most_is_checked_first(home, session):
    with stopped(at=SPRING):
        quiet, busy = a_service(session, "Hiljainen"), a_service(session, "Vilkas")
    today = date(2026, 6, 1)
    with stopped(at=helsinki(2026, 6, 1, 12)), transaction() as writing:
        actions.count_reading(writing, busy)
        actions.count_reading(writing, busy)

    found = queries.due(session, None, today)

    assert [(one.entry.service.id, one.read) for one in found.shown] == [(busy, 2), (quiet, 0)]
    assert {group for group, _until in found.shown[0].groups} == {
        FieldGroup.CONTACT,
        FieldGroup.HOURS,
    }
    assert found.total == 2


def test_what_grows_old_next_week_waits_already_and_what_is_fresh_does_not(home, session):
    with stopped(at=SPRING):
        a_service(session)

    assert queries.due(session, None, SPRING.date() + timedelta(days=70)).total == 0
    assert queries.due(session, None, SPRING.date() + timedelta(days=85)).total == 1


def test_somebody_else_s_entries_are_not_on_the_desk(home, session, people, editor):
    with stopped(at=SPRING):
        a_service(session, "Oma", organisation_id=editor.organisation_id)

    assert queries.due(session, editor.organisation_id, date(2026, 6, 1)).total == 1
    assert queries.due(session, None, date(2026, 6, 1)).total == 0


def test_one_press_makes_the_hours_fresh_and_says_who_pressed(desk, editor, session):
    with stopped(at=SPRING):
        service = a_service(session)
    assert "Nuorten talo" in desk.get("/services/desk").text

    answer = desk.post(
        f"/services/{service}/still-correct",
        data={"group": "hours", "method": "called"},
        headers=OURS,
    )

    session.rollback()
    assert answer.status_code == 303
    assert queries.verifications(session, service)[FieldGroup.HOURS].verified_on == local_day()
    kept = session.exec(select(Change)).one()
    assert (kept.field, kept.before, kept.worker_id) == (
        "checked.hours",
        "2026-04-10",
        editor.id,
    )


def test_an_edit_is_remembered_field_by_field_with_what_stood_before(desk, editor, session):
    service = a_service(session, phone="09 111", organisation_id=editor.organisation_id)

    desk.post(
        f"/services/{service}/edit",
        data={"fi_name": "Nuorten tupa", "phone": "09 222", "visibility": "full"}
        | {"status": "published", "who_answers": "unknown"}
        | dict.fromkeys(FACTS, "unknown"),
        headers=OURS,
    )

    assert told(session) == [
        ("texts.fi.name", "Nuorten talo", "Nuorten tupa"),
        ("ways", "phone: 09 111", "phone: 09 222"),
    ]
    shown = desk.get(f"/services/{service}/changes").text
    assert "<del>talo</del><ins>tupa</ins>" in shown
    assert "Nuorten tupa" in desk.get("/services/changes").text


def test_a_difference_shows_only_the_words_that_went_and_came():
    assert difference("Avoinna arkisin klo 9", "Avoinna aina klo 9") == [
        ("alike", "Avoinna "),
        ("gone", "arkisin "),
        ("came", "aina "),
        ("alike", "klo 9"),
    ]


def test_ways_and_hours_are_told_in_the_reader_s_words(home):
    with home.app.test_request_context("/"):
        assert value_words("ways", "phone: 09 111\nplace: Katu 1 (partial)") == (
            "Puhelinnumero: 09 111\nKatuosoite: Katu 1 (Vain paikkakunta)"
        )
        assert value_words("hours", "1 9–16\n24.12.2026 –") == "Maanantai 9–16\n24.12.2026 –"


def test_anybody_says_without_a_name_that_a_number_is_wrong(client, session):
    service = a_service(session)

    answer = client.post(
        f"/services/{service}/fix",
        data={"wrong": "contact", "said": "Numero on nyt 09 123 4567"},
        headers=OURS,
        follow_redirects=True,
    )

    session.rollback()
    kept = session.exec(select(Suggestion)).one()
    assert answer.status_code == 200
    assert "Kiitos" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert (kept.service_id, kept.said) == (service, "Numero on nyt 09 123 4567")


@pytest.mark.parametrize(
    ("said", "status"),
    [("", 422), ("Olen 131052-308T ja numero on väärä", 422), ("x" * 501, 422)],
    ids=["nothing", "who I am", "a whole story"],
)
def test_what_says_nothing_or_who_somebody_is_is_not_kept(client, session, said, status):
    service = a_service(session)

    answer = client.post(
        f"/services/{service}/fix", data={"wrong": "hours", "said": said}, headers=OURS
    )

    session.rollback()
    assert answer.status_code == status
    assert session.exec(select(Suggestion)).all() == []


def test_a_flood_of_suggestions_about_one_service_ends(home, session):
    service = a_service(session)
    with transaction() as writing:
        for _time in range(10):
            actions.suggest(writing, service, "gone", "")

    with pytest.raises(EnoughSaid), transaction() as writing:
        actions.suggest(writing, service, "gone", "")


def test_following_a_suggestion_settles_it_and_its_words_are_gone(desk, editor, session):
    service = a_service(session, organisation_id=editor.organisation_id)
    one = _suggested(session, service, "Nimi on nykyään Tupa")
    assert "Nimi on nykyään Tupa" in desk.get("/services/desk").text
    assert "Nimi on nykyään Tupa" in desk.get(f"/services/{service}/edit?suggestion={one}").text

    desk.post(
        f"/services/{service}/edit",
        data={"fi_name": "Tupa", "visibility": "full", "status": "published"}
        | {"who_answers": "unknown", "suggestion": str(one)}
        | dict.fromkeys(FACTS, "unknown"),
        headers=OURS,
    )

    session.rollback()
    kept = session.get(Suggestion, one)
    assert (kept.state, kept.said) == (SuggestionState.ACCEPTED, "")
    assert queries.entry(session, service).text("fi").name == "Tupa"


def test_declining_needs_a_reason_and_is_done_once(desk, editor, session):
    service = a_service(session, organisation_id=editor.organisation_id)
    one = _suggested(session, service, "hei")
    door = f"/services/suggestions/{one}/decline"

    without = desk.post(door, data={}, headers=OURS)
    done = desk.post(door, data={"why": "unclear"}, headers=OURS)
    again = desk.post(door, data={"why": "unclear"}, headers=OURS)

    session.rollback()
    assert (without.status_code, done.status_code, again.status_code) == (422, 303, 303)
    kept = session.get(Suggestion, one)
    assert (kept.state, kept.declined, kept.said) == ("declined", Declined.UNCLEAR, "")


def test_a_suggestion_about_another_organisation_s_entry_is_not_there(desk, session, people):
    theirs = Organisation(slug="toinen", name={"fi": "Toinen"})
    session.add(theirs)
    session.commit()
    service = a_service(session, organisation_id=theirs.id)
    one = _suggested(session, service, "Väärä hissi")

    door = f"/services/suggestions/{one}/decline"
    told = desk.post(door, data={"why": "unclear"}, headers=OURS, follow_redirects=True).text

    assert "Joku on jo käsitellyt tämän ehdotuksen." in told
    assert "Väärä hissi" not in desk.get("/services/desk").text


def _suggested(session, service, said):
    with transaction() as writing:
        return actions.suggest(writing, service, "description", said).id


def test_the_desk_is_closed_to_responders(people):
    responder = people.signed_in(people.worker(Role.RESPONDER))

    for path in ("/services/desk", "/services/changes"):
        assert responder.get(path).status_code in {403, 404}
