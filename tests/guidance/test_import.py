"""Files of the Finnish Service Catalogue come in record by record."""

import io
import json
from uuid import UUID

import pytest
from sqlmodel import col, select

from core.clock import stopped
from core.db import transaction
from guidance import actions, queries
from guidance.errors import FileTooBig, UnreadableFile
from guidance.importing.cutting import cut
from guidance.importing.running import import_upload, largest_file
from guidance.models import Hours, Service, SourceRecord
from guidance.schemas import Door, Known
from tests.people_guidance import helsinki, real_file, sample

OFFICE = "99999999-9999-4999-8999-999999999999"


def read_in(content: bytes, file: str = "services.json"):
    return import_upload(io.BytesIO(content), name=file)


def counts(run) -> tuple[int, int, int, int, int]:
    return run.created, run.updated, run.unchanged, run.kept, run.refused


def test_a_real_service_comes_in_and_is_found_in_the_words_of_the_young(home, session):
    run = read_in(real_file("services.json"))

    found = queries.search(session, "oppimäärän yksilöllistämistä", lang="fi")

    assert counts(run) == (1, 0, 0, 0, 0)
    assert [one.name for one in found] == ["Yksilöllistetty oppimäärä"]
    assert found[0].municipality == ["Tohmajärvi", "Liperi"]
    assert queries.search(session, "perusopetus", lang="fi", municipality="426") == found
    assert queries.search(session, "perusopetus", lang="fi", municipality="205") == []


def test_a_real_channel_gives_its_service_a_place_phones_pages_and_hours(home, session):
    service = json.loads(real_file("services.json"))["6c00d407-d3fd-4c7e-a373-57be9f3b2cff"]
    channel = json.loads(real_file("otava_service_channel.json"))
    service["id"] = channel["services"][0]["service"]["id"]
    read_in(real_file("otava_service_channel.json"), "channel.json")
    read_in(json.dumps([service]).encode())

    with stopped(at=helsinki(2026, 11, 23, 15, 30)):
        card = queries.search(session, "oppimäärä", lang="fi")[0]

    assert card.door is Door.OPEN
    assert card.is_open_now
    assert "16" in card.hours_text
    assert card.address == "Otavantie 2 B, 50670 Otava"
    assert card.phone.startswith("+358")
    assert card.web_url == "http://www.otavanopisto.fi/"


def test_what_a_real_record_said_is_kept_to_the_letter(home, session):
    content = real_file("services.json")

    read_in(content)

    kept = session.exec(select(SourceRecord)).one()
    assert kept.payload in content.decode()
    assert json.loads(kept.payload) == next(iter(json.loads(content).values()))


def test_broken_records_are_told_with_their_line_and_the_others_come_in(home, session):
    run = read_in(sample("mixed.json"))

    told = {one.line: (one.place, one.reason) for one in queries.refused(session, run.id)}

    assert counts(run) == (2, 0, 0, 0, 3)
    assert sorted(told) == [20, 22, 27]
    assert told[20][1].startswith("Broken JSON")
    assert told[22] == ("serviceNames", "The service has no name.")
    assert told[27] == ("serviceNames.0.value", "The text carries a script.")
    assert {one.name for one in queries.search(session, "", lang="fi")} == {
        "Etsivä nuorisotyö",
        "Nuorten työpaja",
    }


def test_the_same_file_twice_changes_nothing(home):
    read_in(sample("mixed.json"))

    again = read_in(sample("mixed.json"))

    assert counts(again) == (0, 0, 2, 0, 3)


def test_a_broken_file_leaves_what_came_before(home, session):
    read_in(sample("mixed.json"))

    run = read_in(sample("mixed.json")[:700])

    assert run.refused == 1
    assert len(queries.search(session, "", lang="fi")) == 2


def test_a_file_cut_in_the_middle_gives_all_but_its_last_record(home):
    content = sample("mixed.json")

    run = read_in(content[: content.index(b'"areaType": "LimitedType"')])

    assert counts(run) == (1, 0, 0, 0, 4)


@pytest.mark.parametrize("first", ["channel.json", "mixed.json"])
def test_service_and_channel_meet_whichever_comes_first(home, session, first):
    second = {"channel.json": "mixed.json", "mixed.json": "channel.json"}[first]
    read_in(sample(first))
    read_in(sample(second))

    card = queries.search(session, "etsivä", lang="fi")[0]

    assert card.address == "Esimerkkikatu 1, 87100 Kajaani"
    assert card.free_of_charge is Known.YES


