"""What was written here stays over what another system says, and its news are shown beside it."""

import io
import json

import pytest
from sqlmodel import select

from core.db import transaction
from guidance import actions, queries, written
from guidance.drafting import draft_of, form_data
from guidance.forms import ServiceForm
from guidance.importing.running import import_upload
from guidance.models import Overlay
from guidance.schemas import ChannelKind, Known
from organisation.models import Role
from tests.people_guidance import real_file, sample

RECORDS = json.loads(sample("ptv12.json"))
SERVICE = RECORDS[2]


def read_in(content: bytes):
    return import_upload(io.BytesIO(content), name="x.json")


def overlays(session) -> dict[str, tuple]:
    session.rollback()
    return {one.field: (one.base, one.value) for one in session.exec(select(Overlay)).all()}


def saved(home, service_id, **changes) -> None:
    """Open the form as an editor does, change some of it, and save."""
    with home.app.test_request_context("/"), transaction() as session:
        entry = queries.entry(session, service_id)
        data = form_data(entry, queries.own_channels(session, entry)) | changes
        places = {names["fi"].casefold(): code for code, names in entry.areas.items()}
        actions.edit(session, entry, draft_of(ServiceForm(data=data, places=places), entry))


def the_service(session):
    session.rollback()
    [card] = queries.search(session, "etsivä", lang="fi") or queries.search(session, "", lang="fi")
    return card.id


def test_who_saves_without_changing_anything_writes_over_nothing(home, session):
    read_in(json.dumps(RECORDS).encode())

    saved(home, the_service(session))

    assert overlays(session) == {}


def test_a_real_record_too_is_saved_without_a_trace(home, session):
    read_in(real_file("services.json"))

    saved(home, the_service(session))

    assert overlays(session) == {}


def test_only_the_changed_field_is_ours_and_the_others_follow_their_source(home, session):
    read_in(json.dumps(RECORDS).encode())
    service_id = the_service(session)
    saved(home, service_id, fi_instruction="Soita vaikka illalla.", anonymous="yes")

    news = json.loads(json.dumps(SERVICE))
    news["languageVersions"]["fi"]["description"] = "Uusi auto."
    run = read_in(json.dumps(news).encode())

    session.rollback()
    text = queries.entry(session, service_id).text("fi")
    assert overlays(session) == {
        "texts.fi.instruction": ("Laita viesti.", "Soita vaikka illalla."),
        "anonymous": (None, "yes"),
    }
    assert (run.updated, run.kept) == (1, 0)
    assert text.instruction == "Soita vaikka illalla."
    assert text.description.endswith("Uusi auto.")
    assert queries.entry(session, service_id).service.anonymous is Known.YES


def test_news_of_a_field_that_is_ours_stand_beside_it_until_somebody_chooses(home, session):
    read_in(json.dumps(RECORDS).encode())
    service_id = the_service(session)
    saved(home, service_id, fi_instruction="Soita vaikka illalla.")
    news = json.loads(json.dumps(SERVICE))
    news["languageVersions"]["fi"]["userInstructions"] = "Laita sähköpostia."

    run = read_in(json.dumps(news).encode())
    session.rollback()
    [difference] = queries.differences(session, service_id)
    with transaction() as writing:
        actions.settle(writing, service_id, difference.field, take_theirs=False)

    session.rollback()
    assert run.kept == 1
    assert (difference.base, difference.theirs, difference.ours) == (
        "Laita viesti.",
        "Laita sähköpostia.",
        "Soita vaikka illalla.",
    )
    assert queries.differences(session, service_id) == []
    assert queries.entry(session, service_id).text("fi").instruction == "Soita vaikka illalla."


