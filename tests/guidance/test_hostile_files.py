"""Files made to break the house: a hostile record costs only itself, and what came in stays readable."""

import io
import json
from typing import Any
from uuid import UUID

import pytest

from guidance import queries
from guidance.errors import UnreadableFile
from guidance.importing.cutting import cut
from guidance.importing.running import import_upload
from guidance.sources.hsds.extension import plain_hash

NEVER = "9999-12-31T23:59:59Z"


def read_in(content: str, file: str = "services.json"):
    return import_upload(io.BytesIO(content.encode()), name=file)


def number(one: int) -> str:
    return str(UUID(int=one))


def v11(one: int, name: str = "Talo", **told: Any) -> dict[str, Any]:
    names = [{"language": "fi", "value": name, "type": "Name"}]
    return {"id": number(one), "sourceId": None, "serviceNames": names, **told}


def v11_place(one: int, northing: str) -> dict[str, Any]:
    street = {"latitude": northing, "longitude": "500000", "street": []}
    return {
        "id": number(one),
        "serviceChannelType": "ServiceLocation",
        "serviceChannelNames": [{"language": "fi", "value": "Paikka", "type": "Name"}],
        "addresses": [{"type": "Location", "streetAddress": street}],
    }


def v12_hours(one: int, from_time: str) -> dict[str, Any]:
    rule = {
        "type": "ContinuousWeekdaysUntilFurtherNotice",
        "fromDay": "Monday",
        "toDay": "Friday",
        "fromTime": from_time,
    }
    return {
        "contentId": number(one),
        "serviceChannelType": "TelephoneService",
        "languageVersions": {"fi": {"name": "Puhelin"}},
        "serviceHours": {"hours": [rule]},
    }


def extended(one: int, **told: Any) -> dict[str, Any]:
    """An HSDS record whose extension fits its hash: a hash proves nothing of who wrote it."""
    said = {
        "status": "published",
        "texts": {"fi": {"name": "Talo"}},
        "provider": {},
        "free_of_charge": "unknown",
        "municipalities": {},
        "terms": [],
        "languages": [],
        "facts": {},
        "periods": [],
        "channels": [],
    }
    record = {"id": number(one), "name": "Talo", "status": "active"}
    return {**record, "x_rinnalla": {"version": 1, "hash": plain_hash(record), **said, **told}}


def weekly(**told: Any) -> dict[str, Any]:
    return {"kind": "weekly", "spans": [{"weekday": 1, "opens": 540, "closes": 960, **told}]}


HOSTILE = [
    v11(1, "Puolikas \ud800 pari"),
    v11(2, "Nolla \x00 tavu"),
    v11(3) | {"id": "\ud800"},
    v11(4, areas=[{"municipalities": [{"code": "<i>", "name": []}]}], areaType="LimitedType"),
    v11(5, "Pitkä" * 5_000),
    v11_place(6, "1e308"),
    v12_hours(7, "keskipäivä"),
    extended(8, periods=[{"kind": "holiday", "holiday": "Doomsday"}]),
    extended(9, periods=[weekly(weekday=99)]),
    extended(10, periods=[weekly(closes=10**18)]),
    extended(11, facts={"age_min": 10**30}),
    extended(12, channels=[{"id": "x", "kind": "place", "latitude": 59.0, "longitude": 3.0}]),
    extended(13, municipalities={"Atlantis": {"fi": "Atlantis"}}),
]


def test_every_hostile_record_is_refused_and_the_house_goes_on_answering(home, session, client):
    never_ends = {"serviceHourType": "Exceptional", "isClosed": True, "validFrom": "2026-12-24"}
    good = v11(99, "Hyvä talo 🏠", serviceChannels=[{"serviceChannel": {"id": number(98)}}])
    good["serviceChannels"][0]["serviceHours"] = [never_ends | {"validTo": NEVER}]

    run = read_in(json.dumps([*HOSTILE, v11_place(98, "6900000"), good]))

    told = {one.line for one in queries.refused(session, run.id)}
    assert (run.created, run.refused) == (2, len(HOSTILE))
    assert told == {1}
    assert "Hyvä talo 🏠" in client.get("/services").text
    assert client.get("/api/hsds/services?full=true").get_json()["total_items"] == 1


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_of_json_never_comes_in_for_it_could_not_go_out(written):
    [one] = cut(b'[{"id": "a", "name": "b", "status": %s}]' % written.encode())

    assert one.value is None
    assert "no number" in one.problem


@pytest.mark.parametrize(
    ("row", "column"), [("Talo;9" + "9" * 5_000 + ";", "age_min"), ("Talo;;²³¹", "municipalities")]
)
def test_a_number_that_is_none_is_told_with_its_column(home, session, row, column):
    run = read_in(f"name_fi;age_min;municipalities\n{row}\n", "talot.csv")

    assert [one.place for one in queries.refused(session, run.id)] == [column]


def test_a_sheet_whose_first_row_never_ends_is_refused_whole(home):
    with pytest.raises(UnreadableFile):
        read_in(f'name_fi;"{"x" * 200_000}"\n', "talot.csv")


def test_a_file_of_nothing_but_rubbish_is_counted_whole_and_told_in_part(home, session):
    run = read_in("[" + "{x}," * 1_200 + "{x}]")

    assert run.refused == 1_201
    assert len(queries.refused(session, run.id)) == 1_000