def test_a_zoned_date_of_the_catalogue_is_the_day_in_helsinki(home, session):
    read_in(sample("channel.json"))
    read_in(sample("mixed.json"))

    with stopped(at=helsinki(2026, 11, 30, 12)):
        assert queries.search(session, "etsivä", lang="fi")[0].door is Door.CLOSED
    with stopped(at=helsinki(2026, 12, 7, 12)):
        assert queries.search(session, "etsivä", lang="fi")[0].door is Door.OPEN


def test_changed_words_replace_the_old_ones_and_their_index(home, session):
    read_in(sample("mixed.json"))
    changed = json.loads(
        sample("mixed.json")
        .replace(b"Published\n", b'"Published"\n')
        .replace(b'"Name"},\n    "publ', b'"Name"}],\n    "publ')
    )
    one = changed["55555555-5555-4555-8555-555555555555"]
    one["serviceNames"][0]["value"] = "Pyöräkorjaamo"

    run = read_in(json.dumps({one["id"]: one}).encode())

    assert counts(run) == (0, 1, 0, 0, 0)
    assert [card.name for card in queries.search(session, "pyörä", lang="fi")] == ["Pyöräkorjaamo"]
    assert queries.search(session, "työpaja", lang="fi") == []


def test_what_was_edited_here_is_kept_and_the_news_are_marked(home, session):
    read_in(sample("mixed.json"))
    card = queries.search(session, "työpaja", lang="fi")[0]
    with transaction() as writing:
        actions.edit(
            writing,
            queries.entry(writing, card.id),
            actions.Draft({"fi": actions.Text("Meidän paja")}),
        )
    news = sample("mixed.json").replace(b"Nuorten ty", b"Uusien nuorten ty")

    run = read_in(news)

    session.rollback()
    assert run.kept == 1
    assert queries.card(session, card.id, "fi").name == "Meidän paja"
    assert queries.source_of(session, card.id).differs


def test_a_withdrawn_record_takes_its_service_out(home, session):
    read_in(sample("mixed.json"))
    gone = sample("mixed.json").replace(
        b'"publishingStatus": "Published"\n  }\n}', b'"publishingStatus": "Deleted"\n  }\n}'
    )

    read_in(gone)

    assert queries.search(session, "työpaja", lang="fi") == []
    assert session.exec(select(Service)).all()


def test_hours_of_an_unknown_weekday_refuse_the_channel(home, session):
    run = read_in(sample("channel.json").replace(b"Monday", b"Funday"))

    [refused] = queries.refused(session, run.id)

    assert refused.place == "serviceHours.0.openingHour.0.dayFrom"
    assert refused.external_id == OFFICE
    assert session.exec(select(Hours).where(col(Hours.channel_id).is_not(None))).all() == []


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b"42"])
def test_what_is_no_catalogue_file_at_all_is_refused_whole(home, content):
    with pytest.raises(UnreadableFile):
        read_in(content)


def test_a_file_that_is_too_big_is_not_even_opened(home):
    with pytest.raises(FileTooBig):
        read_in(b" " * (largest_file() + 1))


@pytest.mark.parametrize(
    "content",
    [b"[", b"{", b'[{"id": ', b'[1, 2, "x"]', b'{"a": }', b"[[[[[", b'["\\u12"]', b"{]}{"],
)
def test_rubbish_ends_and_is_told(content):
    assert all(one.problem or not isinstance(one.value, dict) for one in cut(content))


def a_record(number: int, **told) -> dict:
    name = {"language": "fi", "value": f"Talo {number}", "type": "Name"}
    return {"id": str(UUID(int=number)), "sourceId": None, "serviceNames": [name], **told}


def test_in_a_list_too_a_record_without_its_closing_bracket_costs_only_itself(home, session):
    broken = json.dumps(a_record(1))[:-1]

    run = read_in(f"[{broken},\n{json.dumps(a_record(2))}]".encode())

    assert counts(run) == (1, 0, 0, 0, 1)
    assert [one.name for one in queries.search(session, "", lang="fi")] == ["Talo 2"]


def test_a_page_of_the_open_api_is_read_like_a_list(home):
    run = read_in(json.dumps({"pageNumber": 1, "itemList": [a_record(1), a_record(2)]}).encode())

    assert counts(run) == (2, 0, 0, 0, 0)


def test_a_limited_area_without_a_municipality_does_not_become_the_whole_country(home):
    run = read_in(json.dumps([a_record(1, areaType="LimitedType", areas=[])]).encode())

    assert counts(run) == (0, 0, 0, 0, 1)


def test_depth_beyond_measure_is_refused_and_not_a_fault():
    assert all(one.problem for one in cut(b"[" * 200_000))