def test_an_editor_sees_the_three_side_by_side_and_takes_the_sources_words(people, home, session):
    read_in(json.dumps(RECORDS).encode())
    service_id = the_service(session)
    saved(home, service_id, fi_instruction="Soita vaikka illalla.")
    news = json.loads(json.dumps(SERVICE))
    news["languageVersions"]["fi"]["userInstructions"] = "Laita sähköpostia."
    read_in(json.dumps(news).encode())
    editor = people.signed_in(people.worker(Role.EDITOR))

    page = editor.get(f"/services/{service_id}/differences").text
    answer = editor.post(
        f"/services/{service_id}/differences",
        data={"field": "texts.fi.instruction", "take": "theirs"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    session.rollback()
    for told in ("Laita viesti.", "Laita sähköpostia.", "Soita vaikka illalla."):
        assert told in page
    assert answer.status_code == 303
    assert queries.entry(session, service_id).text("fi").instruction == "Laita sähköpostia."
    assert overlays(session) == {}


@pytest.mark.parametrize("name", ["ptv12.json", "channel.json", "mixed.json"])
def test_what_nobody_wrote_over_goes_out_byte_for_byte(home, session, name):
    run = read_in(sample(name))
    assert run.created

    out = {json.dumps(one, sort_keys=True) for one in carried(session)}

    records = json.loads(sample(name)) if name != "mixed.json" else None
    if records is not None:
        listed = records if isinstance(records, list) else [records]
        assert out == {json.dumps(one, sort_keys=True) for one in listed}
    assert len(out) == run.created


def test_the_real_records_go_out_byte_for_byte(home, session):
    channel = json.loads(real_file("otava_service_channel.json"))
    services = list(json.loads(real_file("services.json")).values())
    read_in(real_file("otava_service_channel.json"))
    read_in(real_file("services.json"))

    out = {json.dumps(one, sort_keys=True) for one in carried(session)}

    assert out == {json.dumps(one, sort_keys=True) for one in [channel, *services]}


def test_what_was_written_over_goes_out_in_the_record_and_nothing_else_changes(home, session):
    read_in(json.dumps(RECORDS).encode())
    saved(home, the_service(session), fi_instruction="Soita vaikka illalla.")

    [out] = [one for one in carried(session) if one.get("contentId") == SERVICE["contentId"]]

    expected = json.loads(json.dumps(SERVICE))
    expected["languageVersions"]["fi"]["userInstructions"] = "Soita vaikka illalla."
    assert out == expected


def carried(session) -> list[dict]:
    session.rollback()
    return [*queries.as_ptv(session, "ptv11"), *queries.as_ptv(session, "ptv12")]


def test_hours_written_here_stay_and_go_out_and_their_news_stand_beside_them(people, home, session):
    record = {"id": "0e000000-0000-4000-8000-000000000001", "name": "Talo", "status": "active"}
    week = {"freq": "WEEKLY", "byday": "MO", "closes_at": "16:00"}
    read_in(json.dumps([record | {"schedules": [week | {"opens_at": "09:00"}]}]).encode())
    service_id = the_service(session)

    saved(home, service_id, day1="10–14")
    read_in(json.dumps([record | {"schedules": [week | {"opens_at": "08:00"}]}]).encode())
    editor = people.signed_in(people.worker(Role.EDITOR))
    page = editor.get(f"/services/{service_id}/differences?lang=fi").text
    given = editor.get(f"/api/hsds/services/{service_id}").json

    for told in ("Maanantai 9–16", "Maanantai 8–16", "Maanantai 10–14"):
        assert told in page
    assert [one["opens_at"] for one in given["schedules"]] == ["10:00:00"]


def test_hours_of_a_place_that_came_are_put_right_here_until_they_are_emptied(home, session):
    read_in(json.dumps(RECORDS).encode())
    service_id = the_service(session)

    saved(home, service_id, day1="10–14")
    read_in(json.dumps(changed_channel()).encode())
    session.rollback()
    ours = queries.entry(session, service_id)
    saved(home, service_id, day1="")
    session.rollback()
    theirs = queries.entry(session, service_id)

    assert [len(one) for one in ours.all_periods()] == [1]
    assert written.day_text(list(ours.all_periods()[0][0].spans)) == "10–14"
    assert theirs.all_periods()
    assert theirs.all_periods() != ours.all_periods()


def changed_channel() -> dict:
    """Give the channel's record again, its street and its number spelled otherwise."""
    text = json.dumps(RECORDS[3], ensure_ascii=False)
    return json.loads(text.replace("Esimerkkikatu", "Esimerkinkatu"))


def test_a_street_that_is_kept_back_stays_so_in_every_part_when_it_is_read_again(people, session):
    read_in(json.dumps(RECORDS).encode())
    service_id = the_service(session)
    editor = people.signed_in(people.worker(Role.EDITOR))
    came = queries.came_with(session, queries.entry(session, service_id))
    kinds = {str(one.channel.id): one.channel.kind for one in came}

    answer = editor.post(
        f"/services/{service_id}/ways",
        data=dict.fromkeys(kinds, "hidden"),
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    read_in(json.dumps(changed_channel()).encode())

    pages = [f"/services/{service_id}{one}" for one in ("", "/print", "/card.json")]
    pages += ["/services?q=etsivä", "/services/night", "/api/hsds/services?full=true"]
    shown = [editor.get(one) for one in [*pages, "/api/hsds/service_at_locations?full=true"]]
    session.rollback()
    texts = [one.text for one in shown]
    texts += [json.dumps(list(queries.as_ptv(session, "ptv12"))), queries.as_sheet(session)]
    street = ("Esimerkkikatu", "Esimerkinkatu", "87100", "data-latitude")
    kept_back = (*street, "000 111", "example.org/etsivat")
    assert set(kinds.values()) == {ChannelKind.PLACE, ChannelKind.PHONE, ChannelKind.WEB}
    assert answer.status_code == 303
    assert {one.status_code for one in shown} == {200}
    assert [told for told in kept_back for one in texts if told in one] == []


def test_only_what_a_way_can_be_is_taken(people, session):
    read_in(json.dumps(RECORDS).encode())
    service_id = the_service(session)
    editor = people.signed_in(people.worker(Role.EDITOR))
    phone = next(
        one.channel.id
        for one in queries.came_with(session, queries.entry(session, service_id))
        if one.channel.kind is ChannelKind.PHONE
    )

    answer = editor.post(
        f"/services/{service_id}/ways",
        data={str(phone): "partial"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 422
