"""Version 12 of the Finnish Service Catalogue: what its records say is what the directory tells."""

import io
import json
from copy import deepcopy
from datetime import date

import pytest
from sqlmodel import select

from core.clock import stopped
from core.db import transaction
from guidance import queries
from guidance.hours import door
from guidance.importing.codes import learn
from guidance.importing.running import import_upload, learn_codes
from guidance.models import Channel, Connection, Municipality, Provider, SourceRecord
from guidance.schemas import ChannelKind, Door, HoursKind, Known, RecordKind
from guidance.sources.geography import degrees_of, is_in_finland
from guidance.sources.ptv12.hours import Rule, ServiceHours, periods
from tests.people_guidance import helsinki, sample

RECORDS = json.loads(sample("ptv12.json"))
ORGANISATION, GENERAL, SERVICE, CHANNEL, CONNECTION = range(5)


def read_in(*records):
    return import_upload(io.BytesIO(json.dumps(records).encode()), name="ptv12.json")


def counts(run) -> tuple[int, int, int, int, int]:
    return run.created, run.updated, run.unchanged, run.kept, run.refused


def changed(number: int, **news) -> dict:
    return deepcopy(RECORDS[number]) | news


def only_card(session):
    [card] = queries.search(session, "etsivä", lang="fi")
    return card


def test_a_service_with_its_description_provider_place_and_phone_is_told_as_one(home, session):
    run = read_in(*RECORDS)

    card = only_card(session)
    entry = queries.entry(session, card.id)
    text = entry.text("fi")

    assert counts(run) == (5, 0, 0, 0, 0)
    assert str(card.id) == RECORDS[SERVICE]["contentId"]
    assert (card.name, card.summary) == ("Kunnan etsivä nuorisotyö", "Yhteinen tiivistelmä.")
    assert text.description == "Etsivä kulkee nuoren rinnalla.\n\nMeillä on auto."
    assert (text.alternative_name, text.conditions) == ("Etsivät", "Olet 15–29-vuotias.")
    assert card.free_of_charge is Known.YES
    assert card.address == "Esimerkkikatu 1, 87100 Kajaani"
    assert card.phone == "+35800 111"
    assert card.municipality == ["Kajaani"]
    assert entry.service.provider == {"fi": "Esimerkkilän kunta", "sv": "Exempelby kommun"}
    assert entry.service.languages == ["fi", "so"]


def test_records_may_come_in_any_order(home, session):
    for one in (CONNECTION, CHANNEL, SERVICE, GENERAL, ORGANISATION):
        read_in(RECORDS[one])

    card = only_card(session)
    entry = queries.entry(session, card.id)

    assert card.address == "Esimerkkikatu 1, 87100 Kajaani"
    assert card.free_of_charge is Known.YES
    assert entry.text("fi").description.startswith("Etsivä kulkee")
    assert entry.service.provider["fi"] == "Esimerkkilän kunta"


def test_the_note_of_a_service_at_its_channel_is_kept_of_the_two(home, session):
    read_in(*RECORDS)

    notes = [one.note for one in session.exec(select(Connection)).all()]

    assert notes == [{"fi": "Kysy etsiviä."}] * 3
    assert [one.kind for one in session.exec(select(Channel)).all()].count(ChannelKind.PHONE) == 1


def test_a_place_is_where_its_coordinates_say():
    assert degrees_of(6834688, 503879) == pytest.approx((61.6454668, 27.0732095), abs=1e-6)
    assert is_in_finland(59.92, 20.91)  # Kökar
    assert not is_in_finland(59.6, 24.9)  # the Gulf of Finland
    assert not is_in_finland(0, 0)


def test_hours_are_told_as_they_are():
    told = periods(ServiceHours.model_validate(RECORDS[CHANNEL]["serviceHours"]))

    for at, state in (
        (helsinki(2026, 11, 23, 10), Door.OPEN),
        (helsinki(2026, 11, 23, 13), Door.APPOINTMENT),
        (helsinki(2026, 11, 24, 19), Door.CLOSED),  # week 48 is even
        (helsinki(2026, 12, 9, 1), Door.CLOSED),  # the night after an even week's Tuesday
        (helsinki(2026, 12, 16, 1), Door.OPEN),  # week 51: the night of its Tuesday goes on
        (helsinki(2026, 11, 30, 10), Door.CLOSED),
        (helsinki(2026, 12, 24, 10), Door.OPEN),
    ):
        assert door(told, at) is state, at


def rules(*told) -> tuple:
    return periods(ServiceHours(hours=[Rule.model_validate(one) for one in told]))


def test_open_without_a_break_between_two_moments():
    told = rules(
        {
            "type": "ContinuousDateRange",
            "fromDate": "2026-12-20",
            "toDate": "2026-12-23",
            "fromTime": "12:00",
            "toTime": "15:00",
        }
    )

    assert door(told, helsinki(2026, 12, 20, 11)) is Door.CLOSED
    assert door(told, helsinki(2026, 12, 20, 13)) is Door.OPEN
    assert door(told, helsinki(2026, 12, 22, 3)) is Door.OPEN
    assert door(told, helsinki(2026, 12, 23, 16)) is Door.CLOSED


def test_open_from_friday_evening_to_monday_morning():
    told = rules(
        {
            "type": "ContinuousWeekdaysUntilFurtherNotice",
            "fromDay": "Friday",
            "toDay": "Monday",
            "fromTime": "16:00",
            "toTime": "08:00",
        }
    )

    assert door(told, helsinki(2026, 11, 22, 3)) is Door.OPEN
    assert door(told, helsinki(2026, 11, 23, 9)) is Door.CLOSED
    assert rules({"type": "ContinuousAlwaysValid"})[0].kind is HoursKind.ALWAYS


