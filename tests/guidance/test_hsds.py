"""The directory as open data: by the standard's own schemas, and nothing that is secret."""

import io
import json
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import jsonschema
import pytest
from sqlmodel import select

from core.clock import stopped
from core.db import transaction
from guidance import actions, queries
from guidance.actions import Contact, Room
from guidance.exporting import hsds
from guidance.exporting.hours import schedules
from guidance.hours import Period, Span
from guidance.importing.running import import_upload
from guidance.models import Overlay, Service, SourceRecord
from guidance.queries import giving
from guidance.schemas import AddressVisibility, ChannelKind, HoursKind, WhoAnswers
from guidance.sources.hsds.extension import fits
from tests.people_guidance import a_service, a_whole_service, helsinki, sample

STANDARD = Path(__file__).parents[2].parent / "shared" / "data" / "hsds-3.1"
TODAY = date(2026, 11, 23)


@cache
def schema(*, strict: bool) -> jsonschema.Draft202012Validator:
    """Give the standard's schema of a service; a strict one knows no words but its own and `x_`."""
    if not STANDARD.is_dir():
        pytest.skip("the schemas of the Human Services Data Specification are not on this machine")
    told = json.loads((STANDARD / "service.compiled.json").read_text())
    if strict:
        _close(told)
    return jsonschema.Draft202012Validator(told)


def _close(told) -> None:
    if isinstance(told, dict):
        if told.get("type") == "object" and "properties" in told:
            told |= {"additionalProperties": False, "patternProperties": {"^x_": {}}}
        for one in told.values():
            _close(one)
    if isinstance(told, list):
        for one in told:
            _close(one)


def faults(record, *, strict=True) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in schema(strict=strict).iter_errors(record)]


def read_in(*records):
    return import_upload(io.BytesIO(json.dumps(records).encode()), name="hsds.json")


def given(session, service_id) -> dict:
    session.rollback()
    return hsds.service(giving.told_one(session, service_id), today=TODAY)


