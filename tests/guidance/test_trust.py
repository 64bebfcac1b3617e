"""What was made sure of grows old; what was translated goes stale; room is told as it is."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from core import clock
from core.clock import local_day, stopped
from core.db import transaction
from guidance import actions, queries
from guidance.actions import Contact, Draft, Room, Text
from guidance.drafting import FACTS
from guidance.hours import Period, Span
from guidance.models import Channel, Hours, ServiceText
from guidance.schemas import (
    ChannelKind,
    FieldGroup,
    HoursKind,
    Known,
    Method,
    TextStatus,
    Weeks,
)
from organisation.models import Role
from tests.people_guidance import a_service, helsinki

OURS = {"Sec-Fetch-Site": "same-origin"}


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

    room = Room("paikkaa", available=5, maximum=3)

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
        actions.tell_capacity(writing, found, [Room("Paikkoja", available=2, maximum=8)])

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
        headers=OURS,
    )

    session.rollback()
    assert answer.status_code == 303
    entry = queries.entry(session, service)
    assert entry.text("fi").fees == "Maksuton alle 29-vuotiaille"
    assert entry.service.meanwhile == {"fi": "Soita."}
    assert entry.service.verified_on >= local_day() - timedelta(days=1)


SUMMER = Period(
    HoursKind.WEEKLY, (Span(1, 600, 840),), valid_from=date(2027, 6, 1), valid_to=date(2027, 8, 31)
)
EVERY_OTHER = Period(HoursKind.WEEKLY, (Span(2, 540, 960, Weeks.ODD),))
CHRISTMAS = Period(HoursKind.HOLIDAY, holiday="ChristmasEve")


def the_form(**changed) -> dict[str, str]:
    """Give the form as the page shows it, filled in, with what an editor changes."""
    unknown = dict.fromkeys([*FACTS, "who_answers"], "unknown")
    said = {"fi_name": "Nuorten talo", "visibility": "full", "status": "published"}
    return unknown | said | {"day1": "10–14", "day2": "9–16"} | changed


def test_an_editor_who_mends_a_word_leaves_hours_that_no_form_shows(people, session):
    editor = people.worker(Role.EDITOR)
    desk = people.signed_in(editor)
    hours = (SUMMER, EVERY_OTHER, CHRISTMAS)
    service = a_service(session, periods=hours, organisation_id=editor.organisation_id)
    address = f"/services/{service}/edit"
    assert "juhlapäiv" in desk.get(address).text

    desk.post(address, data=the_form(fi_summary="Uusi."), headers=OURS)

    session.rollback()
    assert set(queries.entry(session, service).own_periods) == set(hours)

    desk.post(address, data=the_form(day1="12–14"), headers=OURS)

    session.rollback()
    told = queries.entry(session, service).own_periods
    assert CHRISTMAS in told
    assert SUMMER not in told


def test_who_mends_a_word_has_not_asked_after_the_hours(home, session):
    with stopped(at=helsinki(2026, 1, 10, 12)):
        service = a_service(session, "Talo", phone="+358 00 111")

    with stopped(at=helsinki(2026, 6, 1, 12)), transaction() as writing:
        entry = queries.entry(writing, service)
        ways = (Contact(ChannelKind.PHONE, "+358 00 222"),)
        actions.edit(writing, entry, Draft({"fi": Text("Talo")}, contacts=ways))

    session.rollback()
    checked = queries.verifications(session, service)
    assert checked[FieldGroup.CONTACT].verified_on == date(2026, 6, 1)
    assert checked[FieldGroup.HOURS].verified_on == date(2026, 1, 10)


def test_an_editor_tells_room_in_a_few_numbers_and_old_room_is_not_told(people, session, client):
    editor = people.worker(Role.EDITOR)
    service = a_service(session, organisation_id=editor.organisation_id)
    told = {"rows-0-unit": "Vapaita aikoja", "rows-0-available": "3", "rows-0-maximum": "10"}
    desk, address = people.signed_in(editor), f"/services/{service}/room"

    too_many = desk.post(address, data=told | {"rows-0-maximum": "2"}, headers=OURS)
    taken = desk.post(address, data=told, headers=OURS)

    assert (too_many.status_code, taken.status_code) == (422, 303)
    assert 'value="3"' in desk.get(address).text
    assert "Vapaita aikoja: 3 vapaana" in client.get(f"/services/{service}").text
    with stopped(at=clock.now() + timedelta(days=15)):
        assert "Vapaita aikoja" not in client.get(f"/services/{service}").text
