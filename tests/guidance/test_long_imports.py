"""Files of any length: cut while they are read, gone on with where they broke off."""

import io
import json
from uuid import UUID

import pytest
from sqlmodel import func, select

from guidance import queries
from guidance.importing import cutting, running
from guidance.importing.cutting import Cut, cut, stream
from guidance.importing.running import import_file
from guidance.models import Service


def a_record(number: int, **told) -> dict:
    name = {"language": "fi", "value": f"Talo {number}", "type": "Name"}
    return {"id": str(UUID(int=number)), "sourceId": None, "serviceNames": [name], **told}


@pytest.fixture
def short_window(monkeypatch):
    """Let files count as long that a test can write."""
    monkeypatch.setattr(cutting, "SMALL", 300)
    monkeypatch.setattr(cutting, "WINDOW", 64)


def told(cuts) -> list[tuple[int, object, bool]]:
    return [(one.line, one.value, bool(one.problem)) for one in cuts]


@pytest.mark.parametrize("wrap", ["list", "map", "page"])
def test_a_long_file_is_cut_as_a_short_one_is(short_window, wrap):
    records = [a_record(number, text="ä" * number) for number in range(1, 30)]
    whole = {
        "list": records,
        "map": {one["id"]: one for one in records},
        "page": {"page": 1, "totalItems": 29, "itemList": records},
    }[wrap]
    content = json.dumps(whole, indent=1, ensure_ascii=False).encode()

    cuts = list(stream(io.BytesIO(content)))

    assert told(cuts) == told(cut(content))
    assert [one.value for one in cuts] == records


def test_a_broken_record_in_a_long_file_costs_only_itself(short_window):
    records = [json.dumps(a_record(number)) for number in range(1, 30)]
    records[10] = records[10][:-20]
    content = f"[{','.join(records)}]".encode()

    cuts = list(stream(io.BytesIO(content)))

    assert [bool(one.problem) for one in cuts].count(True) == 1
    assert len([one for one in cuts if one.value]) == 28


def test_a_long_answer_cut_in_the_middle_gives_all_but_its_last_record(short_window):
    content = json.dumps([a_record(number) for number in range(1, 30)]).encode()[:-100]

    cuts = list(stream(io.BytesIO(content)))

    assert [bool(one.problem) for one in cuts] == [False] * 28 + [True]


def test_a_record_without_end_is_given_up_before_it_fills_the_memory(short_window, monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST_RECORD", 2_000)
    endless = json.dumps(a_record(1, text="x" * 9_000))
    content = f"[{endless},{json.dumps(a_record(2))}]".encode()

    cuts = list(stream(io.BytesIO(content)))

    assert cuts[0].problem
    assert cuts[-1].value == a_record(2)


def test_an_import_that_was_broken_off_goes_on_where_it_was(home, session, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 3)
    content = json.dumps([a_record(number) for number in range(1, 11)]).encode()
    stored: list[int] = []

    def pull_the_plug(phase: str, done: int, _total: int) -> None:
        stored.append(done)
        if done >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(io.BytesIO(content), name="x.json", tell=pull_the_plug)
    there = session.exec(select(func.count()).select_from(Service)).one()
    run = import_file(io.BytesIO(content), name="x.json")

    session.rollback()
    assert there == 6
    assert (run.created, run.unchanged, run.reached) == (10, 0, 10)
    assert len(queries.search(session, "talo", lang="fi")) == 10
    assert len(queries.runs(session)) == 1


def test_one_record_is_a_cut_of_its_own():
    assert isinstance(next(iter(stream(io.BytesIO(json.dumps(a_record(1)).encode())))), Cut)