def test_what_the_catalogue_archives_is_no_longer_found_and_comes_back_with_its_record(
    home, session
):
    read_in(*RECORDS)
    read_in({"contentId": RECORDS[SERVICE]["contentId"]})

    assert queries.search(session, "etsivä", lang="fi") == []

    read_in(RECORDS[SERVICE])

    session.rollback()
    assert only_card(session).name == "Kunnan etsivä nuorisotyö"


def test_a_county_stands_for_its_municipalities_once_the_lists_are_read(home, session):
    county = changed(SERVICE, area={"areaType": "LimitedArea", "wellbeingServicesCounties": ["18"]})
    unknown = read_in(county)
    key = "x;;kunta#hyvinvointialue_1;;\nsourcecode;sourcename;targetcode;targetname\n\n"
    rows = '"\'205\'";"Kajaani";"\'18\'";"Kainuun hyvinvointialue"\n'
    with transaction() as writing:
        learn(writing, (key + rows).encode("cp1252"))

    known = read_in(county)

    assert counts(unknown) == (0, 0, 0, 0, 1)
    assert queries.refused(session, unknown.id)[0].place == "area: 18"
    assert counts(known) == (1, 0, 0, 0, 0)
    assert only_card(session).municipality == ["Kajaani"]


def test_a_bare_code_is_a_word_to_find_by_once_its_list_is_read(home, session):
    read_in(changed(SERVICE, serviceClasses=["P5.7"]))
    told = {
        "Notation": "P5.7",
        "Id": None,
        "Label": {"Fi": "Majakanvartijat"},
    }

    before = queries.search(session, "majakanvartijat", lang="fi")
    for _twice in range(2):
        learn_codes(json.dumps([told]).encode())

    session.rollback()
    found = queries.search(session, "majakanvartijat", lang="fi")
    assert (len(before), len(found)) == (0, 1)


def test_a_list_of_names_alone_leaves_names_in_other_languages(home, session):
    learn_codes(b'{"049": "Espoon kaupunki"}')

    session.rollback()
    assert session.get_one(Municipality, "049").name["fi"] == "Espoon kaupunki"
    assert queries.municipalities(session, "sv")["049"] == "Esbo"


def test_records_that_cannot_be_are_refused_with_their_place_and_the_good_one_comes_in(
    home, session
):
    bad = {
        "languageVersions": changed(SERVICE, languageVersions={"fi": {"name": ""}}),
        "chargeType": changed(SERVICE, chargeType="Cheap"),
        "area": changed(SERVICE, area={"areaType": "LimitedArea"}),
        "languageVersions.fi.name": changed(
            SERVICE, languageVersions={"fi": {"name": "x <img src=y onerror=z>"}}
        ),
        "serviceChannelType": changed(CHANNEL, serviceChannelType="Pigeon"),
    }

    run = read_in(*bad.values(), RECORDS[ORGANISATION])

    refused = queries.refused(session, run.id)
    assert counts(run) == (1, 0, 0, 0, 5)
    assert {one.place for one in refused} == set(bad)
    assert all(one.external_id and one.reason for one in refused)


def test_a_place_in_the_sea_is_refused(home, session):
    record = deepcopy(RECORDS[CHANNEL])
    record["location"]["streetAddresses"][0]["coordinates"][0] |= {
        "northing": 6_608_000,
        "easting": 385_000,
    }

    run = read_in(record)

    [refused] = queries.refused(session, run.id)
    assert refused.reason == "The place is not in Finland."
    assert refused.place == "location.streetAddresses.0.coordinates.0"
    assert session.exec(select(Channel)).all() == []


def test_tags_are_taken_off_what_is_shown_and_stay_in_what_is_kept(home, session):
    words = {"fi": {"name": "Talo", "description": "<p>Tule <b>käymään</b>.</p><p>Me <3 sinua</p>"}}

    read_in(changed(SERVICE, languageVersions=words, generalDescriptionContentId=None))

    entry = queries.entry(session, queries.search(session, "talo", lang="fi")[0].id)
    kept = session.exec(select(SourceRecord).where(SourceRecord.kind == RecordKind.SERVICE)).one()
    assert entry.text("fi").description.startswith("Tule käymään.\nMe <3 sinua")
    assert "<b>" in kept.payload


def test_what_was_read_today_is_fresh_and_what_a_worker_called_about_stays_called(home, session):
    from guidance import actions
    from guidance.schemas import FieldGroup, Method

    with stopped(at=helsinki(2026, 3, 1, 12)):
        read_in(*RECORDS)
    card = only_card(session)
    with stopped(at=helsinki(2026, 3, 5, 12)), transaction() as writing:
        actions.verify(
            writing, queries.entry(writing, card.id).service, [FieldGroup.HOURS], Method.CALLED
        )
    with stopped(at=helsinki(2026, 4, 1, 12)):
        read_in(changed(SERVICE, chargeType="Free"))

    session.rollback()
    known = queries.verifications(session, card.id)
    assert (known[FieldGroup.HOURS].method, known[FieldGroup.HOURS].verified_on) == (
        Method.CALLED,
        date(2026, 3, 5),
    )
    assert known[FieldGroup.DESCRIPTION].verified_on == date(2026, 4, 1)
    assert session.exec(select(Provider)).one().business_id == "0000000-0"