def test_what_goes_out_is_what_the_standard_wants_and_nothing_beyond_our_own_extension(
    home, session
):
    own = given(session, a_whole_service(session))
    import_upload(io.BytesIO(sample("ptv12.json")), name="ptv12.json")
    session.rollback()
    [came] = queries.search(session, "etsivä", lang="fi")

    assert faults(own) == []
    assert faults(given(session, came.id)) == []
    assert own["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Kajaani"
    assert fits(own)


def test_what_came_as_hsds_goes_out_as_it_came(home, session):
    if not STANDARD.is_dir():
        pytest.skip("the examples of the Human Services Data Specification are not on this machine")
    example = json.loads((STANDARD / "examples" / "service_full.json").read_text())

    run = read_in(example)
    [card] = queries.search(session, "counselling", lang="fi")

    assert (run.created, run.refused) == (1, 0)
    assert card.phone == "+44 1234 234567"
    assert json.dumps(given(session, card.id), sort_keys=True) == json.dumps(
        example, sort_keys=True
    )


def test_what_is_closed_for_a_time_is_never_called_open_and_comes_back_with_its_hours(
    client, session
):
    record = {"id": str(uuid4()), "name": "Talo", "phones": [{"id": str(uuid4()), "number": "1"}]}
    always = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00"}
    record |= {"schedules": [always | {"closes_at": "23:59"}]}
    service = UUID(record["id"])

    with stopped(at=helsinki(2026, 11, 23, 12)):
        read_in(record | {"status": "temporarily closed"})
        away = queries.card(session, service, "fi")
        page = client.get(f"/services/{service}").text
        with transaction() as writing:
            writing.add(Overlay(service_id=service, field="texts.fi.fees", value="0 €", base=""))
        out = given(session, service)
        read_in(record | {"status": "active"})
        session.rollback()
        back = queries.card(session, service, "fi")

    assert (away.door, away.hours_text) == ("closed", "Suljettu toistaiseksi")
    assert 'class="hours"' not in page
    assert (out["status"], "schedules" in out) == ("temporarily closed", False)
    assert back.door == "open"


def test_our_own_words_survive_the_way_through_another_house(home, session):
    service_id = a_whole_service(session)
    out = given(session, service_id)
    with transaction() as writing:
        writing.delete(writing.get_one(Service, service_id))

    read_in(out)

    session.rollback()
    entry = queries.entry(session, service_id)
    assert entry.text("sv").name == "Ungdomens hus"
    assert entry.service.who_answers is WhoAnswers.PEER
    assert entry.service.meanwhile == {"fi": "Chatissa on joku."}
    assert (entry.service.age_min, entry.service.age_max) == (12, 29)
    assert len(entry.channels) == 3
    assert given(session, service_id) == out


def test_whoever_edits_the_plain_part_elsewhere_is_believed(home, session):
    service_id = a_whole_service(session)
    edited = deepcopy(given(session, service_id)) | {"name": "Uusi nimi"}
    with transaction() as writing:
        writing.delete(writing.get_one(Service, service_id))

    read_in(edited)

    session.rollback()
    assert not fits(edited)
    assert set(queries.entry(session, service_id).texts) == {"fi"}
    assert queries.card(session, service_id, "fi").name == "Uusi nimi"


def test_what_was_written_here_does_not_come_back_as_news(home, session):
    service_id = a_whole_service(session)
    out = given(session, service_id)

    run = read_in(out)

    assert (run.created, run.refused) == (0, 1)
    assert session.exec(select(SourceRecord)).all() == []


def test_a_secret_place_does_not_go_out_in_any_part(home, session):
    street = {"street": "Salakatu 1", "postal_code": "87100", "post_office": "Kajaani"}
    hidden = Contact(ChannelKind.PLACE, **street, visibility=AddressVisibility.HIDDEN)
    partly = Contact(ChannelKind.PLACE, **street, visibility=AddressVisibility.PARTIAL)

    secret = given(session, a_service(session, "Turvakoti", contacts=(hidden,)))
    town = given(session, a_service(session, "Tukikoti", contacts=(partly,)))

    assert "Salakatu" not in json.dumps(secret)
    assert "Kajaani" not in json.dumps(secret)
    assert "Salakatu" not in json.dumps(town)
    assert "87100" not in json.dumps(town)
    assert "Kajaani" in json.dumps(town)


def test_a_street_that_another_house_calls_secret_is_not_passed_on(home, session):
    service_id = a_whole_service(session)
    out = given(session, service_id)
    with transaction() as writing:
        writing.delete(writing.get_one(Service, service_id))
    [place] = [one for one in out["x_rinnalla"]["channels"] if one["kind"] == "place"]
    place["visibility"] = "hidden"

    read_in(out)

    session.rollback()
    assert "Salakatu" in json.dumps(out)
    assert "Salakatu" not in json.dumps(given(session, service_id))


def test_a_reader_of_the_plain_standard_never_believes_a_closed_day_to_be_open():
    week = Period(HoursKind.WEEKLY, tuple(Span(day, 540, 960) for day in range(1, 6)))
    closed = Period(HoursKind.EXCEPTION, (), date(2026, 12, 1), date(2026, 12, 3))
    feast = Period(HoursKind.HOLIDAY, (Span(0, 600, 720),), holiday="ChristmasEve")

    told = schedules([week, closed, feast], owner=hsds.NAMES, today=TODAY)

    stretches = [(one.get("valid_from"), one.get("valid_to"), one["opens_at"]) for one in told]
    assert stretches == [
        (None, "2026-11-30", "09:00:00"),
        ("2026-12-04", "2026-12-23", "09:00:00"),
        ("2026-12-25", None, "09:00:00"),
        ("2026-12-24", "2026-12-24", "10:00:00"),
    ]


def test_a_season_and_a_short_exception_are_told_instead_of_what_they_replace():
    def week(kind: HoursKind, opens: int, *dates: date | None) -> Period:
        return Period(kind, (Span(1, opens, 960),), *dates)

    rules = [
        week(HoursKind.WEEKLY, 540),
        week(HoursKind.WEEKLY, 600, date(2026, 12, 1), date(2027, 1, 31)),
        week(HoursKind.EXCEPTION, 660, date(2026, 12, 21), date(2026, 12, 31)),
        Period(HoursKind.EXCEPTION, (), date(2026, 12, 28), date(2026, 12, 28)),
    ]

    told = schedules(rules, owner=hsds.NAMES, today=TODAY)

    assert [(one["opens_at"][:2], one.get("valid_from"), one.get("valid_to")) for one in told] == [
        ("09", None, "2026-11-30"),
        ("09", "2027-02-01", None),
        ("10", "2026-12-01", "2026-12-20"),
        ("10", "2027-01-01", "2027-01-31"),
        ("11", "2026-12-21", "2026-12-27"),
        ("11", "2026-12-29", "2026-12-31"),
    ]


def test_what_was_written_over_goes_out_as_we_say_it(home, session):
    read_in(
        given(session, a_whole_service(session)) | {"id": "0e000000-0000-4000-8000-000000000001"}
    )
    session.rollback()
    came = next(
        one.service_id for one in session.exec(select(SourceRecord)).all() if one.service_id
    )
    with transaction() as writing:
        writing.add(Overlay(service_id=came, field="texts.fi.name", value="Meidän", base="x"))
        text = queries.entry(writing, came).text("fi")
        text.name = "Meidän"
        writing.add(text)

    assert given(session, came)["name"] == "Meidän"
    assert faults(given(session, came)) == []


def room_told(session, service_id) -> tuple[int, int | None, str]:
    [one] = queries.capacities(session, service_id)
    return one.available, one.maximum, one.told_at.isoformat()


def test_room_comes_in_with_its_day_and_what_is_told_here_later_stays_and_goes_out(home, session):
    record = {"id": str(uuid4()), "name": "Turvatalo", "status": "active"}
    room = {"unit": {"name": "Vuodepaikat"}, "available": 2, "maximum": 1}
    told = room | {"updated": "2026-11-01T10:00:00+02:00"}
    read_in(record | {"capacities": [told]})
    service = UUID(record["id"])

    came = room_told(session, service)
    with transaction() as writing:
        found = queries.entry(writing, service).service
        actions.tell_capacity(writing, found, [Room("Vuodepaikat", 5, 8)])
    read_in(record | {"capacities": [told], "description": "Uusi."})

    session.rollback()
    kept = room_told(session, service)
    with transaction() as reading:
        given = hsds.service(giving.told_one(reading, service), today=TODAY)
    assert came == (2, None, "2026-11-01T08:00:00+00:00")
    assert kept[:2] == (5, 8)
    assert [one["available"] for one in given["capacities"]] == [5]
