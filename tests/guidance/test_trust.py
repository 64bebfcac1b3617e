"""What was made sure of grows old; what was translated goes stale; room is told as it is."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from core.clock import local_day, stopped
from core.db import transaction
from guidance import actions, queries
from guidance.actions import Draft, Text
from guidance.drafting import FACTS
from guidance.models import Capacity, Channel, Hours, ServiceText
from guidance.schemas import ChannelKind, FieldGroup, HoursKind, Known, Method, TextStatus
from organisation.models import Role
from tests.people_guidance import a_service, helsinki


def test_hours_grow_old_before_the_description_does(home, session):
    with stopped(at=helsinki(2026, 1, 10, 12)):
        service = a_service(session)

    old = queries.grown_old(session, date(2026, 6, 1))

    assert {group for one, group, _until in old if one == service} == {
        FieldGroup.CONTACT,
        FieldGroup.HOURS,
    }


def test_a_call_makes_the_hours_fresh_again(home, session):
    with stopped(at=helsinki(2026, 1, 10, 12)):
        service = a_service(session)

    with stopped(at=helsinki(2026, 6, 1, 12)), transaction() as writing:
        found = queries.entry(writing, service).service
        actions.verify(writing, found, [FieldGroup.HOURS], Method.CALLED)

    session.rollback()
    hours = queries.verifications(session, service)[FieldGroup.HOURS]
    assert (hours.method, hours.expires_on) == (Method.CALLED, date(2026, 8, 30))
    assert [group for _one, group, _until in queries.grown_old(session, date(2026, 6, 1))] == [
        FieldGroup.CONTACT
    ]


def test_a_translation_goes_stale_when_its_original_changes_alone(home, session):
    service = a_service(session, "Nuorten talo", sv="Ungdomens hus")

    with transaction() as writing:
        entry = queries.entry(writing, service)
        texts = {"fi": Text("Uusi talo"), "sv": Text("Ungdomens hus")}
        actions.edit(writing, entry, Draft(texts))

    told = {one.lang: one.status for one in session.exec(select(ServiceText)).all()}
    assert told == {"fi": TextStatus.ORIGINAL, "sv": TextStatus.STALE}


def test_there_is_never_more_room_than_there_is(home, session):
    service = a_service(session)

    room = Capacity(service_id=service, unit="paikkaa", available=5, maximum=3)

    with pytest.raises(IntegrityError):
        actions.tell_capacity(session, queries.entry(session, service).service, [room])


@pytest.mark.parametrize(
    "half",
    [
        Channel(kind=ChannelKind.PLACE, latitude=60.2),
        Hours(kind=HoursKind.HOLIDAY, holiday=""),
    ],
    ids=["half a pair of coordinates", "a feast without its name"],
)
def test_the_database_keeps_nothing_by_halves(home, session, half):
    service = a_service(session)
    if isinstance(half, Hours):
        half.service_id = service
    session.add(half)

    with pytest.raises(IntegrityError):
        session.flush()


def test_what_a_young_person_asks_first_is_told_on_the_page(client, session):
    service = a_service(
        session,
        text_only=Known.YES,
        consent_needed=Known.NO,
        safer_space=Known.NO,
        meanwhile={"fi": "Chatissa on joku heti."},
        reply_time={"fi": "Saat vastauksen samana päivänä."},
    )

    shown = client.get(f"/services/{service}").text

    for told in (
        "Voit kirjoittaa. Sinun ei tarvitse puhua.",
        "Huoltajan lupaa ei tarvita.",
        "Chatissa on joku heti.",
        "Saat vastauksen samana päivänä.",
    ):
        assert told in shown
    assert "kaikilla olisi turvallista" not in shown


def test_how_many_places_are_free_is_told_with_its_day(client, session):
    service = a_service(session)
    with transaction() as writing:
        found = queries.entry(writing, service).service
        room = Capacity(service_id=service, unit="Paikkoja", available=2, maximum=8)
        actions.tell_capacity(writing, found, [room])

    shown = client.get(f"/services/{service}").text

    assert "Paikkoja: 2 vapaana" in shown


def test_an_editor_keeps_what_the_form_does_not_ask(people, session):
    editor = people.worker(Role.EDITOR)
    service = a_service(session, organisation_id=editor.organisation_id)
    session.get(ServiceText, (service, "fi")).fees = "Maksuton alle 29-vuotiaille"
    session.commit()

    unknown = dict.fromkeys([*FACTS, "who_answers"], "unknown")
    answer = people.signed_in(editor).post(
        f"/services/{service}/edit",
        data=unknown
        | {
            "fi_name": "Uusi nimi",
            "fi_meanwhile": "Soita.",
            "visibility": "full",
            "status": "published",
        },
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    session.rollback()
    assert answer.status_code == 303
    entry = queries.entry(session, service)
    assert entry.text("fi").fees == "Maksuton alle 29-vuotiaille"
    assert entry.service.meanwhile == {"fi": "Soita."}
    assert entry.service.verified_on >= local_day() - timedelta(days=1)
